"""All ways by which a chart leaves: files, code for another site, its address for programs, links to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from html import escape
from types import MappingProxyType

import streamlit as st

from dantoc.figures import drawing, finishing
from dantoc.figures.embedding import AROUND, embed_code
from dantoc.figures.printing import DOTS
from dantoc.l10n import messages
from dantoc.l10n.messages import say
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import chart_address, figure_params, studio_address
from dantoc.model.result import Known
from dantoc.model.saved import CHART
from dantoc.model.text import Locale
from dantoc.model.view import data_address
from dantoc.ui import addresses, short_link
from dantoc.ui.charts_page.draft import Finished
from dantoc.ui.copyable import copyable
from dantoc.ui.listing import listing

EVERY_READER = "reader"
"""The choice of an embedded chart that speaks its reader's language."""
LIVE, FROZEN = KINDS = ("live", "frozen")
LEAST_HEIGHT, MOST_HEIGHT = 160, 2_400
DATA = ("csv", "xlsx")
NOTHING: Mapping[str, str] = MappingProxyType({})

Way = tuple[str, str, Mapping[str, str]]
"""One kind of a file: the key of its name, its extension, what is said of it in its address."""
FILES: Mapping[str, tuple[Way, ...]] = {
    "png": tuple((f"dots_{dots}", "png", {"dots": dots}) for dots in DOTS),
    "svg": (("letters_text", "svg", NOTHING), ("letters_outlines", "svg", {"letters": "outlines"})),
    "pdf": (("download", "pdf", NOTHING),),
    "html": (("download", "html", NOTHING),),
    "json": (("download", "json", NOTHING),),
    "zip": (("download", "zip", NOTHING),),
}


def draw(finished: Finished, locale: Locale) -> None:
    """Draw the files of the chart, the code that embeds it, its address and the links to it."""
    with st.container(key="leaving"):
        _files(finished, locale)
        _embedding(finished, locale)
        _address(finished, locale)
        _link(finished, locale)


def data_link(finished: Finished, format: str, locale: Locale) -> str:
    """The address of the figures behind the chart as a file, those of its line of reference included."""
    query = finishing.with_reference(finished.dataset, finished.view.query, finished.asked)
    return data_address(finished.dataset, replace(finished.view, query=query), format, locale)


def _files(finished: Finished, locale: Locale) -> None:
    st.header(say("pages.leaving.files", locale), anchor=False)
    heads = [say(f"pages.leaving.{head}", locale) for head in ("file", "use", "download")]
    rows = [
        (
            f"<strong>{escape(say(f'pages.leaving.{kind}', locale))}</strong>",
            escape(say(f"pages.leaving.{kind}_for", locale)),
            " · ".join(links),
        )
        for kind, links in _links(finished, locale)
    ]
    st.html(listing(say("pages.leaving.files", locale), heads, rows))


def _links(finished: Finished, locale: Locale) -> Iterator[tuple[str, list[str]]]:
    """Every kind of file with its links, the figures before what gathers all."""
    for kind, ways in FILES.items():
        if kind == "zip":
            yield "data", [_download(data_link(finished, own, locale), own.upper(), "data", locale) for own in DATA]
        yield kind, [_way(finished, kind, way, locale) for way in ways]


def _way(finished: Finished, kind: str, way: Way, locale: Locale) -> str:
    name, extension, more = way
    address = chart_address(finished.dataset, finished.view, finished.asked, extension, locale, **more)
    return _download(address, say(f"pages.leaving.{name}", locale), kind, locale)


def _download(address: str, text: str, kind: str, locale: Locale) -> str:
    label = f"{say(f'pages.leaving.{kind}', locale)}: {text}"
    return (
        f'<a href="{escape(address, quote=True)}" download aria-label="{escape(label, quote=True)}">{escape(text)}</a>'
    )


def _embedding(finished: Finished, locale: Locale) -> None:
    st.header(say("pages.leaving.embed", locale), anchor=False)
    st.html(f"<p>{escape(say('pages.leaving.embed_help', locale))}</p>")
    with st.container(key="embed", horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            say("pages.leaving.embed_kind", locale),
            KINDS,
            format_func=lambda own: say(f"pages.leaving.embed_{own}", locale, version=finished.dataset.version),
            placeholder=say("pages.filter.placeholder", locale),
            key=f"embed_kind.{finished.dataset.id}.{locale}",
            width=300,
        )
        spoken = st.selectbox(
            say("pages.leaving.embed_language", locale),
            (EVERY_READER, *messages.locales()),
            format_func=lambda own: (
                say("pages.leaving.embed_reader", locale) if own == EVERY_READER else messages.language(own).name
            ),
            placeholder=say("pages.filter.placeholder", locale),
            key=f"embed_language.{locale}",
            width=220,
        )
        usual = round(_height(Known(finished.result), finished.spec, locale)) + AROUND
        usual = min(max(usual, LEAST_HEIGHT), MOST_HEIGHT)
        height = st.number_input(
            say("pages.leaving.embed_height", locale),
            LEAST_HEIGHT,
            MOST_HEIGHT,
            usual,
            10,
            key=f"embed_height.{usual}",
            width=160,
        )
    code = embed_code(
        addresses.base(),
        finished.dataset,
        finished.view,
        finished.asked,
        finished.title,
        height - AROUND,
        lang=None if spoken == EVERY_READER else spoken,
        is_frozen=kind == FROZEN,
    )
    with st.container(key="embed_code"):
        st.html(copyable(code))


def _address(finished: Finished, locale: Locale) -> None:
    st.header(say("pages.leaving.address", locale), anchor=False)
    address = chart_address(finished.dataset, finished.view, finished.asked, "png", locale)
    with st.container(key="chart_address"):
        st.html(
            f"<p>{escape(say('pages.leaving.address_help', locale))}</p>{copyable(addresses.base() + address)}"
            f"<p>{_guide(locale)}</p>"
        )


def _guide(locale: Locale) -> str:
    address = escape(addresses.path_to("api_guide"), quote=True)
    return f'<a href="{address}">{escape(say("pages.nav.api_guide", locale))}</a>'


def _link(finished: Finished, locale: Locale) -> None:
    st.header(say("pages.leaving.link", locale), anchor=False)
    here = addresses.base() + studio_address(finished.dataset, finished.view, finished.asked, locale)
    with st.container(key="chart_link"):
        st.html(f"<p>{escape(say('pages.leaving.link_help', locale))}</p>{copyable(here)}")
    figure = figure_params(finished.asked)
    short_link.draw(finished.dataset, finished.view, locale, CHART, figure)


@lru_cache(maxsize=256)
def _height(known: Known, spec: FigureSpec, locale: Locale) -> float:
    return drawing.height(known.result, spec, locale)
