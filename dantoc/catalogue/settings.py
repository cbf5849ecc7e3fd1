"""What a process is told by its environment, each with a default that works in a fresh checkout."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Settings:
    """Where the content lies, where figures are queried and views are kept, and how the world calls this server.

    `root` is the folder that holds ``datasets/``. `warehouse_url` and `store_url` are SQLAlchemy URLs. `is_public` is
    true where ``DANTOC_BASE_URL`` says under which address the world reads these pages.
    """

    root: Path
    warehouse_url: str
    store_url: str
    base_url: str
    port: int
    is_public: bool = False


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings as the environment says them now.

    Raises:
        ValueError: ``PORT`` is no port number.
    """
    said = os.environ if environment is None else environment
    port = _port(said.get("PORT", "").strip() or "8501")
    public = said.get("DANTOC_BASE_URL", "").strip().rstrip("/")
    return Settings(
        root=CHECKOUT,
        warehouse_url=said.get("DANTOC_WAREHOUSE_URL", "").strip() or "duckdb:///:memory:",
        store_url=said.get("DANTOC_STORE_URL", "").strip() or f"sqlite:///{CHECKOUT / 'store.sqlite'}",
        base_url=public or f"http://localhost:{port}",
        port=port,
        is_public=bool(public),
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535):
        raise ValueError(f"PORT={text!r} is no port; allowed: 1 to 65535; set PORT to such a number or leave it out")
    return int(text)
