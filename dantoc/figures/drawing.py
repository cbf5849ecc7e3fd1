"""A chart drawn as a Vega-Lite specification: the mark's body in its frame of title, unit, notes and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dantoc.figures import courses
from dantoc.figures.lettering import balance, wrap
from dantoc.figures.marks import MARKS, plot_of
from dantoc.figures.marks.base import Body, Json, by_width, on_phone
from dantoc.figures.palette import FONT, THEMES, Theme
from dantoc.figures.plot import SIGNS, Plot, Point, barren
from dantoc.figures.remarks import set_beside
from dantoc.figures.rules import set_apart, with_rules
from dantoc.figures.screens import widths
from dantoc.figures.sizes import MOST_STRETCHED, Sheet, in_px, is_page, sheets
from dantoc.l10n import sentence
from dantoc.l10n.messages import language, say_n
from dantoc.model.errors import TooManyMarks, UnknownOption
from dantoc.model.figure import AT_SERIES, FigureSpec
from dantoc.model.result import Result
from dantoc.model.size import PAGE as PAGE_SIZE
from dantoc.model.size import PRESETS, Size
from dantoc.model.status import ObsStatus
from dantoc.model.structure import TIME
from dantoc.model.text import Locale

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
PHONE, PAGE, WIDE_PAGE = 300, 584, 780
"""Widths in px at which titles and notes are broken: on a phone, on a page, on a wide page."""
TITLE, SUBTITLE, NOTE = 17, 13, 11
NOTE_LINE = 15
PADDING = {"left": 2, "right": 8, "top": 4, "bottom": 6}
SIDES = PADDING["left"] + PADDING["right"] + 2
HEADING_OFFSET = NOTES_OFFSET = 12
HEADS = 30
"""Room in px for what a mark writes above itself, such as the heads of columns or a legend."""
FEWEST = 3
"""Fewer categories than this are no chart of a comparison any more."""
MOST_SOURCES = 3
MOST_NAMES = 12
FLAGGED = {ObsStatus.PROVISIONAL: "provisional", ObsStatus.ESTIMATED: "estimated"}


def draw(result: Result, spec: FigureSpec, locale: Locale, theme: str = "") -> dict[str, object]:
    """The chart as a Vega-Lite specification with its figures inside: as wide as the place it stands in, or laid out on
    the sheet that the size of `spec` gives it. `theme` counts before that of `spec`.

    Raises:
        UnknownOption: no such mark or theme.
        TooManyMarks: it has no room in its size.
    """
    plot = _plot(result, spec, locale, theme or spec.theme)
    return _frame(*_body(plot)) if is_page(spec.size) else _fitted(plot, spec.size)


def _plot(result: Result, spec: FigureSpec, locale: Locale, theme: str) -> Plot:
    if spec.mark not in MARKS:
        raise UnknownOption("mark", spec.mark, tuple(MARKS))
    if theme not in THEMES:
        raise UnknownOption("theme", theme, tuple(THEMES))
    plot = plot_of(result, spec, locale, THEMES[theme])
    return replace(plot, lost=barren(result, plot))


def _body(plot: Plot) -> tuple[Plot, Body]:
    """The plot without what is drawn as a line across it, and its body with the line."""
    mark = MARKS[plot.spec.mark]
    apart, rules = set_apart(plot)
    apart, remarks = set_beside(replace(apart, marked=tuple(own.value for own in rules)))
    body = with_rules(apart, mark.draw(apart), rules, mark.along)
    return apart, replace(body, layers=(*body.layers, *remarks))


def fit(result: Result, spec: FigureSpec, locale: Locale) -> FigureSpec:
    """The specification with as many categories as have room in its size: what is drawn, and what is told of it.

    Raises:
        UnknownOption: no such mark.
        TooManyMarks: it has no room in its size.
    """
    if is_page(spec.size):
        return spec
    plot, _, _ = _laid_out(_plot(result, spec, locale, spec.theme), spec.size)
    return replace(spec, limit=plot.spec.limit)


def height(result: Result, spec: FigureSpec, locale: Locale) -> float:
    """How high the chart comes in px, on the safe side, where it is shown as wide as a page."""
    width, high = in_px(spec.size)
    return (high or _natural_height(_plot(result, spec, locale, spec.theme))) * min(1.0, PAGE_SIZE.width / width)


def _natural_height(plot: Plot) -> float:
    """The height in px of a chart that is as high as it comes."""
    zoom = 1.0
    if is_page(plot.spec.size):
        plot, body = _body(plot)
        plot = replace(plot, width=PAGE)
    else:
        plot, body, sheet = _laid_out(plot, plot.spec.size)
        zoom = sheet.zoom
    return (_around(plot, body) + body.height) * zoom


def _fitted(plot: Plot, size: Size) -> dict[str, object]:
    return _on_sheet(*_laid_out(plot, size))


def _laid_out(plot: Plot, size: Size) -> tuple[Plot, Body, Sheet]:
    """The plot and its body on the sheet with the largest type on which they have room; where there is none, the
    greatest categories."""
    stretches = MARKS[plot.spec.mark].stretches
    for sheet in sheets(size, is_whole=not stretches):
        for is_low in (False, True) if MARKS[plot.spec.mark].has_low else (False,):
            own, body = _body(replace(plot, width=sheet.width, is_low=is_low))
            room = sheet.height - _around(own, body)
            if sheet.is_open or body.height <= room:
                return own, body, sheet
    rows = int(len(own.categories) * room / body.height)
    if rows < FEWEST or not stretches or plot.spec.category == TIME:
        raise TooManyMarks("size", str(size), ("limit=10", *PRESETS))
    while rows >= FEWEST:
        own, body = _body(replace(own, spec=replace(own.spec, limit=rows)))
        if body.height <= sheet.height - _around(own, body):
            return own, body, sheet
        rows -= 1
    raise TooManyMarks("size", str(size), ("limit=10", *PRESETS))


def _on_sheet(plot: Plot, body: Body, sheet: Sheet) -> dict[str, object]:
    """The chart of that width; rows are stretched to fill the height, as far as that looks well."""
    chart = _frame(plot, body)
    fixed: Json = {"width": sheet.width, "params": widths(sheet.width)}
    most = MOST_STRETCHED * body.height if MARKS[plot.spec.mark].stretches else body.most
    if sheet.is_open or not most:
        return {**chart, **fixed}
    height = min(sheet.height, _around(plot, body) + most)
    return {**chart, **fixed, "height": height, "autosize": {"type": "fit", "contains": "padding"}}


def _around(plot: Plot, body: Body) -> float:
    """The height in px of all that stands around the body, on the safe side."""
    title, subtitle = _heading_lines(plot)
    heading = len(title) * (TITLE + 4) + len(subtitle) * (SUBTITLE + 4) + (4 if subtitle else 0) + HEADING_OFFSET
    notes = len(_broken(_notes(plot, body), plot.width - SIDES)) * NOTE_LINE
    return heading + HEADS + body.below + NOTES_OFFSET + notes + sum(PADDING[side] for side in ("top", "bottom"))


def _heading_lines(plot: Plot) -> tuple[list[str], list[str]]:
    """Title and subtitle in the lines of the plot's sheet."""
    width = plot.width - SIDES
    return _lines(_titles(plot), width, TITLE, bold=True), _lines(_subtitles(plot), width, SUBTITLE, bold=False)


