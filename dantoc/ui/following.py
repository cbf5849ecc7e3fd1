"""Widgets that follow the address.

The key of a widget whose options are words bears the language: the browser sends a choice back as the word it showed,
so one widget must not live on across languages.
"""

from __future__ import annotations

import streamlit as st


def follow(key: str, value: object) -> None:
    """Make the widget of that key show `value`; a widget that shows it already is left alone."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
