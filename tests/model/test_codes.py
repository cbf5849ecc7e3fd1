"""Hierarchies of a code list, over more than one of them."""

import pytest

from dantoc.model.codes import Code, CodeList
from dantoc.model.text import LocalizedText


def code(identifier: str, **parents: str) -> Code:
    return Code(identifier, LocalizedText.of(vi=identifier, en=identifier), parents=tuple(parents.items()))


@pytest.fixture
def groups() -> CodeList:
    return CodeList(
        "ethnic_group",
        (
            code("_T"),
            code("EM", main="_T"),
            code("F_AA"),
            code("01", main="_T", family="F_AA"),
            code("02", main="EM"),
            code("06", main="EM", family="F_AA"),
        ),
    )


def test_children_over_all_hierarchies_in_printed_order(groups):
    assert groups.children("_T") == ("EM", "01")
    assert groups.children("F_AA") == ("01", "06")
    assert groups.children("06") == ()


def test_descendants_come_depth_first_and_once(groups):
    assert groups.descendants("_T") == ("EM", "02", "06", "01")
    assert groups.leaves("_T") == ("02", "06", "01")


def test_depth_follows_the_main_hierarchy(groups):
    assert [groups.depth(own) for own in ("_T", "EM", "02", "F_AA")] == [0, 1, 2, 0]


def test_a_stranger_stands_past_the_end(groups):
    assert groups.position("99") == len(groups)
    assert groups.get("99") is None
    assert "99" not in groups
