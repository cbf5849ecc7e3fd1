"""A chart as a frozen specification: what is drawn, not how."""

from __future__ import annotations

from dataclasses import dataclass

from dantoc.model.size import PAGE, Size
from dantoc.model.text import NO_TEXT, LocalizedText

THEMES = ("light", "dark", "print")
SORTS = ("value", "code")
AT_SERIES = "~"
"""Between category and series where an annotation names both: ``2019~02``."""


@dataclass(frozen=True)
class FigureSpec:
    """Mark, encodings and words of one chart.

    `category` is the dimension named on the axis (or the years for lines), `series` the one told apart by colour,
    `facet` the one that repeats the chart; `measure` the column drawn; `order` ``value`` or ``code``; `highlight` the
    codes that stand out. Texts that are empty are written from the query. Where a specification is asked for and not
    yet drawn, mark, category, series, facet and order may be empty: the result chooses them.
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
    """What is said of a figure: its category, or category and series (``2019~02``), and the words."""
    limit: int = 0
    """At most so many categories are drawn, the greatest first; 0 draws all."""
    note: LocalizedText = NO_TEXT
    """Stands before the notes that the chart writes itself, which no edit takes away."""
    across: str = ""
    """Of a cloud of dots, the indicator that goes across, where it is not the first."""
    reference: str = ""
    """A category that is drawn as a line across the others, such as the country (``VN``) among provinces."""
    target: float | None = None
    """A value drawn as a line across the chart, named by `target_text`."""
    target_text: LocalizedText = NO_TEXT
    size: Size = PAGE
    theme: str = THEMES[0]
    both: bool = False
    """Whether the other language stands under the first."""
