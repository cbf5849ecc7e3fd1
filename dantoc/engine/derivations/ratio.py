"""``ratio(sex,M,F)``, ``ratio(indicator,em_pupils,em_teachers)``: one figure for each of another of the same slice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, code_inside, code_name, said
from dantoc.engine.derivations.figures import Figures
from dantoc.l10n.messages import find, locales
from dantoc.model.codes import Code
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.structure import INDICATOR, TIME
from dantoc.model.text import LocalizedText

OFFERED = "ratio_to"
"""The annotation of a code that names those it is held against, ``;`` between them."""
AREA_UNIT = "km2"
"""Persons for each km² are a density, which has a derivation of its own."""


class Ratio(Derivation):
    """Of two codes per hundred, as a sex ratio is said; of two indicators as it comes out, pupils for each teacher.

    All other dimensions stay fixed, so that the two are of one coverage. It stands once in a slice: on the whole of the
    two, else on the first, else on the second, else on whatever is in view.
    """

    id = "ratio"
    usage = "DIMENSION,CODE,CODE"

    def codes(self, call: Call) -> tuple[str, ...] | None:
        """The two codes."""
        return call.arguments if len(call.arguments) == 2 else None

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Two codes of one dimension other than the years; of indicators two that count, or two of one unit."""
        first, second = call.arguments
        if call.dimension == TIME or first == second:
            return False
        if call.dimension != INDICATOR:
            return True
        one, other = (dataset.structure[INDICATOR].code(code) for code in (first, second))
        return (_count(one) and _count(other)) or _is_one_unit(one, other)

    def offers(self, result: Result) -> Iterable[Call]:
        """The pairs that the code lists name, those of codes only where something in view counts."""
        for dimension in result.dataset.structure:
            if dimension.is_time or not (dimension.id == INDICATOR or any(_counts(result))):
                continue
            for code in dimension.codes:
                for other in paired(dimension.code(code)):
                    if other in dimension.codes and dimension.code(other).annotation("unit") != AREA_UNIT:
                        yield Call(self.id, dimension.id, (code, other))

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The ratio of each slice, on all its figures."""
        one, other = (figures.beside(call.dimension, figures.place(call.dimension, code)) for code in call.arguments)
        above, below = figures.values_at(one), figures.values_at(other)
        if call.dimension != INDICATOR:
            above = np.where(figures.units[one] == figures.units[other], above * 100, np.nan)
        values = np.divide(above, below, out=np.full(len(figures), np.nan), where=below > 0)
        return Derived.of(values, np.maximum(figures.flags_at(one), figures.flags_at(other)))

    def stands_on(self, dataset: Dataset, call: Call) -> tuple[str, ...] | None:
        """The whole of the two, the first, the second, any other."""
        own = dataset.structure[call.dimension]
        lines = [own.lines[code] for code in call.arguments]
        common = tuple(code for code in lines[0] if code in lines[1])[:1]
        return tuple(dict.fromkeys((*common, *call.arguments, *own.codes)))

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Sex ratio (males per 100 females)``, where the words for the pair are written and all in view counts."""
        key = f"engine.ratio.of.{'.'.join((call.dimension, *call.arguments))}"
        if (call.dimension == INDICATOR or all(_counts(result))) and all(find(key, own) for own in locales()):
            return said(key)
        one, other = (code_inside(result.dataset, call.dimension, code) for code in call.arguments)
        return said("engine.ratio.name" if call.dimension == INDICATOR else "engine.ratio.name_per_100", a=one, b=other)

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The formula names both."""
        one, other = (code_name(result.dataset, call.dimension, code) for code in call.arguments)
        indicators = call.dimension == INDICATOR
        return Words(
            unit="",
            decimals=2 if indicators else 1,
            formula=said("engine.ratio.formula" if indicators else "engine.ratio.formula_per_100", a=one, b=other),
            inputs=said("engine.ratio.inputs", a=one, b=other, dataset=result.dataset.title),
        )


def paired(code: Code) -> tuple[str, ...]:
    """The codes that the code list holds this one against."""
    return tuple(own.strip() for own in (code.annotation(OFFERED) or "").split(";") if own.strip())


def _count(code: Code) -> bool:
    return code.annotation("additive") == "true"


def _is_one_unit(one: Code, other: Code) -> bool:
    return not _count(one) and not _count(other) and one.annotation("unit") == other.annotation("unit")


def _counts(result: Result) -> list[bool]:
    """For each indicator in view whether it counts; nothing is known to count where there are no indicators."""
    if INDICATOR not in result.dataset.structure:
        return [False]
    own = result.dataset.structure[INDICATOR]
    return [_count(own.code(code)) for code in result.codes[INDICATOR]]
