"""What a reader asks of the catalogue, as the address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import streamlit as st

from dantoc.catalogue.search import Facets
from dantoc.l10n.folding import nfc
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import BadPeriod, UnknownCode, UnknownDimension, UnknownOption
from dantoc.ui.language import PARAMETER

LEVELS = ("primary", "secondary", "tertiary")
_NAMES = {
    "q": "q",
    "theme": "theme",
    "group": "group",
    "area": "area",
    "from": "start",
    "to": "end",
    "level": "level",
    "page": "page",
}


@dataclass(frozen=True)
class Asked:
    """Words, facets and the page of results; empty asks for everything."""

    q: str = ""
    theme: str = ""
    group: str = ""
    area: str = ""
    start: int | None = None
    end: int | None = None
    level: str = ""
    page: int = 1

    @property
    def facets(self) -> Facets:
        """What narrows the search."""
        return Facets(self.theme, self.group, self.area, self.start, self.end, self.level)

    @property
    def narrowed(self) -> bool:
        """Whether anything at all is asked for."""
        return replace(self, page=1) != Asked()

    def without(self, condition: str) -> Asked:
        """The same without one condition: ``text``, ``year`` or a facet's name."""
        if condition == "text":
            return replace(self, q="", page=1)
        if condition == "year":
            return replace(self, start=None, end=None, page=1)
        return self.choosing(condition, "")

    def choosing(self, facet: str, value: str) -> Asked:
        """The same with another value of ``theme``, ``group``, ``area`` or ``level``, from its first page."""
        changes: dict[str, Any] = {facet: value, "page": 1}
        return replace(self, **changes)

    def params(self) -> dict[str, str]:
        """The parameters that say this, defaults left out; `parse` gives the same back."""
        defaults = {own.name: own.default for own in fields(self)}
        said = {name: getattr(self, own) for name, own in _NAMES.items()}
        return {name: str(value) for name, value in said.items() if value != defaults[_NAMES[name]]}


def parse(catalogue: Catalogue, params: Mapping[str, str]) -> Asked:
    """What the parameters ask for.

    Raises:
        UnknownDimension: a parameter that the catalogue page does not know.
        UnknownOption, UnknownCode, BadPeriod: a value outside what is allowed.
    """
    for name in params:
        if name not in _NAMES and name != PARAMETER:
            raise UnknownDimension("parameter", name, (*_NAMES, PARAMETER))
    start, end = (_year(name, params.get(name, "")) for name in ("from", "to"))
    if start is not None and end is not None and start > end:
        raise BadPeriod("from", f"{start}:{end}", (f"{end}:{start}",))
    return Asked(
        q=nfc(params.get("q", "")).strip()[:200],
        theme=_one_of("theme", params.get("theme", ""), tuple(theme.id for theme in catalogue.themes)),
        group=_code(catalogue, "group", "ethnic_group", params.get("group", "")),
        area=_code(catalogue, "area", "area", params.get("area", "")),
        start=start,
        end=end,
        level=_one_of("level", params.get("level", ""), LEVELS),
        page=_page(params.get("page", "")),
    )


def show(asked: Asked) -> None:
    """Make the address ask for this; the language stays."""
    language = {PARAMETER: st.query_params[PARAMETER]} if PARAMETER in st.query_params else {}
    st.query_params.from_dict(language | asked.params())


def _one_of(parameter: str, value: str, allowed: tuple[str, ...]) -> str:
    if value and value not in allowed:
        raise UnknownOption(parameter, value, allowed)
    return value


def _code(catalogue: Catalogue, parameter: str, codelist: str, value: str) -> str:
    if value and value not in catalogue.codelist(codelist):
        raise UnknownCode(parameter, value, tuple(code.id for code in catalogue.codelist(codelist)))
    return value


def _year(parameter: str, value: str) -> int | None:
    if not value:
        return None
    if len(value) != 4 or not (value.isascii() and value.isdigit()):
        raise BadPeriod(parameter, value, ("2009", "2019"))
    return int(value)


def _page(value: str) -> int:
    if not value:
        return 1
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= 10_000):
        raise UnknownOption("page", value, ("1", "2", "3"))
    return int(value)
