"""A page for a group or a province: its names and codes, its population in the censuses, where it lives, how it fares.

Every figure is the engine's, with its year and its source beside it; figures of different systems stand in rows of
their own and are never joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from reportlab.platypus import Flowable, Spacer

from dantoc.figures import drawing
from dantoc.figures.finishing import finish
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.codes import COUNTRY, MINORITIES, NOT_APPLICABLE, TOTAL, Code
from dantoc.model.dataset import Dataset, Source
from dantoc.model.errors import DantocError
from dantoc.model.figure import FigureSpec
from dantoc.model.publication import ProfilesBlock
from dantoc.model.query import Query
from dantoc.model.result import Result
from dantoc.model.size import MM as MM_UNIT
from dantoc.model.size import Size
from dantoc.model.status import FLAGS, NO_FIGURE, NONE, NOT_TOLD, ObsStatus
from dantoc.model.structure import INDICATOR, MEASURE, TIME
from dantoc.model.text import Locale, LocalizedText
from dantoc.model.view import View
from dantoc.reports.flow import BODY, Anchor, new_page
from dantoc.reports.grid import Figure, Grid, GridRow, Said
from dantoc.reports.ledger import AREA, GROUP
from dantoc.reports.pictures import Charted
from dantoc.reports.plates import THEME, Vector, charted, picture_of
from dantoc.reports.setting import Setting
from dantoc.reports.sheet import MM
from dantoc.reports.stack import HIGHEST, Beside, Scaled, Stack
from dantoc.reports.typography import LINE
from dantoc.reports.words import pair, plain

CENSUS, AGES = "population_census", "population_age_1999"
CENSUSES = ("1989", "1999", "2009", "2019")
LATEST = "2019"
MOST_PLACES, FEWER_PLACES, FEWEST_PLACES = 8, 6, 4
"""So many provinces or groups are named, as the page has room."""
MOST_OVER = 70.0
"""A page that lacks more room than this, in points, is set in smaller type instead of with fewer places."""
SCALES = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
TREND, PYRAMID, AVERAGE = "reports.profile.trend", "reports.profile.pyramid", "reports.profile.average"
SHARES = {TREND: 0.44, PYRAMID: 0.52, AVERAGE: 0.48}
"""Of the width of the column that each small chart takes, by its heading; the pyramid has many ages to name."""
BOTH = 0.96
"""Of the width that two neighbours take; what is left lies between them."""

ASKED: Mapping[str, tuple[tuple[str, Mapping[str, str], str], ...]] = {
    GROUP: (
        ("households_by_size_2019", {INDICATOR: "households", "household_size": TOTAL}, ""),
        ("survey_population", {INDICATOR: "household_size"}, ""),
        (
            "education_census_1999",
            {INDICATOR: "census_school_attendance", "attendance": "attending"},
            "share(attendance)",
        ),
        ("education_census_1999", {INDICATOR: "census_school_attendance", "attendance": "never"}, "share(attendance)"),
        ("living_conditions_2019", {INDICATOR: "household_hygienic_water_rate"}, ""),
        ("survey_poverty_income", {INDICATOR: "poor_household_rate"}, ""),
        ("survey_marriage", {INDICATOR: "child_marriage_rate"}, ""),
        ("survey_marriage", {INDICATOR: "consanguineous_marriage_rate"}, ""),
        ("survey_labour", {INDICATOR: "trained_labour_rate"}, ""),
    ),
    AREA: (
        ("province_population", {INDICATOR: "area_km2"}, ""),
        ("province_population", {INDICATOR: "average_population"}, ""),
        ("province_population", {INDICATOR: "population_density"}, ""),
        ("province_education_labour", {INDICATOR: "literacy_rate_area"}, ""),
        ("province_education_labour", {INDICATOR: "trained_workers_share"}, ""),
        ("province_health", {INDICATOR: "infant_mortality_rate_area"}, ""),
        ("province_health", {INDICATOR: "total_fertility_rate_area"}, ""),
        ("province_living_standards", {INDICATOR: "monthly_income_per_capita"}, ""),
        ("province_living_standards", {INDICATOR: "multidimensional_poverty_rate_vhlss"}, ""),
        ("province_economy_hdi", {INDICATOR: "human_development_index"}, ""),
    ),
}
"""What a profile says beside the population: dataset, what is selected of it, and what is derived."""


@dataclass(frozen=True)
class Subject:
    """What a profile is about, and the plates that were drawn ahead for it."""

    dimension: str
    code: Code
    charts: tuple[tuple[str, Charted, LocalizedText], ...]
    """The key of the heading of each chart, the chart, and what it shows in words."""


def subjects(block: ProfilesBlock, setting: Setting) -> Iterator[Subject]:
    """Those that the block gives a page, in the order of their list, each with its charts to be drawn."""
    codelist = setting.engine.catalogue.codelists[block.dimension]
    wanted = block.codes or _all_of(block.dimension, setting)
    chosen = setting.edition.choice.codes[block.dimension]
    for own in wanted:
        if own in codelist and (not chosen or own in chosen):
            yield Subject(block.dimension, codelist[own], _charts_of(block.dimension, own, setting))


def _all_of(dimension: str, setting: Setting) -> Sequence[str]:
    """Every code that a profile can be about."""
    return setting.engine.catalogue.codelists[dimension].leaves(MINORITIES if dimension == GROUP else COUNTRY)


def _charts_of(dimension: str, code: str, setting: Setting) -> tuple[tuple[str, Charted, LocalizedText], ...]:
    key = ("charts", dimension, code, setting.width)
    return setting.kept(key, lambda: tuple(_charts(dimension, code, setting)))


def set_profiles(block: ProfilesBlock, setting: Setting) -> list[Flowable]:
    """The pages of the block."""
    subjects_of_block = setting.subjects[block.id]
    return [own for place, one in enumerate(subjects_of_block) for own in set_profile(one, setting, is_first=not place)]


def set_profile(own: Subject, setting: Setting, *, is_first: bool) -> list[Flowable]:
    """The page of one of them, on a new page after another, with as many places as leave it one page."""
    return [*([] if is_first else new_page(BODY)), *_page(own, setting)]


def _page(own: Subject, setting: Setting) -> list[Flowable]:
    name = own.code.name.say(setting.locale)
    made: list[Flowable] = [
        Anchor(setting, f"{own.dimension}.{own.code.id}", name, setting.ledger.depth + 1),
        Mention(setting, own.dimension, own.code.id),
    ]
    tried: dict[tuple[int, float], Stack] = {}
    key = ("room", own.dimension, own.code.id, setting.width, setting.height)
    places, scale = setting.kept(key, lambda: _fitting(own, setting, tried))
    body = tried.get((places, scale)) or _tried(own, setting, places, scale)
    return [*made, body if scale == 1 else Scaled(body, scale, setting.height)]


def _fitting(own: Subject, setting: Setting, tried: dict[tuple[int, float], Stack]) -> tuple[int, float]:
    """How many places are named and how small the page is set, so that it is one page; what was laid out for that."""
    for places in (MOST_PLACES, FEWER_PLACES, FEWEST_PLACES):
        body = tried[places, 1] = _tried(own, setting, places, 1)
        over = body.wrap(setting.width, HIGHEST)[1] - setting.height
        if over <= 0:
            return places, 1
        if over > MOST_OVER:
            break
    for scale in SCALES:
        body = tried[MOST_PLACES, scale] = _tried(own, setting, MOST_PLACES, scale)
        if body.wrap(setting.width / scale, HIGHEST)[1] * scale <= setting.height:
            break
    return MOST_PLACES, scale


def _tried(own: Subject, setting: Setting, places: int, scale: float) -> Stack:
    """The page with so many places, for a column that is so much wider as it is set smaller."""
    return Stack(_body(own, setting if scale == 1 else setting.narrowed(setting.width / scale, HIGHEST), places))


def _body(own: Subject, setting: Setting, places: int) -> list[Flowable]:
    made: list[Flowable] = []
    if setting.has_cover:
        made += pair([(locale, plain(said)) for locale, said in setting.texts(own.code.name)], "h2", "H2")
    made += [*_facts(own, setting), _heading("reports.profile.population", setting), _census(own, setting)]
    made.append(Spacer(1, LINE))
    charts = [_drawn(key, chart, alt, setting) for key, chart, alt in own.charts]
    beside = _beside(own, setting, places)
    if len(charts) == 2:
        beside = [*charts[0], Spacer(1, LINE * 0.75), *beside]
    if charts and beside:
        share = SHARES[own.charts[-1][0]]
        made += [Beside(Stack(charts[-1]), Stack(beside), (share, BOTH - share)), Spacer(1, LINE)]
    else:
        made += [*(part for chart in charts for part in chart), *beside, Spacer(1, LINE)]
    return [*made, *_conditions(own, setting)]


def _drawn(key: str, chart: Charted, alt: LocalizedText, setting: Setting) -> list[Flowable]:
    """A small chart under its heading, which explains in the second language the words that the chart has no room to
    say twice."""
    picture = picture_of(chart, setting, setting.width * SHARES[key])
    heading = f"{key}.glossed" if key == PYRAMID and setting.is_bilingual else key
    return [_heading(heading, setting, year=LATEST), Spacer(1, 3), Vector(picture, setting, alt)]


class Mention(Flowable):
    """Says that the page is about the code; takes no room."""

    def __init__(self, setting: Setting, dimension: str, code: str) -> None:
        super().__init__()
        self._setting, self._dimension, self._code = setting, dimension, code
        self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Takes no room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Tells the index."""
        self._setting.ledger.mention(self.canv, self._dimension, (self._code,), main=True)


