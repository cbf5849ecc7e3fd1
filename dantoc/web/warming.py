"""What is read, imported and drawn once before the first reader comes, so that nobody waits for it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool

from dantoc.engine.engine import Engine, open_engine
from dantoc.figures import choice, drawing, printing
from dantoc.l10n.messages import locales, say
from dantoc.model.dataset import Dataset
from dantoc.model.table import TableSpec
from dantoc.model.view import default_view
from dantoc.tables.layout import lay_out
from dantoc.web.edition import edition
from dantoc.web.searching import found_by

_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[dict[str, object]]:
    """The time in which the app serves: words, catalogue, engine, search and drawing are ready when it begins."""
    await run_in_threadpool(warm)
    yield {}


def warm() -> None:
    """Reads words, catalogue and their edition, and lays out and draws one default view.

    A dataset that fails is logged and left: the process serves the rest.
    """
    for locale in locales():
        say("core.product", locale)
    engine = open_engine()
    edition()
    for broken in engine.catalogue.broken.values():
        _LOG.error("%s", broken)
    for dataset in list(engine.catalogue.datasets.values())[:1]:
        found_by(dataset.id)
        _show(engine, dataset)


def _show(engine: Engine, dataset: Dataset) -> None:
    view, locale = default_view(dataset), locales()[0]
    try:
        result = engine.run(view.query)
        lay_out(result, TableSpec(view.rows, view.columns), locale)
        for figure in choice.suggest(result, view.rows, view.columns)[:1]:
            printing.to_svg(drawing.draw(result, figure, locale))
    except Exception:
        _LOG.exception("the default view of %s cannot be shown", dataset.id)
