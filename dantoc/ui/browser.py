"""What the reader's browser is, as far as a page must know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def on_phone(user_agent: str) -> bool:
    """Whether the reader's browser says that it runs on a phone."""
    return "Mobi" in user_agent


def choices(heading: str, key: str) -> DeltaGenerator:
    """A box for filters: open, but closed on a phone, where it would stand before what the page shows."""
    return st.expander(heading, expanded=not on_phone(st.context.headers.get("User-Agent", "")), key=key)
