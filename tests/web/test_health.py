"""Ready is said of a whole catalogue alone; what can be served is served meanwhile, and the process is alive."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dantoc import __version__
from dantoc.catalogue.settings import settings
from dantoc.engine import engine, warehouse
from dantoc.engine.disclosure import disclosed
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BrokenDataset, WarehouseSilent
from dantoc.model.query import Query
from dantoc.model.saved import STORE_STATES
from dantoc.web import health, readiness, warming
from dantoc.web.answers import SHELF
from tests.synthetic import PERSONS, RATE
from tests.web.client import Reader


@pytest.fixture
def serve(content: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Reader]]:
    """Starts the process anew over the test's own content."""

    def start() -> Reader:
        engine.open_engine.cache_clear()
        SHELF.clear()
        return reader

    monkeypatch.setattr(engine, "settings", lambda: replace(settings(), root=content))
    yield start
    monkeypatch.undo()
    start()


def test_a_whole_catalogue_is_ready(serve: Callable[[], Reader]):
    answer = serve().get("/healthz")
    assert answer.status_code == 200
    said = answer.json()
    assert said.pop("store") in STORE_STATES
    assert said == {"status": "ready", "version": __version__, "datasets": 2, "unavailable": [], "faulty": []}
    assert answer.headers["cache-control"] == "no-store"


def test_a_broken_dataset_is_named_and_the_rest_is_served(content: Path, serve: Callable[[], Reader]):
    (content / "datasets" / PERSONS / "data.parquet").write_bytes(b"PAR1")
    reader = serve()
    answer = reader.get("/healthz")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    said = answer.json()
    assert (said["status"], said["datasets"], said["unavailable"]) == ("degraded", 1, [PERSONS])
    assert str(content) not in answer.text
    assert reader.get(f"/api/v1/datasets/{RATE}/data").status_code == 200
    assert reader.get("/livez").status_code == 200


def test_a_fault_in_what_all_datasets_share_is_named_and_logged(
    content: Path, serve: Callable[[], Reader], caplog: pytest.LogCaptureFixture
):
    (content / "datasets/catalogue.toml").write_text("[", encoding="utf-8")
    reader = serve()
    warming.read()
    said = reader.get("/healthz").json()
    assert (said["status"], said["datasets"], said["faulty"]) == ("degraded", 2, ["datasets/catalogue.toml"])
    assert "datasets/catalogue.toml" in caplog.text
    assert reader.get(f"/api/v1/datasets/{RATE}/data").status_code == 200


def test_no_dataset_at_all_is_not_ready(content: Path, serve: Callable[[], Reader]):
    (content / "datasets/concepts.toml").write_text("[", encoding="utf-8")
    answer = serve().get("/healthz")
    assert (answer.status_code, answer.json()["status"], answer.json()["datasets"]) == (503, "degraded", 0)


def test_content_that_cannot_be_read_is_not_ready(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail() -> None:
        raise OSError("no such folder")

    monkeypatch.setattr(health, "open_engine", fail)
    answer = reader.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "degraded")
    assert "no such folder" not in answer.text
    assert "no such folder" in caplog.text


def test_a_dataset_that_cannot_be_given_out_is_named_before_anybody_asks_for_it(
    serve: Callable[[], Reader], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def refuse(figures: object, dataset: Dataset) -> object:
        if dataset.id == PERSONS:
            raise BrokenDataset("dataset", dataset.id, (), "figures that stand give a small cell away")
        return disclosed(figures, dataset)

    reader = serve()
    monkeypatch.setattr(warehouse, "disclosed", refuse)
    warming.read_figures()
    said = reader.get("/healthz").json()
    assert (said["status"], said["unavailable"], said["datasets"]) == ("degraded", [PERSONS], 1)
    assert "give a small cell away" in caplog.text
    assert reader.get(f"/api/v1/datasets/{RATE}/data").status_code == 200


def test_a_database_that_is_away_is_asked_once_and_not_for_every_dataset(
    serve: Callable[[], Reader], monkeypatch: pytest.MonkeyPatch
):
    reader, asked = serve(), list[str]()
    running = engine.open_engine()

    def fail(query: Query) -> int:
        asked.append(query.dataset)
        raise WarehouseSilent("dataset", query.dataset)

    with monkeypatch.context() as silent:
        silent.setattr(running, "count", fail)
        warming.read_figures()
        assert len(asked) == 1
        for dataset in (PERSONS, RATE):
            health.NOTICED.add(dataset)
        assert reader.get("/healthz").json()["unavailable"] == sorted([PERSONS, RATE])
        assert len(asked) == 2
    assert reader.get("/healthz").json()["unavailable"] == []


def test_a_dataset_that_breaks_while_it_is_served_is_named_until_it_can_be_read_again(
    serve: Callable[[], Reader], monkeypatch: pytest.MonkeyPatch
):
    reader = serve()
    assert reader.get("/healthz").status_code == 200
    running = engine.open_engine()

    def fail(*_: object, **__: object) -> None:
        raise BrokenDataset("dataset", RATE, (), "the database is away")

    with monkeypatch.context() as broken:
        broken.setattr(running, "run", fail)
        broken.setattr(running, "count", fail)
        assert reader.get(f"/api/v1/datasets/{RATE}/data").status_code == 503
        said = reader.get("/healthz").json()
        assert (said["status"], said["unavailable"], said["datasets"]) == ("degraded", [RATE], 1)
    assert reader.get("/healthz").json()["status"] == "ready"


def test_while_the_content_is_read_the_process_says_so(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    loop = asyncio.new_event_loop()
    reading: asyncio.Future[None] = loop.create_future()
    starting = readiness.Readiness()
    starting.begin(reading)
    monkeypatch.setattr(health, "READINESS", starting)
    answer = reader.get("/healthz")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    said = answer.json()
    assert said.pop("store") in STORE_STATES
    assert said == {"status": "starting", "version": __version__, "datasets": 0, "unavailable": [], "faulty": []}
    assert reader.get("/livez").json() == {"status": "alive", "version": __version__}
    reading.set_result(None)
    loop.close()
    assert reader.get("/healthz").json()["status"] == "ready"


@pytest.mark.parametrize("path", ["/healthz", "/livez"])
def test_whoever_watches_may_ask_for_the_head_alone(reader: Reader, path: str):
    assert reader.get(path, method="HEAD").status_code == 200
    assert reader.get(path, method="POST").status_code == 405
