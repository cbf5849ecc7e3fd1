"""Figures with their number taken away: the row stays, so that the reader sees that something is suppressed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dantoc.model.status import ObsStatus
from dantoc.model.structure import MEASURE

STATUS = "obs_status"
NOTE = "note_"


def statuses_hidden(figures: pa.Table) -> pa.Table:
    """The same figures, with no number where the status says it is suppressed, whatever the file held."""
    suppressed = pc.equal(figures.column(STATUS), ObsStatus.SUPPRESSED.value)
    if not pc.any(suppressed).as_py():
        return figures
    return _emptied(figures, MEASURE, pc.fill_null(suppressed, False))


def hidden(figures: pa.Table, rows: Iterable[int]) -> pa.Table:
    """The same figures, with those rows suppressed: no number, no note (it may repeat the number), status `Q`."""
    chosen = np.zeros(figures.num_rows, dtype=bool)
    chosen[list(rows)] = True
    mask = pa.array(chosen)
    place = figures.schema.get_field_index(STATUS)
    field = figures.schema.field(place)
    said = figures.column(place).cast(pa.string())
    marked = pc.if_else(mask, pa.scalar(ObsStatus.SUPPRESSED.value), said).cast(field.type)
    figures = figures.set_column(place, field, marked)
    for name in (MEASURE, *(own for own in figures.column_names if own.startswith(NOTE))):
        figures = _emptied(figures, name, mask)
    return figures


def _emptied(figures: pa.Table, name: str, mask: pa.Array) -> pa.Table:
    place = figures.schema.get_field_index(name)
    field = figures.schema.field(place)
    column = figures.column(place)
    if pa.types.is_dictionary(field.type):
        column = column.cast(field.type.value_type)
    nothing = pa.scalar(None, type=column.type)
    return figures.set_column(place, field, pc.if_else(mask, nothing, column).cast(field.type))