def _heading(key: str, setting: Setting, **said: object) -> Flowable:
    texts = [(own, plain(words)) for own, words in setting.words(key, **said)]
    joined = " / ".join(
        f"<font name='SourceSans-Light'>{words}</font>" if place else words for place, (_, words) in enumerate(texts)
    )
    made = pair([(setting.locale, joined)], "small_head", "H3")
    return made[0]


def _facts(own: Subject, setting: Setting) -> list[Flowable]:
    """Code, other names, family or region, in a paragraph a language."""
    codelist = setting.engine.catalogue.codelists[own.dimension]
    said: list[tuple[Locale, str]] = []
    for locale in setting.locales:
        parts = [say("reports.profile.code", locale, code=own.code.id)]
        if own.dimension == GROUP:
            family = codelist.get(own.code.parent("family") or "")
            if family is not None:
                parts.append(say("reports.profile.family", locale, family=family.name.say(locale)))
            if own.code.aliases:
                parts.append(say("reports.profile.other_names", locale, names=", ".join(own.code.aliases)))
        else:
            region = codelist.get(own.code.parent() or "")
            if region is not None:
                parts.append(say("reports.profile.region", locale, region=region.name.say(locale)))
            since = setting.engine.catalogue.codelists["area_2025"].get(own.code.annotation("since_2025") or "")
            if since is not None:
                parts.append(say("reports.profile.since_2025", locale, area=since.name.say(locale)))
        said.append((locale, plain(". ".join(parts)) + "."))
    return [*pair(said, "small"), Spacer(1, LINE * 0.5)]


