"""`/api/v1/saved`: a view kept under a short address, and what has become of it since."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales, say
from dantoc.model.errors import BadBody
from dantoc.model.figure_params import chart_address, parse_figure, studio_address
from dantoc.model.saved import AS_SAVED, CHART, HOLDS, KINDS, LONGEST_PARAMETERS, PAGE, PERIODS, SavedView, Standing
from dantoc.model.text import Locale
from dantoc.model.view import data_address, encode, view_params
from dantoc.web import asking
from dantoc.web.received import text_member
from dantoc.web.remembering import the_store

LARGEST_BODY = 64 << 10
"""Bytes of what is posted: the longest parameters, every letter of them escaped."""
MEMBERS = ("dataset", "parameters", "kind", "periods", "lang")
_NOT_KEPT = "no-store"


def saving(request: Request) -> Response:
    """Whether views can be saved now, and what may be asked of it."""
    asking.only(request, ("lang",))
    said = {
        "store": the_store().state,
        "kinds": list(KINDS),
        "periods": list(PERIODS),
        "languages": list(locales()),
        "longest_parameters": LONGEST_PARAMETERS,
        "largest_body": LARGEST_BODY,
    }
    return _answer(said, asking.locale_of(request))


def save(request: Request, said: dict[str, object]) -> Response:
    """Keeps the view: 201 with its id and its short address, the same where it was saved before."""
    from dantoc.store.saving import view_to_save

    asking.only(request, ("lang",))
    locale = asking.locale_of(request)
    for name in said:
        if name not in MEMBERS:
            raise BadBody(name, "", MEMBERS)
    view = view_to_save(
        open_engine(),
        text_member(said, "dataset"),
        _parameters(said.get("parameters", {})),
        text_member(said, "lang", locale),
        text_member(said, "kind", PAGE),
        text_member(said, "periods", AS_SAVED),
        languages=locales(),
        today=datetime.now(UTC).date(),
    )
    kept = the_store().keep(view)
    answer = _answer(described(kept, locale), locale, 201)
    answer.headers["Location"] = f"/api/v1/saved/{kept.id}"
    return answer


def saved(request: Request) -> Response:
    """What was saved under the id, and how it stands against what is published now."""
    asking.only(request, ("lang",))
    locale = asking.locale_of(request)
    return _answer(described(the_store().find(request.path_params["id"]), locale), locale)


def described(own: SavedView, locale: Locale) -> dict[str, object]:
    """The saved view as the API tells it."""
    from dantoc.store.saving import standing

    now = standing(open_engine(), own, locales())
    base = settings().base_url
    return {
        "id": own.id,
        "address": base + own.path,
        "dataset": own.dataset,
        "parameters": dict(own.params),
        "kind": own.kind,
        "periods": own.periods,
        "lang": own.locale,
        "version": own.version,
        "created": own.created.isoformat(),
        "standing": {
            "state": now.state,
            "text": say(f"web.saved.state.{now.state}", locale),
            "version": now.version,
            "changed": list(now.changed),
            "added": list(now.added),
            "removed": list(now.removed),
        },
        "links": _links(own, now, locale),
    }


def page_of(own: SavedView, now: Standing, locale: Locale) -> str:
    """Path and query of what shows the saved view in the language: the dataset's page, or the chart in the studio.

    Where its figures are not those that were saved, the page is told which saved view it shows, to say what changed.
    """
    view = now.view
    if view is None:
        return f"/catalogue?{encode({'lang': locale})}"
    dataset = open_engine().catalogue.dataset(own.dataset)
    told = {} if now.state == HOLDS else {"saved": own.id}
    if own.kind == CHART:
        return studio_address(dataset, view, parse_figure(dataset, dict(now.figure), locales()), locale, **told)
    said = {"id": dataset.id, "lang": locale, **view_params(dataset, view), **told}
    return f"/dataset?{encode(said)}"


def _links(own: SavedView, now: Standing, locale: Locale) -> dict[str, str]:
    base, dataset = settings().base_url, open_engine().catalogue.dataset(own.dataset)
    if now.view is None:
        return {}
    figure = parse_figure(dataset, dict(now.figure), locales())
    return {
        "page": base + page_of(own, now, locale),
        "data": base + data_address(dataset, now.view, "json", locale),
        "chart": base + chart_address(dataset, now.view, figure, "svg", locale),
    }


def _parameters(said: object) -> dict[str, str]:
    if not isinstance(said, dict):
        raise BadBody("parameters", json.dumps(said)[:40], ("{…}",))
    return {name: text_member(said, name) for name in said}


def _answer(said: dict[str, object], locale: Locale, status: int = 200) -> Response:
    body = json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
    headers = {"Content-Language": locale, "Cache-Control": _NOT_KEPT, "Vary": "Accept-Language"}
    return Response(body, status, headers, "application/json")
