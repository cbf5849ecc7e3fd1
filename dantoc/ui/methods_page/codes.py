"""The codes of ethnic groups and provinces, with those of other official lists beside them."""

from __future__ import annotations

from html import escape

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.model.codes import Code, CodeList
from dantoc.model.dataset import Catalogue
from dantoc.model.text import ENGLISH, VIETNAMESE, Locale
from dantoc.ui.listing import listing

FAMILY = "family"
SINCE_2025 = "since_2025"


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Draw the list of groups and the table of the provinces before and since 1 July 2025."""
    st.header(say("pages.methods.groups", locale), anchor="groups")
    st.markdown(say("pages.methods.groups.text", locale))
    st.html(_groups(catalogue, locale))
    st.header(say("pages.methods.provinces", locale), anchor="provinces")
    st.markdown(say("pages.methods.provinces.text", locale))
    st.html(_provinces(catalogue, locale))


def official_groups(groups: CodeList) -> tuple[Code, ...]:
    """The 54 groups of the official list, in its order."""
    return tuple(groups[code] for code in sorted(groups.leaves("_T")))


def merged_from(catalogue: Catalogue) -> dict[str, tuple[Code, ...]]:
    """For each province since 1 July 2025, the provinces it was made of."""
    old = catalogue.codelist("area")
    return {
        new.id: tuple(code for code in old if code.annotation(SINCE_2025) == new.id)
        for new in catalogue.codelist("area_2025")
    }


def _groups(catalogue: Catalogue, locale: Locale) -> str:
    groups = catalogue.codelist("ethnic_group")
    rows = []
    for code in official_groups(groups):
        family = groups.get(code.parent(FAMILY) or "")
        rows.append(
            (
                f"<code>{escape(code.id)}</code>",
                f"<strong>{escape(code.name.say(VIETNAMESE))}</strong>",
                escape(code.name.say(ENGLISH)),
                escape(family.name.say(locale) if family else ""),
                escape(", ".join(code.aliases)),
                escape(code.annotation("code_2008") or ""),
                escape((code.annotation("iso639_3") or "").replace(";", ", ")),
            )
        )
    heads = ("code", "name_vi", "name_en", "family", "other_names", "code_2008", "iso639_3")
    return listing(
        say("pages.methods.groups", locale), [say(f"pages.methods.head.{head}", locale) for head in heads], rows
    )


def _provinces(catalogue: Catalogue, locale: Locale) -> str:
    new = catalogue.codelist("area_2025")
    rows = [
        (
            f"<code>{escape(code)}</code>",
            f"<strong>{escape(new[code].name.say(locale))}</strong>",
            escape(", ".join(f"{own.name.say(locale)} ({own.id})" for own in old)),
        )
        for code, old in merged_from(catalogue).items()
    ]
    heads = ("code", "province_new", "provinces_old")
    return listing(
        say("pages.methods.provinces", locale), [say(f"pages.methods.head.{head}", locale) for head in heads], rows
    )
