"""Published files that are not what the figures and the description would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dantoc.catalogue.datasets import read_footer
from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault
from dantoc.curation.published_file import file_name, sha256


def check(root: Path, subjects: Sequence[Subject], frame: Frame) -> Iterator[Fault]:
    """Each dataset whose file is missing, unreadable, or built from another `source.csv` or `dataset.toml`."""
    for subject in subjects:
        file = file_name(subject.id)
        footer = read_footer(root, subject.id).value
        if not (root / file).is_file():
            yield Fault.at(file, "parquet_missing", id=subject.id)
        elif footer is None:
            yield Fault.at(file, "parquet_unreadable", id=subject.id)
        else:
            built_from = {"source.csv": footer.source_sha256, "dataset.toml": footer.toml_sha256}
            for name, checksum in built_from.items():
                path = root / "datasets" / subject.id / name
                if path.is_file() and sha256(path.read_bytes()) != checksum:
                    yield Fault.at(file, "parquet_stale", name=name, id=subject.id)
