"""What the texts of the yearbook say of its figures is true: years, counts and the figures that they name."""

from __future__ import annotations

import pytest

from dantoc.engine.engine import open_engine
from dantoc.l10n.numbers import format_number
from dantoc.model.codes import COUNTRY, MINORITIES
from dantoc.model.publication import Chapter, ProfilesBlock, TableBlock, TextBlock
from dantoc.model.view import parse_view

ENGINE = open_engine()
BOOK = ENGINE.publications.publication("yearbook")
CHAPTERS = {own.id: own for own in BOOK.chapters}
LANGUAGES = ("vi", "en")


def _said(chapter: Chapter, locale: str) -> str:
    return " ".join(block.text.say(locale) for block in chapter.blocks if isinstance(block, TextBlock))


def _years(chapter: Chapter, dataset: str, indicator: str) -> list[int]:
    """The years of the figures that the chapter's tables print of the dataset."""
    blocks = [own for own in chapter.blocks if isinstance(own, TableBlock) and own.dataset == dataset]
    rows = [row for block in blocks for row in ENGINE.run(block.view.query).data.to_pylist()]
    kept = [row for row in rows if row["value"] is not None and row.get("indicator", "").startswith(indicator)]
    return sorted({row["year"] for row in kept})


SPANS = {
    ("population", "province_population", ""): "2005–2016",
    ("education", "minority_pupils_teachers", ""): "2004–2016",
    ("education", "province_education_labour", "literacy_rate_area"): "2006–2016",
    ("health", "province_health", ""): "2005–2016",
    ("marriage", "province_health", ""): "2010–2016",
    ("labour", "province_education_labour", ""): "2008–2016",
    ("population", "population_census", ""): "1989, 1999, 2009, 2019",
    ("marriage", "survey_marriage", "child"): "2014 2018",
}


@pytest.mark.parametrize(("chapter", "dataset", "indicator"), SPANS)
def test_years_that_a_text_names_are_those_of_its_tables(chapter: str, dataset: str, indicator: str):
    said = SPANS[chapter, dataset, indicator]
    years = _years(CHAPTERS[chapter], dataset, indicator)
    expected = f"{years[0]}–{years[-1]}" if "–" in said else (", " if "," in said else " ").join(map(str, years))
    assert expected == said
    for locale in LANGUAGES:
        text = _said(CHAPTERS[chapter], locale)
        assert all(part in text for part in ([said] if "–" in said or "," in said else said.split())), locale


def _value(dataset: str, **params: str) -> float:
    (row,) = ENGINE.run(parse_view(ENGINE.catalogue.dataset(dataset), params).query).data.to_pylist()
    return row["value"]


def test_figures_that_texts_name_are_those_of_the_engine():
    census = {"area": COUNTRY, "year": "2019"}
    people = {code: _value("population_census", ethnic_group=code, **census) for code in ("_T", "01")}
    assert people["01"] / people["_T"] > 0.85
    own = [_value("population_census", ethnic_group=code, **census) for code in ("01", *_groups())]
    others = people["_T"] - sum(own)
    speaking = [
        row["value"]
        for block in CHAPTERS["culture_language"].blocks
        if isinstance(block, TableBlock)
        for row in ENGINE.run(block.view.query).data.to_pylist()
        if row["ethnic_group"] == MINORITIES
    ]
    assert 88.7 in speaking
    for locale in LANGUAGES:
        assert "85%" in _said(CHAPTERS["foreword"], locale)
        assert f"({format_number(others, 0, locale)} " in _said(CHAPTERS["general_notes"], locale)
        assert f"{format_number(88.7, 1, locale)}%" in _said(CHAPTERS["culture_language"], locale)


def _groups() -> tuple[str, ...]:
    return ENGINE.catalogue.codelist("ethnic_group").leaves(MINORITIES)


def test_the_foreword_counts_chapters_and_profiles_right():
    chapters = sum(own.numbered for own in BOOK.chapters)
    (profiles,) = [block for _, block in BOOK.blocks if isinstance(block, ProfilesBlock)]
    assert f"{chapters} chương" in _said(CHAPTERS["foreword"], "vi")
    assert f"{chapters} chapters" in _said(CHAPTERS["foreword"], "en")
    assert f"{len(profiles.codes)} dân tộc, mỗi dân tộc một trang" in _said(CHAPTERS["foreword"], "vi")
    assert f"{len(profiles.codes)} groups, a page each" in _said(CHAPTERS["foreword"], "en")


def test_the_imprint_says_the_version_and_the_day():
    for locale, day in (("vi", f"{BOOK.issued:%d/%m/%Y}"), ("en", f"{BOOK.issued:%-d %B %Y}")):
        said = BOOK.imprint.say(locale)
        assert BOOK.version in said and day in said and str(BOOK.year) in said and BOOK.title.say(locale) in said
