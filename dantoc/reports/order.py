"""An order of a book: which publication, about whom, in which edition; and the address that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from urllib.parse import quote

from dantoc.engine.engine import Engine
from dantoc.model.errors import UnknownCode, UnknownDimension, UnknownOption
from dantoc.model.publication import EDITIONS, PAPERS, Publication
from dantoc.model.view import encode
from dantoc.reports.edition import ALL_OF_IT, ARCHIVES, Choice, Edition

YES = "yes"
CHOICES = tuple(own.name for own in fields(Choice))
PARAMETERS = ("code", "paper", "crop", "archive", *CHOICES)
GROUP, AREA = "ethnic_group", "area"
MOST_CHOSEN = 200
"""So many codes of one kind an order names at most."""


@dataclass(frozen=True)
class Order:
    """A publication to be printed: its id, the code it is about where it has a subject, and the edition.

    `version` is the publication's own: the file is named by it, the order is the same without.
    """

    publication: str
    edition: Edition
    about: str = ""
    version: str = field(default="", compare=False, repr=False)

    @property
    def address(self) -> str:
        """The path and query of the book: ``/publications/yearbook.vi.pdf?paper=16x24``."""
        params = order_params(self)
        name = f"{quote(self.publication)}.{self.edition.languages}.pdf"
        return f"/publications/{name}" + (f"?{encode(params)}" if params else "")

    @property
    def file_name(self) -> str:
        """The name under which the book is kept by its reader: ``yearbook-1.0.0-a4-selection-vi.pdf``."""
        edition = self.edition
        parts = (
            self.publication,
            self.about,
            self.version,
            edition.paper,
            "crop" if edition.crop else "",
            "" if edition.archive == ARCHIVES[0] else f"pdfa{edition.archive}",
            "selection" if edition.choice != ALL_OF_IT else "",
            edition.languages,
        )
        return f"{'-'.join(own for own in parts if own)}.pdf"


def order_params(order: Order) -> dict[str, str]:
    """The parameters that say the order, defaults left out; `read_order` gives the same order back."""
    edition = order.edition
    said = {
        "code": order.about,
        "paper": edition.paper,
        "crop": YES if edition.crop else "",
        "archive": "" if edition.archive == ARCHIVES[0] else edition.archive,
        **{name: ",".join(getattr(edition.choice, name)) for name in CHOICES},
    }
    return {name: value for name, value in said.items() if value}


def read_order(engine: Engine, id: str, languages: str, params: Mapping[str, str]) -> Order:
    """The order that an address says; all of it is checked against the publication.

    Raises:
        UnknownPublication, BrokenPublication: no such publication, or one that cannot be printed.
        UnknownDimension: a parameter that there is none of.
        UnknownOption, UnknownCode: a value outside what is allowed.
    """
    stranger = next((name for name in params if name not in PARAMETERS), "")
    if stranger:
        raise UnknownDimension("parameter", stranger, PARAMETERS)
    if languages not in EDITIONS:
        raise UnknownOption("edition", languages, EDITIONS)
    publication = engine.publications.publication(id)
    about = params.get("code", "").strip()
    if about and about not in publication.subject_codes:
        raise UnknownCode("code", about, publication.subject_codes)
    about = about or (publication.subject_codes[0] if publication.subject else "")
    paper = _one_of("paper", params, PAPERS)
    edition = Edition(
        languages=languages,
        paper="" if paper == publication.paper else paper,
        crop=_one_of("crop", params, (YES,)) == YES,
        archive=_one_of("archive", params, ARCHIVES) or ARCHIVES[0],
        choice=_choice(engine, publication, params),
    )
    return Order(id, edition, about, publication.version)


def choosable(engine: Engine, publication: Publication) -> dict[str, tuple[str, ...]]:
    """What a reader may choose of a publication: ids of chapters, codes of groups and areas, years."""
    catalogue = engine.catalogue
    years = {
        code for own in catalogue.datasets.values() if "year" in own.structure for code in own.structure["year"].codes
    }
    return {
        "chapters": tuple(chapter.id for chapter in publication.chapters),
        "groups": tuple(code.id for code in catalogue.codelists[GROUP]),
        "areas": tuple(code.id for code in catalogue.codelists[AREA]),
        "years": tuple(sorted(years)),
    }


def _choice(engine: Engine, publication: Publication, params: Mapping[str, str]) -> Choice:
    allowed = choosable(engine, publication)
    chosen = {name: _chosen(name, params.get(name, ""), allowed[name]) for name in CHOICES}
    return Choice(**chosen)


def _chosen(name: str, said: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The values said, in the order of what is allowed, so that one book has one address."""
    values = {own.strip() for own in said.split(",") if own.strip()}
    if len(values) > MOST_CHOSEN:
        raise UnknownOption(name, f"{said[:40]}…", (f"≤ {MOST_CHOSEN}",))
    stranger = min(values - set(allowed), default="")
    if stranger:
        raise UnknownCode(name, stranger, allowed)
    return tuple(own for own in allowed if own in values)


def _one_of(name: str, params: Mapping[str, str], allowed: tuple[str, ...]) -> str:
    said = params.get(name, "").strip()
    if said and said not in allowed:
        raise UnknownOption(name, said, allowed)
    return said
