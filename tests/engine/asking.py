"""Questions to put to the invented dataset: any selection that its grammar allows."""

from __future__ import annotations

from hypothesis import strategies as st

from dantoc.model.query import ORDERS, Query
from dantoc.model.selection import All, Branch, Extreme, Part, Period, Recent, Selection, Some
from tests.engine import made_up

_COUNTS = st.integers(1, 20)
_YEARS = st.integers(1990, 2024)


def _parts(dimension: str) -> st.SearchStrategy[Part]:
    if dimension == "year":
        spans = st.tuples(st.none() | _YEARS, st.none() | _YEARS).filter(lambda span: span != (None, None))
        return st.one_of(
            st.sampled_from((*made_up.YEARS, 2000)).map(lambda year: Some(str(year))),
            spans.map(lambda span: Period(*(sorted(span) if None not in span else span))),
            st.builds(Recent, st.sampled_from(("latest", "first")), st.integers(1, 4)),
            st.just(All()),
        )
    codes = st.sampled_from([code.id for code in made_up.CODELISTS[dimension]])
    return st.one_of(
        codes.map(Some),
        st.builds(Branch, st.sampled_from(("children", "descendants", "leaves")), codes),
        st.builds(Extreme, st.sampled_from(("top", "bottom")), _COUNTS),
        st.just(All()),
    )


def selections(dimension: str) -> st.SearchStrategy[Selection]:
    """Any selection of the dimension, of one to three parts."""
    return st.lists(_parts(dimension), min_size=1, max_size=3, unique=True).map(lambda own: Selection(tuple(own)))


def queries() -> st.SearchStrategy[Query]:
    """Any query of the dataset, with any dimensions left out."""
    named = st.fixed_dictionaries({}, optional={own: selections(own) for own in made_up.DIMENSIONS})
    return st.builds(lambda own, order: Query.of(made_up.ID, own, order=order), named, st.sampled_from(ORDERS))
