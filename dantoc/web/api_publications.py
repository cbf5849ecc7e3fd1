"""`/api/v1/publications`: the publications there are, each with the files of its editions, printed or yet to be."""

from __future__ import annotations

import json
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.publication import EDITIONS, Publication
from dantoc.model.text import Locale
from dantoc.model.view import encode
from dantoc.reports.bindery import open_bindery
from dantoc.reports.edition import ARCHIVES
from dantoc.reports.order import Order, read_order
from dantoc.web import asking, publications_head
from dantoc.web.publications import PDF

Json = dict[str, object]
CODE = "{code}"
"""Stands in the address of a fact sheet for whom it is about."""


def publications(request: Request) -> Response:
    """The publications with their editions. What is printed changes, so the answer is asked for anew each time."""
    asking.only(request, ("lang",))
    locale = asking.locale_of(request)
    said = listed(open_engine(), locale)
    body = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language", "Content-Language": locale}
    return Response(body, media_type="application/json", headers=headers)


def listed(engine: Engine, locale: Locale) -> Json:
    """The publications, and those that cannot be printed as they stand."""
    sound = engine.publications.sound
    return {
        "title": engine.catalogue.title.say(locale),
        "publisher": engine.catalogue.publisher.say(locale),
        "language": locale,
        "count": len(sound),
        "publications": [_described(engine, own, locale) for own in sound],
        "unavailable": sorted(engine.publications.broken),
    }


def page_of(publication: str, locale: Locale) -> str:
    """The address of the page where the publication is leafed through."""
    return f"{settings().base_url}/publications?{encode({'id': publication, 'lang': locale})}"


def _described(engine: Engine, own: Publication, locale: Locale) -> Json:
    title = publications_head.title(own, "")
    return {
        "id": own.id,
        "kind": own.kind,
        "title": title.say(locale),
        "titles": title.as_dict(),
        "summary": publications_head.summary(own, "", locale),
        "year": own.year,
        "version": own.version,
        "issued": own.issued.isoformat(),
        "paper": own.paper,
        "subject": own.subject,
        "codes": [
            {"code": code, "name": engine.catalogue.codelists[own.subject][code].name.say(locale)}
            for code in own.subject_codes
        ],
        "page": page_of(own.id, locale),
        "files": list(_files(engine, own)),
    }


def _files(engine: Engine, own: Publication) -> Iterator[Json]:
    """A file for each edition and each kind of PDF/A, those of the printed ones with size and checksum."""
    for edition in EDITIONS:
        for archive in ARCHIVES:
            order = read_order(engine, own.id, edition, {"archive": archive})
            yield _file(engine, own, order)


def _file(engine: Engine, own: Publication, order: Order) -> Json:
    bound = None if own.subject else open_bindery().find(engine, order)
    return {
        "edition": order.edition.languages,
        "languages": list(order.edition.locales),
        "media_type": PDF,
        "archive": order.edition.archive,
        "address": settings().base_url + _address(own, order),
        "printed": bound is not None,
        "bytes": bound.size if bound else None,
        "pages": bound.pages if bound else None,
        "sha256": bound.checksum if bound else None,
    }


def _address(own: Publication, order: Order) -> str:
    return order.address.replace(f"code={order.about}", f"code={CODE}") if own.subject else order.address
