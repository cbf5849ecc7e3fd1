"""Derived columns for results, and which of them mean something for a view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from threading import Lock

import numpy as np
import pyarrow as pa

from dantoc.engine.derivations.base import Call, Derivation, Derived
from dantoc.engine.derivations.calling import PARAMETER, read_call
from dantoc.engine.derivations.figures import STATUSES, Figures, Flags, Marks, Numbers, Rows
from dantoc.model.dataset import Dataset
from dantoc.model.errors import DantocError, UnknownDerivation, UnknownOption
from dantoc.model.result import DerivedMeasure, Result
from dantoc.model.text import LocalizedText

READ_WHOLE = 200_000
"""Datasets of up to so many figures are derived from as a whole, once for all views."""
MOST_KEPT, LEAST_KEPT = 4_000_000, 32
"""So many derived figures of a dataset are kept, and so many columns however long they are."""
MOST_VIEWS = 1_024
"""Of so many views is kept what was offered on them."""
MOST_DERIVED = 24
"""More derivations than this in one query are refused."""

Read = Callable[[Dataset, Mapping[str, tuple[str, ...]]], pa.Table]
"""The figures of a dataset with one of the codes in each dimension named."""


@dataclass(frozen=True)
class Offer:
    """A derivation that means something for a view: `key` as written in a query, its name, the dimension it is over."""

    key: str
    name: LocalizedText
    dimension: str
    derivation: str


@dataclass
class _Whole:
    """A dataset read whole, with the columns derived from it so far, those used last."""

    figures: Figures
    columns: OrderedDict[Call, Derived] = field(default_factory=OrderedDict)


@dataclass(frozen=True)
class _Column:
    """The part of a derived column that is in view."""

    values: Numbers
    flags: Flags
    stands: Marks | None
    """On which rows it stands, where it is derived from whole slices; None for all."""
    telling: bool


class Deriver:
    """Derives from the figures that `read` gives; safe to share between threads.

    A derived figure follows from the dataset and not from what is in view of it, so that each column is computed once
    over the whole dataset, and a view takes its rows. Of a dataset too large for that the figures around the view are
    read, and what is offered is judged by its codes alone.
    """

    def __init__(self, read: Read, derivations: Iterable[Derivation]) -> None:
        self._read = read
        self._known = {own.id: own for own in derivations}
        self._wholes: dict[str, _Whole] = {}
        self._offers: OrderedDict[Hashable, tuple[Offer, ...]] = OrderedDict()
        self._lock = Lock()

    def derive(self, result: Result) -> Result:
        """The result with the columns that its query derives; none of an empty result.

        A derivation that the dataset knows and that happens to give nothing in view is a column without a figure.

        Raises:
            UnknownDerivation: one that does not exist, or that means nothing for the dataset; `allowed` holds those
                that mean something for the view.
            UnknownCode: an argument that is no code of its dimension.
            UnknownOption: too many derivations.
        """
        asked = result.query.derive
        if len(asked) > MOST_DERIVED:
            raise UnknownOption(PARAMETER, len(asked), (f"≤ {MOST_DERIVED}",))
        calls = dict.fromkeys(self._call(result, text) for text in asked)
        if not calls or not len(result):
            return result
        view = _View(self, result)
        return reduce(partial(self._with_column, view), calls, result)

    def offers(self, result: Result) -> tuple[Offer, ...]:
        """The derivations that give at least one figure in view that says something; none for an empty view.

        They depend on nothing but the codes in view, and are kept for those asked about last.
        """
        if not len(result):
            return ()
        asked = (result.dataset.id, *result.codes.values())
        with self._lock:
            known = self._offers.get(asked)
            if known is not None:
                self._offers.move_to_end(asked)
                return known
        found = tuple(
            Offer(call.key, self._known[call.derivation].name(result, settled), call.dimension, call.derivation)
            for call, settled in self._offered(result)
        )
        with self._lock:
            self._offers[asked] = found
            while len(self._offers) > MOST_VIEWS:
                self._offers.popitem(last=False)
        return found

    def fits(self, result: Result, key: str) -> bool:
        """Whether the derivation means something for the view, offered or not."""
        try:
            call = self._call(result, key)
        except DantocError:
            return False
        settled = self._known[call.derivation].settled(result, call) if len(result) else call
        return bool(len(result)) and _View(self, result).column(settled).telling

    def known(self, call: Call) -> Derivation:
        """The derivation that the call names."""
        return self._known[call.derivation]

    def whole(self, dataset: Dataset) -> Figures | None:
        """The figures of the dataset, read once; None where there are too many."""
        if dataset.distribution.rows > READ_WHOLE:
            return None
        found = self._wholes.get(dataset.id)
        if found is None:
            read = _Whole(Figures(dataset, self._read(dataset, {})))
            with self._lock:
                found = self._wholes.setdefault(dataset.id, read)
        return found.figures

    def around(self, result: Result, over: str) -> Figures:
        """The figures of a large dataset in view, with all others of their slices."""
        every = result.dataset.structure[over].codes
        return Figures(result.dataset, self._read(result.dataset, {**result.codes, over: every}))

    def derived(self, figures: Figures, call: Call) -> Derived:
        """The column of the call over the whole of a dataset, computed once."""
        whole = self._wholes[figures.dataset.id]
        with self._lock:
            found = whole.columns.get(call)
            if found is not None:
                whole.columns.move_to_end(call)
                return found
        found = self.known(call).derived(figures, call)
        with self._lock:
            whole.columns[call] = found
            while len(whole.columns) > max(LEAST_KEPT, MOST_KEPT // max(1, len(figures))):
                whole.columns.popitem(last=False)
        return found

    def _call(self, result: Result, text: str) -> Call:
        """The call, if it means something for the dataset."""

        def allowed() -> tuple[str, ...]:
            keys = tuple(offer.key for offer in self.offers(result))
            return keys or tuple(f"{own.id}({own.usage})" for own in self._known.values() if _may_apply(own, result))

        call = read_call(text, result.dataset, self._known, allowed)
        whole = self.whole(result.dataset) if len(result) else None
        if whole is not None and not self.derived(whole, self.known(call).settled(result, call)).means_something:
            raise UnknownDerivation(PARAMETER, text, allowed())
        return call

    def _offered(self, result: Result) -> Iterator[tuple[Call, Call]]:
        """The calls to offer, each as written and as settled; of two that come to the same the first."""
        view = _View(self, result)
        seen: list[tuple[str, Numbers]] = []
        for derivation in self._known.values():
            for call in derivation.offers(result):
                if not derivation.applies(result.dataset, call):
                    continue
                settled = derivation.settled(result, call)
                if view.whole is None:
                    yield call, settled
                    continue
                column = view.column(settled)
                again = any(
                    call.dimension == dimension and np.allclose(column.values, values, equal_nan=True)
                    for dimension, values in seen
                )
                if column.telling and not again:
                    seen.append((call.dimension, column.values))
                    yield call, settled

    def _with_column(self, view: _View, result: Result, call: Call) -> Result:
        derivation, plain = self.known(call), view.result
        settled = derivation.settled(plain, call)
        column = view.column(settled)
        values = pa.array(column.values, pa.float64(), from_pandas=True)
        elsewhere = None if column.stands is None else ~column.stands
        statuses = pa.array([own.value for own in STATUSES], pa.string()).take(pa.array(column.flags, mask=elsewhere))
        words = derivation.words(plain, settled, plain.data.filter(values.is_valid()))
        name = call.column
        while result.measure(name) is not None:
            name += "_"
        measure = DerivedMeasure(
            id=name,
            key=call.key,
            name=derivation.name(plain, settled),
            unit=words.unit,
            decimals=words.decimals,
            formula=words.formula,
            inputs=words.inputs,
            adds_up=words.adds_up,
        )
        data = result.data.append_column(name, values).append_column(f"{name}_status", statuses)
        return replace(result, data=data, derived=(*result.derived, measure))


def _may_apply(derivation: Derivation, result: Result) -> bool:
    """Whether a call of the derivation can mean something for the dataset, as far as it shows without arguments."""
    plain = (Call(derivation.id, dimension) for dimension in result.dataset.structure.ids)
    return any(derivation.codes(call) is None or derivation.applies(result.dataset, call) for call in plain)


class _View:
    """A result and where its rows stand among the figures that are derived from."""

    def __init__(self, deriver: Deriver, result: Result) -> None:
        self.result = result
        self._deriver = deriver
        self.whole = deriver.whole(result.dataset)
        self._rows = None if self.whole is None else self.whole.in_view(result.codes)

    def column(self, call: Call) -> _Column:
        """The part of the column in view; a figure derived from a slice stands on one of its rows."""
        derivation = self._deriver.known(call)
        over = derivation.over(self.result.dataset, call)
        if self.whole is not None and self._rows is not None:
            figures, rows, column = self.whole, self._rows, self._deriver.derived(self.whole, call)
        else:
            figures = self._deriver.around(self.result, over)
            rows, column = figures.in_view(self.result.codes), derivation.derived(figures, call)
        values, flags, telling = column.values[rows], column.flags[rows], column.telling[rows]
        preferred = derivation.stands_on(self.result.dataset, call)
        if preferred is None:
            return _Column(values, flags, None, bool(telling.any()))
        stands = _stands(figures, rows, over, preferred)
        return _Column(np.where(stands, values, np.nan), flags, stands, bool((telling & stands).any()))


def _stands(figures: Figures, rows: Rows, dimension: str, preferred: tuple[str, ...]) -> Marks:
    """On which of the rows the figure of their slice stands: in each slice the one of the code most preferred."""
    order = np.full(len(figures.dataset.structure[dimension].codes) + 1, len(preferred))
    for position, code in reversed(list(enumerate(preferred))):
        order[figures.place(dimension, code)] = position
    order[-1] = len(preferred)
    preference = order[figures.codes(dimension)[rows]]
    slices = figures.slices(dimension)[rows]
    sorted_rows = np.lexsort((preference, slices))
    opens = np.append(True, np.diff(slices[sorted_rows]) != 0)
    first = np.zeros(len(rows), dtype=bool)
    first[sorted_rows[opens]] = True
    return first & (preference < len(preferred))
