"""PostgreSQL answers as the Parquet files do: every dataset, every kind of selection, every derivation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from dantoc.catalogue.settings import CHECKOUT
from dantoc.engine.engine import Engine
from dantoc.engine.loading import load
from dantoc.engine.warehouse import HELD_ROWS
from dantoc.model.dataset import Catalogue
from dantoc.model.query import Query
from tests.cluster import Cluster
from tests.warehouse.questions import assert_same, queries, with_derivations

IDS = sorted(path.parent.name for path in CHECKOUT.glob("datasets/*/dataset.toml"))
SOME = ("difficult_areas", "living_conditions_2019", "poverty_review", "programme_finance")
HELD, ASKED = HELD_ROWS, 0
"""Datasets of ordinary size are read whole and kept; with a limit of 0 every question goes to the database."""

Opened = Callable[[str], Engine]


@pytest.fixture(scope="module")
def at_home(catalogue: Catalogue) -> Iterator[Engine]:
    own = Engine(catalogue)
    yield own
    own.close()


@pytest.fixture(scope="module", params=[HELD, ASKED], ids=["held", "asked"])
def served(loaded: Cluster, catalogue: Catalogue, request: pytest.FixtureRequest) -> Iterator[Engine]:
    own = Engine(catalogue, loaded.url, held_rows=request.param)
    yield own
    own.close()


@pytest.mark.parametrize("dataset", IDS)
def test_every_dataset_answers_alike(at_home: Engine, served: Engine, dataset: str) -> None:
    own = at_home.catalogue.dataset(dataset)
    for query in queries(own):
        assert_same(at_home.run(query), served.run(query))
        assert at_home.count(query) == served.count(query) == len(served.run(query))
    for by in (own.structure.ids, own.structure.ids[-2:]):
        view = own.default_view.query
        assert at_home.available(view, by).equals(served.available(view, by))


@pytest.mark.parametrize("dataset", IDS)
def test_every_derivation_gives_the_same_figures(at_home: Engine, served: Engine, dataset: str) -> None:
    for query in with_derivations(at_home, at_home.catalogue.dataset(dataset)):
        assert_same(at_home.run(query), served.run(query))


@pytest.fixture(scope="module", params=["sqlite", "duckdb"])
def other(at_home: Engine, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    """The address of a database of another kind that holds some of the datasets."""
    url = f"{request.param}:///{tmp_path_factory.mktemp('other') / 'figures.db'}"
    assert len(list(load(url, map(at_home.catalogue.dataset, SOME)))) == len(SOME)
    return url


@pytest.mark.parametrize("held_rows", [HELD, ASKED], ids=["held", "asked"])
def test_other_databases_answer_alike(at_home: Engine, other: str, held_rows: int) -> None:
    served = Engine(at_home.catalogue, other, held_rows=held_rows)
    for dataset in SOME:
        own = at_home.catalogue.dataset(dataset)
        for query in (*queries(own), *with_derivations(at_home, own)):
            assert_same(at_home.run(query), served.run(query))
    served.close()


def test_the_tables_say_what_they_hold(loaded: Cluster, catalogue: Catalogue) -> None:
    engine = sa.create_engine(loaded.url)
    with engine.connect() as connection:
        record = connection.execute(sa.text("SELECT dataset, version, sha256 FROM dantoc_loaded ORDER BY 1")).all()
        seen = sa.inspect(connection)
        for dataset in catalogue.datasets.values():
            columns = {own["name"]: own for own in seen.get_columns(dataset.id)}
            assert seen.get_pk_constraint(dataset.id)["constrained_columns"] == list(dataset.structure.ids)
            optional = {"value", "locator", "note_vi", "note_en"}
            assert {name for name, own in columns.items() if own["nullable"]} == optional
            assert isinstance(columns["year"]["type"], sa.SmallInteger)
            assert isinstance(columns["value"]["type"], sa.Double)
            counted = connection.execute(sa.select(sa.func.count()).select_from(sa.table(dataset.id))).scalar_one()
            assert counted == dataset.distribution.rows
        assert not [name for name in seen.get_table_names() if name.endswith("__loading")]
    engine.dispose()
    own = sorted((own.id, own.version, own.distribution.sha256) for own in catalogue.datasets.values())
    assert [tuple(row) for row in record] == own


def test_what_readers_send_reaches_the_database_as_values_only(loaded: Cluster, catalogue: Catalogue) -> None:
    served = Engine(catalogue, loaded.url, held_rows=ASKED)
    codes = {"area": ("VN", "VN'); DROP TABLE population_census; --"), "year": ("2019",)}
    dataset = catalogue.dataset("population_census")
    assert served._warehouse.count(dataset, codes) == served.count(Query.of(dataset.id, {"area": "VN", "year": "2019"}))
    assert len(served.run(Query.of(dataset.id))) == dataset.distribution.rows
    served.close()
