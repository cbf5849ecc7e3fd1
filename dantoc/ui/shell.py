"""The frame of every page: head, style, navigation, language switch, foot, and faults that a reader can use."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from dantoc.l10n import messages
from dantoc.l10n.faults import describe_error, error_title
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.errors import DantocError
from dantoc.model.text import Locale
from dantoc.tables import style as table_style
from dantoc.ui import addresses, language
from dantoc.ui.plain_text import plain

HERE = Path(__file__).resolve().parent
FAVICON = HERE / "static" / "favicon.svg"
STYLE = HERE / "style.css"

STREAMLITS_WORDS = {
    "Clear all": "pages.widget.clear_all",
    "Clear value": "pages.widget.clear",
    "Clear": "pages.widget.clear",
    "Remove": "pages.widget.remove",
    "Selected values": "pages.widget.selected",
    "Open": "pages.widget.open",
    "Decrement": "pages.widget.less",
    "Increment": "pages.widget.more",
    "Shortcut ←": "pages.widget.key_left",
    "Shortcut →": "pages.widget.key_right",
}
"""Labels that Streamlit's widgets have in English only, with the messages that say them."""

log = logging.getLogger(__name__)


def configure(title: str, locale: Locale) -> None:
    """Set what the browser's tab says: the page's title, then the product's name."""
    product = say("core.product", locale)
    st.set_page_config(
        page_title=product if title == product else f"{title} – {product}", page_icon=FAVICON, layout="wide"
    )


def style(locale: Locale) -> None:
    """Lay the product's style over Streamlit's, and put Streamlit's last own words into the reader's language."""
    st.html(_style(locale))


@lru_cache(maxsize=16)
def _style(locale: Locale) -> str:
    words = f'[role="listbox"]{{--no-results:"{say("pages.no_results", locale)}"}}'
    return f"<style>{STYLE.read_text(encoding='utf-8')}\n{table_style.css()}\n{words}</style>"


def document_language(locale: Locale) -> None:
    """Say the language in the document, also when it is switched without loading the page anew."""
    words = {english: say(key, locale) for english, key in STREAMLITS_WORDS.items()}
    st.html(
        f'<script src="/app/static/document.js" data-lang="{escape(locale, quote=True)}" '
        f'data-words="{escape(json.dumps(words, ensure_ascii=False), quote=True)}"></script>',
        unsafe_allow_javascript=True,
    )


def header(current: str, locale: Locale) -> None:
    """Draw the product's name, the ways to the other pages, and the language switch."""
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="brand", width="content"):
            addresses.link("home", say("core.product", locale))
        with st.container(key="ways", horizontal=True, width="content", gap="small"):
            for entry in addresses.ENTRIES:
                if entry.in_header:
                    key = "here" if entry.path == current else f"way_{entry.id}"
                    with st.container(key=key, width="content"):
                        addresses.link(entry.id, say(f"pages.nav.{entry.id}", locale))
        with st.container(key="languages", horizontal=True, width="content", gap="small"):
            for other in messages.locales():
                if other != locale:
                    name = messages.language(other).name
                    st.button(
                        name, key=f"language_{other}", type="tertiary", on_click=language.switch_to, args=(other,)
                    )


def footer(locale: Locale) -> None:
    """Draw what stands under every page: the name, the rule of the figures, their terms, and where to read on."""
    with st.container(key="footer"):
        st.html(
            f'<p class="foot-name">{escape(say("core.product", locale))}</p>'
            f"<p>{escape(say('pages.footer.rule', locale))}</p>"
            f"<p>{escape(say('pages.footer.terms', locale))}</p>"
        )
        with st.container(horizontal=True, gap="medium"):
            for entry in addresses.ENTRIES:
                if entry.in_header:
                    addresses.link(entry.id, say(f"pages.nav.{entry.id}", locale))


@contextmanager
def readable_faults(locale: Locale, dataset: Dataset | None = None) -> Iterator[None]:
    """Show an error as a message with the mend and a way on; a reader never sees a traceback.

    `dataset` is the one whose page already bears a title; its own view is then among the ways on.
    """
    try:
        yield
    except DantocError as error:
        show_fault(error, locale, dataset)
    except Exception:
        log.exception("a page failed")
        st.error(say("pages.fault.unexpected", locale))
        addresses.link("home", say("pages.fault.home", locale))


def show_fault(error: DantocError, locale: Locale, dataset: Dataset | None = None) -> None:
    """Say what was wrong in the address, what is allowed and how to mend it."""
    heading = st.title if dataset is None else st.header
    heading(error_title(error, locale), anchor=False)
    st.error(plain(describe_error(error, locale)))
    with st.container(horizontal=True):
        if dataset is not None:
            addresses.dataset_link(dataset, say("pages.fault.default_view", locale))
        addresses.link("catalogue", say("pages.fault.catalogue", locale))
        addresses.link("home", say("pages.fault.home", locale))
