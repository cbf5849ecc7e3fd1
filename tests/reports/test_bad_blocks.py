"""Blocks that cannot be printed are named with publication, chapter and block, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dantoc.engine.engine import Engine, open_engine
from dantoc.figures.press import NotDrawn
from dantoc.l10n.faults import describe_error
from dantoc.model.errors import BadBlock, BadSelection
from dantoc.model.publication import Block, KeyFigure, KeyFiguresBlock, TableBlock, TextBlock
from dantoc.model.selection import Selection
from dantoc.reports.book import print_book
from dantoc.reports.edition import Edition
from dantoc.reports.pictures import Charted, Pictures
from tests.reports import reading
from tests.reports.printed import BASE, both, chapter, figure, printed, publication, table, view
from tests.reports.whole import tables_in


def _fault(own: Block) -> BadBlock:
    with pytest.raises(BadBlock) as caught:
        printed(publication(chapter("people", own)))
    return caught.value


def _named(error: BadBlock) -> None:
    """It says in both languages where the block stands, and why, with no key of a message left in."""
    assert error.parameter == "sample/people/broken"
    said = [describe_error(error, locale) for locale in ("vi", "en")]
    assert all("sample/people/broken" in words for words in said) and said[0] != said[1]
    assert not [words for words in said if re.search(r"\{\w*\}", words)]


def selecting(own: TableBlock, dimension: str, *codes: str) -> TableBlock:
    query = own.view.query.selecting(dimension, Selection.codes(*codes))
    return replace(own, view=replace(own.view, query=query))


def test_a_code_that_nobody_knows_is_named_with_its_block():
    error = _fault(selecting(table("broken"), "ethnic_group", "08", "no_such_group"))
    _named(error)
    assert "no_such_group" in describe_error(error, "en") and "no_such_group" in describe_error(error, "vi")


def test_an_empty_query_of_a_figure_is_named_with_its_block():
    _named(_fault(figure("broken", ethnic_group="08", area="02", year="1989", mark="bars")))


def test_a_query_that_fails_is_named_with_its_block(monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Engine, *said: object, **more: object) -> None:
        raise BadSelection("year", "19??", ("1989",))

    monkeypatch.setattr(Engine, "run", refuse)
    _named(_fault(table("broken")))


def test_a_letter_that_no_font_has_is_named_with_its_block():
    error = _fault(TextBlock("broken", both("Chữ Hán: 少數", "Han letters: 少數")))
    _named(error)
    assert "U+5C11" in describe_error(error, "vi")


@pytest.mark.parametrize("kind", ["yearbook", "group_sheet"])
def test_a_chart_that_cannot_be_drawn_is_named_with_its_block(kind: str):
    class Broken(Pictures):
        def svg(self, chart: Charted) -> str:
            raise NotDrawn("the process that draws ended")

    own = publication(chapter("people", figure("broken")), kind=kind)
    with pytest.raises(BadBlock) as caught:
        print_book(open_engine(), own, Edition("vi"), base_url=BASE, pictures=Broken())
    _named(caught.value)
    assert "the process that draws ended" in describe_error(caught.value, "en")


def test_a_figure_set_large_without_a_figure_is_named_with_its_block():
    empty = view("population_census", ethnic_group="08", area="02", year="1989")
    own = KeyFigure("population_census", empty, both("người", "persons"))
    _named(_fault(KeyFiguresBlock("broken", (own,))))


def test_what_may_be_left_out_is_no_fault():
    lacking = replace(table("broken", ethnic_group="08", area="02", year="1989"), optional=True)
    assert tables_in(reading.tree(printed(publication(chapter("people", lacking))))) == []
