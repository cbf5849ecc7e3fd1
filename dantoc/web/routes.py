"""Every address that is answered beside the pages' own sockets; `docs/api.md` names each."""

from __future__ import annotations

from pathlib import Path

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dantoc.web.addresses import Addresses
from dantoc.web.api_availability import availability
from dantoc.web.api_charts import chart
from dantoc.web.api_codelists import codelist, codelists
from dantoc.web.api_data import data
from dantoc.web.api_datasets import dataset, datasets
from dantoc.web.api_description import openapi
from dantoc.web.api_publications import publications
from dantoc.web.api_saved import LARGEST_BODY, save, saved, saving
from dantoc.web.citations import citation
from dantoc.web.crawlers import robots, sitemap
from dantoc.web.health import healthz, livez
from dantoc.web.metrics import metrics
from dantoc.web.page_entries import FAVICON, PAGES
from dantoc.web.problems import Handler, guarded
from dantoc.web.publications import publication, publication_page
from dantoc.web.received import receiving
from dantoc.web.shell import Pages
from dantoc.web.short_links import short_link
from dantoc.web.soundness import sound
from dantoc.web.unknown import unknown_address

ANSWERED: tuple[tuple[str, Handler], ...] = (
    ("/healthz", healthz),
    ("/livez", livez),
    ("/metrics", metrics),
    ("/api/v1/datasets", datasets),
    ("/api/v1/datasets/{id}", dataset),
    ("/api/v1/datasets/{id}/data", data),
    ("/api/v1/datasets/{id}/availability", availability),
    ("/api/v1/datasets/{id}/chart.{extension}", chart),
    ("/api/v1/codelists", codelists),
    ("/api/v1/codelists/{id}", codelist),
    ("/api/v1/publications", publications),
    ("/api/v1/saved", saving),
    ("/api/v1/saved/{id}", saved),
    ("/api/v1/openapi.json", openapi),
    ("/datasets/{id}/citation.{kind}", citation),
    ("/publications/{id}.{edition}.pdf", publication),
    ("/publications/{id}.{edition}.png", publication_page),
    ("/robots.txt", robots),
    ("/sitemap.xml", sitemap),
)

TAKEN = {"/api/v1/saved": receiving(save, LARGEST_BODY)}
"""What is posted; all else is for reading."""

WATCHING = CapacityLimiter(2)
"""Threads for those who watch the process: never behind readers, or a busy server would pass for a dead one."""
THREADS = {"/healthz": WATCHING, "/livez": WATCHING, "/metrics": WATCHING}
"""The addresses that do not share the threads of all others."""


def addresses(shell: Path) -> Addresses:
    """What is answered, then the pages, over Streamlit's document `shell`."""
    own = Pages(shell)
    return Addresses(
        (
            *((path, guarded(sound(handler), THREADS.get(path))) for path, handler in ANSWERED),
            ("/s/{id}", guarded(sound(short_link))),
            ("/favicon.ico", favicon),
            *((page.path, guarded(own.answer)) for page in PAGES),
        ),
        lost=guarded(unknown_address),
        taking=TAKEN,
    )


async def favicon(_: Request) -> Response:
    """Leads those who look for the sign of the product at its old place to where it lies."""
    return RedirectResponse(FAVICON, 308)
