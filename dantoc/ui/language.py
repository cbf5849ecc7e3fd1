"""The language of a page: the address says it, or else the browser."""

from __future__ import annotations

import streamlit as st

from dantoc.l10n import messages
from dantoc.model.text import VIETNAMESE, Locale

PARAMETER = "lang"


def locale() -> Locale:
    """The language of this page: that of the address, or the browser's."""
    return choose(st.query_params.get(PARAMETER, ""), browsers_choice())


def browsers_choice() -> Locale:
    """The language a reader gets who asks for none: Vietnamese where the browser says nothing."""
    tag = st.context.locale
    return messages.negotiate(tag) if tag else VIETNAMESE


def choose(asked: str, preferred: Locale) -> Locale:
    """The language asked for where there is one of that tag, or else the preferred one."""
    return asked if asked in messages.locales() else preferred


def carried(chosen: Locale, preferred: Locale) -> dict[str, str]:
    """What a link must carry so that the next page keeps the language: nothing where the browser would choose it."""
    return {} if chosen == preferred else {PARAMETER: chosen}


def params(**more: str) -> dict[str, str]:
    """The parameters of a link to another page of the app: the language where it must be said, then those given."""
    return {**carried(locale(), browsers_choice()), **{name: value for name, value in more.items() if value}}


def switch_to(chosen: Locale) -> None:
    """Make the address say the language; all else that it says stays."""
    if chosen == browsers_choice():
        st.query_params.pop(PARAMETER, None)
    else:
        st.query_params[PARAMETER] = chosen
