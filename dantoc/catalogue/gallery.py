"""The gallery read from its folder: finished charts of the published figures, a file each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dantoc.catalogue.exhibits import read_exhibit
from dantoc.catalogue.faults import Faults, Reading
from dantoc.catalogue.reading import read_toml
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import UnknownOption
from dantoc.model.exhibit import Exhibit
from dantoc.model.report import Issue
from dantoc.model.text import ENGLISH, Locale

FOLDER = "publications/gallery"
_ID = re.compile(r"[a-z][a-z0-9_]{1,63}")


@dataclass(frozen=True)
class Gallery:
    """The charts that can be read, by id and in the order of their ids, and every fault of the files.

    A chart with a fault that keeps it from being drawn is left out; no other is.
    """

    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def exhibit(self, exhibit: str) -> Exhibit:
        """The chart of that id.

        Raises:
            UnknownOption: there is none; `allowed` names those there are.
        """
        if exhibit not in self.exhibits:
            raise UnknownOption("gallery", exhibit, tuple(self.exhibits))
        return self.exhibits[exhibit]


def exhibit_file(exhibit: str) -> str:
    """The name of a chart's file below the root of the content."""
    return f"{FOLDER}/{exhibit}.toml"


def exhibit_ids(root: Path) -> tuple[str, ...]:
    """The ids of the charts there are: every ``.toml`` of the folder that is not hidden, by name."""
    names = (path.stem for path in (root / FOLDER).glob("*.toml"))
    return tuple(sorted(name for name in names if not name.startswith(".")))


def read_gallery(root: Path, catalogue: Catalogue, locale: Locale = ENGLISH) -> Gallery:
    """All charts of the gallery below `root`, with every fault found, said in `locale`."""
    readings = {own: _read(root, own, catalogue, locale) for own in exhibit_ids(root)}
    return Gallery(
        {own: reading.value for own, reading in readings.items() if reading.value is not None},
        tuple(issue for reading in readings.values() for issue in reading.issues),
    )


def _read(root: Path, exhibit: str, catalogue: Catalogue, locale: Locale) -> Reading[Exhibit]:
    faults = Faults(exhibit_file(exhibit), locale)
    if not _ID.fullmatch(exhibit):
        faults.add("bad_exhibit_id", exhibit, fatal=True)
    said = read_toml(root / faults.file, faults, catalogue.languages)
    if said is None:
        return faults.reading(None)
    own = read_exhibit(exhibit, said, catalogue, faults)
    said.close()
    return faults.reading(own)
