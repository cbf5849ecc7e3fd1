"""`/s/{id}`: the way from a short address to the page that was saved, or a page that says why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dantoc.engine.engine import open_engine
from dantoc.l10n import messages
from dantoc.l10n.faults import describe_error, error_title
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_date
from dantoc.model.errors import DantocError
from dantoc.model.saved import CHANGED, GONE, SavedView, Standing
from dantoc.model.text import Locale
from dantoc.model.view import encode
from dantoc.web.api_saved import page_of
from dantoc.web.asking import one_of, only
from dantoc.web.plain_page import plain_page, ways
from dantoc.web.remembering import the_store

_NO_STORE = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
_YEARS = ("changed", "added", "removed")


def short_link(request: Request) -> Response:
    """302 to the page in the reader's language; where what was saved holds no longer, what changed and the way on."""
    from dantoc.store.saving import standing

    try:
        only(request, ("lang",))
        own = the_store().find(request.path_params["id"])
        now = standing(open_engine(), own, messages.locales())
        locale = _locale(request, own)
    except DantocError as error:
        return _refused(request, error)
    if now.state == GONE:
        return plain_page(request, lambda said: _gone(own, now, said), 410)
    if now.state == CHANGED:
        return plain_page(request, lambda said: _changed(own, now, said), 200)
    return RedirectResponse(page_of(own, now, locale), 302, _NO_STORE)


def _locale(request: Request, own: SavedView) -> Locale:
    """The reader's language: asked for, or the browser's, or that in which the view was saved."""
    asked = one_of(request, "lang", messages.locales())
    return asked or messages.negotiate(request.headers.get("accept-language", ""), own.locale)


def _refused(request: Request, error: DantocError) -> Response:
    """The error as a page; a reader who follows a link should not meet a document for programs."""

    def section(locale: Locale) -> tuple[str, str]:
        body = f"<p>{escape(describe_error(error, locale))}</p>{ways(_onward(locale))}"
        return error_title(error, locale), body

    return plain_page(request, section, error.status)


def _gone(own: SavedView, now: Standing, locale: Locale) -> tuple[str, str]:
    known = open_engine().catalogue.datasets.get(own.dataset)
    why = f"<p>{escape(describe_error(now.why, locale))}</p>" if now.why else ""
    name = known.title.say(locale) if known else own.dataset
    onward = [(_dataset(own, locale), say("web.saved.dataset_now", locale))] if known else []
    intro = say("web.saved.gone.text", locale, dataset=name, version=own.version, day=_day(own, locale))
    return say("web.saved.gone", locale), f"<p>{escape(intro)}</p>{why}{ways([*onward, *_onward(locale)])}"


def _changed(own: SavedView, now: Standing, locale: Locale) -> tuple[str, str]:
    dataset = open_engine().catalogue.dataset(own.dataset)
    intro = say(
        "web.saved.changed.text",
        locale,
        dataset=dataset.title.say(locale),
        then=own.version,
        now=now.version,
        day=_day(own, locale),
    )
    years = "".join(f"<li>{escape(line)}</li>" for line in _years(now, locale))
    onward = [
        (page_of(own, now, locale), say("web.saved.figures_now", locale)),
        (_dataset(own, locale), say("web.saved.dataset_now", locale)),
    ]
    return say("web.saved.changed", locale), f"<p>{escape(intro)}</p><ul>{years}</ul>{ways(onward)}"


def _years(now: Standing, locale: Locale) -> Iterator[str]:
    for change in _YEARS:
        years = getattr(now, change)
        if years:
            yield say(f"web.saved.years.{change}", locale, years=", ".join(years))


def _day(own: SavedView, locale: Locale) -> str:
    return format_date(own.created, locale)


def _dataset(own: SavedView, locale: Locale) -> str:
    return "/dataset?" + encode({"id": own.dataset, "lang": locale})


def _onward(locale: Locale) -> list[tuple[str, str]]:
    links = (("/", "web.not_found.home"), ("/catalogue", "web.not_found.catalogue"))
    return [(f"{path}?lang={locale}", say(key, locale)) for path, key in links]
