from collections.abc import Mapping
from pathlib import Path

import pytest

from dantoc.catalogue.loading import load_catalogue
from dantoc.engine.engine import Engine, open_engine
from dantoc.l10n.sentence import describe_selection, sentence, subject, title
from dantoc.model.dataset import Catalogue
from dantoc.model.query import Query
from dantoc.model.result import Result
from dantoc.model.selection import Selection
from tests.synthetic import PERSONS


@pytest.fixture(scope="module")
def engine(published_content: Path) -> Engine:
    return Engine(load_catalogue(published_content))


def asked(engine: Engine, selections: Mapping[str, str], derive: tuple[str, ...] = ()) -> Result:
    return engine.run(Query.of(PERSONS, selections, derive))


def test_a_title_says_what_by_what_where_and_when(engine: Engine):
    result = asked(engine, {"area": "VN", "sex": "_T", "ethnic_group": "children(EM)"})
    assert title(result, "vi") == "Số người được đếm phân theo dân tộc thiểu số, cả nước, 2009 và 2019"
    assert title(result, "en") == "Persons counted by ethnic minority, Viet Nam, 2009 and 2019"


def test_a_title_names_what_is_held_fast_and_leaves_totals_out(engine: Engine):
    result = asked(engine, {"area": "04", "sex": "F", "ethnic_group": "08", "year": "2019"})
    assert title(result, "vi") == "Số người được đếm, dân tộc Hmông, Cao Bằng, nữ, 2019"
    assert title(result, "en") == "Persons counted, Hmong ethnic group, Cao Bang, female, 2019"


def test_a_sentence_says_what_was_selected(engine: Engine):
    result = asked(engine, {"area": "leaves(VN)", "sex": "_T", "ethnic_group": "02,08", "year": "2019"})
    assert sentence(result, "vi") == (
        "Số người được đếm phân theo dân tộc thiểu số và địa phương, 2019. "
        "Dân tộc: Tày và Hmông; địa bàn: Hà Giang và Cao Bằng."
    )
    assert sentence(result, "en").endswith("Ethnic group: Tay and Hmong; area: Ha Giang and Cao Bang.")


def test_an_empty_result_says_so(engine: Engine):
    result = asked(engine, {"year": "1999"})
    assert len(result) == 0
    assert sentence(result, "vi") == "Số người được đếm (giả định): không có số liệu cho lựa chọn này."
    assert title(result, "en").startswith("Persons counted (synthetic)")


def test_every_dataset_is_said_in_both_languages_without_a_gap(catalogue: Catalogue):
    served = open_engine()
    for dataset in catalogue.datasets.values():
        for query in (dataset.default_view.query, Query(dataset.id)):
            result = served.run(query)
            for locale in ("vi", "en"):
                said = sentence(result, locale)
                assert said.endswith(".") and "[" not in said and "  " not in said, said
                assert title(result, locale) and subject(result, locale)


@pytest.mark.parametrize(
    ("dimension", "selection", "vi", "en"),
    [
        ("ethnic_group", "children(EM)", "từng dân tộc thiểu số", "each ethnic minority"),
        ("ethnic_group", "top(10)", "10 dân tộc có giá trị cao nhất", "the 10 ethnic groups with the highest values"),
        ("ethnic_group", "top(1)", "1 dân tộc có giá trị cao nhất", "the ethnic group with the highest value"),
        ("ethnic_group", "EM,bottom(5)", None, "53 ethnic minorities and the 5 ethnic groups with the lowest values"),
        ("ethnic_group", "*", "tất cả", "all"),
        (
            "ethnic_group",
            "02,03,05,06,07,08",
            "Tày, Thái, Khơ-me và 3 dân tộc khác",
            "Tay, Thai, Khmer and 3 other ethnic groups",
        ),
        ("area", "leaves(VN)", "các tỉnh, thành phố", "the provinces"),
        ("area", "children(R4)", "các tỉnh, thành phố thuộc Tây Nguyên", "the provinces of the Central Highlands"),
        ("year", "*", "1989, 1999, 2009 và 2019", "1989, 1999, 2009 and 2019"),
        ("year", "latest(2)", "2 năm mới nhất (2009 và 2019)", "the 2 latest years (2009 and 2019)"),
    ],
)
def test_selections_are_said(catalogue: Catalogue, dimension: str, selection: str, vi: str | None, en: str):
    own = catalogue.dataset("population_census").structure[dimension]
    parsed = Selection.parse(dimension, selection)
    codes = selection.split(",") if selection[0] == "0" else own.codes
    if selection.startswith("EM,"):
        codes = own.codes[:6]
    assert vi is None or describe_selection(own, parsed, codes, "vi") == vi
    assert describe_selection(own, parsed, codes, "en") == en


