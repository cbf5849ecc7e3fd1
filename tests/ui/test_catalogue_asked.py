"""What the catalogue's address asks for, read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.catalogue.loading import load_catalogue
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import DantocError
from dantoc.ui.catalogue_page.asked import LEVELS, Asked, parse

CATALOGUE = load_catalogue()
YEARS = st.one_of(st.none(), st.integers(1900, 2100))
ASKED = st.builds(
    Asked,
    q=st.text(st.characters(codec="utf-8", categories=["L", "N"]), max_size=20).map(str.strip),
    theme=st.sampled_from(["", *(theme.id for theme in CATALOGUE.themes)]),
    group=st.sampled_from(["", "02", "08", "EM"]),
    area=st.sampled_from(["", "VN", "R1", "04"]),
    start=YEARS,
    end=YEARS,
    level=st.sampled_from(["", *LEVELS]),
    page=st.integers(1, 50),
)


@given(ASKED)
def test_the_address_gives_back_what_was_asked(asked: Asked) -> None:
    if asked.start is not None and asked.end is not None and asked.start > asked.end:
        with pytest.raises(DantocError):
            parse(CATALOGUE, asked.params())
        return
    again = parse(CATALOGUE, asked.params())
    assert parse(CATALOGUE, again.params()) == again
    assert again.facets == asked.facets
    assert again.page == asked.page


def test_an_address_that_asks_for_nothing_says_nothing(catalogue: Catalogue) -> None:
    assert parse(catalogue, {}) == Asked()
    assert Asked().params() == {}
    assert not Asked(page=3).narrowed


@given(
    st.dictionaries(
        st.sampled_from(["q", "theme", "group", "area", "from", "to", "level", "page", "x"]), st.text(max_size=12)
    )
)
def test_junk_in_the_address_is_answered_or_refused_with_what_is_allowed(params: dict[str, str]) -> None:
    try:
        parse(CATALOGUE, params)
    except DantocError as error:
        assert error.allowed


@pytest.mark.parametrize("condition", ["text", "year", "theme", "group", "area", "level"])
def test_a_condition_can_be_dropped_alone(condition: str) -> None:
    asked = Asked("dao", "health", "09", "R1", 1999, 2009, "primary", 4)
    fewer = asked.without(condition)
    assert fewer.page == 1
    assert len(fewer.params()) == len(asked.params()) - (3 if condition == "year" else 2)
