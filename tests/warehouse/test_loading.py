"""Published files become tables whole or not at all, and an engine serves only what it was told is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dantoc.catalogue.loading import load_catalogue
from dantoc.curation.parquet import curate
from dantoc.engine import loading
from dantoc.engine.engine import Engine
from dantoc.engine.loading import load
from dantoc.engine.warehouse import HELD_ROWS
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import BadWarehouse, BrokenDataset, NotLoaded
from dantoc.model.query import Query
from tests.cluster import READERS_PASSWORD, Cluster
from tests.synthetic import PERSONS, RATE

HELD, ASKED = HELD_ROWS, 0


def empty(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of an empty database of that kind."""
    if kind == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        return cluster.nothing_yet()
    return f"{kind}:///{folder / 'figures.db'}"


@pytest.fixture(params=["postgresql", "sqlite", "duckdb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty(request.param, request, tmp_path)


@pytest.fixture(params=["postgresql", "sqlite"])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database that can be loaded while it is served, which a DuckDB file cannot."""
    return empty(request.param, request, tmp_path)


def put(url: str, root: Path, *ids: str) -> Catalogue:
    """The catalogue below `root`, with the datasets named (all without) loaded."""
    catalogue = load_catalogue(root)
    own = [catalogue.dataset(dataset) for dataset in ids or catalogue.datasets]
    assert list(load(url, own)) == own
    return catalogue


def corrected(root: Path) -> Catalogue:
    """The content after one figure was corrected and published again."""
    source = root / "datasets" / RATE / "source.csv"
    source.write_text(source.read_text(encoding="utf-8").replace("12.5,percent", "13.5,percent"), encoding="utf-8")
    assert all(publication.ok for publication in curate(root, [RATE]))
    return load_catalogue(root)


def values(catalogue: Catalogue, url: str, held_rows: int = HELD) -> list[float | None]:
    engine = Engine(catalogue, url, held_rows=held_rows)
    try:
        return list(engine.run(Query.of(RATE)).data.column("value").to_pylist())
    finally:
        engine.close()


def test_a_dataset_that_was_not_loaded_is_refused_with_the_mend_and_the_rest_serves(content: Path, url: str) -> None:
    catalogue = put(url, content, RATE)
    engine = Engine(catalogue, url)
    with pytest.raises(NotLoaded, match=r"python -m dantoc load"):
        engine.run(Query.of(PERSONS))
    assert len(engine.run(Query.of(RATE))) == catalogue.dataset(RATE).distribution.rows
    engine.close()


def test_a_database_that_was_never_loaded_is_told(content: Path, url: str) -> None:
    for held_rows in (HELD, ASKED):
        with pytest.raises(NotLoaded, match=r"python -m dantoc load"):
            values(load_catalogue(content), url, held_rows)


@pytest.mark.parametrize("held_rows", [HELD, ASKED], ids=["held", "asked"])
def test_another_version_is_refused_until_it_is_loaded(content: Path, url: str, held_rows: int) -> None:
    before = put(url, content)
    assert 12.5 in values(before, url, held_rows)
    after = corrected(content)
    with pytest.raises(NotLoaded, match="the database holds version"):
        values(after, url, held_rows)
    put(url, content, RATE)
    assert 13.5 in values(after, url, held_rows)
    with pytest.raises(NotLoaded):
        values(before, url, held_rows)


def test_a_server_that_runs_never_shows_the_figures_of_another_version_as_its_own(
    content: Path, shared_url: str
) -> None:
    before = put(shared_url, content)
    held, asked = Engine(before, shared_url), Engine(before, shared_url, held_rows=ASKED)
    whole, latest = Query.of(RATE), Query.of(RATE, {"year": "latest"})
    figures = held.run(whole).data
    assert asked.run(whole).data.equals(figures)
    corrected(content)
    put(shared_url, content)
    assert held.run(latest).data.num_rows
    assert held.run(whole).data.equals(figures)
    with pytest.raises(NotLoaded):
        asked.run(latest)
    for engine in (held, asked):
        engine.close()


@pytest.mark.parametrize("step", ["forget", "record"])
def test_a_load_that_is_cut_short_leaves_what_was_there(
    content: Path, url: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = put(url, content)
    after = corrected(content)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(loading, step, cut)
        with pytest.raises(KeyboardInterrupt):
            put(url, content, RATE)
    assert 12.5 in values(before, url)
    put(url, content, RATE)
    assert 13.5 in values(after, url)


def test_a_file_that_is_not_the_one_in_the_catalogue_is_not_loaded(content: Path, url: str) -> None:
    catalogue = put(url, content)
    Path(catalogue.dataset(RATE).distribution.path).write_bytes(b"PAR1")
    with pytest.raises(BrokenDataset, match=r"data\.parquet changed"):
        list(load(url, [catalogue.dataset(RATE)]))
    assert 12.5 in values(catalogue, url)


def test_a_user_who_may_only_read_serves_and_is_told_when_loading(content: Path, cluster: Cluster) -> None:
    url = cluster.nothing_yet()
    reader = cluster.reader()
    for _ in range(2):  # what a load replaces is still the reader's to read
        catalogue = put(url, content)
        assert values(catalogue, reader, ASKED) == values(catalogue, url)
    with pytest.raises(BadWarehouse, match="permission denied") as refused:
        list(load(reader, catalogue.datasets.values()))
    assert READERS_PASSWORD not in str(refused.value)


@pytest.fixture
def statements(cluster: Cluster) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_held_datasets_are_read_once_and_others_at_each_question(
    content: Path, cluster: Cluster, statements: list[str]
) -> None:
    url = cluster.nothing_yet()
    catalogue = put(url, content)
    for held_rows, reads in ((HELD, 1), (ASKED, 2)):
        engine = Engine(catalogue, url, held_rows=held_rows)
        statements.clear()
        engine.run(Query.of(RATE))
        engine.run(Query.of(RATE, {"area": "VN"}))
        assert sum(f"FROM {RATE}" in said for said in statements) == reads
        engine.close()
