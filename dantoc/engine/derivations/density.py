"""``density(area)``: persons for each square kilometre."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, code_name, said
from dantoc.engine.derivations.figures import Figures
from dantoc.engine.derivations.ratio import AREA_UNIT, paired
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.structure import INDICATOR
from dantoc.model.text import LocalizedText

PERSONS = {"persons": 1.0, "thousand_persons": 1000.0}
"""The units of a population, in persons."""
AREA = "area"


class Density(Derivation):
    """A population by the area that the same dataset gives for the same place and year; it stands on the population."""

    id = "density"

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Over areas, in a dataset with a population that its code list holds against an area."""
        return call.dimension == AREA and _population_and_area(dataset) is not None

    def over(self, dataset: Dataset, call: Call) -> str:
        """The indicators: population and area stand in the same place and year."""
        return INDICATOR

    def stands_on(self, dataset: Dataset, call: Call) -> tuple[str, ...] | None:
        """The population, else the area."""
        return _population_and_area(dataset)

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The density of each slice, on all its figures."""
        pair = _population_and_area(figures.dataset) or ("", "")
        people, area = (figures.beside(INDICATOR, figures.place(INDICATOR, code)) for code in pair)
        scale = np.zeros(len(figures))
        for unit, size in PERSONS.items():
            scale[figures.of_unit(unit)] = size
        persons = figures.values_at(people) * scale[people]
        km2 = np.where(figures.of_unit(AREA_UNIT)[area], figures.values_at(area), np.nan)
        values = np.divide(persons, km2, out=np.full(len(figures), np.nan), where=km2 > 0)
        return Derived.of(values, np.maximum(figures.flags_at(people), figures.flags_at(area)))

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Population density computed from population and area``: the dataset may publish one of its own."""
        return said("engine.density.name")

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The formula names both."""
        pair = _population_and_area(result.dataset) or ("", "")
        people, area = (code_name(result.dataset, INDICATOR, code) for code in pair)
        return Words(
            unit="persons_per_km2",
            decimals=1,
            formula=said("engine.density.formula", people=people, area=area),
            inputs=said("engine.ratio.inputs", a=people, b=area, dataset=result.dataset.title),
        )


def _population_and_area(dataset: Dataset) -> tuple[str, str] | None:
    """The indicators of the population and of the area it lives in."""
    if INDICATOR not in dataset.structure:
        return None
    own = dataset.structure[INDICATOR]
    pairs = (
        (code, other)
        for code in own.codes
        for other in paired(own.code(code))
        if other in own.codes
        and own.code(other).annotation("unit") == AREA_UNIT
        and own.code(code).annotation("unit") in PERSONS
    )
    return next(pairs, None)
