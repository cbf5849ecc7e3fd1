"""Tables cut down to what a reader chose keep the wholes; those that say nothing of it are left out, and so are figures
set large."""

import pytest

from dantoc.engine.engine import open_engine
from dantoc.model.publication import KeyFigure, TableBlock
from dantoc.reports.choosing import cut_down, is_of_choice, narrowed_by_choice
from dantoc.reports.edition import Choice, Edition
from dantoc.reports.key_figures import set_key_figures
from dantoc.reports.pictures import Pictures
from dantoc.reports.setting import Setting
from dantoc.reports.sheet import PAPERS, Sheet
from tests.reports.printed import both, chapter, key_figures, publication, table, view


def setting(**chosen: tuple[str, ...]) -> Setting:
    return Setting(
        engine=open_engine(),
        publication=publication(chapter("all")),
        edition=Edition(choice=Choice(**chosen)),
        sheet=Sheet(PAPERS["a4"]),
        base_url="",
        pictures=Pictures(),
    )


def test_nothing_chosen_changes_nothing():
    own = table()
    assert cut_down(own, setting()) is own


@pytest.mark.parametrize(
    ("asked", "chosen", "dimension", "left"),
    [
        ({"ethnic_group": "_T,02,08,54"}, {"groups": ("08",)}, "ethnic_group", "_T,08"),
        ({"year": "1999,2009,2019"}, {"years": ("2009", "2019")}, "year", "2009,2019"),
        ({"area": "VN,02,04,01"}, {"areas": ("02",)}, "area", "VN,02"),
        ({"area": "VN,02,04,01"}, {"areas": ("R1",)}, "area", "VN,02,04"),
    ],
)
def test_what_was_chosen_stays_with_its_wholes(asked: dict, chosen: dict, dimension: str, left: str):
    own = cut_down(table(**asked), setting(**chosen))
    assert set(str(own.view.query.selection(dimension)).split(",")) == set(left.split(","))


@pytest.mark.parametrize("chosen", [{"groups": ("11",)}, {"years": ("1989",)}])
def test_a_table_that_says_nothing_of_it_is_left_out(chosen: dict):
    assert cut_down(table(), setting(**chosen)) is None


@pytest.mark.parametrize(
    ("asked", "chosen", "left"),
    [
        ("VN,R1,R2,children(R1)", "02", "VN,R1,02"),
        ("VN,R1,R2,02", "R1", "VN,R1"),
        ("leaves(R1),01", "R1", "leaves(R1)"),
    ],
)
def test_a_region_stays_that_holds_a_chosen_province_and_stands_for_its_own_where_it_is_not_in_view(
    asked: str, chosen: str, left: str
):
    said, own = (view("province_population", area=areas, year="2015") for areas in (asked, left))
    narrowed = narrowed_by_choice(said, setting(areas=(chosen,)))
    assert narrowed is not None
    assert set(narrowed["area"].kept) == set(open_engine().codes(own.query)["area"])


@pytest.mark.parametrize("chosen", [{"years": ("2019",)}, {"areas": ("R1",), "years": ("2009", "2016")}], ids=str)
def test_no_table_of_the_yearbook_is_left_without_figures(chosen: dict):
    """A code may stand in the list of a dataset and bear no figure of the table: area in 2009, product of a region."""
    engine, own = open_engine(), setting(**chosen)
    tables = [block for _, block in engine.publications.publication("yearbook").blocks if isinstance(block, TableBlock)]
    left = [cut for block in tables if (cut := cut_down(block, own)) is not None]
    assert [cut.id for cut in left if not engine.count(cut.view.query)] == []
    assert 0 < len(left) < len(tables)


def test_a_table_of_wholes_alone_stays():
    own = table(ethnic_group="_T,EM")
    assert cut_down(own, setting(groups=("08",))) is own


@pytest.mark.parametrize(
    ("asked", "chosen", "stays"),
    [
        ({"ethnic_group": "_T"}, {"groups": ("08",)}, True),
        ({"ethnic_group": "08"}, {"groups": ("08", "02")}, True),
        ({"ethnic_group": "02"}, {"groups": ("08",)}, False),
        ({"ethnic_group": "02"}, {"areas": ("02",)}, True),
        ({"ethnic_group": "_T", "area": "R1"}, {"areas": ("02",)}, True),
        ({"ethnic_group": "_T", "area": "79"}, {"areas": ("R1",)}, False),
        ({"ethnic_group": "_T"}, {"years": ("2009",)}, False),
    ],
)
def test_a_figure_set_large_stays_where_it_is_of_the_choice(asked: dict, chosen: dict, stays: bool):
    own = KeyFigure("population_census", view("population_census", year="2019", **asked), both("người", "people"))
    assert is_of_choice(own, setting(**chosen)) is stays


def test_a_block_whose_figures_are_all_of_others_says_nothing():
    assert set_key_figures(key_figures(), setting(groups=("08",)))
    assert set_key_figures(key_figures(), setting(groups=("02",))) == []
