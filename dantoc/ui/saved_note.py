"""What has become of the saved view that a short link led here with: said above it, until another is chosen."""

from __future__ import annotations

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales, say
from dantoc.l10n.numbers import format_date
from dantoc.model.errors import DantocError
from dantoc.model.saved import CHANGED, ID, RENEWED, SavedView, Standing
from dantoc.model.text import Locale
from dantoc.ui.plain_text import plain

PARAMETER = "saved"
"""Names the saved view in the address of the page that shows it."""
YEARS = ("changed", "added", "removed")


def draw(dataset: str, locale: Locale) -> None:
    """Say in what the figures differ from those that were saved; nothing where they do not, or none is named."""
    wanted = st.query_params.get(PARAMETER, "")
    if not ID.fullmatch(wanted):
        return
    found = _found(wanted)
    if found is None:
        return
    own, now = found
    if own.dataset == dataset and now.state in (CHANGED, RENEWED):
        st.info(plain(note(own, now, locale)))


def note(own: SavedView, now: Standing, locale: Locale) -> str:
    """When it was saved from which version, and the years whose figures are others since."""
    day = format_date(own.created, locale)
    intro = say("pages.saved.since", locale, day=day, then=own.version, now=now.version)
    years = [
        say(f"web.saved.years.{change}", locale, years=", ".join(getattr(now, change)))
        for change in YEARS
        if getattr(now, change)
    ]
    return " ".join((intro, *(f"{line}." for line in years)))


def _found(wanted: str) -> tuple[SavedView, Standing] | None:
    """The saved view and how it stands; None where the store cannot tell, which costs the page nothing else."""
    from dantoc.store.saving import standing
    from dantoc.store.store import open_store

    try:
        own = open_store().find(wanted)
        return own, standing(open_engine(), own, locales())
    except DantocError:
        return None
