"""Which address a path is: asked once a request, before anything else of it is read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

Endpoint = Callable[[Request], Awaitable[Response]]

OPEN_TO_ALL = ("/api/", "/datasets/", "/healthz/", "/livez/", "/publications/{")
"""Below these is data, which scripts of any site may read; pages, their sockets and the metrics stay closed to them."""
NO_PAGES = (*OPEN_TO_ALL, "/publications/")
"""Below these there are no pages: a path that is no address is told so as a problem document."""

UNKNOWN = "unknown"
"""The template of a path that is no address."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is answered: its template (``/api/v1/datasets/{id}``) and what answers it.

    `takes` answers what is posted to it; None where nothing may be.
    """

    template: str
    endpoint: Endpoint
    is_open: bool
    takes: Endpoint | None = None


class Addresses:
    """Addresses by path; of two templates that fit, the one that was given first."""

    def __init__(
        self,
        answered: Iterable[tuple[str, Endpoint]],
        lost: Endpoint,
        taking: Mapping[str, Endpoint] = MappingProxyType({}),
    ) -> None:
        """`lost` answers below `NO_PAGES` where there is no such address, `taking` what is posted, by template."""
        every = [
            Address(path, endpoint, f"{path}/".startswith(OPEN_TO_ALL), taking.get(path)) for path, endpoint in answered
        ]
        self._plain = {own.template: own for own in every if "{" not in own.template}
        self._lost = Address(UNKNOWN, lost, is_open=True)
        self._templates = [(compile_path(own.template)[0].match, own) for own in every if "{" in own.template]

    def find(self, path: str) -> tuple[Address, Mapping[str, str]] | None:
        """The address of the path with its parameters; None where it is none of these."""
        plain = self._plain.get(path)
        if plain is not None:
            return plain, {}
        for match, own in self._templates:
            found = match(path)
            if found is not None:
                return own, found.groupdict()
        return (self._lost, {}) if f"{path}/".startswith(NO_PAGES) and path != "/publications" else None
