"""An address says a view, and the view says the address back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.model.codes import Code, CodeList
from dantoc.model.dataset import Dataset, DefaultView, Distribution, Licence
from dantoc.model.errors import UnknownDimension, UnknownOption
from dantoc.model.query import ORDERS, Query
from dantoc.model.selection import Selection
from dantoc.model.structure import Concept, DataStructure, Dimension
from dantoc.model.text import LocalizedText
from dantoc.model.view import (
    View,
    data_address,
    default_view,
    encode,
    gather_params,
    page_address,
    parse_view,
    view_params,
)

TEXT = LocalizedText.of(vi="tổng hợp", en="synthetic")
CODES = ("_T", "EM", "02", "08")


def synthetic_dataset() -> Dataset:
    groups = CodeList("ethnic_group", tuple(Code(code, TEXT) for code in CODES))
    structure = DataStructure(
        (
            Dimension(Concept("ethnic_group", TEXT), groups, CODES),
            Dimension(Concept("sex", TEXT), CodeList("sex", (Code("_T", TEXT), Code("F", TEXT))), ("_T", "F")),
            Dimension(Concept("year", TEXT, role="time"), None, ("2009", "2019")),
        )
    )
    query = Query.of("synthetic", {"ethnic_group": "children(EM)", "sex": "_T"}, order="-value")
    return Dataset(
        "synthetic", "1.0.0", date(2026, 1, 1), date(2026, 1, 1), TEXT, TEXT, TEXT, ("population",), "census", "IRREG",
        Licence("licence", TEXT, TEXT), TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, "", TEXT, (), structure,
        DefaultView(query, ("ethnic_group",), ("year",)), (), (), Distribution("", 0, 0, ""), (),
    )  # fmt: skip


DATASET = synthetic_dataset()
SAID = st.sampled_from(["*", "EM", "02,08", "children(EM)", "top(3)", "_T,top(2)"])
PERIODS = st.sampled_from(["*", "latest", "2009:2019", "2009:", "2019", "latest(2)"])
SIDES = st.permutations(DATASET.structure.ids).flatmap(
    lambda order: st.integers(0, 3).map(lambda cut: (tuple(order[:cut]), tuple(order[cut:])))
)


@given(SAID, st.sampled_from(["*", "_T", "F"]), PERIODS, SIDES, st.sampled_from(ORDERS), st.booleans())
def test_a_view_said_and_read_is_the_same(groups, sex, years, sides, order, whole):
    selections = {"ethnic_group": groups, "sex": sex, "year": years}
    view = View(Query.of("synthetic", selections, ("share_of_total(sex)", "rank(ethnic_group)"), order), *sides)
    read = parse_view(DATASET, view_params(DATASET, view, whole=whole), whole=whole)
    assert (read.rows, read.columns, read.query.order, read.query.derive) == (
        view.rows,
        view.columns,
        view.query.order,
        view.query.derive,
    )
    for dimension in DATASET.structure.ids:
        assert read.query.selection(dimension) == view.query.selection(dimension)


def test_the_default_view_needs_no_parameters():
    assert view_params(DATASET, default_view(DATASET)) == {}
    assert page_address(DATASET, default_view(DATASET)) == "/dataset?id=synthetic"
    assert parse_view(DATASET, {}) == default_view(DATASET)


def test_the_api_says_everything_the_default_view_selects():
    address = data_address(DATASET, default_view(DATASET), "csv", "vi")
    assert address == (
        "/api/v1/datasets/synthetic/data?format=csv&lang=vi&ethnic_group=children(EM)&sex=_T&order=-value"
    )


def test_nothing_said_is_the_whole_dataset_in_the_api():
    view = parse_view(DATASET, {}, whole=True)
    assert all(view.query.selection(dimension).is_all for dimension in DATASET.structure.ids)
    assert view.query.order == "code"


def test_an_unknown_parameter_is_refused_with_those_there_are():
    with pytest.raises(UnknownDimension) as caught:
        parse_view(DATASET, {"etnic_group": "02"})
    assert "ethnic_group" in caught.value.allowed


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"rows": "year,colour"}, UnknownDimension),
        ({"rows": "year", "columns": "year"}, UnknownOption),
        ({"order": "random"}, UnknownOption),
    ],
)
def test_a_layout_that_cannot_be_is_refused(params, error):
    with pytest.raises(error):
        parse_view(DATASET, params)


def test_rows_alone_take_their_dimension_from_the_columns():
    view = parse_view(DATASET, {"rows": "year"})
    assert (view.rows, view.columns) == (("year",), ())


def test_addresses_stay_readable():
    assert (
        encode({"area": "children(VN),latest", "q": "Đắk Lắk"})
        == "area=children(VN),latest&q=%C4%90%E1%BA%AFk%20L%E1%BA%AFk"
    )


def test_swapping_twice_changes_nothing():
    view = default_view(DATASET)
    assert view.swapped().swapped() == view
    assert view.swapped().rows == view.columns


def test_selections_are_kept_in_words():
    view = parse_view(DATASET, {"year": "latest"})
    assert view.query.selection("year") == Selection.parse("year", "latest")


def test_a_dimension_said_twice_adds_up_and_anything_else_is_what_was_said_last():
    items = [("ethnic_group", "02"), ("lang", "vi"), ("ethnic_group", "08"), ("lang", "en")]
    assert gather_params(DATASET, items) == {"ethnic_group": "02,08", "lang": "en"}


def test_an_order_by_value_sorts_what_goes_down_the_side_first():
    assert default_view(DATASET).ordered_by == "ethnic_group"
    assert default_view(DATASET).swapped().ordered_by == "year"
    assert View(Query("synthetic"), (), ("year",)).ordered_by is None
