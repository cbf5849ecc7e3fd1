"""`/api/v1/datasets`: what there is, found by text or theme, and one dataset with all that must be known to use it."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.formats.citation import cite
from dantoc.formats.describing import disclosure
from dantoc.formats.registry import FORMATS
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.errors import UnknownOption
from dantoc.model.query import Query
from dantoc.model.structure import Dimension
from dantoc.model.text import Locale
from dantoc.model.view import data_address, default_view, encode, page_address
from dantoc.web import answers, asking
from dantoc.web.searching import found_by

PARAMETERS = ("q", "theme", "limit", "offset", "lang")
MOST_LISTED = 1_000
"""So many datasets in one answer."""
MOST_OFFSET = 1_000_000
MOST_LOOKED_AT = 100_000
"""Up to so many figures are looked at to say what can be derived from them."""

Json = dict[str, object]


def datasets(request: Request) -> Response:
    """The datasets, best first where ``q`` is said, in the order of the catalogue otherwise; ``limit`` at a time."""
    asking.only(request, PARAMETERS)
    locale = asking.locale_of(request)
    text, theme = asking.text_of(request, "q"), request.query_params.get("theme", "")
    catalogue = open_engine().catalogue
    if theme and catalogue.theme(theme) is None:
        raise UnknownOption("theme", theme, tuple(own.id for own in catalogue.themes))
    limit = asking.number_of(request, "limit", MOST_LISTED) or MOST_LISTED
    offset = asking.number_of(request, "offset", MOST_OFFSET, least=0) or 0
    key = f"datasets {locale} {theme} {limit} {offset} {text}"
    answer = answers.kept(key, lambda: _list(catalogue, text, theme, limit, offset, locale))
    return answers.respond(request, answer, key)


def dataset(request: Request) -> Response:
    """One dataset: texts, structure with the codes in use, breaks, sources, licence, versions, addresses."""
    asking.only(request, ("lang",))
    locale = asking.locale_of(request)
    own = open_engine().catalogue.dataset(request.path_params["id"])
    key = f"dataset {own.id} {locale}"
    return answers.respond(request, answers.kept(key, lambda: _described(own, locale)), key)


def _list(catalogue: Catalogue, text: str, theme: str, limit: int, offset: int, locale: Locale) -> answers.Answer:
    found = found_by(text) if text else tuple(catalogue.datasets.values())
    suiting = [own for own in found if not theme or theme in own.themes]
    parts = {"prev": max(offset - limit, 0) if offset else None, "next": offset + limit}
    links = {
        relation: _list_address(text, theme, limit, start, locale)
        for relation, start in parts.items()
        if start is not None and start < len(suiting)
    }
    said = {
        "title": catalogue.title.say(locale),
        "publisher": catalogue.publisher.say(locale),
        "language": locale,
        "query": {"q": text, "theme": theme, "limit": limit, "offset": offset},
        "count": len(suiting),
        "next": links.get("next"),
        "themes": [{"id": own.id, "name": own.name.say(locale)} for own in catalogue.themes],
        "datasets": [_short(own, locale) for own in suiting[offset : offset + limit]],
        "unavailable": sorted(catalogue.broken),
    }
    answer = answers.json_answer(said, locale)
    if not links:
        return answer
    link = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())
    return replace(answer, headers={**answer.headers, "Link": link})


def _list_address(text: str, theme: str, limit: int, offset: int, locale: Locale) -> str:
    said = {"q": text, "theme": theme, "limit": str(limit), "offset": str(offset) if offset else "", "lang": locale}
    return f"{settings().base_url}/api/v1/datasets?{encode({name: value for name, value in said.items() if value})}"


def _described(own: Dataset, locale: Locale) -> answers.Answer:
    answer = answers.json_answer(_full(own, locale), locale)
    page = _links(own, locale)["page"]
    return replace(answer, headers={**answer.headers, "Link": f'<{page}>; rel="alternate"; type="text/html"'})


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
        "disclosure": disclosure(own, locale),
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
            # The size of the file is kept back where its checksum is: it too would let a guess be tested.
            **({"bytes": own.distribution.bytes} if own.disclosure.stands else {}),
            "sha256": own.checksum,
        },
        "formats": list(FORMATS),
        "derivations": _derivations(own, locale),
        "citation": cite(own, locale, str(_links(own, locale)["page"])).plain,
    }


def _derivations(own: Dataset, locale: Locale) -> list[Json]:
    """What can be derived from the figures of the dataset: of all of them where they are not too many, and by default.

    A narrower selection may have fewer: what means nothing for it is refused with those that do.
    """
    engine = open_engine()
    queries = [default_view(own).query]
    if own.distribution.rows <= MOST_LOOKED_AT:
        queries.insert(0, Query(own.id))
    offers = {offer.key: offer for query in queries for offer in engine.offers(engine.run(query))}
    return [
        {
            "key": offer.key,
            "name": offer.name.say(locale),
            "derivation": offer.derivation,
            "dimension": offer.dimension,
        }
        for offer in offers.values()
    ]


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
        "availability": f"{whole}/availability",
        "default_view": base + data_address(own, view, "json", locale),
        "chart": f"{whole}/chart.svg",
        "citation": f"{base}/datasets/{own.id}/citation.txt",
    }
