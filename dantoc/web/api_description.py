"""`/api/v1/openapi.json`: what there is to ask, as OpenAPI 3.1 has it, made from the catalogue and the registries."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dantoc import __version__
from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.formats.registry import FORMATS
from dantoc.l10n.messages import locales, say
from dantoc.model.dataset import Catalogue
from dantoc.model.figure import THEMES
from dantoc.model.query import ORDERS
from dantoc.model.selection import GRAMMAR
from dantoc.model.text import Locale
from dantoc.model.view import LABELS
from dantoc.web import answers, asking
from dantoc.web.api_charts import WRITERS
from dantoc.web.citations import KINDS

Json = dict[str, object]
_SELECTION_EXAMPLES = ("_T", "01,02", "children(EM)", "top(10)", "2009:2019", "latest")


def openapi(request: Request) -> Response:
    """The description, in the reader's language."""
    asking.only(request, ("lang",))
    locale = asking.locale_of(request)
    catalogue = open_engine().catalogue
    answer = answers.kept(f"openapi {locale}", lambda: answers.json_answer(describe(catalogue, locale), locale))
    return answers.respond(request, answer, f"openapi {locale}")


def describe(catalogue: Catalogue, locale: Locale) -> Json:
    """The OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": catalogue.title.say(locale),
            "summary": say("web.api.summary", locale),
            "description": say("web.api.description", locale),
            "version": __version__,
        },
        "servers": [{"url": settings().base_url}],
        "paths": _paths(catalogue, locale),
        "components": {"schemas": {"Problem": _problem(locale)}},
    }


def _paths(catalogue: Catalogue, locale: Locale) -> Json:
    """One entry an address; the keys are the paths of `routes.ANSWERED`."""
    lang = _query("lang", locale, enum=list(locales()))
    dataset = _path("id", "dataset", locale, list(catalogue.datasets))
    codelist = _path("id", "codelist", locale, list(catalogue.codelists))
    view = [
        *_dimensions(catalogue, locale),
        _query("rows", locale),
        _query("columns", locale),
        _query("derive", locale),
        _query("order", locale, enum=list(ORDERS)),
    ]
    themes = _query("theme", locale, enum=[own.id for own in catalogue.themes])
    data_types: Json = {own.media_type.partition(";")[0]: {} for own in FORMATS.values()}
    chart_types: Json = {media_type: {} for media_type, _ in WRITERS.values()}
    citation_types: Json = {media_type.partition(";")[0]: {} for media_type in KINDS.values()}
    chart = [
        *view,
        _query("mark", locale),
        _query("show", locale),
        _query("theme", locale, key="chart_theme", enum=list(THEMES)),
    ]
    formats = [_query("format", locale, enum=list(FORMATS)), _query("labels", locale, enum=list(LABELS))]
    return {
        "/healthz": _get("healthz", locale, []),
        "/api/v1/datasets": _get("datasets", locale, [_query("q", locale), themes, lang]),
        "/api/v1/datasets/{id}": _get("dataset", locale, [dataset, lang]),
        "/api/v1/datasets/{id}/data": _get("data", locale, [dataset, *formats, lang, *view], data_types),
        "/api/v1/datasets/{id}/chart.{extension}": _get(
            "chart",
            locale,
            [dataset, _path("extension", "chart_kind", locale, list(WRITERS)), lang, *chart],
            chart_types,
        ),
        "/api/v1/codelists": _get("codelists", locale, [lang]),
        "/api/v1/codelists/{id}": _get(
            "codelist",
            locale,
            [codelist, lang, _query("as", locale, enum=["list", "tree"]), _query("hierarchy", locale)],
        ),
        "/api/v1/openapi.json": _get("openapi", locale, [lang]),
        "/datasets/{id}/citation.{kind}": _get(
            "citation",
            locale,
            [dataset, _path("kind", "citation_kind", locale, list(KINDS)), lang, *view],
            citation_types,
        ),
        "/robots.txt": _get("robots", locale, [], {"text/plain": {}}),
        "/sitemap.xml": _get("sitemap", locale, [], {"application/xml": {}}),
    }


def _dimensions(catalogue: Catalogue, locale: Locale) -> list[Json]:
    """A parameter a dimension of any dataset; which a dataset has stands in its description."""
    found = {dimension.id: dimension for own in catalogue.datasets.values() for dimension in own.structure}
    grammar = say("web.api.selection", locale, grammar=" · ".join(GRAMMAR))
    return [
        {
            "name": own.id,
            "in": "query",
            "description": f"{own.name.say(locale)}. {grammar}",
            "schema": {"type": "string", "examples": list(_SELECTION_EXAMPLES)},
        }
        for own in found.values()
    ]


def _get(operation: str, locale: Locale, parameters: list[Json], content: Json | None = None) -> Json:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found: Json = {"description": say("web.api.found", locale), "content": content or {"application/json": {}}}
    return {
        "get": {
            "operationId": operation,
            "summary": say(f"web.api.{operation}", locale),
            "parameters": parameters,
            "responses": {
                "200": found,
                "304": {"description": say("web.api.not_changed", locale)},
                "default": {"description": say("web.api.wrong", locale), "content": problem},
            },
        }
    }


def _query(name: str, locale: Locale, *, key: str = "", enum: list[str] | None = None) -> Json:
    schema: Json = {"type": "string", **({"enum": enum} if enum else {})}
    return {
        "name": name,
        "in": "query",
        "description": say(f"web.api.parameter.{key or name}", locale),
        "schema": schema,
    }


def _path(name: str, key: str, locale: Locale, enum: list[str]) -> Json:
    description = say(f"web.api.parameter.{key}", locale)
    schema = {"type": "string", "enum": enum}
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _problem(locale: Locale) -> Json:
    text: Json = {"type": "string"}
    return {
        "type": "object",
        "description": say("web.api.problem", locale),
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "parameter": text,
            "value": text,
            "allowed": {"type": "array", "items": text},
            "instance": text,
        },
    }
