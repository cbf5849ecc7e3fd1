"""A reader changes a filter: the time until the page shows it, alone and with many at once, against a bare page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from itertools import cycle
from time import sleep

from benchmarks.measuring import Pair, Row, Target, alternate
from benchmarks.page_session import PageSession, page_session
from benchmarks.serving import Server, bare_page, product
from dantoc.engine.engine import open_engine
from dantoc.ui.exploring.choices import label

PEER = f"bare page of one table and one chart under uvicorn, Streamlit {version('streamlit')}"
DATASET, FILTER, LOCALE = "population_census", "area", "en"
YEARS = ("2019", "2009", "1999", "1989")
BARE_FILTER = "At most"
BARE_VALUES = range(53_990, 30_000, -10)
SESSIONS = 50
MOST_ROUNDS = 3
"""Of the sessions at once, a turn of which takes seconds."""
WARMED = 3.0
"""Seconds after which a server that is ready has also imported what its first readers need."""

Change = Callable[[], object]


def rows(rounds: int) -> Iterator[Row]:
    """The whole page for another address; one filter, with the table and with the chart in view; fifty filters."""
    what = "dataset page: one filter changed, with the {} in view, at the web socket"
    note = "each time a province that nobody asked for; ours draws the part that the filter is for, the peer all it has"
    with product() as ours, bare_page() as bare:
        sleep(WARMED)
        yield Row("dataset page drawn whole for another address, at the web socket", PEER, _whole(ours, bare, rounds))
        for tab, year in (("table", YEARS[0]), ("chart", YEARS[1])):
            pair = _changed(ours, bare, rounds, f"tab={tab}&year={year}")
            yield Row(what.format(tab), PEER, pair, note, Target(least_ratio=1 / 1.5))
        pair = _changed_by_many(ours, bare, min(rounds, MOST_ROUNDS))
        pace = f"{SESSIONS / min(pair.ours):.0f} a second against {SESSIONS / min(pair.peer):.0f} at best"
        said = f"{SESSIONS} sessions change a filter at once, until all of them have their table"
        yield Row(said, PEER, pair, pace, Target(least_ratio=0.8))


def _whole(ours: Server, bare: Server, rounds: int) -> Pair:
    views, values = cycle(f"id={DATASET}&lang={LOCALE}&area={area}" for area in _provinces()), iter(BARE_VALUES)
    with page_session(ours.port, "/dataset") as ours_open, page_session(bare.port, "/") as bare_open:
        return alternate(lambda: ours_open.draw(next(views)), lambda: bare_open.draw(f"most={next(values)}"), rounds)


def _changed(ours: Server, bare: Server, rounds: int, view: str) -> Pair:
    with page_session(ours.port, "/dataset") as ours_open, page_session(bare.port, "/") as bare_open:
        return alternate(our_change(ours_open, view, 0), bare_change(bare_open), rounds)


def _changed_by_many(ours: Server, bare: Server, rounds: int) -> Pair:
    with ExitStack() as opened, ThreadPoolExecutor(SESSIONS) as readers:

        def open_many(server: Server, path: str, change: Callable[[PageSession, int], Change]) -> list[Change]:
            sessions = [opened.enter_context(page_session(server.port, path)) for _ in range(SESSIONS)]
            return [change(own, place) for place, own in enumerate(sessions)]

        def ours_of(own: PageSession, place: int) -> Change:
            # Each year has its own readers, and each of them a province of their own to begin with.
            return our_change(own, f"year={YEARS[place % len(YEARS)]}", 5 * (place // len(YEARS)))

        our_changes = open_many(ours, "/dataset", ours_of)
        bare_changes = open_many(bare, "/", lambda own, _: bare_change(own))
        return alternate(
            lambda: list(readers.map(lambda change: change(), our_changes)),
            lambda: list(readers.map(lambda change: change(), bare_changes)),
            rounds,
        )


def our_change(session: PageSession, view: str, first: int) -> Change:
    """Sets the filter to the next province, from the one at that place on."""
    session.draw(f"id={DATASET}&lang={LOCALE}&{view}")
    dimension = open_engine().catalogue.dataset(DATASET).structure[FILTER]
    provinces = _provinces()
    options = cycle(label(dimension, code, LOCALE) for code in (*provinces[first:], *provinces[:first]))
    return lambda: session.choose(dimension.name.say(LOCALE), [next(options)])


def bare_change(session: PageSession) -> Change:
    session.draw()
    values = iter(BARE_VALUES)
    return lambda: session.choose(BARE_FILTER, [next(values)])


def _provinces() -> tuple[str, ...]:
    dimension = open_engine().catalogue.dataset(DATASET).structure[FILTER]
    assert dimension.codelist is not None
    return tuple(code for code in dimension.codelist.leaves("VN") if code in dimension.codes)
