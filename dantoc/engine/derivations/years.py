"""What the derivations share that hold a figure against one of another year: the year before, or a base year."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived, Words, said
from dantoc.engine.derivations.breaks import parted
from dantoc.engine.derivations.figures import BREAK, MISSING, Figures, Marks, Numbers, Rows
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.structure import TIME
from dantoc.model.text import LocalizedText

ACROSS = "across_breaks"
"""The last argument of a call that asks for figures across breaks too."""
FLAG_UNIT = "flag"
"""The unit of figures that only say yes: they do not grow."""
PERCENTS = ("percent", "percentage_points")
"""Units of which a change in percent would be taken for one in percentage points."""
NO_SERIES = "_Z"
"""The frequency of a dataset that was made once: its years are targets, or those of several studies."""


class OverYears(Derivation):
    """``<id>(year)``, ``<id>(year,2009)``, and either with ``across_breaks`` as the last argument.

    Without a base year a figure is held against that of the year before in the dataset, of the same other codes. Across
    a break there is no figure unless the call says so, and then it is flagged as a break.
    """

    usage = f"year[,YEAR][,{ACROSS}]"

    @abstractmethod
    def between(self, earlier: Numbers, later: Numbers, years: Numbers) -> Numbers:
        """The figures derived from values so many years apart; NaN where they give none."""

    def codes(self, call: Call) -> tuple[str, ...] | None:
        """The base year, if there is one."""
        plain = _without_across(call)
        return plain if len(plain) <= 1 else None

    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Over the years, where there is more than one and they make a series."""
        return call.dimension == TIME and len(dataset.years) > 1 and dataset.frequency != NO_SERIES

    def admits(self, figures: Figures) -> Marks:
        """Which figures it means something for."""
        return ~figures.of_unit(FLAG_UNIT)

    def offers(self, result: Result) -> Iterable[Call]:
        """Against the year before, and against the first year: of those in view, or of all where one is in view."""
        years = result.codes[TIME] if len(result.codes[TIME]) > 1 else result.dataset.structure[TIME].codes
        return (Call(self.id, TIME), Call(self.id, TIME, (min(years, key=int),)))

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The figures derived, flagged with the worst of the two inputs and of a break between."""
        other = self.held_against(figures, call)
        other = np.where(figures.alike(other) & self.admits(figures), other, -1)
        own = np.arange(len(figures))
        with np.errstate(all="ignore"):
            values = self.between(figures.values_at(other), figures.values, figures.years - figures.years[other])
        flags = np.maximum(figures.flags, figures.flags_at(other))
        broken = parted(figures, other, own)
        flags = np.where(broken, np.maximum(flags, BREAK if crosses(call) else MISSING), flags).astype(np.int8)
        return Derived.of(values, flags, self.telling(figures, other))

    def held_against(self, figures: Figures, call: Call) -> Rows:
        """Of each figure the earlier one that it is held against."""
        base = base_year(call)
        if base is None:
            return figures.before(TIME)
        found = figures.beside(TIME, figures.place(TIME, base))
        return np.where(figures.years > int(base), found, -1)

    def telling(self, figures: Figures, other: Rows) -> Marks | None:
        """Which figures say something; None for all."""
        return None

    def name(self, result: Result, call: Call) -> LocalizedText:
        """``Change since 2009``, or since the year before, and whether breaks are crossed."""
        base = base_year(call)
        name = said(f"engine.{self.id}.name_since", year=base) if base else said(f"engine.{self.id}.name")
        return said("engine.across_breaks.name", name=name) if crosses(call) else name

    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """The formula says what becomes of breaks."""
        base = base_year(call)
        against = said("engine.years.base", year=base) if base else said("engine.years.before")
        breaks = said("engine.years.crossing" if crosses(call) else "engine.years.not_crossing")
        unit, decimals = self.printed(given)
        return Words(
            unit=unit,
            decimals=decimals,
            formula=said(f"engine.{self.id}.formula", against=against, breaks=breaks),
            inputs=said("engine.years.inputs", dataset=result.dataset.title, against=against),
        )

    def printed(self, given: pa.Table) -> tuple[str, int]:
        """The unit of the figures, and with how many decimals they are printed."""
        return "percent", 1


def base_year(call: Call) -> str | None:
    """The year that the call names, if it does."""
    return next(iter(_without_across(call)), None)


def crosses(call: Call) -> bool:
    """Whether the call asks for figures across breaks."""
    return bool(call.arguments) and call.arguments[-1] == ACROSS


def is_over_years(key: str) -> bool:
    """Whether the derivation, as written in a query, is over the years, so that breaks concern it."""
    return _split(key)[1][0] == TIME


def crossing(key: str, wanted: bool) -> str:
    """The same derivation with or without ``across_breaks``."""
    name, arguments = _split(key)
    plain = [own for own in arguments if own != ACROSS]
    return f"{name}({','.join([*plain, ACROSS] if wanted else plain)})"


def _split(key: str) -> tuple[str, list[str]]:
    name, _, inside = key.partition("(")
    return name.strip(), [own.strip() for own in inside.strip().removesuffix(")").split(",")]


def _without_across(call: Call) -> tuple[str, ...]:
    return call.arguments[:-1] if crosses(call) else call.arguments
