"""The facts about a file as (heading, text) pairs in its language: the XLSX's last sheet and the ZIP's README."""

from __future__ import annotations

from dantoc.formats.citation import cite
from dantoc.formats.describing import unit_label
from dantoc.formats.export import Export
from dantoc.l10n import sentence
from dantoc.l10n.disclosure import say_policy
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_date, format_number
from dantoc.model.dataset import Source


def facts(export: Export) -> list[tuple[str, str]]:
    """What a reader must know, most needed first; a heading may come twice (a line a source), empty texts left out."""
    result, locale = export.result, export.locale
    dataset = result.dataset
    said: list[tuple[str, str]] = [
        ("title", sentence.title(result, locale)),
        ("query", sentence.sentence(result, locale)),
        ("unit", "; ".join(unit_label(export, code) for code in result.units)),
        ("figures", format_number(len(result), 0, locale)),
        ("dataset", f"{dataset.title.say(locale)} ({dataset.id})"),
        ("description", dataset.description.say(locale)),
        ("coverage", dataset.coverage.say(locale)),
        ("method", dataset.method.say(locale)),
        ("quality", dataset.quality.say(locale)),
        ("known_problems", dataset.known_problems.say(locale)),
        ("comparability", dataset.comparability.say(locale)),
        ("disclosure", say_policy(dataset.disclosure, locale)),
        *(("break", f"{own.after}: {own.text.say(locale)}") for own in result.breaks),
        *(
            ("derived", f"{own.name.say(locale)}: {own.formula.say(locale)} {own.inputs.say(locale)}")
            for own in result.derived
        ),
        *(("source", source_line(own, locale)) for own in result.sources),
        ("licence", f"{dataset.licence.name.say(locale)}. {dataset.licence.text.say(locale)}".strip()),
        ("publisher", dataset.publisher.say(locale)),
        ("contact", dataset.contact.say(locale)),
        ("version", dataset.version),
        ("modified", format_date(dataset.modified, locale)),
        ("citation", cite(result, locale, export.link).plain),
        ("link", export.link),
        ("api_link", export.api_link),
    ]
    return [(say(f"formats.fact.{key}", locale), text.strip()) for key, text in said if text.strip()]


def source_line(source: Source, locale: str) -> str:
    """A source as one line: title, publisher, date, address."""
    parts = (source.title.say(locale), source.publisher.say(locale), source.published, source.url)
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
