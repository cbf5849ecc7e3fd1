"""`/metrics`: what the process has answered and holds, as Prometheus reads it.

Every label is of a closed list (templates, methods, classes of status, formats), so that no reader can add a series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from dantoc import __version__
from dantoc.web import health
from dantoc.web.account import Account
from dantoc.web.answers import SHELF, Shelf
from dantoc.web.assets import ASSETS

_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SHELVES: dict[str, Shelf] = {"answers": SHELF, "assets": ASSETS}

_leave_out_times: Callable[[], None] = disable_created_metrics
_leave_out_times()  # a series more for each, of when it was first counted
REGISTRY = CollectorRegistry()
_REQUESTS = Counter(
    "dantoc_http_requests", "Requests answered.", ("route", "method", "status", "format"), registry=REGISTRY
)
_DURATION = Histogram(
    "dantoc_http_request_duration_seconds",
    "Time from the request to the last byte of its answer.",
    ("route",),
    buckets=_SECONDS,
    registry=REGISTRY,
)
_BYTES = Counter(
    "dantoc_http_response_bytes", "Bytes of answers as sent, heads left out.", ("route", "encoding"), registry=REGISTRY
)
_ANSWERS = Counter(
    "dantoc_answers", "Answers, by whether their bytes were kept or made.", ("origin",), registry=REGISTRY
)

Counted = tuple[Callable[[], None], Callable[[float], None], Callable[[float], None], Callable[[], None]]
_COUNTED: dict[tuple[str, ...], Counted] = {}
"""The series of each kind of request: looked up once, since to find four of them costs more than to count."""


class Sessions:
    """How many readers have a page open, by their web sockets."""

    def __init__(self) -> None:
        self.open = 0

    def __enter__(self) -> None:
        self.open += 1

    def __exit__(self, *_: object) -> None:
        self.open -= 1


SESSIONS = Sessions()


def count(own: Account) -> None:
    """Counts one request."""
    key = (own.route, own.method, f"{own.status // 100}xx", own.format, own.encoding, own.origin)
    counted = _COUNTED.get(key)
    if counted is None:
        counted = _COUNTED[key] = _series(*key)
    request, seconds, sent, answer = counted
    request()
    seconds(own.seconds)
    sent(own.bytes)
    answer()


def metrics(_: Request) -> Response:
    """All of it in the text format of Prometheus."""
    text = generate_latest(REGISTRY)
    return Response(text, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"})


class State(Collector):
    """What the process holds at the moment it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family a fact."""
        now = health.state()
        yield _gauge("dantoc_build_info", "The version that runs.", "version", {__version__: 1})
        yield _gauge("dantoc_state", "1 for the state that /healthz says.", "state", _one_of(health.STATES, now.status))
        datasets = {"served": now.datasets, "unavailable": len(now.unavailable)}
        yield _gauge("dantoc_datasets", "Datasets, by whether they are served.", "state", datasets)
        kept = {name: len(shelf) for name, shelf in _SHELVES.items()}
        yield _gauge("dantoc_kept_answers", "Answers kept as bytes.", "shelf", kept)
        held = {name: shelf.bytes for name, shelf in _SHELVES.items()}
        yield _gauge("dantoc_kept_bytes", "Bytes of the answers kept.", "shelf", held)
        yield GaugeMetricFamily("dantoc_sessions_open", "Pages open in browsers.", value=SESSIONS.open)


def _series(route: str, method: str, status: str, format: str, encoding: str, origin: str) -> Counted:
    return (
        _REQUESTS.labels(route, method, status, format).inc,
        _DURATION.labels(route).observe,
        _BYTES.labels(route, encoding or "identity").inc,
        _ANSWERS.labels(origin).inc if origin else _nothing,
    )


def _nothing() -> None:
    """Counts no answer: this request was for nothing that could be kept."""


def _gauge(name: str, said: str, label: str, values: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, said, labels=(label,))
    for own, value in values.items():
        family.add_metric((own,), value)
    return family


def _one_of(states: tuple[str, ...], now: str) -> dict[str, int]:
    return {state: int(state == now) for state in states}


REGISTRY.register(State())
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)
