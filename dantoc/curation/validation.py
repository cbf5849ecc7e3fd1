"""Every fault of the content, each with its place, what is allowed and the mend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dantoc.catalogue.datasets import dataset_ids
from dantoc.catalogue.faults import Reading
from dantoc.catalogue.frame import Frame, read_frame
from dantoc.catalogue.gallery import read_gallery
from dantoc.catalogue.loading import load_catalogue
from dantoc.catalogue.publications import publication_faults
from dantoc.catalogue.shelf import read_shelf
from dantoc.curation.checks import CATALOGUE_CHECKS, DATASET_CHECKS
from dantoc.curation.checks.published_files import check as check_published_files
from dantoc.curation.content import Subject, issues_of, read_subject
from dantoc.model.report import Issue, ValidationReport
from dantoc.model.text import ENGLISH, Locale


def validate(root: Path, ids: Sequence[str] = (), locale: Locale = ENGLISH) -> ValidationReport:
    """All faults of the datasets `ids` and their published files; without `ids`, of all content.

    Whether the figures make the charts of the gallery is for `figures.exhibiting.faults_of` to say.
    """
    frame = read_frame(root, locale)
    readings = [inspect(root, dataset, frame, locale) for dataset in ids or dataset_ids(root)]
    subjects = [reading.value for reading in readings if reading.value is not None]
    issues: list[Issue] = [issue for reading in readings for issue in reading.issues]
    checks = (check_published_files,) if ids else CATALOGUE_CHECKS
    for check in checks:
        issues += issues_of(check(root, subjects, frame), locale)
    if not ids:
        issues += frame.issues
        catalogue = load_catalogue(root)
        issues += publication_faults(catalogue, locale)
        issues += read_gallery(root, catalogue, locale).issues
        issues += read_shelf(root, locale).issues
    return ValidationReport.of(issues, len(readings), sum(len(subject.figures) for subject in subjects))


def inspect(root: Path, dataset: str, frame: Frame, locale: Locale = ENGLISH) -> Reading[Subject]:
    """One dataset with all faults that keep it from being published."""
    reading = read_subject(root, dataset, frame, locale)
    if reading.value is None:
        return reading
    subject = reading.value
    found = [fault for check in DATASET_CHECKS for fault in check(subject, frame)]
    return Reading(subject, (*reading.issues, *issues_of(found, locale)))
