"""Where the keyboard goes on when what it was on gives way to something else."""

from __future__ import annotations

from html import escape

import streamlit as st

_WANTED = "focus"


def onto(key: str) -> None:
    """Ask for the focus on the container of that key, once it is drawn."""
    st.session_state[_WANTED] = key


def draw() -> None:
    """Move the focus where it was asked for; to be called after the container is drawn."""
    key = st.session_state.pop(_WANTED, None)
    if key is not None:
        st.html(
            f'<script src="/app/static/focus.js" data-key="{escape(key, quote=True)}"></script>',
            unsafe_allow_javascript=True,
        )
