"""What a derivation is: figures computed from published ones, with their formula and their inputs said."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.figures import MISSING, Figures, Flags, Marks, Numbers
from dantoc.l10n.messages import join, locales, say
from dantoc.l10n.sentence import code_inline
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.text import Locale, LocalizedText

_SAID_IN_NAMES = {"+": "plus", "-": "to"}


@dataclass(frozen=True)
class Call:
    """A derivation as a query asks for it: ``ratio(sex,M,F)``."""

    derivation: str
    dimension: str
    arguments: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The call as written in a query, without spaces."""
        return f"{self.derivation}({','.join((self.dimension, *self.arguments))})"

    @property
    def column(self) -> str:
        """The name of its column: ``ratio_sex_M_F``; a safe identifier whatever the codes."""
        plain = (re.sub(r"[+-]", lambda sign: _SAID_IN_NAMES[sign[0]], argument) for argument in self.arguments)
        return re.sub(r"\W", "_", "_".join((self.derivation, self.dimension, *plain)), flags=re.ASCII)


@dataclass(frozen=True)
class Derived:
    """What a derivation gives: a number and a flag for each figure, and which of the numbers say something.

    Where the flag says missing or suppressed there is no number, and where there is no number the flag says why. A
    number that follows from the definition alone (the 100% that a whole is of itself) says nothing.
    """

    values: Numbers
    flags: Flags
    telling: Marks
    means_something: bool
    """Whether there is a number that says something, were it not for its flag (that of a break, say)."""

    @classmethod
    def of(cls, values: Numbers, flags: Flags, telling: Marks | None = None) -> Derived:
        """The numbers that `flags`, the worst of each number's inputs, admit."""
        numbers = np.isfinite(values)
        told = numbers if telling is None else numbers & telling
        known = numbers & (flags < MISSING)
        return cls(
            values=np.where(known, values, np.nan),
            flags=np.where(known, flags, np.maximum(flags, MISSING)).astype(np.int8),
            telling=told & known,
            means_something=bool(told.any()),
        )


@dataclass(frozen=True)
class Words:
    """What goes with derived figures: unit, printed decimals, formula, inputs, and whether they add up to a whole."""

    unit: str
    decimals: int
    formula: LocalizedText
    inputs: LocalizedText
    adds_up: bool = False


class Derivation(ABC):
    """A kind of derived figure, written ``<id>(<dimension>)`` or ``<id>(<dimension>,<argument>,…)`` in a query.

    One that takes the dimension alone and has a figure for every published one says `applies`, `derived`, `name` and
    `words`; the rest is for those that take arguments or stand on one figure of several.
    """

    id: ClassVar[str]
    """Its name in a query and in column names: ``share``."""
    usage: ClassVar[str] = "DIMENSION"
    """What stands between its brackets, for messages: ``DIMENSION,CODE,CODE``."""

    @abstractmethod
    def applies(self, dataset: Dataset, call: Call) -> bool:
        """Whether the call can mean something for the dataset, judged by its codes alone."""

    @abstractmethod
    def derived(self, figures: Figures, call: Call) -> Derived:
        """The derived figures, one for each of `figures`, which hold all of its slice over `over`."""

    @abstractmethod
    def name(self, result: Result, call: Call) -> LocalizedText:
        """What a heading or a menu calls it."""

    @abstractmethod
    def words(self, result: Result, call: Call, given: pa.Table) -> Words:
        """What goes with the figures; `given` holds the rows of the result for which there is one."""

    def codes(self, call: Call) -> tuple[str, ...] | None:
        """Those of the arguments that are codes of the dimension; None where these are no arguments it takes."""
        return None if call.arguments else ()

    def offers(self, result: Result) -> Iterable[Call]:
        """The calls that a menu may offer for the view, if they come to anything there."""
        calls = (Call(self.id, dimension) for dimension in result.dataset.structure.ids)
        return [call for call in calls if self.applies(result.dataset, call)]

    def settled(self, result: Result, call: Call) -> Call:
        """The call with the arguments that it leaves to the view."""
        return call

    def over(self, dataset: Dataset, call: Call) -> str:
        """The dimension along which figures are held together; the codes in all others stay fixed."""
        return call.dimension

    def stands_on(self, dataset: Dataset, call: Call) -> tuple[str, ...] | None:
        """The codes of `over` on whose figure the one derived from a whole slice stands, the first in view; None where
        every figure has its own.
        """
        return None


def said(key: str, **params: LocalizedText | str | int) -> LocalizedText:
    """The message in every language of the product, its places filled in that language."""
    return LocalizedText.of({locale: say(key, locale, **_in(locale, params)) for locale in locales()})


def listed(texts: Iterable[LocalizedText]) -> LocalizedText:
    """The texts as one list in a sentence, in every language of the product."""
    own = tuple(texts)
    return LocalizedText.of({locale: join((text.say(locale) for text in own), locale) for locale in locales()})


def code_name(dataset: Dataset, dimension: str, code: str) -> LocalizedText:
    """The code's name in every language."""
    return dataset.structure[dimension].code(code).name


def code_inside(dataset: Dataset, dimension: str, code: str) -> LocalizedText:
    """The code's name as it stands inside a sentence, in every language."""
    own = dataset.structure[dimension]
    return LocalizedText.of({locale: code_inline(own, code, locale) for locale in locales()})


def units_of(given: pa.Table) -> tuple[str, ...]:
    """The units of the figures, each once."""
    return tuple(dict.fromkeys(given.column("unit").to_pylist()))


def most_decimals(given: pa.Table) -> int:
    """The most decimals that one of the figures is printed with."""
    return max(given.column("decimals").to_pylist(), default=0)


def _in(locale: Locale, params: Mapping[str, LocalizedText | str | int]) -> dict[str, str | int]:
    return {name: own.say(locale) if isinstance(own, LocalizedText) else own for name, own in params.items()}
