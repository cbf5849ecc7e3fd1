"""What is kept is found again, once, within bounds, in both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from dantoc.model.errors import NotSaved, StoreFull, TooManySaved
from dantoc.model.saved import CHART, READY, UNUSED
from dantoc.store.pace import Pace
from dantoc.store.store import Store
from tests.store.conftest import TODAY, Saver


def test_what_is_kept_is_found_again_by_another_process(store: Store, url: str, to_save: Saver):
    view = to_save(ethnic_group="top(10)", year="2009,2019")
    assert store.state == UNUSED
    assert store.keep(view) == view
    other = Store(url)
    found = other.find(view.id)
    assert (found, found.created, found.id) == (view, TODAY, view.id)
    assert store.state == other.state == READY
    other.close()


def test_the_same_view_saved_again_is_one_row_of_its_first_day(store: Store, to_save: Saver):
    first = store.keep(to_save(year="2019"))
    again = store.keep(replace(to_save(year="2019"), created=TODAY.replace(year=2030)))
    assert (again.id, again.created, store.count()) == (first.id, TODAY, 1)


def test_texts_of_a_chart_come_back_to_the_letter(store: Store, to_save: Saver):
    title = "Dân số các dân tộc “thiểu số” – 100 % ' ; -- 🙂"
    view = to_save(kind=CHART, year="2019", **{"title.vi": title, "title.en": "Population"})
    store.keep(view)
    assert dict(store.find(view.id).params)["title.vi"] == title


@pytest.mark.parametrize("id", ["2" * 14, "", "x", "2" * 15, "' OR 1=1 --", "2\0" * 7, "2" * 13 + "\n", "é" * 14])
def test_an_id_of_nothing_finds_nothing(store: Store, id: str):
    with pytest.raises(NotSaved):
        store.find(id)


def test_no_more_is_kept_than_may_be_and_what_is_there_stays(url: str, to_save: Saver):
    store = Store(url, most=2)
    kept = [store.keep(to_save(year=year)) for year in ("2019", "2009")]
    with pytest.raises(StoreFull) as full:
        store.keep(to_save(year="1999"))
    assert (full.value.value, store.state, store.count()) == ("2", "store_full", 2)
    assert store.keep(kept[0]) == store.find(kept[0].id) == kept[0]
    store.close()


def test_new_views_come_no_faster_than_they_may_and_known_ones_do_not_count(url: str, to_save: Saver):
    now = 0.0
    store = Store(url, pace=Pace(2, 30, lambda: now))
    known = store.keep(to_save(year="2019"))
    store.keep(to_save(year="2009"))
    with pytest.raises(TooManySaved):
        store.keep(to_save(year="1999"))
    assert store.keep(known) == known
    now = 2.0
    assert store.keep(to_save(year="1999")).id
    assert store.count() == 3
    store.close()


@pytest.mark.parametrize(
    "harm",
    [
        {"params": "[["},
        {"params": "[1]"},
        {"params": '[["year", "1999"]]'},
        {"years": "{}"},
        {"kind": "poster"},
        {"periods": "never"},
        {"locale": "lo"},
        {"dataset": "survey_health"},
    ],
    ids=str,
)
def test_a_row_that_was_tampered_with_is_passed_over_and_mended_by_who_saves_it_again(
    store: Store, url: str, to_save: Saver, harm: dict[str, str]
):
    view = store.keep(to_save(year="2019"))
    database = sa.create_engine(url)
    with database.begin() as connection:
        (column, value), *_ = harm.items()
        connection.execute(sa.text(f"UPDATE saved_view SET {column} = :value"), {"value": value})
    database.dispose()
    with pytest.raises(NotSaved):
        store.find(view.id)
    assert store.keep(view) == store.find(view.id) == view


def test_nothing_is_stored_of_who_saved_or_at_what_time(store: Store, url: str, to_save: Saver):
    store.keep(to_save(year="2019"))
    database = sa.create_engine(url)
    with database.connect() as connection:
        row = connection.execute(sa.text("SELECT * FROM saved_view")).mappings().one()
    database.dispose()
    assert set(row) == {"id", "dataset", "params", "kind", "locale", "periods", "version", "years", "created"}
    assert str(row["created"]) == TODAY.isoformat()


def test_the_file_lies_in_a_folder_of_its_own_that_others_cannot_enter(tmp_path: Path, to_save: Saver):
    store = Store(f"sqlite:///{tmp_path}/var/store.sqlite")
    store.keep(to_save(year="2019"))
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
    with sa.create_engine(f"sqlite:///{tmp_path}/var/store.sqlite").connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    store.close()
