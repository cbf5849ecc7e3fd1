"""Which cells are known to add up to which."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from dantoc.engine.disclosure.counts import Counts
from dantoc.engine.disclosure.margins import margins_of
from dantoc.engine.disclosure.primary import counts_of, targets_of
from dantoc.model.dataset import SumRule
from dantoc.model.disclosure import NOTHING, DisclosurePolicy
from tests import small_cells
from tests.small_cells import Cells

INNER = {key: 20 + at for at, key in enumerate(small_cells.leaf_keys(by_sex=True))}
WHOLE = small_cells.with_totals(INNER)


def margins(cells: Cells, *sums: SumRule) -> Counts:
    dataset = replace(small_cells.dataset(), sums=sums)
    return margins_of(counts_of(small_cells.figures(cells), dataset), dataset)


def said(table: Counts) -> set[tuple[str, frozenset[str]]]:
    """Each relation as the codes of its total and of its parts."""
    name = {cell: "/".join(key[1:4]) for cell, key in enumerate(table.keys)}
    return {(name[own.total], frozenset(name[part] for part in own.parts)) for own in table.relations}


def test_every_total_over_every_dimension_is_known() -> None:
    found = said(margins(WHOLE))
    assert ("_T/VN/_T", frozenset({"01/VN/_T", "EM/VN/_T"})) in found
    assert ("EM/R1/F", frozenset({"02/R1/F", "03/R1/F", "04/R1/F"})) in found
    assert ("03/VN/M", frozenset({"03/R1/M", "03/R2/M"})) in found
    assert ("04/22/_T", frozenset({"04/22/M", "04/22/F"})) in found
    assert all(own.difference == 0 for own in margins(WHOLE).relations)


def test_where_a_level_is_lacking_the_next_one_takes_its_place() -> None:
    found = said(margins({key: value for key, value in WHOLE.items() if key[1] not in ("R1", "R2")}))
    assert ("02/VN/F", frozenset(f"02/{area}/F" for area in ("02", "04", "06", "10", "22"))) in found


def test_what_a_total_has_beside_its_other_parts_is_a_cell() -> None:
    table = margins({key: value for key, value in WHOLE.items() if key[0] != "01"})
    rest = table.places["counted", "01", "04", "F", "2019"]
    assert (table.values[rest], table.is_own(rest)) == (INNER["01", "04", "F"], False)
    inner = INNER | {("01", "04", "F"): 3}
    left = {key: value for key, value in small_cells.with_totals(inner).items() if key[0] != "01"}
    assert targets_of(margins(left), 5) == [margins(left).places["counted", "01", "04", "F", "2019"]]
    assert targets_of(margins(WHOLE), 5) == []


def test_two_parts_that_are_lacking_are_one_cell_together() -> None:
    table = margins({key: value for key, value in WHOLE.items() if key[0] not in ("02", "03")})
    rest = table.places["counted", "02+03", "VN", "_T", "2019"]
    assert table.values[rest] == WHOLE["02", "VN", "_T"] + WHOLE["03", "VN", "_T"]


def test_a_sum_that_the_dataset_states_is_known_though_no_list_has_it() -> None:
    rule = SumRule("area", "R2", "02,04", where=(("sex", ("F",)),))
    cells = WHOLE | {("02", "R2", "F"): WHOLE["02", "02", "F"] + WHOLE["02", "04", "F"]}
    found = said(margins(cells, rule))
    assert ("02/R2/F", frozenset({"02/02/F", "02/04/F"})) in found
    assert ("02/R2/M", frozenset({"02/02/M", "02/04/M"})) not in found


def test_a_printed_difference_is_taken_for_known_and_a_small_rest_of_a_stated_sum_for_persons() -> None:
    cells = WHOLE | {("_T", "VN", "_T"): WHOLE["_T", "VN", "_T"] + 3}
    rule = SumRule("ethnic_group", "_T", "01,EM")
    plain, stated, tolerant = margins(cells), margins(cells, rule), margins(cells, replace(rule, tolerance=5))
    assert {own.difference for own in plain.relations} == {0.0, 3.0}
    assert targets_of(plain, 5) == targets_of(tolerant, 5) == []
    assert [stated.values[cell] for cell in targets_of(stated, 5)] == [3.0]


def test_thousands_of_persons_are_counted_as_persons() -> None:
    table = small_cells.figures(WHOLE)
    units = ["thousand_persons"] * table.num_rows
    table = table.set_column(table.schema.get_field_index("unit"), "unit", [units])
    assert counts_of(table, small_cells.dataset()).values[0] == WHOLE["_T", "VN", "_T"] * 1000


def test_only_the_indicators_named_are_looked_at() -> None:
    table = small_cells.figures(WHOLE, dict.fromkeys(WHOLE, 2.0))
    assert len(counts_of(table, small_cells.dataset()).keys) == len(WHOLE)
    named = DisclosurePolicy(5, NOTHING, indicators=(small_cells.RATE,))
    assert counts_of(table, small_cells.dataset(named)).values == [2.0] * len(WHOLE)


def test_the_solver_is_not_imported_before_there_is_something_to_suppress() -> None:
    asked = "import sys; from dantoc.engine.engine import open_engine; open_engine(); print('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "False\n"
