"""The sections of the pages, as far as they are pure: cutting, sources, breaks, codes, arrangement."""

from dataclasses import replace
from pathlib import Path

import pytest

from dantoc.catalogue.search import SearchIndex
from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Catalogue
from dantoc.model.query import Query
from dantoc.model.table import Cell, HeadCell, Row, StatTable, StubCell
from dantoc.model.view import View, default_view
from dantoc.ui.addresses import ENTRIES
from dantoc.ui.api_guide_page.guide import SELECTIONS, example_of
from dantoc.ui.browser import on_phone
from dantoc.ui.catalogue_page.asked import Asked
from dantoc.ui.catalogue_page.hits import ways
from dantoc.ui.catalogue_page.results import facts_line, told_matches
from dantoc.ui.dataset_page.about import break_lines
from dantoc.ui.dataset_page.sources import places
from dantoc.ui.dataset_page.state import address
from dantoc.ui.dataset_page.table import cut
from dantoc.ui.exploring.arrangement import placed
from dantoc.ui.methods_page.codes import merged_from, official_groups
from dantoc.ui.methods_page.source_list import matching

ENGINE = open_engine()
VIEW = View(Query("x"), ("ethnic_group",), ("year",))


def made(lines: int, width: int) -> StatTable:
    row = Row((StubCell("a"),), tuple(Cell("1") for _ in range(width)))
    heading = (tuple(HeadCell(str(place)) for place in range(width)),)
    return StatTable("vi", "", "", "", ("a",), heading, (row,) * lines)


def test_a_long_table_is_cut_by_cells_and_a_short_one_is_not() -> None:
    assert len(cut(made(1_000, 10), most_cells=500).rows) == 50
    assert len(cut(made(3, 1_000), most_cells=500).rows) == 1
    assert cut(made(5, 10), most_cells=500) == made(5, 10)


def test_a_dimension_stands_on_one_side_only() -> None:
    assert placed(VIEW, "rows", ["ethnic_group", "year"]) == replace(VIEW, rows=("ethnic_group", "year"), columns=())
    assert placed(VIEW, "columns", ["ethnic_group"]) == replace(VIEW, rows=(), columns=("ethnic_group",))


def test_the_address_of_a_view_keeps_language_and_tab_and_drops_the_rest() -> None:
    dataset = ENGINE.catalogue.datasets["population_census"]
    now = {"id": "population_census", "lang": "en", "tab": "chart", "year": "2019", "derive": "rank(area)"}
    assert address(dataset, default_view(dataset), now) == {"id": dataset.id, "lang": "en", "tab": "chart"}


def test_every_figure_in_view_is_counted_at_its_place_in_its_source() -> None:
    for dataset in ENGINE.catalogue.datasets.values():
        result = ENGINE.run(dataset.default_view.query)
        counted = places(result)
        assert sum(sum(own.values()) for own in counted.values()) == len(result)
        assert set(counted) == {source.id for source in result.sources}


def test_breaks_of_the_same_codes_for_the_same_reason_stand_in_one_line(catalogue: Catalogue) -> None:
    dataset = catalogue.datasets["population_census"]
    for locale in locales():
        lines = break_lines(dataset, locale)
        assert len(lines) == len({(own.where, own.text) for own in dataset.breaks})
        assert all(str(own.after) in " ".join(lines) for own in dataset.breaks)


def test_the_official_list_has_54_groups_in_its_order(catalogue: Catalogue) -> None:
    codes = [code.id for code in official_groups(catalogue.codelist("ethnic_group"))]
    assert codes == [f"{number:02d}" for number in range(1, 55)]


def test_the_63_provinces_all_went_into_the_34(catalogue: Catalogue) -> None:
    merged = merged_from(catalogue)
    assert len(merged) == 34
    assert sorted(code.id for old in merged.values() for code in old) == sorted(catalogue.codelist("area").leaves("VN"))


def test_sources_are_found_without_marks(catalogue: Catalogue) -> None:
    assert matching(catalogue, "tong cuc thong ke", "vi")
    assert len(matching(catalogue, "", "en")) == len(catalogue.sources)
    assert not matching(catalogue, "qwertyuiop", "vi")


def test_every_selection_of_the_guide_brings_figures() -> None:
    for _, selection in SELECTIONS:
        _, asked = example_of(selection).split("?", 1)
        selections = dict(pair.split("=", 1) for pair in asked.split("&") if not pair.startswith("format="))
        assert len(ENGINE.run(Query.of("population_census", selections))), selection


def test_a_card_tells_no_name_that_is_only_searched(catalogue: Catalogue) -> None:
    index = SearchIndex(catalogue)
    hidden = {name for code in catalogue.codelist("ethnic_group") for name in code.search_only}
    shown = {name for code in catalogue.codelist("ethnic_group") for _, name in code.name}
    for name in hidden - shown:
        for hit in index.search(name):
            told = {text for match in told_matches(ENGINE, hit) for _, text in match}
            assert name not in told


def test_a_card_counts_only_what_a_dataset_tells_apart(catalogue: Catalogue) -> None:
    line = facts_line(catalogue.datasets["population_census"], "en")
    assert "54 ethnic groups" in line
    assert "63 areas" in line


def test_a_phone_is_known_by_what_its_browser_says() -> None:
    assert on_phone("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36")
    assert not on_phone("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36")


def test_every_page_has_its_script_and_every_script_its_page() -> None:
    scripts = {path.stem for path in (Path(__file__).resolve().parents[2] / "pages").glob("*.py")}
    assert scripts == {entry.id for entry in ENTRIES}


@pytest.mark.parametrize(
    ("asked", "dimension", "code"),
    [
        (Asked(q="hmong"), "ethnic_group", "08"),
        (Asked(group="02"), "ethnic_group", "02"),
        (Asked(area="04"), "area", "04"),
    ],
)
def test_a_group_or_province_leads_straight_to_its_figures(
    catalogue: Catalogue, asked: Asked, dimension: str, code: str
) -> None:
    way = ways(ENGINE, SearchIndex(catalogue), asked)[0]
    assert (way.dimension, way.code) == (dimension, code)
    result = ENGINE.run(way.view.query)
    assert result.codes[dimension] == (code,)
    assert len(result) > 10
