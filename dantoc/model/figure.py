"""A chart as a frozen specification: what is drawn, not how."""

from __future__ import annotations

from dataclasses import dataclass

from dantoc.model.text import NO_TEXT, LocalizedText

THEMES = ("light", "dark", "print")


@dataclass(frozen=True)
class FigureSpec:
    """Mark, encodings and words of one chart.

    `category` is the dimension named on the axis (or the years for lines), `series` the one told apart by colour,
    `facet` the one that repeats the chart; `measure` the column drawn; `order` ``value`` or ``code``; `highlight` the
    codes
    that stand out. Texts that are empty are written from the query.
    """

    mark: str
    category: str
    series: str = ""
    facet: str = ""
    measure: str = "value"
    order: str = "value"
    highlight: tuple[str, ...] = ()
    title: LocalizedText = NO_TEXT
    subtitle: LocalizedText = NO_TEXT
    annotations: tuple[tuple[str, LocalizedText], ...] = ()
    limit: int = 0
    """At most so many categories are drawn, the greatest first; 0 draws all."""
