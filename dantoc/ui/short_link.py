"""A short link to what is on the page: saved when the reader asks for it, with what new periods should do to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from types import MappingProxyType

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.faults import describe_error
from dantoc.l10n.messages import locales, say
from dantoc.model.dataset import Dataset
from dantoc.model.errors import DantocError
from dantoc.model.saved import PAGE, PERIODS
from dantoc.model.text import Locale
from dantoc.model.view import View, view_params
from dantoc.ui import addresses
from dantoc.ui.copyable import copyable
from dantoc.ui.plain_text import plain

NOTHING: Mapping[str, str] = MappingProxyType({})
_SAVED = "short_link"


def draw(dataset: Dataset, view: View, locale: Locale, kind: str = PAGE, figure: Mapping[str, str] = NOTHING) -> None:
    """Draw the choice and the button, and the link once it is made; `figure` holds the parameters of a chart."""
    params = {**view_params(dataset, view), **figure}
    with st.container(key=f"short_link_{kind}"):
        st.header(say("pages.take.short", locale), anchor=False)
        st.html(f"<p>{escape(say(f'pages.take.short_help_{kind}', locale))}</p>")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            periods = st.selectbox(
                say("pages.take.short_periods", locale),
                PERIODS,
                format_func=lambda own: say(f"pages.take.short_{own}", locale),
                placeholder=say("pages.filter.placeholder", locale),
                key=f"short.{kind}.{dataset.id}.{locale}",
                width=340,
            )
            pressed = st.button(say("pages.take.short_save", locale), key=f"short_save.{kind}.{locale}")
        asked = (dataset.id, tuple(sorted(params.items())), kind, periods, locale)
        if pressed:
            _save(dataset, params, locale, kind, periods, asked)
        _show(asked, locale)


def _save(dataset: Dataset, params: dict[str, str], locale: Locale, kind: str, periods: str, asked: object) -> None:
    """Save it and remember its address for this session; a store that cannot be used says why not."""
    from dantoc.store.saving import view_to_save
    from dantoc.store.store import open_store

    st.session_state.pop(_SAVED, None)
    today = datetime.now(UTC).date()
    try:
        view = view_to_save(open_engine(), dataset.id, params, locale, kind, periods, languages=locales(), today=today)
        st.session_state[_SAVED] = asked, open_store().keep(view).path
    except DantocError as error:
        st.error(plain(describe_error(error, locale)))


def _show(asked: object, locale: Locale) -> None:
    """The address, as long as the page shows what was saved."""
    saved, path = st.session_state.get(_SAVED, (None, ""))
    if saved == asked:
        said = escape(say("pages.take.short_saved", locale))
        st.html(f'<div role="status"><p>{said}</p>{copyable(addresses.base() + path)}</div>')
