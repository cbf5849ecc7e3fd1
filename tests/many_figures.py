"""A dataset of a hundred thousand figures and more, made up: every code of the census dataset with every other."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dantoc.model.dataset import Catalogue, Distribution

DATASET = "population_census"


def catalogue(real: Catalogue, root: Path) -> Catalogue:
    """The catalogue whose census dataset bears an invented figure in each cell, in a file under `root`."""
    dataset = real.dataset(DATASET)
    codes = {dimension.id: dimension.codes for dimension in dataset.structure}
    cells = list(product(*codes.values()))
    columns = dict(zip(codes, map(list, zip(*cells, strict=True)), strict=True))
    first = pq.read_table(dataset.distribution.path).slice(0, 1)
    same = {name: first[name].to_pylist() * len(cells) for name in first.column_names if name not in codes}
    data = {
        **columns,
        **same,
        "year": [int(year) for year in columns["year"]],
        "value": list(map(float, range(len(cells)))),
    }
    path = root / "many.parquet"
    pq.write_table(pa.table({name: data[name] for name in first.column_names}, schema=first.schema), path)
    content = path.read_bytes()
    large = replace(
        dataset, distribution=Distribution(str(path), len(cells), len(content), sha256(content).hexdigest())
    )
    return replace(real, datasets={**real.datasets, DATASET: large})
