"""Large answers in parts: which rows a request asks for, and the cursor that leads to the next ones."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, replace

from starlette.requests import Request

from dantoc.formats.export import Format
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BadCursor, OldCursor
from dantoc.model.result import Result
from dantoc.model.selection import Selection
from dantoc.model.view import View
from dantoc.web import asking

LARGEST_PAGE = 1_000_000
"""So many figures at most in one part of a format that has no limit of its own."""
_DIGEST = 16


@dataclass(frozen=True)
class Page:
    """The rows from `start`, at most `limit` of them."""

    start: int
    limit: int

    def of(self, whole: Result) -> Result:
        """These rows of the result; what stands beside the figures stays as it is."""
        return replace(whole, data=whole.data.slice(self.start, self.limit))

    def following(self, whole: Result) -> Page | None:
        """The page after this one, None after the last."""
        end = self.start + self.limit
        return Page(end, self.limit) if end < len(whole) else None


def page_of(request: Request, dataset: Dataset, view: View, kind: Format) -> Page | None:
    """The part that the request asks for; None where it asks for the whole.

    Raises:
        UnknownOption: ``limit`` is no number, or more than an answer of this format holds.
        BadCursor, OldCursor: ``cursor`` is none that the last answer to this query gave.
    """
    cursor = request.query_params.get("cursor", "")
    most = kind.most_figures or LARGEST_PAGE
    limit = asking.number_of(request, "limit", most)
    if limit is None and not cursor:
        return None
    return Page(_start(cursor, dataset, view) if cursor else 0, limit or most)


def cursor_of(page: Page, dataset: Dataset, view: View) -> str:
    """The page's first row, the version and the query in one opaque word that fits into an address."""
    said = f"{page.start}.{_version(dataset)}"
    return urlsafe_b64encode(f"{said}.{_seal(said, view)}".encode()).decode().rstrip("=")


def _start(cursor: str, dataset: Dataset, view: View) -> int:
    try:
        said = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (NotBase64, ValueError) as error:
        raise BadCursor("cursor", cursor, _WAYS) from error
    start, _, rest = said.partition(".")
    version, _, seal = rest.partition(".")
    if not start.isdigit() or seal != _seal(f"{start}.{version}", view):
        raise BadCursor("cursor", cursor, _WAYS)
    if version != _version(dataset):
        raise OldCursor("cursor", cursor, ("limit",))
    return int(start)


def _version(dataset: Dataset) -> str:
    """The version of the figures, not of the words about them: those may change between two pages."""
    return hashlib.sha256(f"{dataset.version} {dataset.checksum}".encode()).hexdigest()[:_DIGEST]


def _seal(said: str, view: View) -> str:
    """Holds start and version to the dataset, the query and the order of its rows, so that no sign can be altered.

    A dimension asked for whole is the same question whether an address says so or leaves it out.
    """
    query = view.query
    selected = tuple(own for own in query.selections if own[1] != Selection.all())
    ordered = (query.order, view.ordered_by) if query.order != "code" else ()
    asked = f"{said} {query.dataset} {selected!r} {query.derive!r} {ordered!r}"
    return hashlib.sha256(asked.encode()).hexdigest()[:_DIGEST]


_WAYS = ("next", "limit")
