"""What a process is told by its environment, each with a default that works in a fresh checkout."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
IN_PROCESS = "duckdb:///:memory:"
"""The URL of the warehouse that needs nothing but the content."""
LOGS = ("requests", "quiet")
"""What is written of requests: a line each, or nothing; faults are written in either case."""
NAMES = (
    "PORT",
    "DANTOC_BASE_URL",
    "DANTOC_WAREHOUSE_URL",
    "DANTOC_STORE_URL",
    "DANTOC_LOG",
    "DANTOC_MAP_FILE",
    "DANTOC_BOOKS_FOLDER",
)


@dataclass(frozen=True)
class Settings:
    """Where the content lies, where figures are queried and views are kept, and how the world calls this server.

    `root` is the folder that holds ``datasets/``. `warehouse_url` and `store_url` are SQLAlchemy URLs. `is_public` is
    true where ``DANTOC_BASE_URL`` says under which address the world reads these pages. `log` is one of `LOGS`.
    """

    root: Path
    warehouse_url: str
    store_url: str
    base_url: str
    port: int
    is_public: bool = False
    log: str = "requests"
    map_file: Path | None = None
    """The outlines of provinces for maps, as GeoJSON or TopoJSON."""
    books: Path = CHECKOUT / "var" / "publications"
    """The folder that keeps what was printed; several processes may share one."""


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings as the environment says them now.

    Raises:
        ValueError: ``PORT`` is no port number, or ``DANTOC_LOG`` no way to log.
    """
    said = os.environ if environment is None else environment
    return _settings(*(said.get(name, "").strip() for name in NAMES))


@lru_cache(maxsize=8)
def _settings(
    port_said: str, base_url: str, warehouse_url: str, store_url: str, log: str, map_file: str, books: str
) -> Settings:
    port = _port(port_said or "8501")
    public = base_url.rstrip("/")
    return Settings(
        root=CHECKOUT,
        warehouse_url=warehouse_url or IN_PROCESS,
        store_url=store_url or f"sqlite:///{CHECKOUT / 'var' / 'store.sqlite'}",
        base_url=public or f"http://localhost:{port}",
        port=port,
        is_public=bool(public),
        log=_log(log or LOGS[0]),
        map_file=Path(map_file).expanduser() if map_file else None,
        books=Path(books).expanduser() if books else CHECKOUT / "var" / "publications",
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535):
        raise ValueError(f"PORT={text!r} is no port; allowed: 1 to 65535; set PORT to such a number or leave it out")
    return int(text)


def _log(text: str) -> str:
    if text not in LOGS:
        raise ValueError(f"DANTOC_LOG={text!r} is no way to log; allowed: {', '.join(LOGS)}; set it so or leave it out")
    return text
