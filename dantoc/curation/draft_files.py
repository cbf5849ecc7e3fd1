"""The two files of a drafted dataset: the figures, and a description whose texts are left to write."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from dantoc.catalogue.frame import Frame
from dantoc.curation.source_csv import TRAILING
from dantoc.model.codes import TOTAL
from dantoc.model.disclosure import PUBLISHED, USUAL_THRESHOLD
from dantoc.model.structure import INDICATOR, TIME

TEXTS = (
    "title",
    "summary",
    "description",
    "coverage",
    "method",
    "quality",
    "known_problems",
    "comparability",
    "publisher",
    "contact",
)

Row = Mapping[str, str]


def source_csv(dimensions: Sequence[str], rows: Sequence[Row]) -> str:
    """The figures as `source.csv`."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    columns = (*dimensions, *TRAILING)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return sink.getvalue()


def toml_draft(dimensions: Sequence[str], rows: Sequence[Row], frame: Frame) -> str:
    """A `dataset.toml` that says what the figures themselves say; validation names each text that is left empty."""
    today = date.today().isoformat()
    lines = [
        'version = "1.0.0"',
        f"issued = {today}",
        f"modified = {today}",
        f"themes = [{_themes(rows, frame)}]  # {', '.join(theme.id for theme in frame.themes)}",
        f'system = ""  # {_codes(frame, "system")}',
        f'frequency = ""  # {_codes(frame, "frequency")}',
        f'licence = "{next(iter(frame.licences), "")}"  # {", ".join(frame.licences)}',
    ]
    for text in TEXTS:
        lines += [f'{text}.{language} = ""' for language in frame.languages]
    lines += ['publisher.url = ""', *(f"keywords.{language} = []" for language in frame.languages), ""]
    lines += ["[structure]", f"dimensions = [{_quoted(dimensions)}]", "", *_disclosure(frame)]
    lines += _default_view(dimensions, rows)
    return "\n".join(lines) + "\n"


def _disclosure(frame: Frame) -> list[str]:
    """The policy of disclosure, for which somebody must answer: only the usual threshold is filled in."""
    return [
        "[disclosure]",
        f"threshold = {USUAL_THRESHOLD}",
        f'published = ""  # {", ".join(PUBLISHED)}',
        *(f'text.{language} = ""' for language in frame.languages),
        "",
    ]


def _default_view(dimensions: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """A first view that cannot be empty: longest dimension down, next across, the codes of one figure for the rest.

    That figure is the first of those that are totals in most of the rest: readers look for both sexes before men.
    """
    codes = {own: list(dict.fromkeys(row.get(own, "") for row in rows)) for own in dimensions}
    longest = max(dimensions[:-1], key=lambda own: len(codes[own]), default=dimensions[0])
    others = [own for own in dimensions if own != longest]
    across = TIME if len(codes[TIME]) > 1 else max(others, key=lambda own: len(codes[own]))
    rest = [own for own in dimensions if own not in (longest, across)]
    model = max(rows, key=lambda row: sum(row.get(own) == TOTAL for own in rest))
    select = ", ".join(f'{own} = "{model[own]}"' for own in rest if model.get(own))
    return [
        "[default_view]",
        f"rows = [{_quoted((longest,))}]",
        f"columns = [{_quoted((across,))}]",
        f"select = {{ {select} }}" if select else "select = {}",
    ]


def _themes(rows: Sequence[Row], frame: Frame) -> str:
    """The themes of the indicators that were recognised."""
    indicators = frame.codelists.get(INDICATOR)
    found = [indicators.get(own) for own in dict.fromkeys(row.get(INDICATOR, "") for row in rows)] if indicators else []
    themes = (code.annotation("theme") for code in found if code is not None)
    return _quoted(tuple(dict.fromkeys(theme for theme in themes if theme)))


def _codes(frame: Frame, codelist: str) -> str:
    own = frame.codelists.get(codelist)
    return ", ".join(code.id for code in own) if own else ""


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
