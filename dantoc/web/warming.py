"""What is read before the process says that it is ready, and what is drawn once while it already serves."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from threading import Event, Thread

from starlette.concurrency import run_in_threadpool

from dantoc.engine.engine import open_engine
from dantoc.figures import choice, drawing
from dantoc.figures.press import NotDrawn
from dantoc.l10n.messages import locales, say
from dantoc.model.errors import BrokenDataset, DantocError, WarehouseSilent
from dantoc.model.query import Query
from dantoc.model.table import TableSpec
from dantoc.model.view import default_view
from dantoc.tables.layout import lay_out
from dantoc.web import api_charts
from dantoc.web.edition import edition
from dantoc.web.health import NOTICED
from dantoc.web.readiness import READINESS
from dantoc.web.searching import found_by

_LOG = logging.getLogger(__name__)

Step = Callable[[], object]
BREATH = 0.1
"""Seconds before each step in which those who wait already are answered: an import lets nobody else run."""


def lifespan(
    *first: Step, pictures: Callable[[], Iterable[str]] = tuple
) -> Callable[[object], AbstractAsyncContextManager[dict[str, object]]]:
    """The time in which the app serves; `first` are steps that come before all others once the content is read, and
    the `pictures` of these addresses are drawn after all others."""

    @asynccontextmanager
    async def serving(_: object) -> AsyncIterator[dict[str, object]]:
        reading = asyncio.create_task(run_in_threadpool(read))
        READINESS.begin(reading)
        ending = Event()
        warming = asyncio.create_task(_warm_after(reading, (*first, *STEPS, partial(_begin_drawing, pictures, ending))))
        try:
            yield {}
        finally:
            ending.set()
            warming.cancel()
            await asyncio.wait([reading, warming])

    return serving


def read() -> None:
    """Reads words, catalogue and their edition. A dataset that fails is logged and left: the rest is served.

    From then on garbage is collected, whoever started the process without.
    """
    try:
        for locale in locales():
            say("core.product", locale)
        catalogue = open_engine().catalogue
        edition()
    except Exception:
        _LOG.exception("the content cannot be read")
        return
    finally:
        gc.enable()
    for fault in (*catalogue.faults, *catalogue.broken.values()):
        _LOG.error("%s", fault)


def show_default_view() -> None:
    """Lays out and draws one default view, so that the first reader of a page does not wait for what that imports.

    No picture of it: what draws pictures holds 70 MB and lets nothing else in the process run while it starts.
    """
    engine, locale = open_engine(), locales()[0]
    for dataset in list(engine.catalogue.datasets.values())[:1]:
        view = default_view(dataset)
        result = engine.run(view.query)
        lay_out(result, TableSpec(view.rows, view.columns), locale)
        for figure in choice.suggest(result, view.rows, view.columns)[:1]:
            drawing.draw(result, figure, locale)


def search_once() -> None:
    """Makes the search index."""
    found_by(next(iter(open_engine().catalogue.datasets), ""))


def read_figures() -> None:
    """Reads every dataset once, so that one that cannot be served is known before a reader asks for it."""
    engine = open_engine()
    for dataset in engine.catalogue.datasets:
        try:
            engine.count(Query.of(dataset))
        except BrokenDataset as error:
            _LOG.error("%s", error)
            NOTICED.add(dataset)
            if isinstance(error, WarehouseSilent):
                return  # all others lie in the same database


def set_aside() -> None:
    """Takes what is there by now out of the collector's rounds: it stays as long as the process.

    Streamlit makes a full round after every run of a script; over the whole catalogue that takes longer than the run.
    """
    gc.collect()
    gc.freeze()


STEPS: tuple[Step, ...] = (show_default_view, search_once, read_figures, set_aside)
"""In the order in which readers miss them."""


def warm(steps: tuple[Step, ...] = STEPS) -> None:
    """Reads the content and takes all steps; what fails is logged and left."""
    read()
    for step in steps:
        _take(step)


def draw_ahead(addresses: Iterable[str], ending: Event) -> None:
    """Draws the pictures of these addresses one by one while nobody else waits for one, until the process ends.

    A machine that is too busy for it is left alone: their first readers wait for them.
    """
    for address in addresses:
        while ending.wait(BREATH) or api_charts.TURNS.taken:
            if ending.is_set():
                return
        try:
            api_charts.draw_ahead(address)
        except DantocError as error:
            _LOG.error("%s: %s", address, error)
        except NotDrawn as error:
            _LOG.info("pictures are no longer drawn ahead: %s", error)
            return


def _begin_drawing(pictures: Callable[[], Iterable[str]], ending: Event) -> None:
    # A thread of its own that the end of the process does not wait for.
    Thread(target=lambda: _take(partial(draw_ahead, pictures(), ending)), daemon=True).start()


async def _warm_after(reading: asyncio.Future[None], steps: tuple[Step, ...]) -> None:
    await asyncio.wait([reading])
    for step in steps:
        await asyncio.sleep(BREATH)
        await run_in_threadpool(_take, step)


def _take(step: Step) -> None:
    try:
        step()
    except Exception:
        _LOG.exception("%s failed; the first reader will wait for it", getattr(step, "__name__", step))
