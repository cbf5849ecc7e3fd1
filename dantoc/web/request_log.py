"""One line a request, for those who keep the service: what was asked of it and what came of it, not by whom.

No address of a reader, no browser, no cookie, no referrer, and nothing a reader wrote: paths as templates, ids and
formats only where there are such, methods of a closed list. JSON in ASCII: nothing can begin a line of its own.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from dantoc.web.account import Account

LOG = logging.getLogger("dantoc.requests")
_OF_SOCKETS = '"WebSocket'
"""What the server's lines on sockets have in them, each with the reader's address."""


def configure(mode: str) -> None:
    """Writes the lines to standard error from now on (``requests``), or none (``quiet``)."""
    LOG.setLevel(logging.INFO if mode == "requests" else logging.WARNING)
    LOG.propagate = False
    # The server's own line names the reader's address and all that was asked; Streamlit turns it on again when it is
    # loaded, whatever `access_log` says.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").addFilter(_names_no_reader)
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        LOG.addHandler(handler)


def _names_no_reader(record: logging.LogRecord) -> bool:
    """Whether the server's line may be written: those on sockets stand among its faults, not in its access log."""
    return _OF_SOCKETS not in str(record.msg)


def write(account: Account) -> None:
    """The line of one request."""
    if LOG.isEnabledFor(logging.INFO):
        LOG.info(line(account))


def line(account: Account) -> str:
    """The request as one line of JSON; what does not apply to it is null."""
    return json.dumps(
        {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "event": "request",
            "method": account.method,
            "route": account.route,
            "id": account.id or None,
            "format": account.format or None,
            "status": account.status,
            "bytes": account.bytes,
            "ms": round(account.seconds * 1_000, 3),
            "encoding": account.encoding or None,
            "answer": account.origin or None,
        }
    )
