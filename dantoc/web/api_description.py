"""`/api/v1/openapi.json`: what there is to ask, as OpenAPI 3.1 has it, made from the catalogue and the registries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from dantoc import __version__
from dantoc.catalogue.publications import publication_ids
from dantoc.catalogue.settings import settings
from dantoc.engine.derivations import DERIVATIONS
from dantoc.engine.engine import open_engine
from dantoc.engine.resolving import NEVER_YEARS, YEARS_ONLY
from dantoc.formats.registry import FORMATS
from dantoc.l10n.messages import locales, say
from dantoc.l10n.numbers import format_number
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.figure import SORTS, THEMES
from dantoc.model.figure_params import MOST_CATEGORIES, SIZES, TEXTS, YES
from dantoc.model.publication import EDITIONS, PAPERS
from dantoc.model.query import ORDERS
from dantoc.model.saved import ID_LENGTH, LATEST, PAGE, SavedView, params_in_full
from dantoc.model.selection import GRAMMAR
from dantoc.model.structure import TIME, Dimension
from dantoc.model.text import VIETNAMESE, Locale
from dantoc.model.view import LABELS, default_view
from dantoc.reports.edition import ARCHIVES
from dantoc.reports.order import CHOICES
from dantoc.web import answers, asking, publications
from dantoc.web.api_charts import FILE, WRITERS
from dantoc.web.api_codelists import SHAPES
from dantoc.web.api_datasets import MOST_LISTED, MOST_OFFSET
from dantoc.web.api_schemas import SAVED_ID, TEXT, Json, choice, ref, schemas
from dantoc.web.citations import KINDS
from dantoc.web.paging import LARGEST_PAGE
from dantoc.web.problems import MEDIA_TYPE

EXAMPLE = "population_census"
EXAMPLE_LIST = "ethnic_group"
EXAMPLE_SHEET = "group_sheet"
_SELECTION_EXAMPLES = ("_T", "01,02", "children(EM)", "top(10)")
_PERIOD_EXAMPLES = ("2019", "2009:2019", "latest")
_BODIES = {"json": "Data", "metadata": "DataDescription", "table": "Table"}
"""The formats that are JSON, with the schema of each."""
_ALIKE = ("ETag", "Cache-Control", "Vary")
"""The headers of what is the same in every language."""
_KEPT = (*_ALIKE, "Content-Language")
_PROBLEMS = {"400": "BadRequest", "405": "MethodNotAllowed", "414": "AddressTooLong"}

_POSTED = {
    "403": "ForeignOrigin",
    "404": "NotFound",
    "413": "TooMuchPosted",
    "415": "WrongMediaType",
    "429": "TooManySaved",
    "503": "Unavailable",
}
_ALSO_AS: Mapping[str, Json] = {"OtherVersion": {"text/html": {"schema": TEXT}}}
"""The answers that a page can be, beside the problem document."""
_BEARING = {"MethodNotAllowed": ("Allow",), "TooManySaved": ("Retry-After",)}
"""The headers that one problem alone has."""
_NEVER_KEPT = ("Cache-Control", "Vary", "Content-Language")
"""The headers of what may be another thing the next time."""


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
        "externalDocs": {"url": f"{settings().base_url}/api-guide?lang={locale}"},
        "paths": _paths(catalogue, locale),
        "components": {
            "schemas": schemas(catalogue, locale),
            "headers": _headers(locale),
            "responses": _shared_answers(locale),
        },
    }


def example_view(catalogue: Catalogue) -> SavedView | None:
    """The newest figures of the example dataset as its page shows them; None where there is no such dataset."""
    own = catalogue.datasets.get(EXAMPLE)
    if own is None:
        return None
    view = default_view(own)
    latest = replace(view, query=view.query.selecting(TIME, "latest"))
    return SavedView(own.id, params_in_full(own, latest, {}), PAGE, VIETNAMESE, LATEST, own.version, (), own.issued)


@dataclass(frozen=True)
class _Body:
    """What an address gives: its media types with their schemas, and the headers it bears."""

    content: Mapping[str, Json]
    headers: tuple[str, ...] = _KEPT

    @classmethod
    def json(cls, schema: str, *headers: str) -> _Body:
        return cls({"application/json": ref(schema)}, (*_KEPT, *headers))


def _paths(catalogue: Catalogue, locale: Locale) -> Json:
    """One entry an address; the keys are the paths of `routes.ANSWERED`."""
    own = _Parameters(catalogue, locale)
    now = ("Cache-Control",)
    return {
        "/healthz": _get("healthz", locale, [], _Body({"application/json": ref("Health")}, now), also_under=("503",)),
        "/livez": _get("livez", locale, [], _Body({"application/json": ref("Life")}, now)),
        "/metrics": _get("metrics", locale, [], _Body({"text/plain": TEXT}, now)),
        "/api/v1/datasets": _get("datasets", locale, own.of_list(), _Body.json("DatasetList", "Link")),
        "/api/v1/datasets/{id}": _get(
            "dataset", locale, [own.dataset(), own.lang()], _Body.json("Dataset", "Link"), "404", "503"
        ),
        "/api/v1/datasets/{id}/data": _get("data", locale, own.of_data(), _data(), "404", "413", "503"),
        "/api/v1/datasets/{id}/availability": _get(
            "availability", locale, own.of_availability(), _Body.json("Availability", "Link"), "404", "413", "503"
        ),
        "/api/v1/datasets/{id}/chart.{extension}": _get("chart", locale, own.of_chart(), _chart(), "404", "410", "413"),
        "/api/v1/codelists": _get("codelists", locale, [own.lang()], _Body.json("CodeLists")),
        "/api/v1/codelists/{id}": _get("codelist", locale, own.of_codelist(), _Body.json("CodeList"), "404"),
        "/api/v1/publications": _get(
            "publications", locale, [own.lang()], _Body({"application/json": ref("Publications")}, _NEVER_KEPT)
        ),
        "/api/v1/saved": {
            **_get("saving", locale, [own.lang()], _Body({"application/json": ref("Saving")}, _NEVER_KEPT)),
            **_post("save", locale, [own.lang()], "ToSave", "Saved"),
        },
        "/api/v1/saved/{id}": _get(
            "saved", locale, own.of_saved(), _Body({"application/json": ref("Saved")}, _NEVER_KEPT), "404", "503"
        ),
        "/api/v1/openapi.json": _get("openapi", locale, [own.lang()], _Body.json("OpenApi")),
        "/datasets/{id}/citation.{kind}": _get("citation", locale, own.of_citation(), _citation(), "404", "503"),
        "/publications/{id}.{edition}.pdf": _get("publication", locale, own.of_book(), _book(), "404", "503"),
        "/publications/{id}.{edition}.png": _get(
            "publication_page", locale, own.of_book_page(), _Body({"image/png": _as_bytes("image/png")}), "404", "503"
        ),
        "/robots.txt": _get("robots", locale, [], _Body({"text/plain": TEXT}, _ALIKE)),
        "/sitemap.xml": _get("sitemap", locale, [], _Body({"application/xml": TEXT}, _ALIKE)),
    }


def _data() -> _Body:
    """Every format by its media type; where several have the same, the answer is one of them."""
    found: dict[str, list[Json]] = {}
    for own in FORMATS.values():
        schema = ref(_BODIES[own.id]) if own.id in _BODIES else _as_bytes(own.media_type)
        same = found.setdefault(own.media_type.partition(";")[0], [])
        if schema not in same:
            same.append(schema)
    content: dict[str, Json] = {
        media_type: own[0] if len(own) == 1 else {"anyOf": own} for media_type, own in found.items()
    }
    return _Body(content, (*_KEPT, "Content-Disposition", "Link"))


def _chart() -> _Body:
    content = {
        media_type.partition(";")[0]: ref("Chart") if extension == "json" else _as_bytes(media_type)
        for extension, (media_type, _) in WRITERS.items()
    }
    return _Body(content, (*_KEPT, "Content-Disposition", "Link"))


def _citation() -> _Body:
    return _Body({kind.partition(";")[0]: TEXT for kind in KINDS.values()}, (*_KEPT, "Content-Disposition", "Link"))


def _book() -> _Body:
    named = "application/pdf"
    return _Body({named: _as_bytes(named)}, ("ETag", "Cache-Control", "Content-Language", "Content-Disposition"))


def _as_bytes(media_type: str) -> Json:
    """Text where it is text; otherwise anything, since JSON has no schema for bytes."""
    named = media_type.partition(";")[0]
    return TEXT if named.startswith("text/") or named.endswith("+xml") else {"contentMediaType": named}


def _get(
    operation: str,
    locale: Locale,
    parameters: list[Json],
    body: _Body,
    *problems: str,
    also_under: tuple[str, ...] = (),
) -> Json:
    """The one method of an address; a body that tells of the server comes under other statuses too."""
    found: Json = {
        "description": say("web.api.found", locale),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in body.headers},
        "content": {media_type: {"schema": schema} for media_type, schema in body.content.items()},
    }
    more = {"404": "NotFound", "410": "OtherVersion", "413": "TooLarge", "503": "Unavailable"}
    refused = {**_PROBLEMS, **{status: more[status] for status in problems}}
    pointers = {"304": "NotModified", **refused} if "ETag" in body.headers else refused
    told = {status: {"$ref": f"#/components/responses/{name}"} for status, name in sorted(pointers.items())}
    also = {status: {**found, "description": say("web.api.unavailable", locale)} for status in also_under}
    unexpected = {"$ref": "#/components/responses/Unexpected"}
    responses: Json = {"200": found, **told, **also, "default": unexpected}
    return {
        "get": {
            "operationId": operation,
            "summary": say(f"web.api.{operation}", locale),
            "parameters": parameters,
            "responses": responses,
        }
    }


def _post(operation: str, locale: Locale, parameters: list[Json], taken: str, given: str) -> Json:
    """What may be posted to an address, and what comes back."""
    headers = (*_NEVER_KEPT, "Location")
    made: Json = {
        "description": say("web.api.kept", locale),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {"application/json": {"schema": ref(given)}},
    }
    refused = {own: name for own, name in {**_PROBLEMS, **_POSTED}.items() if own != "405"}
    told: Json = {status: {"$ref": f"#/components/responses/{name}"} for status, name in sorted(refused.items())}
    responses: Json = {"201": made, **told, "default": {"$ref": "#/components/responses/Unexpected"}}
    return {
        "post": {
            "operationId": operation,
            "summary": say(f"web.api.{operation}", locale),
            "parameters": parameters,
            "requestBody": {"required": True, "content": {"application/json": {"schema": ref(taken)}}},
            "responses": responses,
        }
    }


def _headers(locale: Locale) -> Json:
    examples = {
        "ETag": '"f98e92b301cb65c99018104569be558f"',
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding, Accept-Language",
        "Content-Language": "vi",
        "Content-Disposition": 'attachment; filename="population_census-1.0.0-vi.csv"',
        "Link": '<https://example.org/api/v1/datasets/population_census/data?limit=1000&cursor=…>; rel="next"',
        "Allow": "GET, HEAD, OPTIONS",
        "Location": f"/api/v1/saved/{'2' * ID_LENGTH}",
        "Retry-After": "60",
    }
    return {
        name: {"description": say(f"web.api.header.{_key(name)}", locale), "schema": TEXT, "example": example}
        for name, example in examples.items()
    }


def _key(name: str) -> str:
    return name.lower().replace("-", "_")


def _shared_answers(locale: Locale) -> Json:
    problem: Json = {MEDIA_TYPE: {"schema": ref("Problem")}}
    names = {
        "BadRequest": "bad_request",
        "NotFound": "not_found",
        "MethodNotAllowed": "method_not_allowed",
        "OtherVersion": "other_version",
        "TooLarge": "too_large",
        "AddressTooLong": "address_too_long",
        "ForeignOrigin": "foreign_origin",
        "TooMuchPosted": "too_much_posted",
        "WrongMediaType": "wrong_media_type",
        "TooManySaved": "too_many_saved",
        "Unavailable": "unavailable",
        "Unexpected": "wrong",
    }
    told: Json = {}
    for name, key in names.items():
        headers = ("Content-Language", "Cache-Control", *_BEARING.get(name, ()))
        told[name] = {
            "description": say(f"web.api.{key}", locale),
            "headers": {header: {"$ref": f"#/components/headers/{header}"} for header in headers},
            "content": {**problem, **_ALSO_AS.get(name, {})},
        }
    not_changed = {
        "description": say("web.api.not_changed", locale),
        "headers": {header: {"$ref": f"#/components/headers/{header}"} for header in ("ETag", "Cache-Control", "Vary")},
    }
    return {"NotModified": not_changed, **told}


class _Parameters:
    """The parameters of each address, in one language, closed lists enumerated, with examples that are answered."""

    def __init__(self, catalogue: Catalogue, locale: Locale) -> None:
        self._catalogue = catalogue
        self._locale = locale
        self._names = sorted({name for own in catalogue.datasets.values() for name in own.structure.ids})

    def lang(self) -> Json:
        """The language of the answer."""
        return self._query("lang", choice(locales()), example=self._locale)

    def dataset(self) -> Json:
        """The dataset in the path."""
        return self._path("id", "dataset", self._catalogue.datasets, EXAMPLE)

    def of_list(self) -> list[Json]:
        """What narrows the list of datasets."""
        return [
            self._query("q", {"type": "string", "maxLength": asking.LONGEST_QUERY}, example="hmong"),
            self._query("theme", choice([own.id for own in self._catalogue.themes])),
            self._query("limit", _number(1, MOST_LISTED), key="limit_of_list", example=20),
            self._query("offset", _number(0, MOST_OFFSET), example=0),
            self.lang(),
        ]

    def of_data(self) -> list[Json]:
        """What chooses the figures and their file."""
        return [
            self.dataset(),
            self._query("format", {**choice(FORMATS), "default": "json"}, example="json"),
            self._query("labels", choice(LABELS)),
            self.lang(),
            *self._view(),
            self._limit(),
            self._query("cursor", TEXT),
        ]

    def of_availability(self) -> list[Json]:
        """What chooses the figures counted and what they are counted by."""
        by = self._several("by", self._names, example=["indicator", "year"])
        return [self.dataset(), by, self.lang(), *self._dimensions()]

    def of_chart(self) -> list[Json]:
        """What chooses the figures drawn and how."""
        return [
            self.dataset(),
            self._path("extension", "chart_kind", WRITERS, "svg"),
            self.lang(),
            *self._view(),
            self._query("mark", TEXT),
            self._query("show", TEXT),
            self._query("theme", choice(THEMES), key="chart_theme"),
            *(self._query(name, choice(self._names), key="chart_axis") for name in ("category", "series", "facet")),
            self._query("across", TEXT),
            self._query("sort", choice(SORTS)),
            self._query("limit", _number(1, MOST_CATEGORIES), key="limit_of_chart"),
            self._query("highlight", TEXT),
            self._query("reference", TEXT),
            self._query("target", {"type": "number"}),
            self._query("size", {"type": "string", "examples": [*SIZES, "800x600", "90x60mm"]}, example="link"),
            self._query("both", choice((YES,))),
            *(
                self._query(f"{name}.{locale}", {"type": "string", "maxLength": most}, key=f"text_{name}")
                for name, most in TEXTS.items()
                for locale in locales()
            ),
            self._query("dots", choice(FILE["dots"])),
            self._query("letters", choice(FILE["letters"])),
            self._query("embed", choice(FILE["embed"])),
            self._query("screen", choice(FILE["screen"])),
            self._query("version", TEXT),
        ]

    def of_codelist(self) -> list[Json]:
        """What chooses a code list and its shape."""
        lists = self._catalogue.codelists
        hierarchies = sorted({name for own in lists.values() for name in own.hierarchies})
        return [
            self._path("id", "codelist", lists, EXAMPLE_LIST),
            self.lang(),
            self._query("as", choice(SHAPES), example="tree"),
            self._query("hierarchy", choice(hierarchies), example="family"),
        ]

    def of_saved(self) -> list[Json]:
        """What chooses a saved view; the example is that of the example dataset, which whoever reads this may save."""
        own = example_view(self._catalogue)
        said = say("web.api.parameter.saved", self._locale)
        shown = {"example": own.id} if own else {}
        id_ = {"name": "id", "in": "path", "required": True, "description": said, "schema": SAVED_ID, **shown}
        return [id_, self.lang()]

    def of_citation(self) -> list[Json]:
        """What chooses what is cited, and for which program."""
        return [self.dataset(), self._path("kind", "citation_kind", KINDS, "txt"), self.lang(), *self._view()]

    def of_book(self) -> list[Json]:
        """What chooses a publication and the book that is made of it."""
        return [
            self._path("id", "publication", publication_ids(self._catalogue.root), EXAMPLE_SHEET),
            self._path("edition", "edition", EDITIONS, VIETNAMESE),
            self.lang(),
            self._query("code", TEXT, example="08"),
            self._query("paper", choice(PAPERS)),
            self._query("crop", choice((YES,))),
            self._query("archive", choice(ARCHIVES)),
            *(self._query(name, TEXT, key=f"choice_{name}") for name in CHOICES),
        ]

    def of_book_page(self) -> list[Json]:
        """What chooses a page of a book and how wide it is drawn."""
        width: Json = {"type": "integer", "enum": list(publications.WIDTHS)}
        page = self._query("page", _number(1, publications.PAGES), example=1)
        return [*self.of_book(), page, self._query("width", width, example=publications.WIDTHS[0])]

    def _view(self) -> list[Json]:
        return [
            *self._dimensions(),
            self._several("rows", self._names),
            self._several("columns", self._names),
            self._derive(),
            self._query("order", choice(ORDERS)),
        ]

    def _dimensions(self) -> list[Json]:
        """A parameter a dimension of any dataset, with the datasets that have it."""
        having: dict[str, tuple[Dimension, list[Dataset]]] = {}
        for own in self._catalogue.datasets.values():
            for dimension in own.structure:
                having.setdefault(dimension.id, (dimension, []))[1].append(own)
        return [self._dimension(dimension, datasets) for dimension, datasets in having.values()]

    def _dimension(self, dimension: Dimension, datasets: list[Dataset]) -> Json:
        meaningless = NEVER_YEARS if dimension.is_time else YEARS_ONLY
        grammar = say(
            "web.api.selection", self._locale, grammar=" · ".join(own for own in GRAMMAR if own not in meaningless)
        )
        said = [f"{dimension.name.say(self._locale)}. {grammar}"]
        if dimension.codelist is not None:
            said.append(say("web.api.codes_in", self._locale, address=f"/api/v1/codelists/{dimension.codelist.id}"))
        if len(datasets) < len(self._catalogue.datasets):
            said.append(say("web.api.only_in", self._locale, datasets=", ".join(own.id for own in datasets)))
        examples = _PERIOD_EXAMPLES if dimension.is_time else _SELECTION_EXAMPLES
        return {
            "name": dimension.id,
            "in": "query",
            "description": " ".join(said),
            "schema": {"type": "string", "examples": list(examples)},
        }

    def _derive(self) -> Json:
        """What is to be derived, every kind with what it takes."""
        kinds = " · ".join(f"{own.id}({own.usage})" for own in DERIVATIONS)
        asked = self._query("derive", TEXT, example="rank(ethnic_group)")
        return {**asked, "description": f"{asked['description']} {kinds}."}

    def _limit(self) -> Json:
        """How many figures in one part, with the most that each format holds."""
        most = ", ".join(
            f"{own.id} {format_number(own.most_figures, 0, self._locale)}"
            for own in FORMATS.values()
            if own.most_figures is not None
        )
        asked = self._query("limit", _number(1, LARGEST_PAGE), example=1000)
        return {**asked, "description": say("web.api.parameter.limit", self._locale, most=most)}

    def _several(self, name: str, values: Collection[str], example: list[str] | None = None) -> Json:
        """Some of a closed list, joined by commas."""
        schema: Json = {"type": "array", "items": choice(values), "uniqueItems": True}
        return {**self._query(name, schema, example=example), "style": "form", "explode": False}

    def _query(self, name: str, schema: Json, *, key: str = "", example: object = None) -> Json:
        description = say(f"web.api.parameter.{key or name}", self._locale)
        shown = {} if example is None else {"example": example}
        return {"name": name, "in": "query", "description": description, "schema": schema, **shown}

    def _path(self, name: str, key: str, values: Collection[str], example: str) -> Json:
        description = say(f"web.api.parameter.{key}", self._locale)
        shown = {"example": example} if example in values else {}
        return {
            "name": name,
            "in": "path",
            "required": True,
            "description": description,
            "schema": choice(values),
            **shown,
        }


def _number(least: int, most: int) -> Json:
    return {"type": "integer", "minimum": least, "maximum": most}
