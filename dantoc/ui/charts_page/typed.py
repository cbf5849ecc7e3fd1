"""A field whose words are checked as they are handed in: what cannot be drawn stays in it, with the fault beside it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dantoc.l10n.faults import describe_error
from dantoc.model.errors import DantocError
from dantoc.model.text import Locale
from dantoc.ui.following import follow
from dantoc.ui.plain_text import plain


def draw(
    label: str,
    key: str,
    value: str,
    take: Callable[[str], None],
    locale: Locale,
    *,
    lines: int = 1,
    placeholder: str = "",
    help: str | None = None,
) -> None:
    """Draw a field that follows `value`; `take` gets the words that are typed, and refuses them by an error."""
    fault = _fault(key)
    if fault is None:
        follow(key, value)
    if lines > 1:
        st.text_area(
            label,
            height=_height(lines),
            key=key,
            placeholder=placeholder,
            help=help,
            on_change=_typed,
            args=(key, take),
        )
    else:
        st.text_input(label, key=key, placeholder=placeholder, help=help, on_change=_typed, args=(key, take))
    if fault is not None:
        with st.container(key=f"fault.{key}"):
            st.error(plain(describe_error(fault, locale)))


def _height(lines: int) -> int:
    return 24 * lines + 20


def forget(key: str) -> None:
    """Let the field follow its value again, whatever was typed into it."""
    st.session_state.pop(_about(key), None)


def _typed(key: str, take: Callable[[str], None]) -> None:
    forget(key)
    try:
        take(st.session_state[key])
    except DantocError as error:
        st.session_state[_about(key)] = error


def _fault(key: str) -> DantocError | None:
    """What was wrong with the words that the field still holds."""
    if key not in st.session_state:
        forget(key)
    fault = st.session_state.get(_about(key))
    return fault if isinstance(fault, DantocError) else None


def _about(key: str) -> str:
    return f"fault of {key}"
