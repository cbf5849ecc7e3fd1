"""The notes of figures in languages that the files do not hold, from the translators' texts of the content."""

from __future__ import annotations

import pyarrow as pa

from dantoc.l10n.messages import content_text, locales
from dantoc.model.structure import NOTES
from dantoc.model.text import LocalizedText

_PREFIX = "note_"


def with_all_notes(figures: pa.Table) -> pa.Table:
    """The figures with a ``note_<language>`` column for each language of the product; null where there is no note."""
    for locale in locales():
        if _PREFIX + locale not in NOTES:
            figures = figures.append_column(_PREFIX + locale, _translated(figures, locale))
    return figures


def _translated(figures: pa.Table, locale: str) -> pa.Array:
    own = {name.removeprefix(_PREFIX): figures.column(name).to_pylist() for name in NOTES}
    notes = [LocalizedText.of(dict(zip(own, row, strict=True))) for row in zip(*own.values(), strict=True)]
    return pa.array([content_text(note, locale).get(locale) for note in notes], pa.string())
