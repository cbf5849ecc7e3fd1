"""`/metrics` is what Prometheus reads, counts what happened, and gives no reader the means to make it grow."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dantoc import __version__
from dantoc.engine.engine import open_engine
from dantoc.web import answers, health, metrics
from dantoc.web.account import METHODS, OTHER, Account
from dantoc.web.middleware import _BEYOND
from dantoc.web.page_entries import PAGES
from dantoc.web.routes import ANSWERED
from tests.web.client import Reader

DATA = "/api/v1/datasets/population_census/data"
ROUTE = "/api/v1/datasets/{id}/data"

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(reader: Reader) -> Samples:
    """Every sample, as Prometheus's own parser reads it."""
    answer = reader.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def of(samples: Samples, name: str, **labels: str) -> float:
    return samples.get((name, frozenset(labels.items())), 0.0)


def test_a_request_is_counted_with_its_time_its_bytes_and_where_it_came_from(reader: Reader):
    answers.SHELF.clear()
    before = read(reader)
    sent = [reader.get(f"{DATA}?area=VN&format=csv", accept_encoding="gzip") for _ in range(3)]
    reader.get(f"{DATA}?area=99&format=csv")
    after = read(reader)

    def grown(name: str, **labels: str) -> float:
        return of(after, name, **labels) - of(before, name, **labels)

    asked = {"route": ROUTE, "method": "GET", "format": "csv"}
    assert grown("dantoc_http_requests_total", status="2xx", **asked) == 3
    assert grown("dantoc_http_requests_total", status="4xx", **asked) == 1
    assert grown("dantoc_http_request_duration_seconds_count", route=ROUTE) == 4
    assert 0 < grown("dantoc_http_request_duration_seconds_sum", route=ROUTE) < 60
    assert grown("dantoc_http_request_duration_seconds_bucket", route=ROUTE, le="+Inf") == 4
    sizes = sum(int(answer.headers["content-length"]) for answer in sent)
    assert grown("dantoc_http_response_bytes_total", route=ROUTE, encoding="gzip") == sizes
    assert grown("dantoc_answers_total", origin="made") == 1
    assert grown("dantoc_answers_total", origin="kept") == 2


def test_it_says_what_the_process_holds(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    reader.get(f"{DATA}?area=VN")
    samples = read(reader)
    assert of(samples, "dantoc_build_info", version=__version__) == 1
    assert of(samples, "dantoc_datasets", state="served") == len(open_engine().catalogue.datasets)
    assert of(samples, "dantoc_datasets", state="unavailable") == 0
    assert [of(samples, "dantoc_state", state=own) for own in ("starting", "ready", "degraded")] == [0, 1, 0]
    assert of(samples, "dantoc_kept_answers", shelf="answers") == len(answers.SHELF) > 0
    assert of(samples, "dantoc_kept_bytes", shelf="answers") == answers.SHELF.bytes > 0
    assert of(samples, "process_resident_memory_bytes") > 1_000_000
    assert of(samples, "process_cpu_seconds_total") > 0
    monkeypatch.setattr(health, "state", lambda: health.State("degraded", 3, ("one", "two")))
    samples = read(reader)
    assert of(samples, "dantoc_datasets", state="unavailable") == 2
    assert [of(samples, "dantoc_state", state=own) for own in ("starting", "ready", "degraded")] == [0, 0, 1]


def test_an_open_page_is_counted_while_it_is_open(reader: Reader):
    with metrics.SESSIONS:
        assert of(read(reader), "dantoc_sessions_open") == 1
    assert of(read(reader), "dantoc_sessions_open") == 0


def test_no_reader_can_add_a_series(reader: Reader):
    for place in range(30):
        said = quote(f"nguyễn {place}")
        reader.get(f"/{said}")
        reader.get(f"/api/v1/datasets/{said}/data?format={said}", method=f"M{place}")
        reader.get(f"/api/v1/datasets/{said}/data?format={said}&{said}={said}", accept_encoding=f"x{place}")
        reader.get(f"/datasets/population_census/citation.{said}")
        reader.get(f"/static/{said}.js")
    labels: dict[str, set[str]] = {}
    for _, said_labels in read(reader):
        for name, value in said_labels:
            labels.setdefault(name, set()).add(value)
    routes = {path for path, _ in ANSWERED} | {page.path for page in PAGES} | {"/favicon.ico", "/s/{id}", "unknown"}
    assert labels["route"] <= routes | {f"{own.rstrip('/')}/{{rest}}" for own in _BEYOND}
    assert labels["method"] <= METHODS | {OTHER}
    assert labels["status"] <= {"2xx", "3xx", "4xx", "5xx"}
    assert labels["encoding"] <= {"br", "gzip", "identity"}
    assert len(labels["format"]) < 30


def test_it_is_for_those_who_keep_the_service(reader: Reader):
    answer = reader.get("/metrics", origin="https://example.org")
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert "Disallow: /metrics" in reader.get("/robots.txt").text


def test_to_count_costs_next_to_nothing():
    own = Account("GET", ROUTE, "population_census", "csv", 200, 3_600, 0.0005, "gzip", "kept")
    metrics.count(own)
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        for _ in range(100):
            metrics.count(own)
        took.append((time.perf_counter() - begun) / 100)
    assert min(took) < 0.000_05
