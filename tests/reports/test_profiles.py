"""A page for each group: official names, the engine's figures, what is missing shown as missing, one page each."""

from itertools import pairwise

import pytest

from dantoc.engine.engine import open_engine
from dantoc.model.publication import ProfilesBlock
from dantoc.model.query import Query
from tests.reports import reading
from tests.reports.printed import chapter, flat, page_texts, printed, publication

HARD = ("17", "20", "38", "54")
"""Groups with many or long other names, and with few figures."""


def profiles(*codes: str, dimension: str = "ethnic_group") -> ProfilesBlock:
    return ProfilesBlock("profiles", dimension, codes)


def pages_of(pdf: bytes) -> list[str]:
    return [flat(text) for text in page_texts(pdf) if "Mã số" in text or "Code " in text]


def test_the_figures_are_those_of_the_engine():
    (page,) = pages_of(printed(publication(chapter("all", profiles("08")))))
    query = {"indicator": "population", "ethnic_group": "08", "area": "VN", "sex": "_T", "residence": "_T", "year": "*"}
    result = open_engine().run(Query.of("population_census", query))
    for value in result.data.column("value").to_pylist():
        assert f"{value:,.0f}".replace(",", ".") in page
    places = open_engine().run(Query.of("population_census", {**query, "area": "leaves(VN)", "year": "2019"}))
    largest = max(places.data.to_pylist(), key=lambda row: row["value"])
    assert places.dataset.structure["area"].code(largest["area"]).name.say("vi") in page
    assert f"{largest['value']:,.0f}".replace(",", ".") in page


def test_official_names_stand_and_names_held_to_be_demeaning_do_not():
    code = open_engine().catalogue.codelists["ethnic_group"]["08"]
    (page,) = pages_of(printed(publication(chapter("all", profiles("08")))))
    assert code.name.say("vi") in page and all(name in page for name in code.aliases)
    assert code.search_only and not [name for name in code.search_only if f" {name}" in page]


def test_what_is_missing_is_shown_as_missing():
    (page,) = pages_of(printed(publication(chapter("all", profiles("54")))))
    assert "Tỷ lệ tảo hôn (%) ... ..." in page
    assert "Tỷ lệ hộ nghèo" not in page, "nobody has a figure of it for the whole country"


@pytest.mark.parametrize("paper", ["16x24", "a4"])
@pytest.mark.parametrize("languages", ["vi", "en", "vi-en"])
def test_each_stands_on_one_page(languages: str, paper: str):
    pdf = printed(publication(chapter("all", profiles(*HARD))), languages, paper=paper)
    texts = page_texts(pdf)
    begun = [place for place, text in enumerate(texts) if "Mã số" in text or "Code " in text]
    assert len(begun) == len(HARD) and begun[-1] == len(texts) - 1
    assert [after - before for before, after in pairwise(begun)] == [1] * (len(HARD) - 1)
    assert reading.faults_of_layout(pdf) == []


def test_what_the_pyramid_says_in_vietnamese_alone_is_explained_where_the_book_is_in_both_languages():
    def headed(languages: str) -> str:
        (page,) = pages_of(printed(publication(chapter("all", profiles("08"))), languages))
        return page

    assert "Tháp tuổi, 1999 / Age (tuổi) pyramid, 1999: men (nam), women (nữ)" in headed("vi-en")
    assert "Age pyramid, 1999" in headed("en") and "(nam)" not in headed("en")
    assert "Tháp tuổi, 1999" in headed("vi") and "(nam)" not in headed("vi")


def test_a_province_has_a_page_too():
    (page,) = pages_of(printed(publication(chapter("all", profiles("68", dimension="area")))))
    assert "Lâm Đồng" in page and "Vùng: Tây Nguyên" in page and "Cơ-ho" in page
