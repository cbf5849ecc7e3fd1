"""One checksum of many files: what was made of them is good as long as it stays the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

TEXTS = (".toml", ".csv", ".po", ".md")
"""Endings of the files that hold words, lists and descriptions."""
_FIGURES = "source.csv"
"""The figures have a checksum of their own, that of their published file."""


@lru_cache(maxsize=16)
def content_checksum(*folders: Path, endings: tuple[str, ...] = TEXTS) -> str:
    """One checksum of all texts below the folders; read once, since a process reads its content once."""
    found = hashlib.sha256()
    for folder in folders:
        for path in _files(folder, endings):
            found.update(f"{path.relative_to(folder).as_posix()}\n{path.stat().st_size}\n".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _files(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    found = (path for path in folder.rglob("*") if path.suffix in endings)
    return iter(sorted(path for path in found if path.is_file() and path.name != _FIGURES))