def test_names_that_hold_a_comma_or_an_and_are_quoted(catalogue: Catalogue):
    own = catalogue.dataset("population_census").structure["area"]
    said = describe_selection(own, Selection.codes("R1", "R2"), ("R1", "R2"), "vi")
    assert said == "“Trung du và miền núi phía Bắc” và Đồng bằng sông Hồng"


def test_nothing_chosen_is_said(catalogue: Catalogue):
    own = catalogue.dataset("population_census").structure["area"]
    assert describe_selection(own, Selection.codes("99"), (), "en") == "nothing selected"


def test_default_views_read_like_titles_of_a_yearbook(catalogue: Catalogue):
    served = open_engine()
    said = {
        name: tuple(title(served.run(catalogue.dataset(name).default_view.query), locale) for locale in ("vi", "en"))
        for name in ("population_census", "education_census_1999", "living_conditions_2019", "poverty_review")
    }
    assert said == {
        "population_census": (
            "Dân số phân theo dân tộc thiểu số, cả nước, 1989–2019",
            "Population by ethnic minority, Viet Nam, 1989–2019",
        ),
        "education_census_1999": (
            "Dân số từ 5 tuổi trở lên phân theo tình trạng đi học và dân tộc, cả nước, 1999",
            "Population aged 5 and over by school attendance and ethnic group, Viet Nam, 1999",
        ),
        "living_conditions_2019": (
            "Tỷ lệ hộ sử dụng nguồn nước hợp vệ sinh phân theo dân tộc thiểu số, Điều tra 53 dân tộc thiểu số, 2019",
            "Households using hygienic water by ethnic minority, survey of the 53 ethnic minorities, 2019",
        ),
        "poverty_review": (
            "Tỷ lệ hộ nghèo và cận nghèo đa chiều phân theo vùng, 2022–2023",
            "Multidimensionally poor and near-poor household rate by region, 2022–2023",
        ),
    }


def test_a_title_does_not_say_twice_what_its_measure_names(catalogue: Catalogue):
    result = open_engine().run(catalogue.dataset("minority_pupils_teachers").default_view.query)
    assert title(result, "vi") == "Học sinh phổ thông dân tộc thiểu số phân theo địa phương, 2011–2016"
    assert title(result, "en") == "Ethnic minority pupils in general education by province, 2011–2016"


def test_a_sentence_leaves_out_what_selects_everything(catalogue: Catalogue):
    result = open_engine().run(catalogue.dataset("living_conditions_2019").default_view.query)
    assert sentence(result, "vi") == title(result, "vi") + "."


def test_common_nouns_are_small_inside_a_sentence_and_names_are_not(catalogue: Catalogue):
    result = open_engine().run(catalogue.dataset("programme_135").default_view.query)
    assert sentence(result, "vi").endswith("Nguồn vốn: tổng số, ngân sách trung ương và ngân sách địa phương.")
    own = catalogue.dataset("survey_culture_language").structure["language"]
    spoken = ("vietnamese", "other_minority")
    assert describe_selection(own, Selection.codes(*spoken), spoken, "en") == "Vietnamese and another minority language"
