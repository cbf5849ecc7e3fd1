"""`/healthz`: whether the process serves, with which content."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dantoc import __version__
from dantoc.engine.engine import open_engine


def healthz(request: Request) -> Response:
    """``ok`` with the number of datasets; those that cannot be served are named and do not make the process ill."""
    catalogue = open_engine().catalogue
    status = "ok" if catalogue.datasets else "empty"
    said = {
        "status": status,
        "version": __version__,
        "datasets": len(catalogue.datasets),
        "unavailable": sorted(catalogue.broken),
    }
    return JSONResponse(said, 200 if catalogue.datasets else 503, {"Cache-Control": "no-store"})
