"""The database that a URL names, or a clear word on why it cannot be used; no password is ever told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dantoc.model.errors import BadWarehouse

SETTING = "DANTOC_WAREHOUSE_URL"
EXAMPLE = "postgresql+psycopg://user:password@host/database"
"""What a URL looks like."""

_PATIENCE: Mapping[str, Mapping[str, int]] = {
    driver: {"connect_timeout": 5} for driver in ("psycopg", "psycopg2", "pymysql", "mysqldb")
}
"""So many seconds a driver may try to connect, where the URL says nothing: without, some wait for two minutes."""


def database(url: str, parameter: str = SETTING, **options: Any) -> sa.Engine:
    """The database of that SQLAlchemy URL, not yet asked anything; `options` are those of `sa.create_engine`.

    Raises:
        BadWarehouse: no URL, of a kind of database that nobody knows, or whose driver is not installed.
    """
    try:
        said = sa.make_url(url)
        patience = {key: own for key, own in _PATIENCE.get(_driver(said), {}).items() if key not in said.query}
        return sa.create_engine(said, connect_args=patience, **options)
    except NoSuchModuleError as error:
        raise BadWarehouse("unknown_kind", parameter, shown(url)) from error
    except ImportError as error:
        raise BadWarehouse("no_driver", parameter, shown(url), error.name or "") from error
    except (ArgumentError, TypeError, ValueError) as error:
        raise BadWarehouse("unreadable", parameter, shown(url)) from error


def check(url: str) -> None:
    """Lets through a database that can be asked, or that may answer later.

    Raises:
        BadWarehouse: a URL under which there can be none.
    """
    database(url).dispose()


def shown(url: str | sa.URL) -> str:
    """The URL as it may be told: with stars for its passwords, and for the whole of one that cannot be read."""
    try:
        said = sa.make_url(url)
    except (ArgumentError, ValueError):
        return "***" if "@" in str(url) else str(url)
    hidden = said.update_query_dict({key: "***" for key in said.query if _is_secret(key)})
    return hidden.render_as_string(hide_password=True).replace("%2A%2A%2A", "***")


def told(error: Exception, url: sa.URL) -> str:
    """What the database said, in one line, with stars wherever a password would stand."""
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    line = next((own.strip() for own in said.splitlines() if own.strip()), type(error).__name__)
    secrets = [str(url.password or ""), *(str(own) for key, own in url.query.items() if _is_secret(key))]
    for secret in filter(None, secrets):
        line = line.replace(secret, "***")
    return line


def _is_secret(parameter: str) -> bool:
    return "pass" in parameter.casefold() or "token" in parameter.casefold()


def _driver(url: sa.URL) -> str:
    return url.get_dialect().driver
