"""Tables cut down to what a reader chose keep the wholes; those that say nothing of it are left out."""

import pytest

from dantoc.engine.engine import open_engine
from dantoc.reports.choosing import cut_down
from dantoc.reports.edition import Choice, Edition
from dantoc.reports.pictures import Pictures
from dantoc.reports.setting import Setting
from dantoc.reports.sheet import PAPERS, Sheet
from tests.reports.printed import chapter, publication, table


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
    ],
)
def test_what_was_chosen_stays_with_its_wholes(asked: dict, chosen: dict, dimension: str, left: str):
    own = cut_down(table(**asked), setting(**chosen))
    assert set(str(own.view.query.selection(dimension)).split(",")) == set(left.split(","))


@pytest.mark.parametrize("chosen", [{"groups": ("11",)}, {"years": ("1989",)}])
def test_a_table_that_says_nothing_of_it_is_left_out(chosen: dict):
    assert cut_down(table(), setting(**chosen)) is None
