"""The catalogue as it is served: everything that can be read, and the reason for what cannot."""

from __future__ import annotations

import logging
from pathlib import Path

from dantoc.catalogue.datasets import changed_since, dataset_ids, read_dataset, read_footer, with_footer
from dantoc.catalogue.faults import Reading
from dantoc.catalogue.frame import Frame, read_frame
from dantoc.catalogue.settings import settings
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.errors import BrokenDataset
from dantoc.model.report import Issue

_LOG = logging.getLogger(__name__)


def load_catalogue(root: Path | None = None) -> Catalogue:
    """All that is published under `root` (the folder that holds ``datasets/``), the settings' own where none is given.

    A dataset whose description or file cannot be used is left out and named in ``Catalogue.broken``, no other is.
    A text that is missing in one language does not stop a dataset: it is shown as missing, and validation reports it.
    """
    home = Path(root) if root is not None else settings().root
    frame = read_frame(home)
    datasets: dict[str, Dataset] = {}
    broken: dict[str, BrokenDataset] = {}
    for dataset in dataset_ids(home):
        reading = read_published(home, dataset, frame)
        if reading.value is not None:
            datasets[dataset] = reading.value
        else:
            broken[dataset] = _broken(dataset, reading.fatal[0])
    return Catalogue(
        title=frame.title,
        publisher=frame.publisher,
        languages=frame.languages,
        datasets=datasets,
        codelists=frame.codelists,
        concepts=frame.concepts,
        themes=frame.themes,
        licences=frame.licences,
        sources=frame.sources,
        broken=broken,
        faults=frame.issues,
        root=home,
    )


def read_published(root: Path, dataset: str, frame: Frame) -> Reading[Dataset]:
    """The dataset as it is served, description and published file together."""
    described = read_dataset(root, dataset, frame)
    if described.value is None:
        return described
    footer = read_footer(root, dataset)
    if footer.value is None:
        return Reading(None, footer.issues, footer.fatal)
    if changed_since(root, dataset, footer.value):
        _LOG.warning("datasets/%s is edited but not built: run python -m dantoc curate %s", dataset, dataset)
    return with_footer(described.value, footer.value, root, frame)


def _broken(dataset: str, issue: Issue) -> BrokenDataset:
    place = issue.file + (f":{issue.line}" if issue.line else "") + (f" [{issue.column}]" if issue.column else "")
    return BrokenDataset(
        "dataset", dataset, detail=f"{place}: {issue.kind}" + (f" “{issue.found}”" if issue.found else "")
    )
