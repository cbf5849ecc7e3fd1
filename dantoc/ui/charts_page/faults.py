"""What is wrong with a chart, said with the ways to mend it; what was typed besides stays."""

from __future__ import annotations

import streamlit as st

from dantoc.l10n.faults import describe_error, error_title
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.errors import DantocError, TooManyMarks
from dantoc.model.text import Locale
from dantoc.ui import addresses
from dantoc.ui.charts_page import draft
from dantoc.ui.plain_text import plain


def draw(error: DantocError, dataset: Dataset, locale: Locale) -> None:
    """Say what is wrong and what is allowed, and offer the ways on."""
    draw_lost(error, locale)
    with st.container(horizontal=True, vertical_alignment="center"):
        at_fault = parameter_of(error, tuple(st.query_params))
        if at_fault:
            label = say("pages.charts.drop", locale, parameter=plain(at_fault))
            st.button(label, key="studio.drop", on_click=_drop, args=(at_fault,))
        elif isinstance(error, TooManyMarks):
            label = say("pages.charts.default_figures", locale)
            st.button(label, key="studio.default_figures", on_click=draft.anew, args=(dataset,))
        addresses.link("charts", say("pages.charts.anew", locale), id=dataset.id)


def draw_lost(error: DantocError, locale: Locale) -> None:
    """Say what is wrong where no dataset is known that could be gone on with."""
    st.header(error_title(error, locale), anchor=False)
    st.error(plain(describe_error(error, locale)))


def parameter_of(error: DantocError, said: tuple[str, ...]) -> str:
    """The parameter of the address that is at fault; nothing where the fault is of no single one."""
    if error.parameter in said:
        return error.parameter
    return error.value if error.parameter == "parameter" and error.value in said else ""


def _drop(parameter: str) -> None:
    st.query_params.pop(parameter, None)
