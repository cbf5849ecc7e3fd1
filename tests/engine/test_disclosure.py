"""No small count leaves the engine, and none can be worked out of what does."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from dantoc.engine.disclosure import disclosed, statuses_hidden
from dantoc.engine.disclosure.margins import margins_of
from dantoc.engine.disclosure.primary import counts_of, targets_of
from dantoc.engine.disclosure.secondary import suppress
from dantoc.engine.engine import Engine
from dantoc.model.disclosure import AS_PRINTED, LISTED, NOTHING, DisclosurePolicy
from dantoc.model.errors import BrokenDataset
from dantoc.model.query import Query
from tests import small_cells
from tests.engine import made_up
from tests.engine.asking import queries
from tests.engine.attack import Attack
from tests.small_cells import COUNT, THRESHOLD, YEAR, Cells, Key

ROWS = st.lists(st.tuples(st.none() | st.floats(allow_nan=False), st.sampled_from("ABEPOQ")))
COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 200), st.just(0))
ATTACKED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NEEDS_TWELVE: Cells = {("01", "02", "_T"): 1, ("01", "06", "_T"): 5, ("04", "02", "_T"): 5}
"""The people of a table without any others: each of two ways to hide the one falls short of the threshold by one, since
suppressed cells are known not to be empty, so that both are hidden."""


def tables(by_sex: bool) -> st.SearchStrategy[Cells]:
    """Any table over groups and areas, by sex or not, with all its totals."""
    keys = small_cells.leaf_keys(by_sex)
    return st.lists(COUNTS, min_size=len(keys), max_size=len(keys)).map(
        lambda found: small_cells.with_totals(dict(zip(keys, found, strict=True)))
    )


def told(cells: Cells, policy: DisclosurePolicy | None = None) -> Mapping[Key, float | None]:
    return small_cells.given_out(disclosed(small_cells.figures(cells), small_cells.dataset(policy)))


def small(cells: Cells) -> list[Key]:
    return [key for key, value in cells.items() if 0 < value < THRESHOLD]


def assert_safe(cells: Cells, given_out: Mapping[Key, float | None], left_out: tuple[Key, ...] = ()) -> None:
    attack = Attack(given_out, left_out)
    for key in small(cells):
        assert given_out.get(key) is None, key
        assert key not in attack.worked_out
        least, most = attack.interval(key)
        assert least <= cells[key] <= most
        assert most - least >= THRESHOLD - 1e-6, (key, least, most)
        assert most >= THRESHOLD - 1e-6


@given(rows=ROWS)
def test_where_all_stands_only_suppressed_figures_lose_their_number(rows: list[tuple[float | None, str]]) -> None:
    values, statuses = [row[0] for row in rows], [row[1] for row in rows]
    table = pa.table({"value": pa.array(values, pa.float64()), "obs_status": pa.array(statuses, pa.string())})
    for shown in (statuses_hidden(table), disclosed(table, small_cells.dataset(AS_PRINTED))):
        assert shown.column("obs_status").to_pylist() == statuses
        assert shown.column("value").to_pylist() == [None if status == "Q" else value for value, status in rows]


def test_the_file_holds_a_number_that_the_engine_hides(engine: Engine) -> None:
    stored = made_up.figures()
    assert stored[stored.obs_status == "Q"].value.notna().all()
    key = dict(zip(made_up.DIMENSIONS, map(str, made_up.SUPPRESSED), strict=True))
    derive = ("share(ethnic_group)", "rank(ethnic_group)", "share_within(ethnic_group)")
    (row,) = engine.run(Query.of(made_up.ID, key, derive=derive)).data.to_pylist()
    numbers = ("value", "share_ethnic_group", "rank_ethnic_group", "share_within_ethnic_group")
    assert [row[name] for name in numbers] == [None] * 4
    assert {row["obs_status"], row["share_ethnic_group_status"], row["rank_ethnic_group_status"]} == {"Q"}


@given(query=queries())
@settings(max_examples=40, deadline=None)
def test_no_view_shows_one(engine: Engine, query: Query) -> None:
    for row in engine.run(query).data.select(["value", "obs_status"]).to_pylist():
        assert row["obs_status"] != "Q" or row["value"] is None


@given(tables(by_sex=False))
@ATTACKED
def test_no_small_cell_of_a_two_way_table_can_be_worked_out(cells: Cells) -> None:
    assert_safe(cells, told(cells))


@given(tables(by_sex=True))
@ATTACKED
def test_no_small_cell_of_a_three_way_table_can_be_worked_out(cells: Cells) -> None:
    assert_safe(cells, told(cells))


@given(tables(by_sex=True), st.sampled_from((("F",), ("01",), ("04",), ("22",), ("01", "F"), ("R1", "R2"))))
@ATTACKED
def test_no_small_cell_that_is_left_out_can_be_worked_out_as_a_difference(
    cells: Cells, without: tuple[str, ...]
) -> None:
    kept = {key: value for key, value in cells.items() if set(without).isdisjoint(key)}
    left_out = tuple(key for key in cells if key not in kept)
    given_out = told(kept)
    attack = Attack(given_out, left_out)
    for key in small(cells):
        # Who is in two cells that are both left out, nobody can tell one from the other.
        if key in kept or sum(code in without for code in key) == 1:
            least, most = attack.interval(key)
            assert most - least >= THRESHOLD - 1e-6, (key, least, most)


@given(tables(by_sex=True))
@ATTACKED
def test_nothing_is_suppressed_where_no_cell_is_small(cells: Cells) -> None:
    grown = small_cells.with_totals({key: cells[key] * THRESHOLD for key in small_cells.leaf_keys(by_sex=True)})
    assert told(grown) == grown


@given(tables(by_sex=False))
@example(small_cells.with_totals(dict.fromkeys(small_cells.leaf_keys(by_sex=False), 0) | NEEDS_TWELVE))
@ATTACKED
def test_no_empty_cell_is_suppressed_and_hardly_more_than_is_small(cells: Cells) -> None:
    given_out = told(cells)
    hidden = {key for key, value in given_out.items() if value is None}
    assert all(cells[key] for key in hidden)
    # A small cell of a table with margins needs three others, its ancestors where there is nobody else: seldom more,
    # and then each of them.
    secondary = hidden - set(small(cells))
    assert len(hidden) <= 9 * len(small(cells)) or not [own for own in secondary if hides(cells, hidden - {own})]


def hides(cells: Cells, hidden: set[Key]) -> bool:
    """Whether the small cells stay secret where these are not told, for one who knows that none of them is empty."""
    attack = Attack({key: None if key in hidden else value for key, value in cells.items()})
    ends = [attack.interval(key, lowest=1.0) for key in small(cells)]
    return all(most - least >= THRESHOLD - 1e-6 for least, most in ends)


def test_the_totals_stay_where_parts_can_protect_one_another() -> None:
    inner = {key: 40 + 3 * at for at, key in enumerate(small_cells.leaf_keys(by_sex=True))}
    inner["02", "02", "F"] = 2
    given_out = told(small_cells.with_totals(inner))
    hidden = [key for key, value in given_out.items() if value is None]
    assert ("02", "02", "F") in hidden
    assert all(key[0] in ("01", "02", "03", "04", "EM") and key[1] != "VN" and key[2] != "_T" for key in hidden)
    assert len(hidden) == 8


def test_a_single_cell_with_nobody_beside_it_takes_its_totals_along() -> None:
    inner = dict.fromkeys(small_cells.leaf_keys(by_sex=False), 0) | {("02", "04", "_T"): 3}
    given_out = told(small_cells.with_totals(inner))
    assert given_out["_T", "VN", "_T"] is None
    assert given_out["02", "04", "_T"] is None
    assert given_out["03", "04", "_T"] == 0


@given(tables(by_sex=False))
@ATTACKED
def test_the_attack_succeeds_where_small_cells_alone_are_suppressed(cells: Cells) -> None:
    inner = dict.fromkeys(small_cells.leaf_keys(by_sex=False), 50) | {
        ("02", "02", "_T"): 1 + cells["_T", "VN", "_T"] % 4
    }
    table = small_cells.with_totals(inner)
    own = small_cells.dataset()
    margins = margins_of(counts_of(small_cells.figures(table), own), own)
    keys = list(table)
    alone = {
        keys[margins.rows[cell]]
        for cell in suppress(margins, targets_of(margins, THRESHOLD), THRESHOLD, secondary=False)
    }
    attack = Attack({key: None if key in alone else value for key, value in table.items()})
    assert attack.worked_out == {key: table[key] for key in alone}
    assert [attack.interval(key) for key in alone] == [(table[key], table[key]) for key in alone]


def test_a_small_cell_without_any_total_is_suppressed_alone() -> None:
    cells = {("02", "02", "_T"): 2, ("03", "04", "_T"): 70}
    assert told(cells) == {("02", "02", "_T"): None, ("03", "04", "_T"): 70}


def test_a_rate_is_suppressed_with_its_count() -> None:
    inner = dict.fromkeys(small_cells.leaf_keys(by_sex=True), 30) | {("02", "02", "F"): 2}
    cells = small_cells.with_totals(inner)
    table = small_cells.figures(cells, dict.fromkeys(cells, 12.5))
    shown = disclosed(table, small_cells.dataset())
    counts, rates = (small_cells.given_out(shown, name) for name in (small_cells.COUNT, small_cells.RATE))
    assert {key for key, value in counts.items() if value is None} == {
        key for key, value in rates.items() if value is None
    }
    unlinked = DisclosurePolicy(THRESHOLD, NOTHING, linked=())
    assert None not in small_cells.given_out(disclosed(table, small_cells.dataset(unlinked)), small_cells.RATE).values()


def test_a_rate_of_both_sexes_is_suppressed_with_the_count_of_one() -> None:
    inner = dict.fromkeys(small_cells.leaf_keys(by_sex=True), 30) | {("02", "02", "F"): 2}
    cells = small_cells.with_totals(inner)
    ratios = {key: 98.2 for key in cells if key[2] == "_T"}
    shown = small_cells.given_out(
        disclosed(small_cells.figures(cells, ratios), small_cells.dataset()), small_cells.RATE
    )
    assert shown["02", "02", "_T"] is None
    assert shown["_T", "VN", "_T"] == 98.2


def test_a_suppressed_figure_keeps_its_row_and_loses_its_note() -> None:
    inner = dict.fromkeys(small_cells.leaf_keys(by_sex=False), 30) | {("02", "02", "_T"): 2}
    table = small_cells.figures(small_cells.with_totals(inner))
    shown = disclosed(table, small_cells.dataset())
    assert shown.schema == table.schema
    assert shown.num_rows == table.num_rows
    for row in shown.to_pylist():
        assert (
            (row["value"] is None) == (row["obs_status"] == "Q") == (row["note_vi"] is None) == (row["note_en"] is None)
        )
    assert 0 < shown.column("value").null_count < shown.num_rows


def test_figures_of_a_published_source_stand_and_protect_nobody() -> None:
    inner = dict.fromkeys(small_cells.leaf_keys(by_sex=False), 30) | {("02", "02", "_T"): 2}
    cells = small_cells.with_totals(inner)
    keys = list(cells)
    standing = [key[0] in ("01", "04", "_T") for key in keys]
    table = small_cells.figures(cells)
    sources = pa.array(["book" if stands else "register" for stands in standing])
    table = table.set_column(table.schema.get_field_index("source_id"), "source_id", sources)
    policy = DisclosurePolicy(THRESHOLD, LISTED, published_sources=("book",))
    given_out = small_cells.given_out(disclosed(table, small_cells.dataset(policy)))
    assert all(given_out[key] == cells[key] for key, stands in zip(keys, standing, strict=True) if stands)
    least, most = Attack(given_out).interval(("02", "02", "_T"))
    assert most - least >= THRESHOLD


def test_a_cell_that_published_figures_give_away_stops_the_dataset(caplog: pytest.LogCaptureFixture) -> None:
    inner = dict.fromkeys(small_cells.leaf_keys(by_sex=False), 30) | {("02", "02", "_T"): 2}
    cells = small_cells.with_totals(inner)
    table = small_cells.figures(cells)
    sources = ["register" if key == ("02", "02", "_T") else "book" for key in cells]
    table = table.set_column(table.schema.get_field_index("source_id"), "source_id", pa.array(sources))
    with pytest.raises(BrokenDataset, match="published_sources") as refused:
        disclosed(table, small_cells.dataset(DisclosurePolicy(THRESHOLD, LISTED, published_sources=("book",))))
    key = f"{COUNT}, 02, 02, _T, {YEAR}"
    assert key in caplog.text
    assert key not in refused.value.detail


@given(tables(by_sex=False))
@ATTACKED
def test_a_cell_that_the_source_suppressed_is_protected_too(cells: Cells) -> None:
    grown = small_cells.with_totals({key: 20 + cells[key] for key in small_cells.leaf_keys(by_sex=False)})
    withheld = {**grown, ("02", "04", "_T"): None}
    given_out = small_cells.given_out(disclosed(small_cells.figures(withheld), small_cells.dataset()))
    least, most = Attack(given_out).interval(("02", "04", "_T"))
    assert most - least >= THRESHOLD - 1e-6


@given(tables(by_sex=False))
@ATTACKED
def test_a_count_that_two_indicators_repeat_is_suppressed_in_both(cells: Cells) -> None:
    assume(small(cells))
    table = small_cells.figures(cells, {key: float(value) for key, value in cells.items()})
    policy = DisclosurePolicy(THRESHOLD, NOTHING, indicators=(small_cells.COUNT, small_cells.RATE), linked=())
    shown = disclosed(table, small_cells.dataset(policy))
    one, other = (small_cells.given_out(shown, name) for name in (small_cells.COUNT, small_cells.RATE))
    both = {key: value if other[key] is None else other[key] for key, value in one.items()}
    assert_safe(cells, both)
