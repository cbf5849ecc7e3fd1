"""What the figures of the book rest on: sources with their addresses, definitions of the indicators, signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportlab.platypus import Flowable

from dantoc.l10n.messages import say
from dantoc.l10n.sorting import sort_key
from dantoc.model.dataset import Dataset, Source
from dantoc.model.publication import FigureBlock, KeyFiguresBlock, ProfilesBlock, Publication, TableBlock
from dantoc.model.status import FLAGS, NO_FIGURE, NONE, NOT_TOLD, ObsStatus
from dantoc.model.structure import INDICATOR
from dantoc.model.text import LocalizedText
from dantoc.reports.linking import ascii_address
from dantoc.reports.setting import Setting
from dantoc.reports.stack import Stack
from dantoc.reports.typography import INDIGO, style
from dantoc.reports.words import Node, made_of, pair, plain, words

_NAMED_FLAGS: Mapping[ObsStatus, str] = {
    ObsStatus.PROVISIONAL: "provisional",
    ObsStatus.ESTIMATED: "estimated",
    ObsStatus.BREAK: "break",
}
PROFILED = ("population_census", "population_age_1999", "living_conditions_2019")
"""Datasets whose figures stand in profiles."""


def datasets_of(publication: Publication, setting: Setting) -> list[Dataset]:
    """The datasets whose figures the book prints, in the order in which they come up."""
    found: dict[str, None] = {}
    for _, block in publication.blocks:
        if isinstance(block, TableBlock):
            found[block.dataset] = None
        elif isinstance(block, FigureBlock):
            found[block.exhibit.dataset] = None
        elif isinstance(block, KeyFiguresBlock):
            found.update(dict.fromkeys(own.dataset for own in block.figures))
        elif isinstance(block, ProfilesBlock):
            found.update(dict.fromkeys(PROFILED))
    known = setting.engine.catalogue.datasets
    return [known[own] for own in found if own in known]


def set_sources(setting: Setting) -> list[Flowable]:
    """The sources of the figures in the book, by the alphabet, each with publisher, day, address and datasets."""
    used: dict[str, list[Dataset]] = {}
    known: dict[str, Source] = {}
    for dataset in datasets_of(setting.publication, setting):
        for source in dataset.sources:
            known[source.id] = source
            used.setdefault(source.id, []).append(dataset)
    every = sorted(known.values(), key=lambda one: sort_key(one.title.say(setting.locale)))
    return [Stack(_source(own, used[own.id], setting)) for own in every]


def _source(own: Source, datasets: Iterable[Dataset], setting: Setting) -> list[Flowable]:
    """A source: its title, what is known of it, and its address."""
    made = pair([(locale, plain(said)) for locale, said in setting.texts(own.title)], "source")
    said = []
    for locale in setting.locales:
        titles = "; ".join(one.title.say(locale) for one in datasets)
        facts = [own.publisher.say(locale)]
        if own.published:
            facts.append(say("reports.sources.published", locale, when=own.published))
        facts.append(say("reports.sources.used", locale, datasets=titles))
        said.append((locale, plain(". ".join(facts)) + "."))
    made += pair(said, "small")
    if own.url.startswith("http"):
        address = plain(ascii_address(own.url))
        made.append(words(f'<a href="{address}" color="{INDIGO}">{address}</a>', "small", ""))
    return made


def set_concepts(setting: Setting) -> list[Flowable]:
    """The definitions of the indicators that the book's datasets hold, by the alphabet, each with its unit."""
    found = {
        code: (dataset.structure[INDICATOR].code(code), dataset)
        for dataset in datasets_of(setting.publication, setting)
        if INDICATOR in dataset.structure
        for code in dataset.structure[INDICATOR].codes
    }
    made: list[Flowable] = []
    for code, dataset in sorted(found.values(), key=lambda own: sort_key(own[0].name.say(setting.locale))):
        definition = LocalizedText.of(
            {
                own: said
                for own in setting.locales
                if (said := code.annotation(f"definition_{own}") or code.description.get(own) or "")
            }
        )
        if not definition:
            continue
        unit = code.annotation("unit") or ""
        name = [
            (own, plain(f"{said} ({dataset.unit_symbol(unit, own)})" if unit else said))
            for own, said in setting.texts(code.name)
        ]
        made += pair(name, "entry")
        made += pair([(own, plain(said)) for own, said in setting.texts(definition)], "entry_text")
    return made


def set_signs(setting: Setting) -> list[Flowable]:
    """The signs that stand in place of a figure or beside it, each with what it means."""
    signs = [(NONE, "none"), (NO_FIGURE, "missing"), (NOT_TOLD, "suppressed")]
    signs += [(FLAGS[status], name) for status, name in _NAMED_FLAGS.items()]
    made = pair([(own, plain(said)) for own, said in setting.words("reports.signs.heading")], "h2", "H2")
    whole = Node("L")
    return [Stack([*made, *(own for sign, name in signs for own in _sign(sign, name, whole, setting))])]


def _sign(sign: str, name: str, whole: Node, setting: Setting) -> Iterable[Flowable]:
    item = Node("LI", whole)
    for place, (locale, said) in enumerate(setting.words(f"reports.signs.{name}")):
        own = style("sign" if not place else "sign_second")
        yield made_of(plain(said), own, Node("LBody", item, locale), label="" if place else sign)
