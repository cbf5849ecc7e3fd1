"""Calls as written in a query: what is read, what is refused, and what the refusal names."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.engine.derivations import DERIVATIONS
from dantoc.engine.derivations.base import Call
from dantoc.engine.derivations.deriving import MOST_DERIVED
from dantoc.engine.derivations.years import crossing, is_over_years
from dantoc.l10n.faults import describe_error
from dantoc.l10n.messages import locales
from dantoc.model.errors import DantocError, UnknownCode, UnknownDerivation, UnknownOption
from tests.engine.derivations.few import by, derive, deriver, figures, series

WHOLE = figures([*series({2009: 1, 2019: 2}), *by("sex", {"M": 1, "F": 1})])
CODES = st.text("ABCabc019_+-", min_size=1, max_size=8)


def test_spaces_do_not_matter_and_one_call_is_one_column():
    full = derive(WHOLE, "ratio( sex , M,F )", "ratio(sex,M,F)", "change(year)")
    assert [(own.key, own.id) for own in full.derived] == [
        ("ratio(sex,M,F)", "ratio_sex_M_F"),
        ("change(year)", "change_year"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", "change", "change()", "change(year", "change(zone)", "change(sex)", "magic(year)", "ratio(sex," * 500),
        *("change(year,2009,2019)", "change(year,across_breaks,2009)", "change(year) or 1=1", "change(year)\n, x" * 3),
        *("share(sex,M)", "ratio(sex,M,F,)", "ratio(sex,(M),F)", "ratio(sex,M;F)"),
        *("density(area)", "rank(sex)", "share(year)"),
    ],
)
def test_what_is_no_derivation_is_refused_with_what_is(text: str):
    with pytest.raises(UnknownDerivation) as caught:
        derive(WHOLE, text)
    assert caught.value.parameter == "derive"
    assert caught.value.allowed
    for locale in locales():
        assert not re.search(r"\[(vi|en): ", describe_error(caught.value, locale))


def test_a_wrong_number_of_arguments_is_answered_with_the_right_one():
    with pytest.raises(UnknownDerivation) as caught:
        derive(WHOLE, "change(year,2009,2019)")
    assert caught.value.allowed[0] == "change(year[,YEAR][,across_breaks])"
    assert set(caught.value.allowed[1:]) == {"change(year)"}


def test_an_unknown_year_is_an_unknown_code_named_with_the_years_there_are():
    with pytest.raises(UnknownCode) as caught:
        derive(WHOLE, "index(year,2010)")
    assert set(caught.value.allowed) == {"2009", "2019"}


def test_a_derivation_the_dataset_knows_may_give_nothing_in_view():
    """It is offered where it gives something; what was asked for by an address stays an answer."""
    first = derive(WHOLE, "change(year)", year=["2009"])
    assert first.data.column("change_year").to_pylist() == [None]
    assert first.data.column("change_year_status").to_pylist() == ["O"]
    own = deriver(WHOLE)
    seen = replace(first, derived=(), query=first.query.deriving())
    assert "change(year)" not in {offer.key for offer in own.offers(seen)}
    assert not own.fits(seen, "change(year)")
    assert own.fits(WHOLE, "change(year)")
    assert not own.fits(WHOLE, "magic(year)")


def test_an_empty_view_has_no_columns_and_still_refuses_what_is_unknown():
    empty = derive(WHOLE, "change(year)", year=["1999"])
    assert len(empty) == 0
    assert empty.derived == ()
    assert deriver(WHOLE).offers(empty) == ()
    with pytest.raises(UnknownDerivation):
        derive(WHOLE, "magic(year)", year=["1999"])


def test_too_many_derivations_are_refused():
    with pytest.raises(UnknownOption):
        derive(WHOLE, *["change(year)"] * (MOST_DERIVED + 1))


@given(st.sampled_from([own.id for own in DERIVATIONS]), st.sampled_from(["sex", "area"]), st.lists(CODES, max_size=3))
def test_a_column_is_a_safe_identifier_and_a_key_reads_as_itself(derivation: str, dimension: str, codes: list[str]):
    call = Call(derivation, dimension, tuple(codes))
    assert re.fullmatch(r"[a-z_]\w*", call.column, re.ASCII)
    assert call.key == f"{derivation}({','.join([dimension, *codes])})"


def test_two_calls_whose_columns_would_be_alike_are_told_apart():
    whole = figures(
        [*by("age", {"15-17": 1, "_T": 2}), *by("age", {"15-17": 1, "_T": 3}, area="01")],
        dimensions=("age", "area", "year"),
    )
    full = derive(whole, "ratio(age,15-17,_T)", "ratio(age,_T,15-17)")
    assert [own.id for own in full.derived] == ["ratio_age_15to17__T", "ratio_age__T_15to17"]


def test_breaks_are_crossed_by_a_last_argument():
    assert crossing("change(year)", True) == "change(year,across_breaks)"
    assert crossing("change(year,2009,across_breaks)", True) == "change(year,2009,across_breaks)"
    assert crossing("change(year,2009,across_breaks)", False) == "change(year,2009)"
    assert crossing(" change( year , 2009 )", True) == "change(year,2009,across_breaks)"
    assert is_over_years("index( year,2009)")
    assert not is_over_years("rank(area)")


@given(st.text(max_size=60))
def test_no_text_whatever_breaks_it(text: str):
    try:
        derive(WHOLE, text)
    except DantocError as error:
        assert error.parameter == "derive"
