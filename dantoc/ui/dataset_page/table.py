"""The view as a statistical table."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.result import Known, Result
from dantoc.model.table import StatTable, TableSpec
from dantoc.model.text import Locale
from dantoc.model.view import View
from dantoc.tables.html import to_html
from dantoc.tables.layout import lay_out
from dantoc.ui import addresses

MOST_CELLS = 6_000
"""A browser stays quick up to about so many cells; the files hold the rest."""


def draw(result: Result, view: View, locale: Locale) -> None:
    """Draw the table, cut where it would stop a browser, and say so."""
    spec = TableSpec(view.rows, view.columns)
    html, shown, lines = _printed(Known(result), spec, locale)
    if shown < lines:
        st.info(
            say(
                "pages.table.cut",
                locale,
                shown=format_number(shown, 0, locale),
                lines=format_number(lines, 0, locale),
            )
        )
    st.html(html)
    addresses.studio_link(result.dataset, say("pages.table.studio", locale), view)


def cut(table: StatTable, most_cells: int = MOST_CELLS) -> StatTable:
    """The table with as many of its first lines as hold at most so many cells; never fewer than one."""
    lines = max(1, most_cells // max(1, table.width))
    return table if len(table.rows) <= lines else replace(table, rows=table.rows[:lines])


@lru_cache(maxsize=64)
def _printed(asked: Known, spec: TableSpec, locale: Locale) -> tuple[str, int, int]:
    table = lay_out(asked.result, spec, locale)
    shown = cut(table)
    return to_html(shown), len(shown.rows), len(table.rows)
