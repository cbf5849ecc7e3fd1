"""The checks of the content, a file each; a new one is a new file and one line here."""

from __future__ import annotations

from dantoc.curation.checks import (
    breaks,
    default_view,
    disclosure,
    folders,
    indicator_units,
    published_files,
    references,
    sums,
    texts,
    unit_range,
    unused_sources,
)
from dantoc.curation.checks.base import CatalogueCheck, DatasetCheck

DATASET_CHECKS: tuple[DatasetCheck, ...] = (
    texts.check,
    unit_range.check,
    indicator_units.check,
    sums.check,
    breaks.check,
    default_view.check,
    disclosure.check,
)
"""What is checked of each dataset by itself; a dataset that fails is not published."""

CATALOGUE_CHECKS: tuple[CatalogueCheck, ...] = (
    folders.check,
    references.check,
    unused_sources.check,
    published_files.check,
)
"""What is checked of all datasets together, when all of them are looked at."""