@dataclass(frozen=True)
class Caption:
    """The words around a chart, for who sets them beside it."""

    title: str
    subtitle: str
    notes: tuple[str, ...]
    source: str
    dataset: str


def caption(result: Result, spec: FigureSpec, locale: Locale) -> Caption:
    """The words around the chart in one language, as they stand in it.

    Raises:
        UnknownOption: no such mark.
    """
    plot, body = _body(_plot(result, replace(spec, both=False), locale, spec.theme))
    *notes, source, dataset = _notes(plot, body)
    return Caption(_title(plot), _subtitle(plot), tuple(notes), source, dataset)


def without_words(chart: Mapping[str, object]) -> dict[str, object]:
    """The chart without its heading and its notes, for who sets them beside it in type of his own (`caption`)."""
    *body, _notes_layer = chart["layer"] if isinstance(chart["layer"], list) else [{}]
    return {**{name: own for name, own in chart.items() if name != "title"}, "layer": body}


def alt_text(result: Result, spec: FigureSpec, locale: Locale) -> str:
    """What the chart shows, in words: its kind and title, how many figures, the highest three and the lowest, and over
    years or between two series who changed and who lies apart.

    Raises:
        UnknownOption: no such mark.
    """
    plot, rules = set_apart(_plot(result, replace(spec, annotations=(), both=False), locale, THEMES["light"].id))
    known = sorted((point for point in plot.drawn if point.value is not None), key=lambda own: -(own.value or 0.0))
    head = plot.word("alt_head", mark=plot.word(f"mark_{spec.mark}"), title=_title(plot))
    if not known:
        return head + " " + plot.word("alt_empty")

    def said(place: int) -> str:
        point = known[place]
        own = [(spec.category, point.category), (spec.series, point.series), (spec.facet, point.facet)]
        own.sort(key=lambda place: place[0] == TIME)
        names = [plot.name(dimension, code) for dimension, code in own]
        between = ":" if TIME in (spec.category, spec.series) else ""
        return f"{', '.join(name for name in names if name)}{between} {point.text}"

    if len(known) > 1 and not MARKS[spec.mark].compares:
        return f"{head} {_roll(plot)}"
    if not MARKS[spec.mark].one_unit:
        return " ".join((head, *_extremes(plot), *_annotations(replace(plot, spec=spec))))
    suppressed = sum(point.status is ObsStatus.SUPPRESSED for point in plot.drawn)
    missing = len(plot.drawn) - len(known) - suppressed
    count = plot.word("alt_count", n=len(known), unit=plot.unit or plot.word("figure"))
    if len(known) == 1:
        return f"{head} {said(0)}{f' {plot.unit}' if plot.unit else ''}."
    highest = plot.word("alt_highest", list="; ".join(said(place) for place in range(min(3, len(known)))))
    lowest = plot.word("alt_lowest", item=said(-1)) if len(known) > 3 else ""
    gaps = plot.word("alt_missing", n=missing) if missing else ""
    untold = plot.word("alt_suppressed", n=suppressed) if suppressed else ""
    marked = f"{'; '.join(own.text for own in rules)}." if rules else ""
    noted = " ".join(_annotations(replace(plot, spec=spec)))
    parts = (head, count, highest, lowest, *courses.told(plot), gaps, untold, marked, noted)
    return " ".join(part for part in parts if part)


