"""`/api/v1/datasets/{id}/availability`: which codes and years bear figures together, before any figure is asked for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import Engine, open_engine
from dantoc.formats.json_object import said as compact
from dantoc.model.dataset import Dataset
from dantoc.model.query import Query
from dantoc.model.structure import INDICATOR, TIME, Dimension
from dantoc.model.text import Locale
from dantoc.model.view import View, data_address, default_view, page_address, parse_view
from dantoc.web import answers, asking

MOST_COMBINATIONS = 100_000
"""More combinations than this are as many as the figures themselves."""
PARAMETERS = ("lang", "by")

Json = dict[str, object]


def availability(request: Request) -> Response:
    """For each combination of the codes of the dimensions ``by``, how many figures there are; none are not named."""
    engine = open_engine()
    dataset = engine.catalogue.dataset(request.path_params["id"])
    locale = asking.locale_of(request)
    params = asking.view_parameters(request, dataset, PARAMETERS, besides=PARAMETERS)
    view = parse_view(dataset, params, whole=True)
    by = _by(request, dataset)
    tag = answers.fingerprint("availability", dataset.id, dataset.version, dataset.checksum, view.query, by, locale)
    if answers.has_it(request, tag):
        return answers.not_changed(request, tag)
    return answers.respond(request, answers.kept(tag, lambda: _answer(engine, dataset, view, by, locale, tag)), tag)


def _by(request: Request, dataset: Dataset) -> tuple[str, ...]:
    """The dimensions to count by: those said, each once, or indicators and years."""
    said = (part.strip() for part in request.query_params.get("by", "").split(","))
    named = tuple(dict.fromkeys(part for part in said if part))
    return named or tuple(own for own in (INDICATOR, TIME) if own in dataset.structure)


def _answer(
    engine: Engine, dataset: Dataset, view: View, by: tuple[str, ...], locale: Locale, tag: str
) -> answers.Answer:
    found = engine.available(view.query, by, limit_cells=MOST_COMBINATIONS)
    base = settings().base_url
    rows = found.to_pylist()
    page = base + page_address(dataset, _as_page(dataset, view), locale)
    said: Json = {
        "dataset": dataset.id,
        "title": dataset.title.say(locale),
        "version": dataset.version,
        "language": locale,
        "selections": _selections(dataset, view.query),
        "by": list(by),
        "figures": sum(row["figures"] for row in rows),
        "count": len(rows),
        "available": rows,
        "codes": {name: _codes(dataset.structure[name], {str(row[name]) for row in rows}, locale) for name in by},
        "links": {
            "dataset": f"{base}/api/v1/datasets/{dataset.id}",
            "data": base + data_address(dataset, view, "json", locale),
            "page": page,
        },
    }
    headers = {"Content-Language": locale, "Link": f'<{page}>; rel="alternate"; type="text/html"'}
    return answers.Answer(f"{compact(said)}\n".encode(), "application/json", tag, headers)


def _selections(dataset: Dataset, query: Query) -> dict[str, str]:
    return {name: str(query.selection(name)) for name in dataset.structure.ids}


def _codes(dimension: Dimension, borne: set[str], locale: Locale) -> list[Json]:
    """The codes that bear figures, in printed order, with their names; years name themselves."""
    return [{"code": code, "label": dimension.code(code).name.say(locale)} for code in dimension.codes if code in borne]


def _as_page(dataset: Dataset, view: View) -> View:
    """The page of the same selection; the default one where nothing is selected, for a page of all is too large."""
    return view if view.query.selections else default_view(dataset)
