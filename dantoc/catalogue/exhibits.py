"""A finished chart read from a table of TOML: its dataset, its view, how it is drawn, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from dantoc.catalogue.faults import Faults
from dantoc.catalogue.reading import Toml, kind_of
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.errors import DantocError
from dantoc.model.exhibit import Exhibit
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import (
    ASKED,
    LONGEST_ANNOTATION,
    MOST_ANNOTATIONS,
    NAMES,
    PLACE,
    TEXTS,
    clean_text,
    parse_figure,
)
from dantoc.model.selection import Branch, Selection, Some
from dantoc.model.text import LocalizedText
from dantoc.model.view import View, default_view, parse_view

T = TypeVar("T")
YEARS = ("1999, 2009, 2019, …",)
KEYS = ("dataset", "view", "figure", *TEXTS, "annotation")
VIEW_NAMES = ("rows", "columns", "derive", "order", "mark", "show")
"""The parameters of a view beside the dimensions of its dataset."""


def read_exhibit(id: str, table: Toml, catalogue: Catalogue, faults: Faults) -> Exhibit | None:
    """The chart that the table describes, with every fault of it noted in `faults`; None where it cannot be drawn.

    The table has ``dataset``, ``view``, ``figure``, ``title``, ``subtitle``, ``note``, ``target`` and ``annotation``;
    other keys are left to whoever closes it. A text that lacks a language is a fault that keeps no chart from being
    drawn. Whether the mark suits the figures is for `figures.exhibiting` to say.
    """
    own = Faults(faults.file, faults.locale)
    said = replace(table, faults=own)
    said.asked.update(KEYS)
    dataset = read_dataset_of(said, catalogue)
    exhibit = None
    if dataset is not None:
        view = read_view(said, dataset)
        figure = _read_figure(said, dataset)
        exhibit = Exhibit(id, dataset.id, view or default_view(dataset), figure)
    for issue in own.issues:
        faults.note(issue)
    return None if own.fatal else exhibit


def read_dataset_of(said: Toml, catalogue: Catalogue) -> Dataset | None:
    """The dataset named under ``dataset``; None with a fault where there is none, or none that can be served."""
    name = said.string("dataset", fatal=True)
    if not name:
        return None
    try:
        return catalogue.dataset(name)
    except DantocError as error:
        said.fault(error.kind, name, "dataset", allowed=error.allowed, fatal=True)
        return None


def read_view(said: Toml, dataset: Dataset, key: str = "view") -> View | None:
    """The view whose parameters stand under the key, the default view's for what is left out; None with its faults
    where it cannot be read."""
    table = said.table(key, required=False)
    params = _parameters(table, (*dataset.structure.ids, *VIEW_NAMES))
    readable = [
        _sound(table, name, partial(parse_view, dataset, {name: value})) is not None
        and _has_codes(table, dataset, name, value)
        for name, value in params.items()
    ]
    return _sound(table, "", partial(parse_view, dataset, params)) if all(readable) else None


def _read_figure(said: Toml, dataset: Dataset) -> FigureSpec:
    """How the chart is drawn, with its words; what is faulty is left out."""
    table = said.table("figure", required=False)
    params = _parameters(table, NAMES)
    sound = {
        name: value
        for name, value in params.items()
        if _sound(table, name, partial(parse_figure, dataset, {name: value}, ())) is not None
    }
    texts = {name: _read_text(said, name, is_required=name == "title") for name in TEXTS}
    return replace(
        parse_figure(dataset, sound, ()) if sound else ASKED,
        title=texts["title"],
        subtitle=texts["subtitle"],
        note=texts["note"],
        target_text=texts["target"],
        annotations=_read_annotations(said),
    )


def _read_text(said: Toml, name: str, *, is_required: bool) -> LocalizedText:
    if not is_required and not said.has(name):
        return LocalizedText()
    return _clean(said, said.text(name, fatal=is_required), name, TEXTS[name])


def _read_annotations(said: Toml) -> tuple[tuple[str, LocalizedText], ...]:
    """What is said of single figures, in the order of their places."""
    tables = said.tables("annotation")
    if len(tables) > MOST_ANNOTATIONS:
        said.fault("too_many", len(tables), "annotation", allowed=[f"≤ {MOST_ANNOTATIONS}"], fatal=True)
    found = []
    for table in tables:
        at = table.string("at", pattern=PLACE.pattern, fatal=True)
        entries = {locale: table.string(locale, required=False) for locale in table.languages}
        for locale in (own for own, text in entries.items() if not text.strip()):
            table.fault("missing_text", "", locale)
        table.close()
        found.append((at, _clean(table, LocalizedText.of(entries), "", LONGEST_ANNOTATION)))
    return tuple(sorted(found, key=lambda own: own[0]))


def _clean(said: Toml, text: LocalizedText, name: str, most: int) -> LocalizedText:
    """The text as it may be drawn, without the languages in which it may not."""
    entries = {}
    for locale, own in text:
        key = f"{name}.{locale}" if name else locale
        entries[locale] = _sound(said, key, partial(clean_text, key, own, most)) or ""
    return LocalizedText.of(entries)


def _parameters(table: Toml, allowed: tuple[str, ...]) -> dict[str, str]:
    """The parameters of an address as a table writes them: strings, numbers, or lists of them for those between
    commas."""
    found: dict[str, str] = {}
    for name, value in table.data.items():
        parts = value if isinstance(value, list) else [value]
        if name not in allowed:
            table.fault("unknown_key", name, name, allowed=allowed, fatal=True)
        elif any(isinstance(part, bool) or not isinstance(part, (str, int, float)) for part in parts):
            table.fault("wrong_type", kind_of(value), name, allowed=["string", "number", "list"], fatal=True)
        else:
            found[name] = ",".join(str(part) for part in parts)
    return found


def _has_codes(table: Toml, dataset: Dataset, name: str, said: str) -> bool:
    """Whether the dimension has each code that its selection names; a fault for each that it has not."""
    if name not in dataset.structure or not said.strip():
        return True
    codelist = dataset.structure[name].codelist
    allowed = YEARS if codelist is None else tuple(code.id for code in codelist)
    strangers = []
    for part in Selection.parse(name, said).parts:
        code = part.code if isinstance(part, Some) else part.of if isinstance(part, Branch) else None
        if code is not None and not (code.isdigit() if codelist is None else code in codelist):
            strangers.append(code)
    for code in strangers:
        table.fault("unknown_code", code, name, allowed=allowed, fatal=True)
    return not strangers


def _sound(table: Toml, key: str, read: Callable[[], T]) -> T | None:
    """What is read, None with a fault at the key where it cannot be."""
    try:
        return read()
    except DantocError as error:
        table.fault(error.kind, error.detail or error.value, key or error.parameter, allowed=error.allowed, fatal=True)
        return None
