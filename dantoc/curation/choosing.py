"""The codes that a selection of `dataset.toml` stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dantoc.model.codes import CodeList
from dantoc.model.selection import All, Branch, Extreme, Part, Period, Recent, Selection, Some


def chosen_codes(selection: Selection, codelist: CodeList | None, used: Sequence[str]) -> tuple[str, ...]:
    """The codes that the selection names among those in use, each once; `codelist` is None for the years.

    A code named by itself is given back even if no figure bears it. `top` and `bottom` choose by value, which only the
    engine knows: here they stand for every code that could be among them.
    """
    return tuple(dict.fromkeys(code for part in selection.parts for code in _codes(part, codelist, used)))


def _codes(part: Part, codelist: CodeList | None, used: Sequence[str]) -> Iterable[str]:
    match part:
        case Some(code):
            return (code,)
        case All() | Extreme():
            return used
        case Branch(relation, of):
            return _branch(relation, of, codelist, used)
        case Period(start, end):
            return (year for year in used if _between(year, start, end))
        case Recent(end, count):
            years = sorted(used)
            return years[-count:] if end == "latest" else years[:count]


def _branch(relation: str, of: str, codelist: CodeList | None, used: Sequence[str]) -> Iterable[str]:
    if codelist is None or of not in codelist:
        return (of,)
    below = {"children": codelist.children, "descendants": codelist.descendants, "leaves": codelist.leaves}[relation]
    known = set(used)
    return (code for code in below(of) if code in known)


def _between(year: str, start: int | None, end: int | None) -> bool:
    return year.isdigit() and (start is None or int(year) >= start) and (end is None or int(year) <= end)
