"""A dataset held in memory finds what a plain filter finds, and knows where each row's codes stand."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.engine.held import Found, Held
from dantoc.engine.warehouse import schema_of
from dantoc.model.dataset import Catalogue
from dantoc.model.structure import DataStructure
from tests.engine import made_up


@pytest.fixture(scope="module")
def structure(made_up_catalogue: Catalogue) -> DataStructure:
    return made_up_catalogue.dataset(made_up.ID).structure


@pytest.fixture(scope="module")
def figures(structure: DataStructure) -> pa.Table:
    stored = made_up.figures().sample(frac=1, random_state=1)
    return (
        pa.Table.from_pandas(stored, preserve_index=False).select(schema_of(structure).names).cast(schema_of(structure))
    )


def some_codes() -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    """Codes asked for in any dimension, strangers among them."""

    def of(dimension: str) -> st.SearchStrategy[tuple[str, ...]]:
        known = made_up.YEARS if dimension == "year" else [code.id for code in made_up.CODELISTS[dimension]]
        return st.lists(st.sampled_from([*map(str, known), "9999"]), unique=True).map(tuple)

    return st.fixed_dictionaries({}, optional={own: of(own) for own in made_up.DIMENSIONS})


@given(codes=some_codes())
@settings(max_examples=80, deadline=None)
def test_it_finds_what_a_filter_finds(
    structure: DataStructure, figures: pa.Table, codes: dict[str, tuple[str, ...]]
) -> None:
    frame: pd.DataFrame = figures.to_pandas()
    for name, own in codes.items():
        frame = frame[frame[name].astype(str).isin(own)]
    held = Held(structure, figures)
    keys = list(made_up.DIMENSIONS)
    found = held.found(codes).figures.to_pandas()
    assert sorted(map(tuple, found[keys].values.tolist())) == sorted(map(tuple, frame[keys].values.tolist()))
    assert held.count(codes) == len(frame)
    assert held.years(codes) == tuple(sorted(set(frame.year)))
    assert held.found(codes, limit=3).figures.num_rows == min(3, len(frame))


def test_rows_stand_in_printed_order_whatever_order_they_came_in(structure: DataStructure, figures: pa.Table) -> None:
    rows = Held(structure, figures).found({}).figures.select(list(made_up.DIMENSIONS)).to_pylist()
    places = [tuple(structure[name].position(str(row[name])) for name in made_up.DIMENSIONS) for row in rows]
    assert places == sorted(places)


def test_borne_codes_are_those_of_the_rows_in_the_order_asked(structure: DataStructure, figures: pa.Table) -> None:
    asked = {dimension.id: dimension.codes[::-1] for dimension in structure}
    found = Found.of(structure, figures.slice(0, 5))
    for name, codes in found.borne(asked).items():
        present = {str(code) for code in found.figures.column(name).to_pylist()}
        assert codes == tuple(code for code in asked[name] if code in present)


def test_sorting_by_codes_turned_round_turns_the_rows_round(structure: DataStructure, figures: pa.Table) -> None:
    whole = Held(structure, figures).found({})
    turned = whole.sorted_by({dimension.id: dimension.codes[::-1] for dimension in structure})
    as_printed = whole.sorted_by({dimension.id: dimension.codes for dimension in structure})
    assert as_printed is whole.figures, "what stands in order is not copied"
    assert turned.to_pylist() == as_printed.to_pylist()[::-1]
