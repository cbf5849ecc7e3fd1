"""The file formats there are: a new one is a file in this folder and a line here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dantoc.formats.csv_excel import CSV_EXCEL
from dantoc.formats.csv_plain import CSV
from dantoc.formats.export import Export, Format
from dantoc.formats.json_object import JSON
from dantoc.formats.metadata import METADATA
from dantoc.formats.parquet import PARQUET
from dantoc.formats.table_object import TABLE
from dantoc.formats.web_page import HTML
from dantoc.formats.xlsx import XLSX
from dantoc.formats.zip_package import ZIP
from dantoc.model.errors import UnknownFormat

FORMATS: Mapping[str, Format] = {
    own.id: own for own in (XLSX, CSV_EXCEL, CSV, PARQUET, HTML, JSON, TABLE, ZIP, METADATA)
}
"""By id, in the order in which readers are offered them."""


def find(format: str) -> Format:
    """The format of that id.

    Raises:
        UnknownFormat: there is none; `allowed` names those there are.
    """
    found = FORMATS.get(format)
    if found is None:
        raise UnknownFormat("format", format, tuple(FORMATS))
    return found


def write(format: str, export: Export) -> Iterator[bytes]:
    """The file, in chunks; labels are the format's own where the export does not say.

    Raises:
        UnknownFormat: no format of that id.
    """
    own = find(format)
    return own.write(replace(export, labels=export.labels or own.labels))


def file_name(format: str, export: Export) -> str:
    """What the file is called on a reader's disk: ``population_census-1.0.0-vi.csv``."""
    dataset = export.result.dataset
    return f"{dataset.id}-{dataset.version}-{export.locale}.{find(format).extension}"
