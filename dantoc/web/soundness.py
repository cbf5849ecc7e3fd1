"""An address looked at before it is read: not longer than any question, and the percent-encoding of some text."""

from __future__ import annotations

import re
from functools import wraps
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response

from dantoc.model.errors import BadEncoding, TooLongAddress
from dantoc.web.problems import Handler

LONGEST_ADDRESS = 16_384
"""Characters of path and query: the 2,000 codes that a selection may name, and room for the rest."""
_SHOWN = 30
_NOT_ENCODED = re.compile(rb"%(?![0-9A-Fa-f]{2})[0-9A-Za-z]{0,2}")


def sound(handler: Handler) -> Handler:
    """The handler for addresses that are sound; others are refused before anything is read from them."""

    @wraps(handler)
    def careful(request: Request) -> Response:
        check(bytes(request.scope.get("raw_path") or b""), bytes(request.scope.get("query_string") or b""))
        return handler(request)

    return careful


def check(path: bytes, query: bytes) -> None:
    """Refuses what is not an address in good order.

    Raises:
        TooLongAddress: more characters than `LONGEST_ADDRESS`.
        BadEncoding: a ``%`` without two hexadecimal digits, or bytes that are no UTF-8; the value names the place.
    """
    length = len(path) + len(query)
    if length > LONGEST_ADDRESS:
        raise TooLongAddress("address", length, (f"≤ {LONGEST_ADDRESS}",))
    for part in (path.partition(b"?")[0], query):
        if b"%" in part or not part.isascii():
            _check_encoding(part)


def _check_encoding(part: bytes) -> None:
    broken = _NOT_ENCODED.search(part)
    if broken is not None:
        raise BadEncoding("address", broken[0].decode("ascii", "replace"), ("%25", "UTF-8"))
    try:
        unquote_to_bytes(part).decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = "".join(f"%{byte:02X}" for byte in error.object[error.start : error.end])
        raise BadEncoding("address", wrong[:_SHOWN], ("%25", "UTF-8")) from error
