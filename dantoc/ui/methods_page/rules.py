"""How the figures are made and marked: systems, source levels, signs, breaks, disclosure, derived figures."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.model.codes import Code
from dantoc.model.dataset import Catalogue
from dantoc.model.text import Locale
from dantoc.ui.listing import listing

SECTIONS = (
    "system",
    "source_level",
    "signs",
    "breaks",
    "disclosure",
    "derived",
    "groups",
    "provinces",
    "licence",
    "sources",
)


def contents(locale: Locale) -> None:
    """Draw the sections of the page as links."""
    links = "".join(
        f'<a href="#{anchor(section)}">{escape(say(f"pages.methods.{section}", locale))}</a>' for section in SECTIONS
    )
    st.html(f'<nav class="contents" aria-label="{escape(say("pages.methods.contents", locale))}">{links}</nav>')


def anchor(section: str) -> str:
    """The section's anchor on the page."""
    return section.replace("_", "-")


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Draw the rules, each with the code list it rests on."""
    used = {dataset.system for dataset in catalogue.datasets.values()}
    _coded([code for code in catalogue.codelist("system") if code.id in used], "system", locale)
    _coded(list(catalogue.codelist("source_level")), "source_level", locale)
    _signs(catalogue, locale)
    for section in ("breaks", "disclosure", "derived"):
        st.header(say(f"pages.methods.{section}", locale), anchor=section)
        st.markdown(say(f"pages.methods.{section}.text", locale))


def _coded(codes: list[Code], codelist: str, locale: Locale) -> None:
    st.header(say(f"pages.methods.{codelist}", locale), anchor=anchor(codelist))
    st.markdown(say(f"pages.methods.{codelist}.text", locale))
    rows = [
        (f"<strong>{escape(code.name.say(locale))}</strong>", escape(code.description.say(locale))) for code in codes
    ]
    heads = (say("pages.codebook.name", locale), say("pages.codebook.meaning", locale))
    st.html(listing(say(f"pages.methods.{codelist}", locale), heads, rows))


def _signs(catalogue: Catalogue, locale: Locale) -> None:
    st.header(say("pages.methods.signs", locale), anchor="signs")
    st.markdown(say("pages.methods.signs.text", locale))
    rows = [
        (
            f'<span class="sign">{escape(code.annotation("sign") or "")}</span>',
            f"<code>{escape(code.id)}</code>",
            f"<strong>{escape(code.name.say(locale))}</strong>",
            escape(code.description.say(locale)),
        )
        for code in catalogue.codelist("obs_status")
    ]
    heads = [say(f"pages.codebook.{head}", locale) for head in ("sign", "code", "name", "meaning")]
    st.html(listing(say("pages.methods.signs", locale), heads, rows))