@dataclass(frozen=True)
class _Figures:
    """A small table of a page, read: its heads and rows, the least width of its columns, and its source."""

    heads: tuple[Said, ...]
    rows: tuple[GridRow, ...]
    cell: float
    source: tuple[tuple[Locale, str], ...]


# --- figures -------------------------------------------------------------------------------------------------------


def _rows(result: Result) -> list[dict[str, Any]]:
    return list(result.data.to_pylist())


def _printed(
    row: Mapping[str, Any] | None, locale: Locale, column: str = MEASURE, decimals: int | None = None
) -> Figure:
    """The figure as tables print it, with its flag; the sign of a missing one where there is none."""
    if row is None:
        return Figure(NO_FIGURE)
    status = ObsStatus(row[f"{column}_status" if column != MEASURE else "obs_status"] or "A")
    if status is ObsStatus.SUPPRESSED:
        return Figure(NOT_TOLD)
    value = row[column]
    if value is None:
        return Figure(NO_FIGURE)
    if value == 0 and column == MEASURE:
        return Figure(NONE)
    return Figure(
        format_number(value, row["decimals"] if decimals is None else decimals, locale), FLAGS.get(status, "")
    )


def _census(own: Subject, setting: Setting) -> Flowable:
    """Population, share of women and of towns in the four censuses."""
    return _tabled(setting.kept(("census", own.dimension, own.code.id), lambda: _read_census(own, setting)))


