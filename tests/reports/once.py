"""What takes long is made once a test run, whichever of its processes asks first; the others wait and read it."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Made = TypeVar("Made")


class Once:
    """A folder that all processes of a test run share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, factory: pytest.TempPathFactory) -> Once:
        """The folder of this run: workers of pytest-xdist have theirs side by side in it."""
        own = factory.getbasetemp()
        folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once"
        folder.mkdir(exist_ok=True)
        return cls(folder)

    def get(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once."""
        path = self._folder / name
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                beside = path.with_suffix(".part")
                beside.write_bytes(pickle.dumps(make()))
                beside.replace(path)
        return pickle.loads(path.read_bytes())
