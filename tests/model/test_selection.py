"""The grammar of selections: what it says comes back, what it does not know it refuses with what is allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.errors import BadPeriod, BadSelection, DantocError
from dantoc.model.selection import MAX_CODES, All, Branch, Extreme, Period, Recent, Selection, Some

CODES = st.from_regex(r"[A-Z0-9_]{1,8}", fullmatch=True)
YEARS = st.integers(1000, 9999)
COUNTS = st.integers(1, MAX_CODES)
PARTS = st.one_of(
    CODES.map(Some),
    st.just(All()),
    st.builds(Branch, st.sampled_from(["children", "descendants", "leaves"]), CODES),
    st.builds(Extreme, st.sampled_from(["top", "bottom"]), COUNTS),
    st.tuples(YEARS, YEARS).map(lambda pair: Period(min(pair), max(pair))),
    YEARS.map(lambda year: Period(year, None)),
    YEARS.map(lambda year: Period(None, year)),
    st.builds(Recent, st.sampled_from(["latest", "first"]), COUNTS),
)


@given(st.lists(PARTS, unique=True, min_size=1, max_size=8))
def test_a_selection_said_and_read_is_the_same(parts):
    selection = Selection(tuple(parts))
    assert Selection.parse("area", str(selection)) == selection


@given(st.text(max_size=60))
def test_any_text_is_a_selection_or_a_clear_refusal(text):
    try:
        selection = Selection.parse("area", text)
    except DantocError as error:
        assert error.parameter == "area"
        assert error.value
        assert error.allowed
    else:
        assert Selection.parse("area", str(selection)) == selection


@pytest.mark.parametrize(
    "text",
    [
        "top(0)",
        "top(-1)",
        "top(x)",
        "children()",
        "parents(EM)",
        "01;02",
        "' OR 1=1",
        "latest(0)",
        "top(0002000000)",
        ",",
        ", ,",
    ],
)
def test_what_the_grammar_does_not_know_is_refused_by_name(text):
    with pytest.raises(BadSelection) as caught:
        Selection.parse("ethnic_group", text)
    assert caught.value.value == text
    assert "children(CODE)" in caught.value.allowed


def test_a_range_that_runs_backwards_is_refused_with_its_mend():
    with pytest.raises(BadPeriod) as caught:
        Selection.parse("year", "2019:2009")
    assert caught.value.allowed == ("2009:2019",)


def test_ten_thousand_codes_are_refused():
    with pytest.raises(BadSelection, match="≤ 2000"):
        Selection.parse("area", ",".join(f"{number:05d}" for number in range(10_000)))


def test_decomposed_text_is_composed_at_the_border():
    with pytest.raises(BadSelection) as caught:
        Selection.parse("area", "Ha\u0300 No\u0323\u0302i")
    assert caught.value.value == "Hà Nội"