def _read_census(own: Subject, setting: Setting) -> _Figures:
    whole = {GROUP: own.code.id, AREA: COUNTRY} if own.dimension == GROUP else {GROUP: TOTAL, AREA: own.code.id}
    picked = {
        INDICATOR: "population",
        "sex": f"{TOTAL},F",
        "residence": f"{TOTAL},U",
        TIME: ",".join(CENSUSES),
        **whole,
    }
    query = Query.of(CENSUS, picked, ("share(sex)", "share(residence)"))
    result = setting.engine.run(query)
    found = {(row["sex"], row["residence"], str(row[TIME])): row for row in _rows(result)}
    columns = {name: next((one.id for one in result.derived if one.key == name), "") for name in query.derive}

    def share(key: str, sex: str, residence: str, year: str) -> Figure:
        row = found.get((sex, residence, year))
        if row is None or not columns[key] or row[columns[key]] is None:
            return Figure(NO_FIGURE)
        return _printed(row, setting.locale, columns[key], 1)

    years = [own for own in CENSUSES if (TOTAL, TOTAL, own) in found] or list(CENSUSES)
    rows = (
        GridRow(
            _said("reports.profile.total", setting),
            tuple(_printed(found.get((TOTAL, TOTAL, year)), setting.locale) for year in years),
            strong=True,
        ),
        GridRow(
            _said("reports.profile.women", setting), tuple(share("share(sex)", "F", TOTAL, year) for year in years)
        ),
        GridRow(
            _said("reports.profile.urban", setting),
            tuple(share("share(residence)", TOTAL, "U", year) for year in years),
        ),
    )
    heads = (((setting.locale, ""),), *(((setting.locale, year),) for year in years))
    return _Figures(heads, rows, 56, _source_line(result, setting))


def _said(key: str, setting: Setting, **more: object) -> Said:
    return tuple(setting.words(key, **more))


def _source_line(result: Result, setting: Setting) -> tuple[tuple[Locale, str], ...]:
    return tuple(
        (own, say("reports.profile.source", own, sources="; ".join(one.title.say(own) for one in result.sources[:3])))
        for own in setting.locales
        if result.sources
    )


def _beside(own: Subject, setting: Setting, places: int) -> list[Flowable]:
    """Where most of the group live, or which groups live in the province."""
    found = setting.kept(("beside", own.dimension, own.code.id), lambda: _read_beside(own, setting))
    if found is None:
        return []
    title = "reports.profile.provinces" if own.dimension == GROUP else "reports.profile.groups"
    return [_heading(title, setting, year=LATEST), _tabled(replace(found, rows=found.rows[:places]))]


