"""What every answer rests on beside the figures: the words, the lists and descriptions, the address of this server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dantoc import __version__
from dantoc.catalogue.settings import settings
from dantoc.l10n.messages import I18N

_FIGURES = "source.csv"
"""The figures have a checksum of their own, that of their published file."""


def edition() -> tuple[str, ...]:
    """The version of the product, the checksum of its words and lists as this process reads them, and its address."""
    own = settings()
    return __version__, content_checksum(own.root / "datasets", I18N), own.base_url


@lru_cache(maxsize=8)
def content_checksum(*folders: Path) -> str:
    """One checksum of all texts below the folders; read once, since a process reads its content once."""
    found = hashlib.sha256()
    for folder in folders:
        for path in _texts(folder):
            found.update(f"{path.relative_to(folder).as_posix()}\n{path.stat().st_size}\n".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _texts(folder: Path) -> Iterator[Path]:
    found = (path for path in folder.rglob("*") if path.suffix in (".toml", ".csv", ".po"))
    return iter(sorted(path for path in found if path.is_file() and path.name != _FIGURES))
