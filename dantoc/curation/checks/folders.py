"""Folders of `datasets/` that are no dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault


def check(root: Path, subjects: Sequence[Subject], frame: Frame) -> Iterator[Fault]:
    """Each folder without a `dataset.toml`: its figures would be published nowhere and nobody would miss them."""
    for folder in sorted(path for path in (root / "datasets").iterdir() if _holds_figures(path)):
        if not (folder / "dataset.toml").is_file():
            yield Fault.at(f"datasets/{folder.name}", "dataset_incomplete", name="dataset.toml")


def _holds_figures(path: Path) -> bool:
    return path.is_dir() and path.name != "codelists" and not path.name.startswith(".")
