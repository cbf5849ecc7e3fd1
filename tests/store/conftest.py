"""A store of each kind of database, empty, and views to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dantoc.engine.engine import Engine
from dantoc.model.dataset import Catalogue
from dantoc.model.saved import AS_SAVED, PAGE, SavedView
from dantoc.store.saving import view_to_save
from dantoc.store.store import Store
from tests.cluster import Cluster

DATABASES = ("sqlite", "postgresql")
TODAY = date(2026, 11, 23)
LANGUAGES = ("vi", "en")
Saver = Callable[..., SavedView]


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.nothing_yet()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    own = Store(url)
    yield own
    own.close()


@pytest.fixture(scope="session")
def engine(catalogue: Catalogue) -> Iterator[Engine]:
    own = Engine(catalogue)
    yield own
    own.close()


@pytest.fixture
def to_save(engine: Engine) -> Saver:
    """Makes a view of the census ready to be saved: ``to_save(year="2019", periods="latest")``."""

    def make(kind: str = PAGE, periods: str = AS_SAVED, locale: str = "vi", **params: str) -> SavedView:
        return view_to_save(
            engine, "population_census", params, locale, kind, periods, languages=LANGUAGES, today=TODAY
        )

    return make
