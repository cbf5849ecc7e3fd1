"""What all datasets share: the catalogue's own words, concepts, themes, licences, sources and code lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dantoc.catalogue.codelists import LANGUAGES, codelist_ids, read_codelist
from dantoc.catalogue.faults import Faults
from dantoc.catalogue.reading import CsvRow, Toml, kind_of, localized, read_csv, read_toml
from dantoc.l10n.messages import locales, say
from dantoc.model.codes import CodeList
from dantoc.model.dataset import Licence, Source, Theme
from dantoc.model.report import Issue
from dantoc.model.structure import Concept
from dantoc.model.text import ENGLISH, Locale, LocalizedText

ROLES = ("dimension", "time", "measure", "attribute", "annotation")
LEVELS = ("primary", "secondary", "tertiary")


@dataclass(frozen=True)
class Frame:
    """What a dataset's own files refer to. A part that could not be read is lacking, and `issues` say why."""

    title: LocalizedText = field(default_factory=LocalizedText)
    publisher: LocalizedText = field(default_factory=LocalizedText)
    languages: tuple[Locale, ...] = LANGUAGES
    codelists: Mapping[str, CodeList] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    concept_lists: Mapping[str, str] = field(default_factory=dict)
    """The code list of each concept that has one, by concept."""
    themes: tuple[Theme, ...] = ()
    licences: Mapping[str, Licence] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


def read_frame(root: Path, locale: Locale = ENGLISH) -> Frame:
    """All that stands in ``datasets/`` beside the datasets, with every fault found in it."""
    issues: list[Issue] = []
    title, publisher, languages, licence_order = _read_catalogue_file(root, locale, issues)
    concepts, lists = _read_concepts(root, locale, languages, issues)
    themes = _read_themes(root, locale, languages, issues)
    licences = _read_licences(root, locale, languages, licence_order, issues)
    sources = _read_sources(root, locale, languages, issues)
    annotations = {own.id for own in concepts.values() if own.role == "annotation"}
    codelists: dict[str, CodeList] = {}
    for codelist in codelist_ids(root):
        reading = read_codelist(root, codelist, annotations=annotations, languages=languages, locale=locale)
        issues.extend(reading.issues)
        if reading.value is not None:
            codelists[codelist] = reading.value
    issues.extend(_stray_lists(concepts, lists, codelists, locale))
    return Frame(title, publisher, languages, codelists, concepts, lists, themes, licences, sources, tuple(issues))


def _read_catalogue_file(
    root: Path, locale: Locale, issues: list[Issue]
) -> tuple[LocalizedText, LocalizedText, tuple[Locale, ...], tuple[str, ...]]:
    faults = Faults("datasets/catalogue.toml", locale)
    content = read_toml(root / faults.file, faults, LANGUAGES)
    if content is None:
        issues.extend(faults.issues)
        name = LocalizedText.of({own: say("core.product", own) for own in locales()})
        return name, name, LANGUAGES, ()
    languages = content.strings("languages") or LANGUAGES
    content.languages = languages
    title, publisher = content.text("title"), content.text("publisher")
    for optional in ("description", "contact"):
        content.text(optional, required=False)
    licences = content.strings("licences", required=False)
    content.close()
    issues.extend(faults.issues)
    return title, publisher, languages, licences


def _read_concepts(
    root: Path, locale: Locale, languages: tuple[Locale, ...], issues: list[Issue]
) -> tuple[dict[str, Concept], dict[str, str]]:
    concepts: dict[str, Concept] = {}
    lists: dict[str, str] = {}
    for concept, said in _tables(root, "concepts.toml", locale, languages, issues):
        concepts[concept] = Concept(
            id=concept,
            role=said.string("role", allowed=ROLES) or ROLES[0],
            sdmx_id=said.string("sdmx_id", pattern=r"[A-Z][A-Z0-9_]*") or concept.upper(),
            name=said.text("name"),
            description=said.text("description", required=False),
        )
        if said.has("codelist"):
            lists[concept] = said.string("codelist")
        said.close()
        issues.extend(said.faults.issues)
    return concepts, lists


