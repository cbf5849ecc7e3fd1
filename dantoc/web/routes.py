"""Every address that is answered beside the pages' own sockets; `docs/api.md` names each."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dantoc.web.api_charts import chart
from dantoc.web.api_codelists import codelist, codelists
from dantoc.web.api_data import data
from dantoc.web.api_datasets import dataset, datasets
from dantoc.web.api_description import openapi
from dantoc.web.citations import citation
from dantoc.web.crawlers import robots, sitemap
from dantoc.web.health import healthz
from dantoc.web.page_entries import FAVICON, PAGES
from dantoc.web.problems import Handler, guarded
from dantoc.web.shell import Pages
from dantoc.web.unknown import unknown_address

ANSWERED: tuple[tuple[str, Handler], ...] = (
    ("/healthz", healthz),
    ("/api/v1/datasets", datasets),
    ("/api/v1/datasets/{id}", dataset),
    ("/api/v1/datasets/{id}/data", data),
    ("/api/v1/datasets/{id}/chart.{extension}", chart),
    ("/api/v1/codelists", codelists),
    ("/api/v1/codelists/{id}", codelist),
    ("/api/v1/openapi.json", openapi),
    ("/datasets/{id}/citation.{kind}", citation),
    ("/robots.txt", robots),
    ("/sitemap.xml", sitemap),
)
_EVERY_METHOD = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


def routes(shell: Path | None = None) -> list[BaseRoute]:
    """The routes: what is answered, then (over Streamlit's document `shell`) the pages, then what is not there."""
    answered: list[BaseRoute] = [Route(path, guarded(handler), name=handler.__name__) for path, handler in ANSWERED]
    pages: list[BaseRoute] = []
    if shell is not None:
        own = Pages(shell)
        pages = [Route(page.path, guarded(own.answer), name=f"page_{page.key}") for page in PAGES]
    lost = [Route(path, guarded(unknown_address), methods=_EVERY_METHOD) for path in _LOST]
    return [*answered, Route("/favicon.ico", favicon), *pages, *lost]


async def favicon(_: Request) -> Response:
    """Leads those who look for the sign of the product at its old place to where it lies."""
    return RedirectResponse(FAVICON, 308)


_LOST = ("/api", "/api/{rest:path}", "/datasets/{rest:path}")
