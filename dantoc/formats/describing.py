"""What stands beside the figures in every file: title, unit, source, licence, version, citation, columns, codes."""

from __future__ import annotations

from collections.abc import Iterable

from dantoc.formats.citation import cite
from dantoc.formats.export import Export, Part
from dantoc.formats.tidy import Column, describe_columns, labeller
from dantoc.l10n import sentence
from dantoc.l10n.disclosure import say_policy
from dantoc.model.dataset import Dataset, Source

Json = dict[str, object]


def describe(export: Export) -> Json:
    """The metadata of the file as a mapping for JSON; texts are in the export's language."""
    result, locale = export.result, export.locale
    dataset = result.dataset
    title = sentence.title(result, locale)
    return {
        "title": title,
        "query": sentence.sentence(result, locale, title),
        "language": locale,
        "rows": len(result),
        **({} if export.part is None else {"part": _part(export.part)}),
        "units": [{"code": code, "label": unit_label(export, code)} for code in result.units],
        "dataset": {
            "id": dataset.id,
            "version": dataset.version,
            "issued": dataset.issued.isoformat(),
            "modified": dataset.modified.isoformat(),
            "title": dataset.title.say(locale),
            "description": dataset.description.say(locale),
            "coverage": dataset.coverage.say(locale),
            "method": dataset.method.say(locale),
            "quality": dataset.quality.say(locale),
            "known_problems": dataset.known_problems.say(locale),
            "comparability": dataset.comparability.say(locale),
            "disclosure": disclosure(dataset, locale),
            "publisher": dataset.publisher.say(locale),
            "sha256": dataset.checksum,
        },
        "selections": {name: str(result.query.selection(name)) for name in dataset.structure.ids},
        "order": result.query.order,
        "derived": [
            {
                "column": own.id,
                "key": own.key,
                "name": own.name.say(locale),
                "unit": unit_label(export, own.unit),
                "decimals": own.decimals,
                "formula": own.formula.say(locale),
                "inputs": own.inputs.say(locale),
            }
            for own in result.derived
        ],
        "breaks": [
            {"after": own.after, "text": own.text.say(locale), "where": {name: list(of) for name, of in own.where}}
            for own in result.breaks
        ],
        "sources": [_source(own, locale) for own in result.sources],
        "licence": {
            "id": dataset.licence.id,
            "name": dataset.licence.name.say(locale),
            "text": dataset.licence.text.say(locale),
            "url": dataset.licence.url,
        },
        "link": export.link,
        "api_link": export.api_link,
        "citation": cite(result, locale, export.link, title).plain,
    }


def _part(part: Part) -> Json:
    """Which rows of the whole these are, and where the next ones are; null after the last."""
    return {"start": part.start, "total": part.total, "next": part.next_link or None}


def head(export: Export) -> Json:
    """What stands before the figures in JSON: ``{"metadata", "structure", "codes"}``."""
    columns = describe_columns(export)
    return {"metadata": describe(export), "structure": structure(columns), "codes": codes(columns)}


def structure(columns: Iterable[Column]) -> list[Json]:
    """The columns of the long form for JSON: name, title, description, type and code list."""
    return [
        {
            "name": own.name,
            "title": own.title,
            "description": own.description,
            "type": own.type,
            "codelist": own.codelist,
        }
        for own in columns
    ]


def codes(columns: Iterable[Column]) -> Json:
    """The codes in view with their labels, by column."""
    return {
        own.name: [
            {"code": code, "label": label, **({"description": more} if more else {})} for code, label, more in own.codes
        ]
        for own in columns
        if own.codes
    }


def disclosure(dataset: Dataset, locale: str) -> Json:
    """The policy by which figures of the dataset are suppressed, for JSON."""
    policy = dataset.disclosure
    return {"threshold": policy.threshold, "published": policy.published, "text": say_policy(policy, locale)}


def unit_label(export: Export, code: str) -> str:
    """The unit's name in the export's language; the code itself where the list of units does not know it."""
    label = labeller(export, "unit")
    return code if label is None else label(code)


def _source(source: Source, locale: str) -> Json:
    return {
        "id": source.id,
        "title": source.title.say(locale),
        "publisher": source.publisher.say(locale),
        "published": source.published,
        "url": source.url,
        "level": source.level,
    }
