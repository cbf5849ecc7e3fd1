from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.engine.engine import open_engine
from dantoc.model.errors import BadSize, BadText, DantocError, TooLongText, UnknownCode, UnknownDimension, UnknownOption
from dantoc.model.figure import SORTS, THEMES, FigureSpec
from dantoc.model.figure_params import (
    ASKED,
    MOST_CATEGORIES,
    TEXTS,
    chart_address,
    clean_text,
    figure_params,
    is_figure_param,
    parse_figure,
)
from dantoc.model.size import PRESETS, Size
from dantoc.model.text import LocalizedText
from dantoc.model.view import RESERVED, default_view

DATASET = open_engine().catalogue.dataset("population_census")
LOCALES = ("vi", "en")
CODES = st.from_regex(r"[A-Za-z0-9_]{1,8}", fullmatch=True)
DIMENSIONS = st.sampled_from(("", *DATASET.structure.ids))


def clean_or(text: str, other: str) -> str:
    """The text as a chart would have it, or the other where it would refuse it."""
    try:
        return clean_text("x", text, 300) or other
    except DantocError:
        return other


LETTERS = st.one_of(
    st.sampled_from("aăâđêơưừĐỆ 09,.%–“”<>&=+#?~/:;()*'\""), st.characters(categories=["L", "N", "P", "S"])
)
WORDS = st.text(LETTERS, min_size=1, max_size=20).map(lambda own: clean_or(own, "chữ"))
TEXT = st.dictionaries(st.sampled_from(LOCALES), WORDS).map(LocalizedText.of)
SIZES = st.one_of(
    st.sampled_from(tuple(PRESETS.values())), st.builds(Size, st.integers(200, 900), st.integers(200, 900))
)
HIGHLIGHTED = ("02", "08", "VN", "_T", "EM", "2019", "F")
PLACES = st.one_of(CODES, st.builds("{}~{}".format, CODES, CODES))


@st.composite
def specs(draw: Any) -> FigureSpec:
    said = draw(st.dictionaries(PLACES, TEXT.filter(bool), max_size=4))
    return FigureSpec(
        mark="",
        category=draw(DIMENSIONS),
        series=draw(DIMENSIONS),
        facet=draw(DIMENSIONS),
        across=draw(st.sampled_from(("", *HIGHLIGHTED))),
        order=draw(st.sampled_from(("", *SORTS))),
        highlight=tuple(draw(st.lists(st.sampled_from(HIGHLIGHTED), unique=True, max_size=5))),
        title=draw(TEXT),
        subtitle=draw(TEXT),
        annotations=tuple(sorted(said.items())),
        limit=draw(st.integers(0, MOST_CATEGORIES)),
        note=draw(TEXT),
        reference=draw(st.one_of(st.just(""), CODES)),
        target=draw(st.one_of(st.none(), st.integers(-(10**9), 10**9).map(lambda own: own / 1000))),
        target_text=draw(TEXT),
        size=draw(SIZES),
        theme=draw(st.sampled_from(THEMES)),
        both=draw(st.booleans()),
    )


@given(specs())
def test_a_chart_is_said_as_it_is_read(spec: FigureSpec) -> None:
    assert parse_figure(DATASET, figure_params(spec), LOCALES) == spec


@given(specs())
def test_an_address_says_the_chart_to_a_reader_of_addresses(spec: FigureSpec) -> None:
    view = default_view(DATASET)
    address = chart_address(DATASET, view, spec, "svg", "vi")
    said = dict(parse_qsl(urlsplit(address).query, strict_parsing=True))
    own = {name: value for name, value in said.items() if is_figure_param(name)}
    assert parse_figure(DATASET, own, LOCALES) == spec


def test_what_is_not_asked_for_is_not_said() -> None:
    assert figure_params(ASKED) == {}
    assert parse_figure(DATASET, {}, LOCALES) == ASKED


def test_no_dimension_and_no_parameter_of_a_view_is_one_of_a_figure() -> None:
    names = {own for dataset in open_engine().catalogue.datasets.values() for own in dataset.structure.ids}
    assert not [own for own in (*names, *RESERVED) if is_figure_param(own)]


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"title.vi": "a" * 10_000}, TooLongText),
        ({"title.vi": "<script>alert(1)</script>"}, BadText),
        ({"title.en": "a &lt;b"}, BadText),
        ({"subtitle.vi": "a\x00b"}, BadText),
        ({"note.vi": "abc\u202edef"}, BadText),
        ({"note.vi": "abc\u200fdef"}, BadText),
        ({"at.2019.vi": "\u2066x"}, BadText),
        ({"title.xx": "a"}, UnknownDimension),
        ({"title": "a"}, UnknownDimension),
        ({"at.20/19.vi": "a"}, UnknownDimension),
        ({"category": "colour"}, UnknownDimension),
        ({"theme": "neon"}, UnknownOption),
        ({"sort": "size"}, UnknownOption),
        ({"limit": "0"}, UnknownOption),
        ({"limit": "1e9"}, UnknownOption),
        ({"limit": "٣"}, UnknownOption),
        ({"target": "nan"}, UnknownOption),
        ({"target": "1e400"}, UnknownOption),
        ({"highlight": "a b"}, UnknownOption),
        ({"highlight": ",".join(str(own) for own in range(1000, 1100))}, UnknownOption),
        ({"reference": "V;N"}, UnknownOption),
        ({"highlight": "nobody"}, UnknownCode),
        ({"across": "nobody"}, UnknownCode),
        ({"across": "02,08"}, UnknownOption),
        ({"across": "0;2"}, UnknownOption),
        ({"both": "maybe"}, UnknownOption),
        ({"size": "1e9"}, BadSize),
        ({"size": "0"}, BadSize),
        ({f"at.{own}.vi": "a" for own in range(10)}, UnknownOption),
    ],
)
def test_what_cannot_be_drawn_is_refused(params: dict[str, str], error: type[DantocError]) -> None:
    with pytest.raises(error):
        parse_figure(DATASET, params, LOCALES)


@pytest.mark.parametrize("text", ["Trẻ < 5 tuổi & người > 60 tuổi", "Tỷ lệ “hộ nghèo” 2019–2024", "100 % (n = 5)"])
def test_what_a_title_may_say_stays(text: str) -> None:
    assert clean_text("title.vi", text, TEXTS["title"]) == text


def test_titles_are_composed_and_on_one_line() -> None:
    said = unicodedata.normalize("NFD", "Dân  số\n các dân tộc")
    assert clean_text("title.vi", said, 300) == "Dân số các dân tộc"


@given(st.text(st.characters(exclude_categories=("C",)) | st.sampled_from("\n\u202e<>ạ\u0323"), max_size=60))
def test_whatever_is_let_in_prints(text: str) -> None:
    try:
        own = clean_text("title.vi", text, 300)
    except (BadText, TooLongText):
        return  # what is refused is the matter of other tests
    assert own == unicodedata.normalize("NFC", own)
    assert all(unicodedata.category(sign)[0] != "C" for sign in own)
