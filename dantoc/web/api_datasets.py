"""`/api/v1/datasets`: what there is, found by text or theme, and one dataset with all that must be known to use it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.formats.citation import cite
from dantoc.formats.registry import FORMATS
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.errors import UnknownOption
from dantoc.model.structure import Dimension
from dantoc.model.text import Locale
from dantoc.model.view import data_address, default_view, page_address
from dantoc.web import answers, asking
from dantoc.web.searching import found_by

Json = dict[str, object]


def datasets(request: Request) -> Response:
    """The datasets, best first where ``q`` is said, in the order of the catalogue otherwise."""
    asking.only(request, ("q", "theme", "lang"))
    locale = asking.locale_of(request)
    text, theme = asking.text_of(request, "q"), request.query_params.get("theme", "")
    catalogue = open_engine().catalogue
    if theme and catalogue.theme(theme) is None:
        raise UnknownOption("theme", theme, tuple(own.id for own in catalogue.themes))
    key = f"datasets {locale} {theme} {text}"
    return answers.respond(request, answers.kept(key, lambda: _list(catalogue, text, theme, locale)), key)


def dataset(request: Request) -> Response:
    """One dataset: texts, structure with the codes in use, breaks, sources, licence, versions, addresses."""
    asking.only(request, ("lang",))
    locale = asking.locale_of(request)
    own = open_engine().catalogue.dataset(request.path_params["id"])
    key = f"dataset {own.id} {locale}"
    return answers.respond(request, answers.kept(key, lambda: answers.json_answer(_full(own, locale), locale)), key)


def _list(catalogue: Catalogue, text: str, theme: str, locale: Locale) -> answers.Answer:
    found = found_by(text) if text else tuple(catalogue.datasets.values())
    shown = [own for own in found if not theme or theme in own.themes]
    said = {
        "title": catalogue.title.say(locale),
        "publisher": catalogue.publisher.say(locale),
        "language": locale,
        "query": {"q": text, "theme": theme},
        "count": len(shown),
        "themes": [{"id": own.id, "name": own.name.say(locale)} for own in catalogue.themes],
        "datasets": [_short(own, locale) for own in shown],
        "unavailable": sorted(catalogue.broken),
    }
    return answers.json_answer(said, locale)


def _short(own: Dataset, locale: Locale) -> Json:
    return {
        "id": own.id,
        "title": own.title.say(locale),
        "summary": own.summary.say(locale),
        "themes": list(own.themes),
        "system": own.system,
        "version": own.version,
        "issued": own.issued.isoformat(),
        "modified": own.modified.isoformat(),
        "years": list(own.years),
        "dimensions": list(own.structure.ids),
        "figures": own.distribution.rows,
        "source_levels": list(own.source_levels),
        "links": _links(own, locale),
    }


def _full(own: Dataset, locale: Locale) -> Json:
    keywords = dict(own.keywords)
    return {
        **_short(own, locale),
        "language": locale,
        "description": own.description.say(locale),
        "coverage": own.coverage.say(locale),
        "method": own.method.say(locale),
        "quality": own.quality.say(locale),
        "known_problems": own.known_problems.say(locale),
        "comparability": own.comparability.say(locale),
        "keywords": list(keywords.get(locale, ())),
        "frequency": own.frequency,
        "publisher": {"name": own.publisher.say(locale), "url": own.publisher_url},
        "contact": own.contact.say(locale),
        "licence": {
            "id": own.licence.id,
            "name": own.licence.name.say(locale),
            "text": own.licence.text.say(locale),
            "url": own.licence.url,
        },
        "structure": [_dimension(dimension, locale) for dimension in own.structure],
        "breaks": [
            {"after": each.after, "where": {name: list(of) for name, of in each.where}, "text": each.text.say(locale)}
            for each in own.breaks
        ],
        "sources": [
            {
                "id": each.id,
                "title": each.title.say(locale),
                "publisher": each.publisher.say(locale),
                "published": each.published,
                "url": each.url,
                "level": each.level,
            }
            for each in own.sources
        ],
        "distribution": {
            "rows": own.distribution.rows,
            "bytes": own.distribution.bytes,
            "sha256": own.distribution.sha256,
        },
        "formats": list(FORMATS),
        "citation": cite(own, locale, str(_links(own, locale)["page"])).plain,
    }


def _dimension(dimension: Dimension, locale: Locale) -> Json:
    return {
        "id": dimension.id,
        "name": dimension.name.say(locale),
        "description": dimension.concept.description.say(locale),
        "role": dimension.concept.role,
        "sdmx_id": dimension.concept.sdmx_id,
        "codelist": None if dimension.codelist is None else dimension.codelist.id,
        "codes": [{"code": code, "name": dimension.code(code).name.say(locale)} for code in dimension.codes],
    }


def _links(own: Dataset, locale: Locale) -> Json:
    base, view = settings().base_url, default_view(own)
    whole = f"{base}/api/v1/datasets/{own.id}"
    return {
        "self": whole,
        "page": base + page_address(own, view, locale),
        "data": f"{whole}/data",
        "default_view": base + data_address(own, view, "json", locale),
        "chart": f"{whole}/chart.svg",
        "citation": f"{base}/datasets/{own.id}/citation.txt",
    }
