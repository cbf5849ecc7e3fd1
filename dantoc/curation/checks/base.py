"""What a check is: faults of one dataset, or of all together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from dantoc.catalogue.frame import Frame
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault

DatasetCheck = Callable[[Subject, Frame], Iterable[Fault]]
CatalogueCheck = Callable[[Path, Sequence[Subject], Frame], Iterable[Fault]]
"""Takes the root too, for what lies beside the two files of a dataset."""