def _extremes(plot: Plot) -> list[str]:
    """The highest and the lowest of each series, in words: series of different units are not ranked together."""
    said = []
    for code in plot.series:
        known = sorted((own for own in plot.drawn if own.series == code and own.value is not None), key=_value)
        if known:
            names = [f"{plot.name(plot.spec.category, own.category)} {own.text}" for own in (known[-1], known[0])]
            series = plot.name(plot.spec.series, code)
            said.append(plot.word("alt_series", name=series, n=len(known), highest=names[0], lowest=names[1]))
    return said


def _value(point: Point) -> float:
    return point.value or 0.0


def _roll(plot: Plot) -> str:
    """The names under each list, in words."""
    rolls = []
    for code in plot.series:
        names = [plot.name(plot.spec.category, own) for own in plot.categories if plot.point(own, code).value]
        title = plot.name(plot.spec.series, code)
        rolls.append(f"{f'{title}: ' if title else ''}{', '.join(names)}.")
    return " ".join(rolls)


def _frame(plot: Plot, body: Body) -> dict[str, object]:
    theme = plot.theme
    notes = _notes(plot, body)
    phone, page, wide = (_broken(notes, width) for width in _widths(plot))
    phone_left = body.left if body.phone_left is None else body.phone_left
    footer: Json = {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "top",
            "x": on_phone(-phone_left, -body.left),
            "y": {"expr": f"height + {body.below + NOTES_OFFSET}"},
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
        "padding": PADDING,
        "params": widths(),
        "background": theme.paper,
        "title": _heading(plot),
        "layer": [*body.layers, footer],
        "config": _config(plot.locale, theme),
    }


