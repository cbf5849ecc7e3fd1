"""The kinds of blocks and what sets each in type; a new kind is a file of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reportlab.platypus import Flowable

from dantoc.model.publication import (
    GeneratedBlock,
    GlossaryBlock,
    KeyFiguresBlock,
    ProfilesBlock,
    TextBlock,
)
from dantoc.model.text import LocalizedText
from dantoc.reports.front import contents, list_of
from dantoc.reports.glossary import set_glossary
from dantoc.reports.index import lead, set_index
from dantoc.reports.key_figures import set_key_figures
from dantoc.reports.ledger import NUMBERED
from dantoc.reports.markdown import set_text
from dantoc.reports.openers import heading
from dantoc.reports.profiles import set_profiles
from dantoc.reports.setting import Setting
from dantoc.reports.sources import set_concepts, set_signs, set_sources

Setter = Callable[[Any, Setting], list[Flowable]]


def set_generated(block: GeneratedBlock, setting: Setting) -> list[Flowable]:
    """What the book writes of itself, of that kind."""
    if block.kind == "contents":
        return contents(setting)
    if block.kind in NUMBERED:
        made = list_of(block.kind, setting)
        title = LocalizedText.of(dict(setting.words(f"reports.title.{block.kind}")))
        return [*heading(title, setting), *made] if made else []
    if block.kind == "index":
        return [*set_text(lead(setting), setting), *set_index(setting)]
    return {"signs": set_signs, "concepts": set_concepts, "sources": set_sources}[block.kind](setting)


def _text(block: TextBlock, setting: Setting) -> list[Flowable]:
    return set_text(block.text, setting)


SETTERS: Mapping[type, Setter] = {
    TextBlock: _text,
    KeyFiguresBlock: set_key_figures,
    GlossaryBlock: set_glossary,
    ProfilesBlock: set_profiles,
    GeneratedBlock: set_generated,
}
"""Tables and figures are read, numbered and drawn ahead before these (`book.py`)."""
