"""What may never leave the house: figures that are suppressed.

The rule sits between the warehouse and everything else, so that it holds in table, chart, file and answer alike, and
in whatever is ranked or derived. Derived figures divide or rank what is published; none subtracts or crosses published
cells, which could give back a cell that was suppressed.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from dantoc.model.dataset import Dataset
from dantoc.model.status import ObsStatus
from dantoc.model.structure import MEASURE

STATUS = "obs_status"


def disclosed(figures: pa.Table, dataset: Dataset) -> pa.Table:
    """The whole of a dataset's figures with no number that its policy suppresses."""
    return statuses_hidden(figures)


def statuses_hidden(figures: pa.Table) -> pa.Table:
    """The same figures, with no number where the status says it is suppressed, whatever the file held."""
    suppressed = pc.equal(figures.column(STATUS), ObsStatus.SUPPRESSED.value)
    if not pc.any(suppressed).as_py():
        return figures
    place = figures.schema.get_field_index(MEASURE)
    nothing = pa.scalar(None, type=figures.schema.field(place).type)
    hidden = pc.if_else(pc.fill_null(suppressed, False), nothing, figures.column(MEASURE))
    return figures.set_column(place, figures.schema.field(place), hidden)