def _read_beside(own: Subject, setting: Setting) -> _Figures | None:
    if own.dimension == GROUP:
        picked = {GROUP: own.code.id, AREA: f"leaves({COUNTRY})"}
        shown, key = AREA, "share(area)"
    else:
        picked = {GROUP: f"children({MINORITIES})", AREA: own.code.id}
        shown, key = GROUP, "share(ethnic_group)"
    query = Query.of(
        CENSUS, {INDICATOR: "population", "sex": TOTAL, "residence": TOTAL, TIME: LATEST, **picked}, (key,)
    )
    try:
        result = setting.engine.run(query)
    except DantocError:
        return None
    rows = [row for row in _rows(result) if row[MEASURE]]
    rows.sort(key=lambda row: -row[MEASURE])
    if not rows:
        return None
    column = next((one.id for one in result.derived), "")
    names = result.dataset.structure[shown]
    return _Figures(
        (((setting.locale, ""),), _said("reports.profile.persons", setting), _said("reports.profile.share", setting)),
        tuple(
            GridRow(
                tuple(setting.texts(names.code(row[shown]).name)),
                (
                    _printed(row, setting.locale),
                    _printed(row, setting.locale, column, 1)
                    if column and row[column] is not None
                    else Figure(NO_FIGURE),
                ),
            )
            for row in rows[:MOST_PLACES]
        ),
        50,
        _source_line(result, setting),
    )


def _conditions(own: Subject, setting: Setting) -> list[Flowable]:
    """Indicators of living and social conditions, each with its unit and year; the same on every page, missing ones
    shown as such, but for those that nobody has a figure of."""
    found = setting.kept(("conditions", own.dimension, own.code.id), lambda: _read_conditions(own, setting))
    return [] if found is None else [_heading("reports.profile.conditions", setting), _tabled(found)]


def _read_conditions(own: Subject, setting: Setting) -> _Figures | None:
    rows: list[GridRow] = []
    sources: dict[str, LocalizedText] = {}
    for dataset_id, picked, derive in ASKED[own.dimension]:
        dataset = setting.engine.catalogue.datasets.get(dataset_id)
        if dataset is None:
            continue
        latest = _latest(dataset, own.dimension, picked, derive, setting)
        if not latest.is_known:
            continue
        row = latest.rows.get(own.code.id)
        year = str(row[TIME]) if row is not None else NO_FIGURE
        printed = _printed(row, setting.locale, latest.column, latest.decimals)
        rows.append(GridRow(_label(dataset, picked, latest.unit, setting), (Figure(year), printed)))
        source = latest.sources.get(row["source_id"]) if row is not None else None
        if source is not None:
            sources[source.id] = source.title
    if not sources:
        return None
    year_head = tuple(setting.texts(setting.engine.catalogue.concepts[TIME].name))
    heads = (_said("reports.profile.indicator", setting), year_head, _said("reports.profile.figure", setting))
    said = tuple(
        (locale, say("reports.profile.source", locale, sources="; ".join(one.say(locale) for one in sources.values())))
        for locale in setting.locales
    )
    return _Figures(heads, tuple(rows), 44, said)


def _label(dataset: Dataset, picked: Mapping[str, str], unit: str, setting: Setting) -> Said:
    """The name of the indicator with what is picked of it and its unit, in each language."""
    labels = []
    for locale in setting.locales:
        parts = [
            dataset.structure[dimension].code(code).name.say(locale)
            for dimension, code in picked.items()
            if code != TOTAL
        ]
        symbol = dataset.unit_symbol(unit, locale) if unit else ""
        labels.append((locale, ": ".join(parts) + (f" ({symbol})" if symbol else "")))
    return tuple(labels)


@dataclass(frozen=True)
class Latest:
    """The latest figure of each code: its row, how the column it stands in is printed, and whether a profile can be
    about any of the codes."""

    rows: Mapping[str, Mapping[str, Any]]
    column: str
    decimals: int | None
    unit: str
    sources: Mapping[str, Source]
    is_known: bool


