"""A chart the size of a stamp, for the catalogue's cards: pure SVG in the colour of the text around it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dantoc.figures.choice import suggest
from dantoc.figures.marks import plot_of
from dantoc.figures.marks.pyramid import FEMALE, MALE
from dantoc.figures.palette import LIGHT
from dantoc.figures.plot import Plot, breaks_between
from dantoc.figures.shape import AREA
from dantoc.model.result import Result
from dantoc.model.structure import TIME
from dantoc.model.text import VIETNAMESE

WIDTH, HEIGHT = 120, 64
DRAWN = ("tiles", "lines", "bars", "stacked_bars", "pyramid")
"""The marks that still tell something at this size."""
MOST_BARS = 9
TONES = (1.0, 0.55, 0.25)
"""How strongly the parts of a bar are drawn, over and over."""
TILE_ROWS, TILE_COLUMNS = 22, 8
CLASSES = (0.18, 0.36, 0.56, 0.78, 1.0)
"""How strongly the tiles of each fifth of the provinces are drawn."""


def sparkline(result: Result, title: str = "") -> str:
    """A small picture of the result: a map, lines of years, a pyramid, parts, or bars; empty where there is none.

    Decorative (``aria-hidden``) unless it is given a `title`. The same result gives the same bytes.
    """
    plot = _plot(result)
    if plot is None:
        return ""
    if plot.spec.mark == "tiles":
        return _framed(_tiles(plot), title, TILE_COLUMNS * 8, TILE_ROWS * 4)
    if plot.spec.mark == "stacked_bars":
        return _framed(_stacks(plot), title)
    if plot.spec.mark == "pyramid":
        return _framed(_pyramid(plot), title)
    if plot.spec.category == TIME:
        return _framed(_lines(plot), title)
    return _framed(_bars(plot), title)


def _plot(result: Result) -> Plot | None:
    """The best of the charts that can be drawn so small."""
    rows = result.dataset.default_view.rows
    offers = [own for own in suggest(result, rows, ()) if own.mark in DRAWN]
    if not offers:
        return None
    plot = plot_of(result, offers[0], VIETNAMESE, LIGHT)
    known = plot.keeping(lambda point: point.value is not None)
    return known if known.points else None


def _framed(body: str, title: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    said = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'fill="currentColor" {said}{body}</svg>'
    )


def _bars(plot: Plot) -> str:
    values = [
        plot.point(code).value or 0.0
        for code in (plot.categories[:MOST_BARS] if plot.additive else _spread(plot.categories))
    ]
    if plot.spec.order != "code":
        values.sort(reverse=True)
    greatest = max((abs(value) for value in values), default=0.0) or 1.0
    step = HEIGHT / len(values)
    return "".join(
        f'<rect x="0" y="{place * step + step * 0.12:.1f}" width="{max(1.0, WIDTH * abs(value) / greatest):.1f}" '
        f'height="{min(step * 0.76, 12):.1f}" opacity="{1 if place == 0 else 0.7}"/>'
        for place, value in enumerate(values)
    )


def _spread(codes: Sequence[str]) -> list[str]:
    """As many of the codes as there is room for, at even steps from the first to the last."""
    if len(codes) <= MOST_BARS:
        return list(codes)
    return [codes[round(place * (len(codes) - 1) / (MOST_BARS - 1))] for place in range(MOST_BARS)]


def _stacks(plot: Plot) -> str:
    codes = _spread(plot.categories)
    step = HEIGHT / len(codes)
    drawn = []
    for place, category in enumerate(codes):
        values = [plot.point(category, code).value or 0.0 for code in plot.series]
        left = 0.0
        for number, value in enumerate(values):
            width = WIDTH * value / (sum(values) or 1.0)
            drawn.append(
                f'<rect x="{left:.1f}" y="{place * step + step * 0.12:.1f}" width="{width:.1f}" '
                f'height="{min(step * 0.76, 12):.1f}" opacity="{TONES[number % len(TONES)]}"/>'
            )
            left += width
    return "".join(drawn)


def _pyramid(plot: Plot) -> str:
    greatest = max((point.value or 0.0 for point in plot.drawn), default=0.0) or 1.0
    step = HEIGHT / len(plot.categories)
    drawn = []
    for place, age in enumerate(plot.categories):
        for sex, tone in ((MALE, TONES[0]), (FEMALE, TONES[1])):
            width = WIDTH / 2 * (plot.point(age, sex).value or 0.0) / greatest
            left = WIDTH / 2 - width if sex == MALE else WIDTH / 2
            drawn.append(
                f'<rect x="{left:.1f}" y="{place * step:.1f}" width="{width:.1f}" height="{step * 0.84:.1f}" '
                f'opacity="{tone}"/>'
            )
    return "".join(drawn)


def _lines(plot: Plot) -> str:
    years = sorted(int(year) for year in plot.categories)
    values = [point.value or 0.0 for point in plot.points]
    low, high = min(values), max(values)
    span, first, last = (high - low) or 1.0, years[0], years[-1]

    def place(year: int, value: float) -> str:
        x = 4 + (WIDTH - 8) * (year - first) / ((last - first) or 1)
        return f"{x:.1f},{HEIGHT - 6 - (HEIGHT - 12) * (value - low) / span:.1f}"

    drawn = []
    for code in plot.series[:8]:
        known = [(year, point.value) for year in years if (point := plot.point(str(year), code)).value is not None]
        for run in _runs(plot, code, known):
            drawn.append(
                f'<polyline points="{" ".join(place(year, value or 0.0) for year, value in run)}" fill="none" '
                'stroke="currentColor" stroke-width="1.8"/>'
            )
        if known:
            x, y = place(known[-1][0], known[-1][1] or 0.0).split(",")
            drawn.append(f'<circle cx="{x}" cy="{y}" r="2.6"/>')
    return "".join(drawn)


def _runs(plot: Plot, series: str, known: Sequence[tuple[int, float | None]]) -> list[list[tuple[int, float | None]]]:
    runs: list[list[tuple[int, float | None]]] = []
    for year, value in known:
        if not runs or breaks_between(plot, series, runs[-1][-1][0], year):
            runs.append([])
        runs[-1].append((year, value))
    return runs


def _tiles(plot: Plot) -> str:
    dimension = plot.result.dataset.structure[AREA]
    values = {point.category: point.value or 0.0 for point in plot.points}
    ranked = sorted(code for code in values if dimension.code(code).annotation("tile_row"))
    order = {code: place for place, code in enumerate(sorted(ranked, key=lambda own: values[own]))}
    drawn = []
    for code in dimension.codelist or ():
        row, column = code.annotation("tile_row"), code.annotation("tile_col")
        if row is None or column is None:
            continue
        strength = CLASSES[order[code.id] * len(CLASSES) // len(order)] if code.id in order else 0.06
        drawn.append(f'<rect x="{int(column) * 8}" y="{int(row) * 4}" width="7.2" height="3.4" opacity="{strength}"/>')
    return "".join(drawn)
