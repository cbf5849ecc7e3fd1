"""The tables are made and altered by Alembic: from nothing, from any revision, by one process of many."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dantoc.model.errors import StoreAway
from dantoc.store.databases import alone, opened
from dantoc.store.migrating import MIGRATIONS, is_current, migrate
from dantoc.store.schema import METADATA
from dantoc.store.store import Store
from tests.store.conftest import Saver

LATER = '''
"""A later release notes one thing more."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", {before!r}


def upgrade():
    op.add_column("saved_view", sa.Column("remark", sa.Text, nullable=False, server_default="none"))
'''


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a later release: those of this one, and another."""
    folder = tmp_path / "later % release"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    newest = max(path.stem for path in (folder / "versions").glob("r*.py"))
    (folder / "versions" / "r9999_remark.py").write_text(LATER.format(before=newest[1:5]), encoding="utf-8")
    return folder


def test_migrated_from_nothing_the_tables_are_those_of_the_code(url: str):
    database = opened(url)
    with alone(database.connect()) as connection, connection.begin():
        assert not is_current(connection)
        migrate(connection)
    with database.connect() as connection:
        assert is_current(connection)
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    database.dispose()


def test_what_was_saved_under_the_first_revision_is_there_after_a_later_one(
    store: Store, url: str, later: Path, to_save: Saver
):
    view = store.keep(to_save(year="2019"))
    newer = Store(url, migrations=later)
    assert newer.find(view.id) == view
    database = sa.create_engine(url)
    with database.connect() as connection:
        assert connection.exec_driver_sql("SELECT remark FROM saved_view").scalars().all() == ["none"]
    database.dispose()
    assert newer.keep(to_save(year="2009")).id
    newer.close()


def test_a_release_older_than_the_tables_refuses_them_and_leaves_them(url: str, later: Path, to_save: Saver):
    newer = Store(url, migrations=later)
    view = newer.keep(to_save(year="2019"))
    older = Store(url)
    with pytest.raises(StoreAway, match="9999"):
        older.find(view.id)
    assert newer.find(view.id) == view
    newer.close()


def test_a_migration_that_fails_leaves_nothing_half_done(url: str, later: Path, store: Store, to_save: Saver):
    view = store.keep(to_save(year="2019"))
    last = later / "versions" / "r9999_remark.py"
    last.write_text(last.read_text(encoding="utf-8") + '    op.execute("SELECT nonsense")\n', encoding="utf-8")
    newer = Store(url, migrations=later)
    for _ in range(2):
        with pytest.raises(StoreAway):
            newer.find(view.id)
    assert store.find(view.id) == view
    database = sa.create_engine(url)
    with database.connect() as connection:
        assert "remark" not in {own["name"] for own in sa.inspect(connection).get_columns("saved_view")}
    database.dispose()
