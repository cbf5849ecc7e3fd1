"""From the start of the process to its first answers, and the memory it then holds: against a bare Streamlit page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib.metadata import version
from itertools import cycle
from time import perf_counter

from benchmarks.measuring import Pair, Row, Target
from benchmarks.page_session import page_session
from benchmarks.serving import Server, bare_page, product

MOST_STARTS = 3
LOADS = 20
PEER = f"bare page of one table and one chart under uvicorn, Streamlit {version('streamlit')}"
OURS, BARE = "/dataset", "/"
OUR_VIEWS = tuple(
    f"id=population_census&lang=en&area={area}&year=2019" for area in ("VN", "R1", "R2", "R3", "02", "04", "06")
)
BARE_VIEWS = tuple(f"most={most}" for most in range(9_000, 51_000, 6_000))

Serve = Callable[[], AbstractContextManager[Server]]


def rows(rounds: int) -> Iterator[Row]:
    """First answer, first whole page, memory after some page loads."""
    turns = [
        (_start(product, OURS, OUR_VIEWS[0]), _start(bare_page, BARE, BARE_VIEWS[0]))
        for _ in range(1 + min(rounds, MOST_STARTS))
    ][1:]  # the first start of all compiles, and does not count
    answered = Pair(tuple(ours[0] for ours, _ in turns), tuple(bare[0] for _, bare in turns))
    drawn = Pair(tuple(ours[1] for ours, _ in turns), tuple(bare[1] for _, bare in turns))
    note = "ours says 200 when words and the whole catalogue are read, the peer before its script is"
    yield Row("start to first answered request (`/healthz`)", PEER, answered, note, Target(least_ratio=0.5))
    yield Row("start to first page drawn whole", PEER, drawn, "our dataset page; at the web socket")
    with product() as ours, bare_page() as bare:
        _load(ours, OURS, OUR_VIEWS)
        _load(bare, BARE, BARE_VIEWS)
        held = Pair((float(ours.resident_bytes()),), (float(bare.resident_bytes()),))
        yield Row(f"memory after {LOADS} page loads", PEER, held, unit="MB")


def _start(serve: Serve, path: str, query: str) -> tuple[float, float]:
    """Seconds to the first answer, and to the first page drawn."""
    begun = perf_counter()
    with serve() as server:
        answered = perf_counter() - begun
        with page_session(server.port, path) as session:
            session.draw(query)
        return answered, perf_counter() - begun


def _load(server: Server, path: str, queries: tuple[str, ...]) -> None:
    for _, query in zip(range(LOADS), cycle(queries)):
        with page_session(server.port, path) as session:
            session.draw(query)
