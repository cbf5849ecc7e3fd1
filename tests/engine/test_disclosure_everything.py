"""All that the engine gives of a dataset with suppressed cells follows from the cells that it shows, and only those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dantoc.engine.derivations import DERIVATIONS
from dantoc.engine.disclosure import disclosed
from dantoc.engine.engine import Engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.engine.warehouse import Warehouse, schema_of
from dantoc.model.dataset import Catalogue
from dantoc.model.disclosure import AS_PRINTED, NOTHING, DisclosurePolicy
from dantoc.model.errors import BrokenDataset
from dantoc.model.query import ORDERS, Query
from tests.engine import made_up

FEW = {7: 3, 13: 7}
"""Groups of a few people in each province."""
SEX_RATIO = "ratio(sex,M,F)"
"""No menu offers it for this dataset; who knows the grammar may ask for it."""
COUNTS = {"indicator": "counted"}
VIEWS: tuple[dict[str, str], ...] = (
    {},
    COUNTS,
    {**COUNTS, "area": "VN", "sex": "_T"},
    {**COUNTS, "area": "02", "sex": "F"},
    {**COUNTS, "area": "02", "sex": "F", "year": "2019"},
    {**COUNTS, "ethnic_group": "07", "sex": "F"},
    {**COUNTS, "ethnic_group": "leaves(_T)", "area": "02,04", "sex": "F"},
    {**COUNTS, "ethnic_group": "13", "area": "02", "sex": "F"},
    {**COUNTS, "year": "latest"},
    {"indicator": "rate"},
    *(
        {**COUNTS, "sex": "F", "area": "02", "ethnic_group": f"{end}({n})"}
        for end in ("top", "bottom")
        for n in (1, 2, 5)
    ),
    *({**COUNTS, "sex": "F", "ethnic_group": "07", "area": f"{end}({n})"} for end in ("top", "bottom") for n in (1, 3)),
)


def persons(group: str, area: str, sex: str, year: int) -> int:
    """The invented count with small cells in it; parts add up to every total by the way it is made."""
    groups = {"_T": ("01", *made_up.GROUPS), "EM": made_up.GROUPS}.get(group, (group,))
    provinces = {"VN": tuple(p for below in made_up.PROVINCES.values() for p in below), **made_up.PROVINCES}.get(
        area, (area,)
    )
    sexes = ("M", "F") if sex == "_T" else (sex,)
    return sum(
        (97 * int(one) * int(two) + 11 * (three == "F") + year) % FEW.get(int(one), 1009)
        for one, two, three in product(groups, provinces, sexes)
    )


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, Catalogue]:
    """One whose file has the numbers, so that they must be suppressed; and one whose file never had those."""
    folder = tmp_path_factory.mktemp("few")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(made_up, "persons", persons)
        written = made_up.write(folder)
    own = replace(written.dataset(made_up.ID), disclosure=DisclosurePolicy(5, NOTHING, linked=()))
    schema = schema_of(own.structure)
    figures = pq.read_table(own.distribution.path).select(schema.names).cast(schema)
    path = folder / "shown.parquet"
    pq.write_table(disclosed(figures, own), path)
    file = replace(own.distribution, path=str(path), sha256=sha256(path.read_bytes()).hexdigest())
    shown = replace(own, disclosure=AS_PRINTED, distribution=file)
    return replace(written, datasets={made_up.ID: own}), replace(written, datasets={made_up.ID: shown})


@pytest.fixture(scope="module")
def engines(catalogues: tuple[Catalogue, Catalogue]) -> Iterator[tuple[Engine, Engine]]:
    both = (Engine(catalogues[0]), Engine(catalogues[1]))
    yield both
    for engine in both:
        engine.close()


def keys_of(data: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(data.column(name).to_pylist() for name in made_up.DIMENSIONS), strict=True))


def test_the_table_has_something_to_suppress(engines: tuple[Engine, Engine]) -> None:
    data = engines[0].run(Query.of(made_up.ID, COUNTS)).data
    statuses = data.column("obs_status").to_pylist()
    true = [persons(*(str(code) for code in key[1:4]), int(str(key[4]))) for key in keys_of(data)]
    hidden = [value for value, status in zip(true, statuses, strict=True) if status == "Q"]
    assert sum(0 < value < 5 for value in hidden) > 50
    assert sum(value >= 5 for value in hidden) > 50
    assert len(hidden) < len(true) / 2
    assert all(not 0 < value < 5 for value, status in zip(true, statuses, strict=True) if status != "Q")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("select", VIEWS, ids=str)
def test_every_view_is_that_of_the_cells_shown(
    engines: tuple[Engine, Engine], select: dict[str, str], order: str
) -> None:
    query = Query.of(made_up.ID, select, order=order)
    knowing, ignorant = (engine.run(query) for engine in engines)
    assert knowing.data.equals(ignorant.data)
    assert knowing.codes == ignorant.codes
    found = [(engine.count(query), engine.codes(query), len(which_to_loosen(engine, query))) for engine in engines]
    assert found[0] == found[1]


@pytest.mark.parametrize("select", VIEWS, ids=str)
def test_every_derivation_is_that_of_the_cells_shown(engines: tuple[Engine, Engine], select: dict[str, str]) -> None:
    query = Query.of(made_up.ID, select)
    offers = [tuple(offer.key for offer in engine.offers(engine.run(query))) for engine in engines]
    assert offers[0] == offers[1]
    assert engines[0].fits(engines[0].run(query), SEX_RATIO) == engines[1].fits(engines[1].run(query), SEX_RATIO)
    for key in (*offers[0], *([SEX_RATIO] if engines[0].fits(engines[0].run(query), SEX_RATIO) else [])):
        for order in ORDERS:
            own = replace(query, derive=(key,), order=order)
            knowing, ignorant = (engine.run(own) for engine in engines)
            assert knowing.data.equals(ignorant.data), key
            assert knowing.derived == ignorant.derived, key


def test_every_derivation_that_this_dataset_can_have_was_asked(engines: tuple[Engine, Engine]) -> None:
    results = (engines[0].run(Query.of(made_up.ID, select)) for select in VIEWS)
    asked = {offer.key.partition("(")[0] for result in results for offer in engines[0].offers(result)}
    assert any(engines[0].fits(engines[0].run(Query.of(made_up.ID, select)), SEX_RATIO) for select in VIEWS)
    # A density needs an area in square kilometres, and a difference a reference of the rates.
    assert asked >= {own.id for own in DERIVATIONS} - {"density", "difference", "ratio"}


def test_a_figure_derived_from_a_suppressed_one_is_suppressed(engines: tuple[Engine, Engine]) -> None:
    query = Query.of(made_up.ID, COUNTS).deriving("share(area)", "rank(ethnic_group)")
    hidden = [row for row in engines[0].run(query).data.to_pylist() if row["obs_status"] == "Q"]
    assert hidden
    for row in hidden:
        assert (row["value"], row["share_area"], row["rank_ethnic_group"]) == (None, None, None)
        assert row["share_area_status"] == "Q"


def test_a_dataset_read_in_slices_is_refused_and_not_served_unprotected(
    catalogues: tuple[Catalogue, Catalogue], tmp_path: Path
) -> None:
    own = catalogues[0].dataset(made_up.ID)
    warehouse = Warehouse(held_rows=0)
    for ask in (warehouse.figures, warehouse.count, warehouse.years):
        with pytest.raises(BrokenDataset, match=r"suppress them in source\.csv"):
            ask(own, {"indicator": ("counted",)})
    warehouse.close()


def test_the_same_cells_are_suppressed_in_whatever_order_a_database_gives_the_figures(
    catalogues: tuple[Catalogue, Catalogue], tmp_path: Path
) -> None:
    own = catalogues[0].dataset(made_up.ID)
    stored = pq.read_table(own.distribution.path)
    shown = set[tuple[str | None, ...]]()
    for seed in range(4):
        path = tmp_path / f"{seed}.parquet"
        pq.write_table(stored.take(np.random.default_rng(seed).permutation(stored.num_rows)), path)
        file = replace(own.distribution, path=str(path), sha256=sha256(path.read_bytes()).hexdigest())
        warehouse = Warehouse()
        figures = warehouse.figures(replace(own, distribution=file), {})
        shown.add(tuple(figures.column("obs_status").to_pylist()))
        warehouse.close()
    assert len(shown) == 1


def test_the_checksum_given_out_does_not_let_a_guess_be_tested(catalogues: tuple[Catalogue, Catalogue]) -> None:
    knowing, ignorant = (own.dataset(made_up.ID) for own in catalogues)
    assert knowing.checksum != knowing.distribution.sha256
    assert knowing.checksum == replace(knowing, version="2.0.0").checksum
    assert ignorant.checksum == ignorant.distribution.sha256
