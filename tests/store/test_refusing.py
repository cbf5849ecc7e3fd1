"""A store that is read-only, full, locked, away or misnamed says which, and comes back without a restart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from dantoc.model.errors import StoreAway, StoreBusy, StoreFull, StoreReadOnly
from dantoc.model.saved import READY
from dantoc.store import databases
from dantoc.store.store import Store
from tests.cluster import PASSWORD, Cluster
from tests.store.conftest import Saver


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "PATIENCE", 0.2)


def with_option(url: str, option: str) -> str:
    said = sa.make_url(url)
    own = said.update_query_dict({"options": f"{said.query['options']} -c{option}"})
    return own.render_as_string(hide_password=False)


def test_a_read_only_file_gives_what_it_has_and_takes_nothing(tmp_path: Path, to_save: Saver):
    path = tmp_path / "store.sqlite"
    writer = Store(f"sqlite:///{path}")
    view = writer.keep(to_save(year="2019"))
    reader = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert reader.find(view.id) == view
    with pytest.raises(StoreReadOnly):
        reader.keep(to_save(year="2009"))
    assert reader.keep(view) == view
    assert reader.state == "store_read_only"
    writer.close()
    reader.close()


def test_a_user_of_postgresql_who_may_only_read_is_told_so(cluster: Cluster, to_save: Saver):
    owners = cluster.nothing_yet()
    writer = Store(owners)
    view = writer.keep(to_save(year="2019"))
    reader = Store(with_option(owners, "default_transaction_read_only=on"))
    assert reader.find(view.id) == view
    with pytest.raises(StoreReadOnly):
        reader.keep(to_save(year="2009"))
    writer.close()
    reader.close()


def test_a_full_disk_is_told_and_what_is_there_stays(tmp_path: Path, to_save: Saver):
    store = Store(f"sqlite:///{tmp_path}/store.sqlite")
    view = store.keep(to_save(year="2019"))
    assert store._engine is not None
    store._engine.dispose()

    @sa.event.listens_for(store._engine, "connect")
    def _(connection, _record):
        connection.execute("PRAGMA max_page_count=1")

    with pytest.raises(StoreFull):
        for number in range(1, 40):
            store.keep(to_save(year="2019", ethnic_group=f"top({number})"))
    assert store.find(view.id) == view
    store.close()


def _lock_sqlite(url: str) -> Callable[[], None]:
    database = sa.create_engine(url)
    connection = database.raw_connection()
    connection.isolation_level = None
    connection.cursor().execute("BEGIN IMMEDIATE")

    def release() -> None:
        connection.cursor().execute("ROLLBACK")
        connection.close()
        database.dispose()

    return release


def _lock_postgresql(url: str) -> Callable[[], None]:
    database = sa.create_engine(url)
    connection = database.connect()
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({databases._LOCK})")

    def release() -> None:
        connection.close()
        database.dispose()

    return release


@pytest.mark.usefixtures("hasty")
def test_a_writer_that_does_not_let_go_is_waited_for_a_while(store: Store, url: str, to_save: Saver):
    view = store.keep(to_save(year="2019"))
    lock = _lock_sqlite if url.startswith("sqlite") else _lock_postgresql
    store.close()
    release = lock(url)
    try:
        with pytest.raises(StoreBusy):
            store.keep(to_save(year="2009"))
        assert store.find(view.id) == view
    finally:
        release()
    assert store.keep(to_save(year="2009")).id
    assert store.state == READY


def test_a_server_that_goes_away_is_found_again(cluster: Cluster, to_save: Saver):
    # The cluster writes lazily and is stopped as if the power failed: what is kept here must have been written.
    store = Store(with_option(cluster.nothing_yet(), "synchronous_commit=on"))
    view = store.keep(to_save(year="2019"))
    cluster.stop()
    try:
        for _ in range(2):
            with pytest.raises(StoreAway) as away:
                store.find(view.id)
            assert PASSWORD not in str(away.value)
    finally:
        cluster.start()
    assert store.find(view.id) == view
    store.close()


def test_tables_that_are_gone_are_made_again(store: Store, url: str, to_save: Saver):
    view = store.keep(to_save(year="2019"))
    database = sa.create_engine(url)
    with database.begin() as connection:
        for table in ("saved_view", "alembic_version"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    database.dispose()
    with pytest.raises(StoreAway):
        store.find(view.id)
    assert store.keep(view) == view


def test_a_file_that_goes_away_and_comes_back_is_found_again(tmp_path: Path, to_save: Saver):
    folder = tmp_path / "var"
    store = Store(f"sqlite:///{folder}/store.sqlite")
    view = store.keep(to_save(year="2019"))
    store.close()
    shutil.move(folder, tmp_path / "away")
    (folder).write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreAway):
        store.keep(view)
    folder.unlink()
    shutil.move(tmp_path / "away", folder)
    assert store.find(view.id) == view
    store.close()


def test_a_file_that_is_no_database_is_not_written_over(tmp_path: Path, to_save: Saver):
    path = tmp_path / "store.sqlite"
    path.write_text("a letter to a friend, which is no database at all" * 50, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreAway):
        Store(f"sqlite:///{path}").keep(to_save(year="2019"))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "url",
    [
        "nonsense", "sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true", "duckdb:///x.duckdb",
        "sqlite:////no/such/folder/at/all/store.sqlite", "postgresql+psycopg://u:secret@127.0.0.1:1/d",
        "postgresql://u:secret@h:port/d", "oracle+oracledb://u:secret@h/d",
    ],
)  # fmt: skip
def test_a_url_that_names_no_store_is_told_without_its_password(url: str, to_save: Saver, caplog):
    store = Store(url)
    with pytest.raises(StoreAway) as refused:
        store.keep(to_save(year="2019"))
    assert store.state == "store_away"
    assert "secret" not in str(refused.value) + caplog.text
    assert not [own for own in Path.cwd().iterdir() if own.name.startswith(("x.duckdb", "file:"))]
