"""What `make bench` measures is what it says: the same figures on both sides, new questions, honest ratios."""

import sqlite3
from contextlib import closing
from itertools import islice
from pathlib import Path

import duckdb
import pytest

from benchmarks import filter_changes
from benchmarks.__main__ import GROUPS
from benchmarks.catalogue_search import synthetic_catalogue
from benchmarks.datasette_peer import write_sqlite
from benchmarks.large_tables import ID as LARGE
from benchmarks.large_tables import synthetic_catalogue as synthetic_large
from benchmarks.measuring import Pair, Target, alternate
from benchmarks.page_session import page_session
from benchmarks.report import BEGIN, END, replace_block
from benchmarks.serving import bare_page, product
from benchmarks.slices import ROWS, WITHIN, fresh_slices, largest
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.query import Query

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def dataset():
    return largest(open_engine().catalogue)


def test_every_file_of_rows_is_a_group():
    files = {path.stem for path in BENCHMARKS.glob("*.py") if "\ndef rows(" in path.read_text(encoding="utf-8")}
    assert files == {group.__module__.removeprefix("benchmarks.") for group in GROUPS.values()}


def test_the_ratio_is_the_median_of_the_rounds_and_more_than_one_is_better_than_the_peer():
    assert Pair((1.0, 1.0, 2.0), (4.0, 3.0, 2.0)).ratio == 3.0


@pytest.mark.parametrize(
    ("target", "met"),
    [
        (Target(least_ratio=2.0), True),
        (Target(least_ratio=2.1), False),
        (Target(most=1.0), True),
        (Target(most=0.9), False),
    ],
)
def test_a_target_is_met_or_missed(target, met):
    assert target.met(Pair((1.0,), (2.0,))) is met


def test_both_sides_have_a_turn_in_every_round():
    turns = []
    pair = alternate(lambda: turns.append("ours"), lambda: turns.append("peer"), rounds=2)
    assert len(pair.ours) == len(pair.peer) == 2
    assert turns[-1] == "ours", "in the second round the peer goes first"


def test_slices_are_new_each_time_and_of_one_size(dataset):
    slices = list(islice(fresh_slices(dataset), 50))
    assert len(set(slices)) == 50
    assert all(abs(len(open_engine().run(own.query)) - ROWS) <= WITHIN for own in slices[:5])


def test_engine_and_peer_give_the_same_figures_for_a_slice(dataset, tmp_path):
    file = tmp_path / "peer.db"
    write_sqlite(dataset, file)
    own = next(fresh_slices(dataset))
    with closing(sqlite3.connect(file)) as database:
        theirs = database.execute(f'SELECT value FROM "{dataset.id}" WHERE {own.condition}').fetchall()
    assert sorted(value for (value,) in theirs) == sorted(open_engine().run(own.query).data.column("value").to_pylist())


def test_a_filter_changed_at_the_socket_is_one_that_a_reader_changes():
    with product() as server, page_session(server.port, "/dataset") as session:
        change = filter_changes.our_change(session, "year=2019", 0)
        seen = set()
        for _ in range(2):
            change()
            seen.add(session.query)
        assert len(seen) == 2 and all("area=" in query and "year=2019" in query for query in seen)


def test_the_bare_page_draws_fewer_rows_when_its_filter_says_so():
    with bare_page() as server, page_session(server.port, "/") as session:
        assert session.draw() > session.choose(filter_changes.BARE_FILTER, [2_000])


def test_made_up_datasets_are_called_synthetic():
    made = synthetic_catalogue(open_engine().catalogue, count=3)
    assert [own.startswith("synthetic_") for own in made.datasets] == [True] * 3


def test_the_report_replaces_its_own_block_and_nothing_else(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    replace_block(file, "new\n")
    assert file.read_text(encoding="utf-8") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"


def test_a_report_without_its_marks_says_what_to_put_there(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="bench: begin"):
        replace_block(file, "new")


def test_the_large_table_is_synthetic_and_both_sides_count_the_same(tmp_path):
    sizes = {"indicator": 2, "area": 5, "year": 3}
    engine = Engine(synthetic_large(tmp_path / "data.parquet", sizes), held_rows=0)
    assert LARGE.startswith("synthetic_")
    with closing(duckdb.connect()) as peer:
        peer.execute(f"CREATE VIEW {LARGE} AS SELECT * FROM read_parquet('{tmp_path / 'data.parquet'}')")
        sql = f"SELECT area, year, count(*) AS figures FROM {LARGE} GROUP BY area, year"
        theirs = {tuple(row) for row in peer.execute(sql).fetchall()}
    ours = engine.available(Query.of(LARGE, {}), ("area", "year"))
    assert {tuple(row.values()) for row in ours.to_pylist()} == theirs
    assert len(theirs) == 15
    engine.close()
