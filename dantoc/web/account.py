"""What one request came to, in words of closed lists: nothing in it is what a reader wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dantoc.engine.engine import open_engine
from dantoc.formats.registry import FORMATS
from dantoc.web.api_charts import WRITERS
from dantoc.web.citations import KINDS
from dantoc.web.readiness import READINESS

METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"))
OTHER = "other"
_KINDS = frozenset((*FORMATS, *WRITERS, *KINDS))
_FORMAT = re.compile(rb"(?:^|&)format=([^&]*)")
_DATA = "/data"


@dataclass(frozen=True, slots=True)
class Account:
    """One request.

    `route` is the template of its path, `id` the dataset or list it names where there is such, `format` the file format
    where it asks for one, `encoding` how the answer was packed, `origin` whether its bytes were ``kept`` or ``made``;
    each is empty where it does not apply.
    """

    method: str
    route: str
    id: str
    format: str
    status: int
    bytes: int
    seconds: float
    encoding: str
    origin: str


def method_of(said: str) -> str:
    """The method where it is one of HTTP's own."""
    return said if said in METHODS else OTHER


def id_of(params: Mapping[str, str]) -> str:
    """The id in the path where the catalogue has such; what else a reader wrote there stays unsaid."""
    named = params.get("id", "")
    if not named or READINESS.is_starting:
        return ""
    catalogue = open_engine().catalogue
    known = named in catalogue.datasets or named in catalogue.codelists or named in catalogue.broken
    return named if known else ""


def format_of(route: str, params: Mapping[str, str], query: bytes) -> str:
    """The format that is asked for, where there is such."""
    if route.endswith(_DATA):
        said = _FORMAT.search(query)
        return _known(said[1].decode("latin-1")) if said else "json"
    named = params.get("extension") or params.get("kind")
    return _known(named) if named else ""


def _known(named: str) -> str:
    return named if named in _KINDS else OTHER
