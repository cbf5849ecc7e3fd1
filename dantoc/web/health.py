"""`/healthz` and `/livez`: whether the process can serve all that it should, and whether it runs at all."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from threading import Lock

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dantoc import __version__
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.errors import BrokenDataset, DantocError, UnknownDataset, WarehouseSilent
from dantoc.model.query import Query
from dantoc.web.readiness import READINESS
from dantoc.web.remembering import store_state

STARTING, READY, DEGRADED = STATES = ("starting", "ready", "degraded")
_LOG = logging.getLogger(__name__)
_NOT_KEPT = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class State:
    """How the process is: the catalogue is whole where `status` is ready.

    `unavailable` names the datasets that cannot be served, `faulty` the files with faults that all datasets share.
    """

    status: str
    datasets: int = 0
    unavailable: tuple[str, ...] = ()
    faulty: tuple[str, ...] = ()


class Noticed:
    """Datasets that are described as they should be and could not be read when somebody tried."""

    def __init__(self) -> None:
        self._datasets: set[str] = set()
        self._lock = Lock()

    def add(self, dataset: str) -> None:
        """Remembers one, until it can be read again."""
        with self._lock:
            self._datasets.add(dataset)

    def still(self, engine: Engine) -> set[str]:
        """Those that still cannot be read; the others are forgotten."""
        with self._lock:
            asked = sorted(self._datasets)
        mended = set()
        for dataset in asked:
            try:
                engine.count(Query.of(dataset))
            except WarehouseSilent:
                break  # the others lie in the same database: to ask for each would keep who asks for health waiting
            except BrokenDataset:
                continue
            except UnknownDataset:
                pass  # of a catalogue read before
            mended.add(dataset)
        with self._lock:
            self._datasets -= mended
        return set(asked) - mended


NOTICED = Noticed()


def healthz(_: Request) -> Response:
    """200 where all that is published can be served, 503 while starting and where a part of it cannot.

    The rest is served all the same: whoever sends readers here decides whether that will do. ``store`` tells how the
    last use of saved views went, and fails nothing.
    """
    now = state()
    said = {"version": __version__, **asdict(now), "store": store_state()}
    if now.status == READY:
        return JSONResponse(said, 200, _NOT_KEPT)
    return JSONResponse(said, 503, {**_NOT_KEPT, "Retry-After": "1" if now.status == STARTING else "60"})


def livez(_: Request) -> Response:
    """200 as long as the process answers at all: a restart would mend nothing that this does not say."""
    return JSONResponse({"status": "alive", "version": __version__}, 200, _NOT_KEPT)


def state() -> State:
    """How the process is now."""
    if READINESS.is_starting:
        return State(STARTING)
    try:
        engine = open_engine()
    except (DantocError, OSError, ValueError):
        _LOG.exception("the content cannot be read")
        return State(DEGRADED)
    unavailable = tuple(sorted({*engine.catalogue.broken, *NOTICED.still(engine)}))
    served = len(engine.catalogue.datasets.keys() - set(unavailable))
    faulty = tuple(sorted({fault.file for fault in engine.catalogue.faults}))
    return State(READY if served and not unavailable and not faulty else DEGRADED, served, unavailable, faulty)