def _heading(plot: Plot) -> Json:
    titles, subtitles = _titles(plot), _subtitles(plot)
    return {
        "text": _responsive(plot, titles, TITLE, bold=True),
        "subtitle": _responsive(plot, subtitles, SUBTITLE, bold=False) if subtitles else "",
        "anchor": "start",
        "align": "left",
        "frame": "bounds",
        "orient": "top",
        "dx": 0,
        "offset": HEADING_OFFSET,
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


def _widths(plot: Plot) -> tuple[float, float, float]:
    """The widths at which words are broken: on a phone, on a page, on a wide page; one where the sheet is known."""
    return (plot.width - SIDES,) * 3 if plot.width else (PHONE, PAGE, WIDE_PAGE)


def _responsive(plot: Plot, texts: Sequence[str], size: float, *, bold: bool) -> Json:
    phone, page, wide = (_lines(texts, width, size, bold=bold) for width in _widths(plot))
    return by_width(phone, page, wide)


def _lines(texts: Sequence[str], width: float, size: float, *, bold: bool) -> list[str]:
    return [line for text in texts for line in balance(text, width, size, bold=bold)]


def _in_each(plot: Plot) -> tuple[Plot, ...]:
    """The plot in its language, and in the other where the chart has both."""
    return (plot.in_one(plot.locale), plot.in_one(plot.other)) if plot.spec.both else (plot,)


def _titles(plot: Plot) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_title(own) for own in _in_each(plot)))


def _subtitles(plot: Plot) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said for own in _in_each(plot) if (said := _subtitle(own))))


def _title(plot: Plot) -> str:
    edited = plot.spec.title.get(plot.locale)
    if edited:
        return edited
    title, derived = sentence.title(plot.result, plot.locale), plot.result.measure(plot.spec.measure)
    return plot.word("title_of_derived", name=derived.name.say(plot.locale), title=title) if derived else title


def _subtitle(plot: Plot) -> str:
    edited = plot.spec.subtitle.get(plot.locale)
    if edited:
        return edited
    said = [plot.word("derived")] if plot.result.measure(plot.spec.measure) else []
    if plot.unit and MARKS[plot.spec.mark].compares and MARKS[plot.spec.mark].one_unit:
        said.append(plot.word("unit", unit=plot.unit))
    if plot.left_out:
        said.append(plot.word("limited", shown=len(plot.categories), all=len(plot.categories) + plot.left_out))
    return " · ".join(said)


def _notes(plot: Plot, body: Body) -> tuple[str, ...]:
    """What a reader must know, then the sources and the dataset with its version."""
    return (*body.notes, *dict.fromkeys(said for own in _in_each(plot) for said in _notes_in_one(own)))


def _notes_in_one(plot: Plot) -> list[str]:
    note = plot.spec.note.get(plot.locale)
    said = [*([note] if note else []), *_annotations(plot)]
    drawn = [point for point in plot.drawn if point.place >= 0]
    for status, name in FLAGGED.items():
        flagged = [point for point in drawn if point.status is status]
        if flagged:
            said.append(_flag_note(plot, name, len(flagged), len(drawn), [point.category for point in flagged]))
    said += _breaks(plot)
    if plot.lost:
        said.append(plot.word("barren", list=_listed([plot.name(*own) for own in plot.lost])))
    if MARKS[plot.spec.mark].compares:
        said += _signs(plot)
    said.append(plot.word("source", list=_sources(plot)))
    dataset = plot.result.dataset
    said.append(plot.word("dataset", title=dataset.title.say(plot.locale), version=dataset.version))
    return said


def _annotations(plot: Plot) -> list[str]:
    """What is said of figures, with the sign that stands beside each and its name."""
    said = []
    for sign, (place, text) in zip(SIGNS, plot.spec.annotations, strict=False):
        category, _, series = place.partition(AT_SERIES)
        words = text.get(plot.locale)
        if words and category in plot.categories and (not series or series in plot.series):
            names = [plot.name(plot.spec.category, category)]
            names += [plot.name(plot.spec.series, series)] if series else []
            said.append(f"{sign} {', '.join(names)}: {words}")
    return said


def _signs(plot: Plot) -> list[str]:
    """What the signs say that stand where there is no figure."""
    empty = {point.status for point in plot.drawn if point.value is None}
    return [
        *([plot.word("missing_sign")] if empty - {ObsStatus.SUPPRESSED} else []),
        *([plot.word("suppressed_sign")] if ObsStatus.SUPPRESSED in empty else []),
    ]


def _breaks(plot: Plot) -> list[str]:
    """The breaks that touch what is drawn, where more than one year is, or keep a derived figure from being drawn."""
    over_years = len(plot.result.codes.get(TIME, ())) > 1
    touched: dict[str, dict[str, None]] = {}
    for own in plot.result.breaks:
        named = {(dimension, code) for dimension, codes in own.where for code in codes}
        kept_off = [plot.name(*place) for place in plot.lost if place in named]
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
