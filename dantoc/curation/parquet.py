"""Publishing: each dataset's figures and description to its `data.parquet`, or a report of why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dantoc.catalogue.datasets import dataset_ids
from dantoc.catalogue.frame import Frame, read_frame
from dantoc.curation.published_file import build, file_name, write_whole
from dantoc.curation.validation import inspect
from dantoc.model.report import Issue
from dantoc.model.text import ENGLISH, Locale

WRITTEN, UNCHANGED, STALE, FAULTY = "written", "unchanged", "stale", "faulty"


@dataclass(frozen=True)
class Publication:
    """What became of one dataset: `written`, `unchanged`, `stale` (checked only: not what would be built), `faulty`."""

    dataset: str
    state: str
    rows: int = 0
    bytes: int = 0
    issues: tuple[Issue, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file on disk is now what the figures and the description give."""
        return self.state in (WRITTEN, UNCHANGED)


def curate(
    root: Path, ids: Sequence[str] = (), *, check: bool = False, locale: Locale = ENGLISH
) -> tuple[Publication, ...]:
    """What became of the datasets `ids`, or of all: their files built and put in place.

    A dataset with faults is not published and its old file stays. With `check` nothing is written.
    """
    frame = read_frame(root, locale)
    return tuple(_publish(root, dataset, frame, check, locale) for dataset in ids or dataset_ids(root))


def _publish(root: Path, dataset: str, frame: Frame, check: bool, locale: Locale) -> Publication:
    reading = inspect(root, dataset, frame, locale)
    if reading.value is None or reading.issues:
        return Publication(dataset, FAULTY, issues=reading.issues)
    rows, built = len(reading.value.figures), build(root, reading.value)
    path = root / file_name(dataset)
    if path.is_file() and path.read_bytes() == built:
        return Publication(dataset, UNCHANGED, rows, len(built))
    if check:
        return Publication(dataset, STALE, rows, len(built))
    write_whole(path, built)
    return Publication(dataset, WRITTEN, rows, len(built))
