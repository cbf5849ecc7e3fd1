"""What `make bench` measures is what it says: the same figures on both sides, new questions, honest ratios."""

import sqlite3
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.__main__ import GROUPS
from benchmarks.catalogue_search import synthetic_catalogue
from benchmarks.datasette_peer import write_sqlite
from benchmarks.measuring import Pair, Target, alternate
from benchmarks.report import BEGIN, END, replace_block
from benchmarks.slices import ROWS, WITHIN, fresh_slices, largest
from dantoc.engine.engine import open_engine

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