def _latest(dataset: Dataset, dimension: str, picked: Mapping[str, str], derive: str, setting: Setting) -> Latest:
    """The latest figures of an indicator with totals of all else, for all codes of the dimension; asked once."""
    key = ("latest", dataset.id, dimension, tuple(sorted(picked.items())), derive)
    return setting.kept(key, lambda: _read_latest(dataset, dimension, picked, derive, setting))


def _read_latest(dataset: Dataset, dimension: str, picked: Mapping[str, str], derive: str, setting: Setting) -> Latest:
    selections: dict[str, str] = {}
    for own in dataset.structure:
        wholes = (COUNTRY,) if own.id == AREA else (TOTAL, NOT_APPLICABLE)
        plain_codes = ",".join(code for code in wholes if code in own.codes)
        selections[own.id] = "*" if own.id in (dimension, TIME) else picked.get(own.id, plain_codes or "*")
    result = setting.engine.run(Query.of(dataset.id, selections, (derive,) if derive else ()))
    measure = result.derived[0] if result.derived else None
    column = measure.id if measure is not None else MEASURE
    rows: dict[str, Mapping[str, Any]] = {}
    for row in _rows(result):
        before = rows.get(row[dimension])
        if row[column] is not None and (before is None or before[TIME] <= row[TIME]):
            rows[row[dimension]] = row
    known = {source.id: source for source in result.sources}
    is_known = not rows.keys().isdisjoint(_all_of(dimension, setting))
    unit = dataset.structure[INDICATOR].code(picked[INDICATOR]).annotation("unit") or ""
    if measure is not None:
        return Latest(rows, column, min(1, measure.decimals), measure.unit, known, is_known)
    return Latest(rows, column, None, unit, known, is_known)


def _tabled(own: _Figures) -> Flowable:
    """A table with its source below, never parted."""
    grid = Grid(own.heads, own.rows, own.cell)
    return Stack([grid, Spacer(1, 2), *pair([(locale, plain(said)) for locale, said in own.source], "note")])


# --- charts --------------------------------------------------------------------------------------------------------


def _charts(dimension: str, code: str, setting: Setting) -> Iterable[tuple[str, Charted, LocalizedText]]:
    """The small charts: of a group its population since 1989 and its ages in 1999, of a province its population."""
    draw = partial(_chart, setting=setting)
    if dimension == GROUP:
        trend = Query.of(
            CENSUS, {INDICATOR: "population", GROUP: code, AREA: COUNTRY, "sex": TOTAL, "residence": TOTAL, TIME: "*"}
        )
        ages = Query.of(
            AGES,
            {
                INDICATOR: "census_population",
                GROUP: code,
                AREA: COUNTRY,
                "sex": "M,F",
                "age": f"children({TOTAL})",
                TIME: "1999",
            },
        )
        yield from draw(TREND, View(trend, (TIME,), (), "bars"))
        yield from draw(PYRAMID, View(ages, ("age",), ("sex",), "pyramid"))
    else:
        picked = {
            INDICATOR: "average_population",
            AREA: code,
            GROUP: TOTAL,
            "sex": TOTAL,
            "residence": TOTAL,
            "unit_type": NOT_APPLICABLE,
            TIME: "*",
        }
        yield from draw(AVERAGE, View(Query.of("province_population", picked), (TIME,), (), "lines"))


def _chart(key: str, view: View, setting: Setting) -> Iterable[tuple[str, Charted, LocalizedText]]:
    """The chart of the view, where its figures make one."""
    size = Size(round(setting.width * SHARES[key] / MM, 1), 0, MM_UNIT)
    try:
        result = setting.engine.run(view.query, order_by=view.ordered_by)
        spec = finish(result, view, FigureSpec("", "", order="", size=size, theme=THEME))
        if spec is None:
            return
        alt = LocalizedText.of({own: drawing.alt_text(result, spec, own) for own in setting.locales})
        yield key, charted(result, spec, setting.locale), alt
    except DantocError:
        return
