"""The figures in long form, a row a figure, labels beside the codes: what CSV, XLSX, Parquet and JSON hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dantoc.formats.export import Export
from dantoc.model.codes import CodeList
from dantoc.model.structure import INDICATOR, MEASURE, TIME
from dantoc.model.text import Locale, LocalizedText

LABEL = "_label"
STATUS = "_status"
NOTE = "note_"


@dataclass(frozen=True)
class Column:
    """A column of the long form; `codelist` is empty where it holds no codes, `type` is text, integer or number."""

    name: str
    title: str
    description: str
    type: str
    codelist: str = ""
    codes: tuple[tuple[str, str, str], ...] = ()
    """The codes in view, as (code, label, description)."""


def long_form(export: Export) -> pa.Table:
    """The result's table with labels as the export asks: beside the codes, instead of them, or none.

    The label of a column ``x`` stands in ``x_label``, in the export's language. A number that is none is null.
    """
    data = export.result.data
    columns: dict[str, pa.ChunkedArray | pa.Array] = {}
    for name in ordered_columns(export):
        values = _plain(data.column(name))
        label = labeller(export, name)
        for own in _carried(export, name, label):
            columns[own] = values if label is None or own == name else _labelled(values, label)
    return pa.table(columns)


def _carried(export: Export, name: str, label: Callable[[str], str] | None) -> tuple[str, ...]:
    """The columns of the long form that a column of the result becomes: itself, its labels, or both."""
    if label is None:
        return (name,)
    return {"codes": (name,), "labels": (name + LABEL,), "both": (name, name + LABEL)}[export.labels]


def ordered_columns(export: Export) -> tuple[str, ...]:
    """The columns of the result as every file orders them: dimensions, value, what stands beside it, notes, derived."""
    result = export.result
    notes = tuple(name for name in result.data.column_names if name.startswith(NOTE))
    fixed = (MEASURE, "decimals", "unit", "obs_status", "source_id", "locator")
    derived = tuple(name for own in result.derived for name in (own.id, own.id + STATUS))
    return (*result.dataset.structure.ids, *fixed, *notes, *derived)


def labeller(export: Export, column: str) -> Callable[[str], str] | None:
    """How a code of the column is said in the export's language, or None for a column that holds no codes."""
    structure, locale = export.result.dataset.structure, export.locale
    if column in structure and column != TIME:
        dimension = structure[column]
        return lambda code: dimension.code(code).name.say(locale)
    if column == "source_id":
        return lambda code: _source(export, code).say(locale)
    codelist = _attribute_list(export, column)
    return None if codelist is None else _from(codelist, locale)


def describe_columns(export: Export) -> tuple[Column, ...]:
    """What each column of the long form means, with the codes that stand in it."""
    described: list[Column] = []
    for name in ordered_columns(export):
        label = labeller(export, name)
        column = _describe(export, name, label)
        for own in _carried(export, name, label):
            described.append(column if own == name else _label_of(export, column))
    return tuple(described)


def _describe(export: Export, name: str, label: Callable[[str], str] | None) -> Column:
    result, locale = export.result, export.locale
    derived = result.measure(name.removesuffix(STATUS)) or result.measure(name)
    codelist = _codelist(export, name)
    codes = () if label is None else _codes_in_view(export, name, label, codelist)
    if derived is not None and name == derived.id:
        said = f"{derived.formula.say(locale)} {derived.inputs.say(locale)}".strip()
        return Column(name, derived.name.say(locale), said, "number")
    concept = export.catalogue.concepts.get(_concept(name))
    title = concept.name.say(locale) if concept else name
    if derived is not None:
        title = f"{derived.name.say(locale)}: {title}"
    elif name.startswith(NOTE):
        title = f"{title} ({name.removeprefix(NOTE)})"
    description = concept.description.say(locale) if concept else ""
    return Column(name, title, description, _type(name), codelist.id if codelist else "", codes)


def _label_of(export: Export, column: Column) -> Column:
    carried = export.labels == "labels"
    return Column(
        column.name + LABEL, column.title, column.description, "text", column.codelist, column.codes if carried else ()
    )


def _concept(name: str) -> str:
    if name.startswith(NOTE):
        return "note"
    return "obs_status" if name.endswith(STATUS) else name


def _type(name: str) -> str:
    if name == MEASURE:
        return "number"
    return "integer" if name in (TIME, "decimals") else "text"


def _codelist(export: Export, name: str) -> CodeList | None:
    structure = export.result.dataset.structure
    return structure[name].codelist if name in structure else _attribute_list(export, name)


def _codes_in_view(
    export: Export, name: str, label: Callable[[str], str], codelist: CodeList | None
) -> tuple[tuple[str, str, str], ...]:
    result = export.result
    used: Iterable[str] = result.codes.get(name, ())
    if name not in result.dataset.structure:
        used = (code for code in pc.unique(_plain(result.data.column(name))).to_pylist() if code is not None)
    defined = name == INDICATOR
    return tuple((code, label(code), _definition(codelist, code, export.locale, defined)) for code in used)


def _definition(codelist: CodeList | None, code: str, locale: Locale, defined: bool) -> str:
    """The description of a code; an indicator's definition stands in its annotations."""
    found = None if codelist is None else codelist.get(code)
    if found is None:
        return ""
    definition = found.annotation(f"definition_{locale}") if defined else None
    return definition or found.description.say(locale)


def _attribute_list(export: Export, name: str) -> CodeList | None:
    lists: Mapping[str, CodeList] = export.catalogue.codelists
    if name == "unit":
        return lists.get("unit")
    return lists.get("obs_status") if name.endswith(STATUS) else None


def _from(codelist: CodeList, locale: Locale) -> Callable[[str], str]:
    def say(code: str) -> str:
        found = codelist.get(code)
        return code if found is None else found.name.say(locale)

    return say


def _source(export: Export, source_id: str) -> LocalizedText:
    own = (source for source in export.result.dataset.sources if source.id == source_id)
    found = export.catalogue.sources.get(source_id) or next(own, None)
    return LocalizedText.of({export.locale: source_id}) if found is None else found.title


def _labelled(values: pa.ChunkedArray, label: Callable[[str], str]) -> pa.Array:
    """The labels of the codes; each code is said once, however many figures bear it."""
    coded = values.combine_chunks().dictionary_encode()
    names = pa.array([label(code) for code in coded.dictionary.to_pylist()], pa.string())
    return names.take(coded.indices)


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column without its dictionary, and NaN as null: what other readers take without asking."""
    if pa.types.is_dictionary(values.type):
        return values.cast(values.type.value_type)
    if pa.types.is_floating(values.type):
        return pc.if_else(pc.is_nan(values), None, values)
    return values
