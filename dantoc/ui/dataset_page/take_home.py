"""Taking the figures home: files, citation, link, and code that fetches them again."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.formats.citation import cite
from dantoc.formats.registry import FORMATS
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.query import Query
from dantoc.model.result import Result
from dantoc.model.text import Locale
from dantoc.model.view import LABELS, View, data_address, page_address
from dantoc.ui import addresses, short_link
from dantoc.ui.copyable import copyable
from dantoc.ui.dataset_page.samples import samples
from dantoc.ui.listing import listing

LABELLED = ("csv", "csv-excel")
"""Formats of which a reader may want one with codes alone or names alone."""


def draw(result: Result, view: View, locale: Locale) -> None:
    """Draw files, citation, address and code for exactly this view."""
    dataset, base = result.dataset, addresses.base()
    _files(dataset, view, locale)
    _citation(result, base + page_address(dataset, view, locale), locale)
    short_link.draw(dataset, view, locale)
    _program(dataset, base + data_address(dataset, view, "csv", labels="codes"), locale)


def whole(dataset: Dataset) -> View:
    """The view of all figures of the dataset, laid out as the default view."""
    return View(Query(dataset.id), dataset.default_view.rows, dataset.default_view.columns)


def _files(dataset: Dataset, view: View, locale: Locale) -> None:
    st.header(say("pages.take.files", locale), anchor=False)
    heads = [say(f"pages.take.{head}", locale) for head in ("format", "this_view", "whole")]
    rows = [
        (
            f"<strong>{escape(say(own.key, locale))}</strong>",
            _links(dataset, view, own.id, locale),
            _links(dataset, whole(dataset), own.id, locale),
        )
        for own in FORMATS.values()
    ]
    st.html(listing(say("pages.take.files", locale), heads, rows))


def _links(dataset: Dataset, view: View, format: str, locale: Locale) -> str:
    """The link to the file, and to its kinds with codes or names alone where it has them."""
    said = [_link(data_address(dataset, view, format, locale), say("pages.take.download", locale), format, locale)]
    if format in LABELLED:
        said += [
            _link(
                data_address(dataset, view, format, locale, labels=labels),
                say(f"pages.take.{labels}", locale),
                format,
                locale,
            )
            for labels in LABELS
            if labels != "both"
        ]
    return " · ".join(said)


def _link(address: str, text: str, format: str, locale: Locale) -> str:
    label = f"{text}: {say(FORMATS[format].key, locale)}"
    return (
        f'<a href="{escape(address, quote=True)}" download aria-label="{escape(label, quote=True)}">{escape(text)}</a>'
    )


def _citation(result: Result, link: str, locale: Locale) -> None:
    st.header(say("pages.take.citation", locale), anchor=False)
    citation = cite(result, locale, link)
    st.html(f'<p class="copyable" tabindex="0">{escape(citation.plain)}</p>')
    for name, text in (("BibTeX", citation.bibtex), ("RIS", citation.ris)):
        with st.expander(name):
            st.html(copyable(text))
    st.header(say("pages.take.link", locale), anchor=False)
    st.html(f"<p>{escape(say('pages.take.link_help', locale))}</p>{copyable(link)}")


def _program(dataset: Dataset, url: str, locale: Locale) -> None:
    st.header(say("pages.take.program", locale), anchor=False)
    st.html(f"<p>{escape(say('pages.take.program_help', locale))}</p>{copyable(url)}")
    for sample in samples(url, dataset.structure.ids, f"{dataset.id}.csv"):
        with st.expander(sample.name):
            st.html(copyable(sample.code))