def _read_themes(root: Path, locale: Locale, languages: tuple[Locale, ...], issues: list[Issue]) -> tuple[Theme, ...]:
    themes: list[Theme] = []
    for theme, said in _tables(root, "themes.toml", locale, languages, issues):
        themes.append(Theme(theme, said.text("name"), said.text("description", required=False)))
        said.close()
        issues.extend(said.faults.issues)
    return tuple(themes)


def _read_licences(
    root: Path, locale: Locale, languages: tuple[Locale, ...], order: tuple[str, ...], issues: list[Issue]
) -> dict[str, Licence]:
    found: dict[str, Licence] = {}
    for licence, said in _tables(root, "licences.toml", locale, languages, issues):
        found[licence] = Licence(licence, said.text("name"), said.text("text"), said.string("url", required=False))
        said.close()
        issues.extend(said.faults.issues)
    return {own: found[own] for own in dict.fromkeys((*order, *found)) if own in found}


def _tables(
    root: Path, name: str, locale: Locale, languages: tuple[Locale, ...], issues: list[Issue]
) -> list[tuple[str, Toml]]:
    """The tables of a file that holds one a noun, each with a gatherer of faults of its own."""
    faults = Faults(f"datasets/{name}", locale)
    content = read_toml(root / faults.file, faults, languages)
    issues.extend(faults.issues)
    if content is None:
        return []
    found: list[tuple[str, Toml]] = []
    for key, said in content.data.items():
        own = Faults(faults.file, locale)
        if not isinstance(said, dict):
            own.add("wrong_type", kind_of(said), column=key, allowed=["table"])
            issues.extend(own.issues)
            continue
        found.append((key, Toml(said, own, languages, content.source, key)))
    return found


def _read_sources(root: Path, locale: Locale, languages: tuple[Locale, ...], issues: list[Issue]) -> dict[str, Source]:
    faults = Faults("datasets/sources.csv", locale)
    texts = (f"{column}_{own}" for column in ("title", "publisher") for own in languages)
    required = ("source_id", *texts, "published", "url", "level")
    content = read_csv(root / faults.file, faults, required)
    known = {*required, *(f"note_{own}" for own in languages), "used_for"}
    for name in content.columns:
        if name not in known:
            faults.add("undeclared_column", name, column=name, line=1)
    sources: dict[str, Source] = {}
    for row in content.rows:
        if row["source_id"] in sources or not row["source_id"]:
            faults.add(
                "duplicate_code" if row["source_id"] else "bad_code",
                row["source_id"],
                column="source_id",
                line=row.line,
            )
            continue
        sources[row["source_id"]] = _read_source(row, languages, faults)
    issues.extend(faults.issues)
    return sources


def _read_source(row: CsvRow, languages: tuple[Locale, ...], faults: Faults) -> Source:
    for column in ("title", "publisher", "note"):
        said = [own for own in languages if row[f"{column}_{own}"]]
        for own in languages if said or column != "note" else ():
            if own not in said:
                faults.add("missing_text", row["source_id"], column=f"{column}_{own}", line=row.line)
    if row["level"] not in LEVELS:
        faults.add("unknown_value", row["level"], column="level", line=row.line, allowed=LEVELS)
    return Source(
        id=row["source_id"],
        title=localized({own: row[f"title_{own}"] for own in languages}),
        publisher=localized({own: row[f"publisher_{own}"] for own in languages}),
        published=row["published"],
        url=row["url"],
        level=row["level"],
        note=localized({own: row[f"note_{own}"] for own in languages}),
    )


def _stray_lists(
    concepts: Mapping[str, Concept], lists: Mapping[str, str], codelists: Mapping[str, CodeList], locale: Locale
) -> list[Issue]:
    """Concepts whose code list is not there."""
    faults = Faults("datasets/concepts.toml", locale)
    for concept in concepts:
        if concept in lists and lists[concept] not in codelists:
            faults.add("unknown_codelist", lists[concept], column=f"{concept}.codelist", allowed=sorted(codelists))
    return faults.issues
