"""A chart drawn as a Vega-Lite specification: the mark's body in its frame of title, unit, notes and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dantoc.figures.lettering import balance, wrap
from dantoc.figures.marks import MARKS
from dantoc.figures.marks.base import Body, Json, by_width, on_phone, widths
from dantoc.figures.palette import FONT, THEMES, Theme
from dantoc.figures.plot import Plot, barren
from dantoc.l10n import sentence
from dantoc.l10n.messages import language, say_n
from dantoc.model.errors import UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.result import Result
from dantoc.model.status import ObsStatus
from dantoc.model.structure import TIME
from dantoc.model.text import Locale

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
PHONE, PAGE, WIDE_PAGE = 300, 584, 780
"""Widths in px at which titles and notes are broken: on a phone, on a page, on a wide page."""
TITLE, SUBTITLE, NOTE = 17, 13, 11
NOTE_LINE = 15
MOST_SOURCES = 3
MOST_NAMES = 12
FLAGGED = {ObsStatus.PROVISIONAL: "provisional", ObsStatus.ESTIMATED: "estimated"}


def draw(result: Result, spec: FigureSpec, locale: Locale, theme: str = "light") -> dict[str, object]:
    """The chart as a Vega-Lite specification with its figures inside; as wide as the place it stands in.

    Raises:
        UnknownOption: no such mark or theme.
    """
    if spec.mark not in MARKS:
        raise UnknownOption("mark", spec.mark, tuple(MARKS))
    if theme not in THEMES:
        raise UnknownOption("theme", theme, tuple(THEMES))
    plot = MARKS[spec.mark].narrow(Plot.of(result, spec, locale, THEMES[theme]))
    return _frame(plot, MARKS[spec.mark].draw(plot), barren(result, plot))


def alt_text(result: Result, spec: FigureSpec, locale: Locale) -> str:
    """What the chart shows, in words: its kind and title, how many figures, the highest three and the lowest.

    Raises:
        UnknownOption: no such mark.
    """
    if spec.mark not in MARKS:
        raise UnknownOption("mark", spec.mark, tuple(MARKS))
    plot = MARKS[spec.mark].narrow(Plot.of(result, spec, locale, THEMES["light"]))
    known = sorted((point for point in plot.drawn if point.value is not None), key=lambda own: -(own.value or 0.0))
    head = plot.word("alt_head", mark=plot.word(f"mark_{spec.mark}"), title=_title(plot))
    if not known:
        return head + " " + plot.word("alt_empty")

    def said(place: int) -> str:
        point = known[place]
        names = [plot.name(spec.category, point.category), plot.name(spec.series, point.series)]
        return f"{', '.join(name for name in names if name)} {point.text}"

    if len(known) > 1 and not MARKS[spec.mark].compares:
        return f"{head} {_roll(plot)}"
    suppressed = sum(point.status is ObsStatus.SUPPRESSED for point in plot.drawn)
    missing = len(plot.drawn) - len(known) - suppressed
    count = plot.word("alt_count", n=len(known), unit=plot.unit or plot.word("figure"))
    if len(known) == 1:
        return f"{head} {said(0)}."
    highest = plot.word("alt_highest", list="; ".join(said(place) for place in range(min(3, len(known)))))
    lowest = plot.word("alt_lowest", item=said(-1)) if len(known) > 3 else ""
    gaps = plot.word("alt_missing", n=missing) if missing else ""
    untold = plot.word("alt_suppressed", n=suppressed) if suppressed else ""
    return " ".join(part for part in (head, count, highest, lowest, gaps, untold) if part)


def _roll(plot: Plot) -> str:
    """The names under each list, in words."""
    rolls = []
    for code in plot.series:
        names = [plot.name(plot.spec.category, own) for own in plot.categories if plot.point(own, code).value]
        title = plot.name(plot.spec.series, code)
        rolls.append(f"{f'{title}: ' if title else ''}{', '.join(names)}.")
    return " ".join(rolls)


def _frame(plot: Plot, body: Body, lost: Sequence[tuple[str, str]]) -> dict[str, object]:
    theme = plot.theme
    notes = _notes(plot, body, lost)
    phone, page, wide = (_broken(notes, width) for width in (PHONE, PAGE, WIDE_PAGE))
    phone_left = body.left if body.phone_left is None else body.phone_left
    footer: Json = {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "top",
            "x": on_phone(-phone_left, -body.left),
            "y": {"expr": f"height + {body.below + 12}"},
            "text": by_width(phone, page, wide),
            "fontSize": NOTE,
            "lineHeight": NOTE_LINE,
            "color": theme.quiet,
            "limit": 0,
        },
    }
    return {
        "$schema": SCHEMA,
        "description": _title(plot),
        "width": "container",
        "height": body.height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 2, "right": 8, "top": 4, "bottom": 6},
        "params": widths(),
        "background": theme.paper,
        "title": _heading(plot),
        "layer": [*body.layers, footer],
        "config": _config(plot.locale, theme),
    }


def _heading(plot: Plot) -> Json:
    title, subtitle = _title(plot), _subtitle(plot)
    return {
        "text": _responsive(title, TITLE, bold=True),
        "subtitle": _responsive(subtitle, SUBTITLE, bold=False) if subtitle else "",
        "anchor": "start",
        "align": "left",
        "frame": "bounds",
        "orient": "top",
        "dx": 0,
        "offset": 12,
        "fontSize": TITLE,
        "fontWeight": 700,
        "lineHeight": TITLE + 4,
        "subtitleFontSize": SUBTITLE,
        "subtitleLineHeight": SUBTITLE + 4,
        "subtitlePadding": 4,
        "color": plot.theme.ink,
        "subtitleColor": plot.theme.quiet,
        "limit": 0,
    }


def _responsive(text: str, size: float, *, bold: bool) -> Json:
    phone, page, wide = (list(balance(text, width, size, bold=bold)) for width in (PHONE, PAGE, WIDE_PAGE))
    return by_width(phone, page, wide)


def _title(plot: Plot) -> str:
    if plot.spec.title:
        return plot.spec.title.say(plot.locale)
    title, derived = sentence.title(plot.result, plot.locale), plot.result.measure(plot.spec.measure)
    return plot.word("title_of_derived", name=derived.name.say(plot.locale), title=title) if derived else title


def _subtitle(plot: Plot) -> str:
    if plot.spec.subtitle:
        return plot.spec.subtitle.say(plot.locale)
    said = [plot.word("derived")] if plot.result.measure(plot.spec.measure) else []
    if plot.unit and MARKS[plot.spec.mark].compares:
        said.append(plot.word("unit", unit=plot.unit))
    if plot.left_out:
        said.append(plot.word("limited", shown=len(plot.categories), all=len(plot.categories) + plot.left_out))
    return " · ".join(said)


def _notes(plot: Plot, body: Body, lost: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What a reader must know, then the sources and the dataset with its version."""
    said = [*body.notes, *(text.say(plot.locale) for _, text in plot.spec.annotations)]
    drawn = [point for point in plot.drawn if point.place >= 0]
    for status, name in FLAGGED.items():
        flagged = [point for point in drawn if point.status is status]
        if flagged:
            said.append(_flag_note(plot, name, len(flagged), len(drawn), [point.category for point in flagged]))
    said += _breaks(plot, lost)
    if lost:
        said.append(plot.word("barren", list=_listed([plot.name(*own) for own in lost])))
    if MARKS[plot.spec.mark].compares:
        said += _signs(plot)
    said.append(plot.word("source", list=_sources(plot)))
    dataset = plot.result.dataset
    said.append(plot.word("dataset", title=dataset.title.say(plot.locale), version=dataset.version))
    return tuple(said)


