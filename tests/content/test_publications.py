"""What holds for every publication of the product: blocks have figures, words both languages, and claims are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from dantoc.catalogue.publications import publication_faults
from dantoc.engine.engine import open_engine
from dantoc.figures.exhibiting import shown
from dantoc.l10n.folding import is_nfc
from dantoc.model.codes import MINORITIES
from dantoc.model.errors import DantocError
from dantoc.model.publication import (
    Block,
    Chapter,
    FigureBlock,
    GeneratedBlock,
    GlossaryBlock,
    KeyFiguresBlock,
    ProfilesBlock,
    Publication,
    TableBlock,
    TextBlock,
)
from dantoc.model.result import Result
from dantoc.model.table import TableSpec
from dantoc.model.text import LocalizedText
from dantoc.model.view import View, parse_view
from dantoc.tables.layout import lay_out

ENGINE = open_engine()
LANGUAGES = ("vi", "en")
MOST_COLUMNS = 24
"""A wider table cannot be read even when it is split: years and groups go down the side then."""
SHEETS = {"group_sheet": 53, "area_sheet": 63}


def _publication(name: str, about: str = "") -> Publication:
    return ENGINE.publications.publication(name, about)


def _about(name: str) -> tuple[str, ...]:
    return _publication(name).subject_codes or ("",)


def _blocks(name: str) -> Iterator[tuple[str, Chapter, Block]]:
    """Every block, for each code that the publication can be about."""
    for about in _about(name):
        for chapter, block in _publication(name, about).blocks:
            yield about, chapter, block


def _figures(dataset: str, view: View) -> Result:
    assert dataset == view.query.dataset
    return ENGINE.run(view.query)


def test_all_publications_can_be_printed():
    assert publication_faults(ENGINE.catalogue) == ()
    assert not ENGINE.publications.broken
    assert set(ENGINE.publications.ids) >= {"yearbook", "key_figures", *SHEETS}


@pytest.mark.parametrize("name", ENGINE.publications.ids)
def test_every_table_has_figures_and_fits_a_book(name):
    for about, chapter, block in _blocks(name):
        if not isinstance(block, TableBlock):
            continue
        place = f"{name} {about} {chapter.id}/{block.id}"
        result = _figures(block.dataset, block.view)
        assert len(result) or block.optional, f"{place}: no figures"
        if not len(result):
            continue
        assert not block.view.show or block.view.show in result.measures, f"{place}: {result.measures}"
        assert not block.panels or block.panels in (*block.view.rows, *block.view.columns), place
        spec = TableSpec(block.view.rows, block.view.columns, (block.view.show,) if block.view.show else ())
        table = lay_out(result, spec, "vi")
        assert table.width <= MOST_COLUMNS, f"{place}: {table.width} columns"
        assert any(cell.value is not None for row in table.rows for cell in row.cells), place


@pytest.mark.parametrize("name", ENGINE.publications.ids)
def test_every_chart_can_be_drawn_with_the_mark_it_names(name):
    for about, chapter, block in _blocks(name):
        if isinstance(block, FigureBlock):
            try:
                own = shown(ENGINE, block.exhibit)
            except DantocError as error:
                assert block.optional, f"{name} {about} {chapter.id}/{block.id}: {error}"
            else:
                assert own.spec.mark == block.exhibit.view.mark
                assert block.is_map == (own.spec.mark in ("tiles", "tiles_34", "choropleth")), block.id


@pytest.mark.parametrize("name", ENGINE.publications.ids)
def test_every_key_figure_is_one_figure(name):
    for about, chapter, block in _blocks(name):
        for figure in block.figures if isinstance(block, KeyFiguresBlock) else ():
            result = _figures(figure.dataset, figure.view)
            place = f"{name} {about} {chapter.id}/{block.id}: {figure.text.get('en')}"
            assert len(result) == 1 or (figure.optional and not len(result)), place
            assert result.data.column(figure.view.show or "value").null_count == 0, place


@pytest.mark.parametrize("name", ENGINE.publications.ids)
def test_every_text_is_there_in_both_languages_and_differs(name):
    own = _publication(name)
    texts = [own.title, own.subtitle, own.summary, own.imprint, own.keywords]
    for chapter in own.chapters:
        texts += [chapter.title, *([chapter.lead] if chapter.lead else [])]
    for _, block in own.blocks:
        texts += _texts(block)
    for text in texts:
        assert not text.missing(LANGUAGES), text
        for _, said in text:
            assert is_nfc(said), said
            assert "{subject}" not in said, said
            assert "SUBJECT" not in said, said
    titles = [text for text in texts if text.get("vi") == text.get("en")]
    assert titles == [text for text in titles if len(str(text.get("vi")).split()) <= 4], "a twin is not translated"


def _texts(block: Block) -> list[LocalizedText]:
    if isinstance(block, TextBlock):
        return [block.text]
    if isinstance(block, TableBlock):
        return [block.title, *([block.note] if block.note else [])]
    if isinstance(block, FigureBlock):
        figure = block.exhibit.figure
        return [own for own in (figure.title, figure.subtitle, figure.note) if own]
    if isinstance(block, KeyFiguresBlock):
        return [figure.text for figure in block.figures]
    if isinstance(block, GlossaryBlock):
        return [text for term in block.terms for text in (term.term, term.text)]
    return []


def test_the_yearbook_holds_what_a_yearbook_holds():
    own = _publication("yearbook")
    kinds = Counter(type(block).__name__ for _, block in own.blocks)
    assert kinds["TableBlock"] >= 80
    assert kinds["FigureBlock"] >= 30
    assert sum(isinstance(block, FigureBlock) and block.is_map for _, block in own.blocks) >= 10
    themes = {theme.id for theme in ENGINE.catalogue.themes}
    assert {chapter.theme for chapter in own.chapters} - {""} == themes
    profiles = [block for _, block in own.blocks if isinstance(block, ProfilesBlock)]
    assert [len(block.codes) for block in profiles] == [53]
    terms = [term for _, block in own.blocks if isinstance(block, GlossaryBlock) for term in block.terms]
    assert len(terms) >= 40
    assert {block.kind for _, block in own.blocks if isinstance(block, GeneratedBlock)} >= {
        "contents",
        "tables",
        "figures",
        "maps",
        "signs",
        "concepts",
        "sources",
        "index",
    }


def test_the_yearbook_prints_of_every_dataset():
    own = _publication("yearbook")
    printed = {block.dataset for _, block in own.blocks if isinstance(block, TableBlock)}
    # Lâm Đồng's share of 2013 is one figure of one province: a table of it would say nothing.
    assert set(ENGINE.catalogue.datasets) - printed == {"population_share_lam_dong"}


def test_each_chapter_of_a_theme_begins_with_words_and_key_figures():
    for chapter in _publication("yearbook").chapters:
        if chapter.theme:
            first, second = chapter.blocks[:2]
            assert isinstance(first, TextBlock), chapter.id
            assert isinstance(second, KeyFiguresBlock), chapter.id
            assert 1 <= len(second.figures) <= 3
            assert chapter.lead


@pytest.mark.parametrize(("name", "count"), SHEETS.items())
def test_a_fact_sheet_is_there_for_each_group_and_each_province(name, count):
    own = _publication(name)
    assert len(own.subject_codes) == count
    assert MINORITIES not in own.subject_codes
    assert own.series.missing(LANGUAGES) == ()
    last = _publication(name, own.subject_codes[-1])
    assert last.about == own.subject_codes[-1]
    code = ENGINE.catalogue.codelist(own.subject)[last.about]
    assert str(code.name.get("vi")) in str(last.title.get("vi"))


def test_key_figures_are_charts_first():
    own = _publication("key_figures")
    kinds = Counter(type(block).__name__ for _, block in own.blocks)
    assert 12 <= kinds["FigureBlock"] <= 18
    assert kinds["TableBlock"] == 0
    assert any(isinstance(block, FigureBlock) and block.is_map for _, block in own.blocks)


# What titles of figures claim is computed again from the figures.


def _values(dataset: str, by: str, measure: str = "value", **params: str) -> dict[str, float]:
    view = parse_view(ENGINE.catalogue.dataset(dataset), params)
    rows = ENGINE.run(view.query).data.to_pylist()
    return {str(row[by]): row[measure] for row in rows if row[measure] is not None}


def test_titles_on_population_are_true():
    people = _values("population_census", "ethnic_group", ethnic_group="children(EM)", area="VN", year="2019")
    assert sum(value > 1_000_000 for value in people.values()) == 6
    assert {code for code, value in people.items() if value < 1_000} == {"50", "51", "52", "53", "54"}
    assert people["08"] > people["05"]
    before = _values("population_census", "ethnic_group", ethnic_group="children(EM)", area="VN", year="1989")
    largest = sorted(people, key=people.__getitem__)[-6:]
    assert max(largest, key=lambda code: people[code] / before[code]) == "08"
    share = {"derive": "share(ethnic_group)", "measure": "share_ethnic_group"}
    kinh = _values("population_census", "area", ethnic_group="01", area="leaves(VN)", year="2019", **share)
    assert sum(value < 50 for value in kinh.values()) == 12
    many = {"derive": "diversity(ethnic_group)", "measure": "diversity_ethnic_group"}
    diverse = _values("population_census", "area", ethnic_group="_T", area="leaves(VN)", year="2019", **many)
    assert sorted(diverse, key=diverse.__getitem__)[-3:] == ["10", "02", "12"]
    growth = {"derive": "growth(year,2009)", "measure": "growth_year_2009"}
    grown = _values("population_census", "ethnic_group", ethnic_group="_T,08", area="VN", year="2019", **growth)
    assert round(grown["08"], 1) == 2.7
    assert grown["08"] > 2 * grown["_T"]
    rural = _values(
        "survey_population", "ethnic_group", indicator="rural_share", ethnic_group="leaves(EM)", year="2019"
    )
    assert {code for code, value in rural.items() if value < 50} == {"04"}


def test_titles_on_regions_are_true():
    for year in range(2005, 2017):
        moved = _values(
            "province_population", "area", indicator="net_migration_rate", area="children(VN)", year=str(year)
        )
        assert not moved or max(moved, key=moved.__getitem__) == "R5"
    income = {"indicator": "monthly_income_per_capita", "area": "children(VN)", "quintile": "_T"}
    for year in ("2010", "2012", "2014", "2016", "2023"):
        earned = _values("province_living_standards", "area", **income, year=year)
        assert min(earned, key=earned.__getitem__) == "R1"
    for dataset, indicator, first in (
        ("province_health", "infant_mortality_rate_area", "2009"),
        ("province_living_standards", "poverty_rate_income", "2010"),
    ):
        then, now = (
            _values(dataset, "area", indicator=indicator, area="children(VN)", year=year) for year in (first, "2016")
        )
        assert len(now) == 6
        assert all(now[region] < then[region] for region in now)
    trained = [
        _values("province_education_labour", "area", indicator="trained_workers_share", area="children(VN)", year=year)
        for year in ("2008", "2016")
    ]
    assert min(trained[1], key=lambda region: trained[1][region] - trained[0][region]) == "R4"
    poor = _values(
        "poverty_review", "area", indicator="multidimensional_poverty_rate", area="children(VN)", year="2022"
    )
    assert max(poor, key=poor.__getitem__) == "R1"


def test_titles_on_provinces_are_true():
    def ends(dataset: str, indicator: str, year: str, count: int) -> tuple[list[str], list[str]]:
        found = _values(dataset, "area", indicator=indicator, area="leaves(VN)", year=year)
        ranked = sorted(found, key=found.__getitem__)
        return sorted(ranked[:count]), sorted(ranked[-count:])

    assert ends("province_education_labour", "literacy_rate_area", "2016", 1)[0] == ["12"]
    assert ends("province_health", "under5_mortality_rate_area", "2016", 1)[1] == ["12"]
    assert ends("province_health", "mean_age_first_marriage", "2016", 2) == (["12", "14"], ["46", "79"])
    assert ends("province_living_standards", "monthly_income_per_capita", "2023", 3)[0] == ["02", "11", "12"]
    assert ends("province_living_standards", "multidimensional_poverty_rate_vhlss", "2023", 3)[1] == ["02", "11", "12"]
    computers = _values(
        "province_living_standards", "area", indicator="household_computer_rate", area="leaves(VN)", year="2023"
    )
    assert {area for area, value in computers.items() if value > 50} == {"01", "48", "79"}


def test_titles_on_schooling_and_living_are_true():
    school = {"level": "_Z", "age": "5+", "attendance": "never", "derive": "share(attendance)"}
    never = {
        sex: _values(
            "education_census_1999", "ethnic_group", "share_attendance", ethnic_group="children(EM)", sex=sex, **school
        )
        for sex in ("_T", "M", "F")
    }
    assert max(never["_T"], key=never["_T"].__getitem__) == "41"
    assert round(never["_T"]["41"]) in (90, 91)
    ten = ("02", "03", "05", "06", "07", "08", "09", "10", "12", "13")
    gaps = {code: never["F"][code] - never["M"][code] for code in ten}
    assert min(gaps.values()) > 0
    assert max(gaps, key=gaps.__getitem__) == "08"
    for level in ("primary", "lower_secondary"):
        pupils = _values("minority_pupils_teachers", "year", indicator="em_pupils", level=level, area="VN", year="*")
        assert min(pupils, key=pupils.__getitem__) == "2010"
    for level, least in (("primary", 1.0), ("lower_secondary", 1.0), ("upper_secondary", 2.0)):
        taught = _values("minority_pupils_teachers", "year", indicator="em_teachers", level=level, area="VN", year="*")
        assert taught["2016"] > least * taught["2004"]
    water = _values(
        "living_conditions_2019", "ethnic_group", indicator="household_hygienic_water_rate", ethnic_group="children(EM)"
    )
    assert {code for code, value in water.items() if value < 50} == {"23", "44", "48", "50"}
    penned = _values(
        "living_conditions_2019",
        "ethnic_group",
        indicator="households_livestock_by_house_rate",
        ethnic_group="children(EM)",
    )
    assert sorted(penned, key=penned.__getitem__)[-2:] == ["38", "42"]


def test_titles_of_the_pocket_book_are_true():
    spoken = {"indicator": "household_home_language_share", "age": "_Z", "sex": "_T", "year": "2024"}
    at_home = _values(
        "survey_culture_language", "ethnic_group", **spoken, ethnic_group="02,04,08,10", language="vietnamese"
    )
    assert at_home["04"] > 50
    assert at_home["08"] == 2
    danced = {
        "indicator": "knows_traditional_dance_rate",
        "sex": "_T",
        "age": "_T",
        "language": "_Z",
        "residence": "_T",
        "year": "2019",
    }
    dances = _values("survey_culture_language", "ethnic_group", **danced, ethnic_group="05,13,26,37,54,EM")
    assert dances["EM"] == 13
    assert 45 < dances["54"] < 50
    assert max(dances, key=dances.__getitem__) == "54"
    online = _values("survey_infrastructure", "year", indicator="household_internet_rate", coverage="POP", year="*")
    assert online == {"2015": 6.5, "2019": 61.3}
    children = _values(
        "province_health", "area", indicator="under5_mortality_rate_area", area="VN,leaves(VN)", year="2016"
    )
    assert 2.8 < children["12"] / children["VN"] < 3
    early = {"indicator": "child_marriage_rate", "ethnic_group": "EM,08,34", "sex": "_T"}
    then, now = (_values("survey_marriage", "ethnic_group", **early, year=year) for year in ("2014", "2018"))
    assert all(now[group] < then[group] for group in ("EM", "08", "34"))
    assert now["08"] > 50
    reviewed = {"indicator": "em_poor_household_rate", "ethnic_group": "EM", "area": "VN"}
    poor = _values("poverty_review", "year", **reviewed, year="2022:2024")
    assert poor["2022"] > poor["2023"] > poor["2024"]
    funded = {"indicator": "programme_budget", "period": "2021-2025", "programme": "_Z", "year": "2025"}
    funds = _values(
        "programme_finance", "budget_source", **funded, coverage="em_area", ethnic_group="EM", budget_source="*"
    )
    assert funds["central_budget"] > funds["_T"] / 2
    served = _values("programme_progress", "indicator", indicator="*", area="VN", coverage="em_area", year="2024")
    assert served["communes_with_health_station"] > 99
    assert round(served["commune_health_stations_with_doctor"], -1) == 70


def test_subtitles_of_the_pocket_book_count_what_is_shown():
    people = _values("population_census", "ethnic_group", ethnic_group="children(EM)", area="VN", year="2019")
    ranked = sorted(people, key=people.__getitem__, reverse=True)
    shown = {
        block.id: set(ENGINE.codes(block.exhibit.view.query)["ethnic_group"])
        for _, block in _publication("key_figures").blocks
        if isinstance(block, FigureBlock) and "ethnic_group" in ENGINE.codes(block.exhibit.view.query)
    }
    assert shown["largest"] == set(ranked[:12])
    assert shown["smallest"] == set(ranked[-7:])
    assert shown["growth"] == set(ranked[:10]) - {"04"} | {"_T"}
    rural = _values(
        "survey_population", "ethnic_group", indicator="rural_share", ethnic_group="leaves(EM)", year="2019"
    )
    assert len(rural) == 13
    assert len(shown["water"]) == 12
