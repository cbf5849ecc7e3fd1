"""Small marks beside a dataset: how near to the publisher its figures were read."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dantoc.model.dataset import Catalogue
from dantoc.model.text import Locale


def level_badges(catalogue: Catalogue, levels: Iterable[str], locale: Locale) -> str:
    """The source levels as HTML marks, each with its definition."""
    names = catalogue.codelist("source_level")
    return " ".join(
        f'<span class="badge badge-{escape(level)}" title="{escape(names[level].description.say(locale))}">'
        f"{escape(names[level].name.say(locale))}</span>"
        for level in levels
        if level in names
    )
