"""A query and how it is laid out, and the address that says both: the whole state of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from dantoc.model.dataset import Dataset
from dantoc.model.errors import UnknownDimension, UnknownOption
from dantoc.model.query import ORDERS, Query
from dantoc.model.selection import Selection

RESERVED = frozenset(
    {"id", "lang", "format", "rows", "columns", "derive", "order", "mark", "show", "labels", "tab", "saved"}
)
"""Parameters that are no dimensions."""

LABELS = ("both", "codes", "labels")
_READABLE = re.compile(r"[A-Za-z0-9_.~,()*:-]*")
"""What stands in an address as it is; asking `quote` about every code costs more than the query itself."""


@dataclass(frozen=True)
class View:
    """A query with its layout: which dimensions go down the side, which across, and which mark draws it.

    `mark` empty lets the shape of the result choose; `show` names the measure that the chart draws.
    """

    query: Query
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    mark: str = ""
    show: str = ""

    @property
    def ordered_by(self) -> str | None:
        """The dimension whose codes an order by value sorts: the first that goes down the side."""
        return self.rows[0] if self.rows else None

    def swapped(self) -> View:
        """The same view with rows and columns exchanged."""
        return replace(self, rows=self.columns, columns=self.rows)


def default_view(dataset: Dataset) -> View:
    """The view a reader meets first."""
    view = dataset.default_view
    return View(view.query, view.rows, view.columns)


def gather_params(dataset: Dataset, items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The parameters of an address by name: a dimension said twice adds up, of any other the last one counts."""
    said: dict[str, str] = {}
    for name, value in items:
        twice = name in said and name in dataset.structure
        said[name] = f"{said[name]},{value}" if twice else value
    return said


def parse_view(dataset: Dataset, params: Mapping[str, str], *, whole: bool = False) -> View:
    """The view that an address says; what it leaves out is the default view's, or everything when `whole` (as in the
    API).

    Raises:
        UnknownDimension: a parameter that is neither a dimension of the dataset nor reserved.
        UnknownOption: rows, columns or order outside what is allowed.
        BadSelection, BadPeriod: a selection outside the grammar.
    """
    dimensions = dataset.structure.ids
    for name in params:
        if name not in RESERVED and name not in dimensions:
            raise UnknownDimension("parameter", name, (*dimensions, *sorted(RESERVED)))
    base = dataset.default_view
    selections = {} if whole else dict(base.query.selections)
    for name in dimensions:
        if params.get(name, "").strip():
            selections[name] = Selection.parse(name, params[name])
    order = _one_of("order", params.get("order", ""), ORDERS) or ("code" if whole else base.query.order)
    derive = tuple(part for part in _split_calls(params.get("derive", "")) if part)
    query = Query(dataset.id, tuple(sorted(selections.items())), derive, order)
    rows = _dimensions("rows", params.get("rows"), dimensions)
    columns = _dimensions("columns", params.get("columns"), dimensions)
    rows, columns = _both_ways(base.rows, base.columns, rows, columns, dimensions)
    return View(query, rows, columns, params.get("mark", ""), params.get("show", ""))


def view_params(dataset: Dataset, view: View, *, whole: bool = False) -> dict[str, str]:
    """The parameters that say the view, defaults left out; `parse_view` gives the same view back."""
    base = dataset.default_view
    said: dict[str, str] = {}
    defaults = {} if whole else dict(base.query.selections)
    for name in dataset.structure.ids:
        selection = view.query.selection(name)
        if selection != defaults.get(name, Selection.all()):
            said[name] = str(selection)
    if (view.rows, view.columns) != (base.rows, base.columns):
        said["rows"], said["columns"] = ",".join(view.rows), ",".join(view.columns)
    if view.query.derive:
        said["derive"] = ",".join(view.query.derive)
    if view.query.order != ("code" if whole else base.query.order):
        said["order"] = view.query.order
    if view.mark:
        said["mark"] = view.mark
    if view.show:
        said["show"] = view.show
    return said


def page_address(dataset: Dataset, view: View, lang: str | None = None) -> str:
    """The path and query of the page that shows the view: ``/dataset?id=…``."""
    params = {"id": dataset.id, **({"lang": lang} if lang else {}), **view_params(dataset, view)}
    return "/dataset?" + encode(params)


def data_address(dataset: Dataset, view: View, format: str, lang: str | None = None, **more: str) -> str:
    """The path and query of the API call that gives the same figures: ``/api/v1/datasets/{id}/data?…``.

    How a chart draws them is left out: it changes no figure.
    """
    said = view_params(dataset, replace(view, mark="", show=""), whole=True)
    params = {"format": format, **({"lang": lang} if lang else {}), **said, **more}
    return f"/api/v1/datasets/{quote(dataset.id)}/data?" + encode(params)


def encode(params: Mapping[str, str]) -> str:
    """A query string that stays readable: the grammar's own signs are not escaped."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in params.items())


def _quoted(text: str) -> str:
    return text if _READABLE.fullmatch(text) else quote(text, safe=",()*:")


def _one_of(parameter: str, value: str, allowed: tuple[str, ...]) -> str:
    if value and value not in allowed:
        raise UnknownOption(parameter, value, allowed)
    return value


def _dimensions(parameter: str, said: str | None, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
    if said is None:
        return None
    names = tuple(dict.fromkeys(name.strip() for name in said.split(",") if name.strip()))
    for name in names:
        if name not in allowed:
            raise UnknownDimension(parameter, name, allowed)
    return names


def _both_ways(
    base_rows: tuple[str, ...],
    base_columns: tuple[str, ...],
    rows: tuple[str, ...] | None,
    columns: tuple[str, ...] | None,
    allowed: tuple[str, ...],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rows and columns where one or both are said: the side that is not said gives up what the other takes."""
    if rows is None and columns is None:
        return base_rows, base_columns
    if rows is None:
        taken = columns or ()
        return tuple(name for name in base_rows if name not in taken), taken
    if columns is None:
        return rows, tuple(name for name in base_columns if name not in rows)
    doubled = [name for name in columns if name in rows]
    if doubled:
        raise UnknownOption("columns", doubled[0], tuple(name for name in allowed if name not in rows))
    return rows, columns


def _split_calls(text: str) -> list[str]:
    """The text cut at the commas outside brackets."""
    pieces, depth, piece = [], 0, ""
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth <= 0:
            pieces.append(piece.strip())
            piece = ""
        else:
            piece += sign
    return [*pieces, piece.strip()]