def _signs(plot: Plot) -> list[str]:
    """What the signs say that stand where there is no figure."""
    empty = {point.status for point in plot.drawn if point.value is None}
    return [
        *([plot.word("missing_sign")] if empty - {ObsStatus.SUPPRESSED} else []),
        *([plot.word("suppressed_sign")] if ObsStatus.SUPPRESSED in empty else []),
    ]


def _breaks(plot: Plot, lost: Sequence[tuple[str, str]]) -> list[str]:
    """The breaks that touch what is drawn, where more than one year is, or keep a derived figure from being drawn."""
    over_years = len(plot.result.codes.get(TIME, ())) > 1
    touched: dict[str, dict[str, None]] = {}
    for own in plot.result.breaks:
        named = {(dimension, code) for dimension, codes in own.where for code in codes}
        kept_off = [plot.name(*place) for place in lost if place in named]
        if over_years or kept_off:
            drawn = [code.name.say(plot.locale) for code in plot.result.touched_by(own)] if over_years else []
            touched.setdefault(own.text.say(plot.locale), {}).update(dict.fromkeys([*drawn, *kept_off]))
    return [
        plot.word("break_of", list=_listed(list(names)), text=text) if names else plot.word("break", text=text)
        for text, names in touched.items()
    ]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")


def _flag_note(plot: Plot, name: str, flagged: int, all_drawn: int, categories: Sequence[str]) -> str:
    if flagged == all_drawn:
        return plot.word(f"{name}_all")
    names = list(dict.fromkeys(plot.name(plot.spec.category, category) for category in categories))
    return plot.word(f"{name}_some", list=_listed(names))


def _sources(plot: Plot) -> str:
    titles = [source.title.say(plot.locale) for source in plot.result.sources]
    more = len(titles) - MOST_SOURCES
    said = "; ".join(titles[:MOST_SOURCES])
    return say_n("figures.more_sources", more, plot.locale, list=said) if more > 0 else said


def _broken(notes: Sequence[str], width: float) -> list[str]:
    return [line for note in notes for line in wrap(note, width, NOTE)]


def _config(locale: Locale, theme: Theme) -> Mapping[str, object]:
    own = language(locale)
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {"labelFont": FONT, "titleFont": FONT},
        "locale": {
            "number": {
                "decimal": own.decimal_mark,
                "thousands": own.group_mark,
                "grouping": [3],
                "currency": ["", ""],
            }
        },
        "text": {"color": theme.ink},
    }
