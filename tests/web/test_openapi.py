"""The description is valid OpenAPI 3.1, and every real answer is what it says: type, members, headers, status."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from dantoc.catalogue.loading import load_catalogue
from dantoc.engine.engine import Engine, open_engine
from dantoc.formats.registry import FORMATS
from dantoc.l10n.messages import locales
from dantoc.model.view import data_address, default_view
from dantoc.reports.bindery import Bindery, Printing
from dantoc.reports.order import Order, read_order
from dantoc.web import publications
from dantoc.web.api_charts import WRITERS
from dantoc.web.api_description import describe
from dantoc.web.citations import KINDS
from dantoc.web.routes import ANSWERED
from tests.web.client import Reader, app

ENGINE = open_engine()
CATALOGUE = ENGINE.catalogue
READER = Reader(app())
DATASETS = tuple(CATALOGUE.datasets)
V1 = "/api/v1/datasets"
DATA, AVAILABILITY, CHART = (f"{V1}/{{id}}/{rest}" for rest in ("data", "availability", "chart.{extension}"))
LIST = "/api/v1/codelists/{id}"
CITATION = "/datasets/{id}/citation.{kind}"
SMALL_BOOK = read_order(ENGINE, "group_sheet", "vi", {"code": "08"})
Json = dict[str, Any]


class OneBook(Bindery):
    """Prints the one small book whatever is ordered: what a book holds is judged elsewhere."""

    def key(self, engine: Engine, order: Order) -> str:
        return super().key(engine, SMALL_BOOK)

    def order(self, engine: Engine, order: Order) -> Printing:
        return super().order(engine, SMALL_BOOK)


@pytest.fixture(scope="module", autouse=True)
def one_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    own = OneBook(tmp_path_factory.mktemp("books"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publications, "open_bindery", lambda: own)
        yield
    own.close()


@lru_cache
def description(locale: str = "en") -> Json:
    return describe(CATALOGUE, locale)


def resolved(node: Json) -> Json:
    """What a pointer of the description leads to; the thing itself where it is none."""
    while "$ref" in node:
        found: Any = description()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


@lru_cache
def validator(pointer: str) -> Draft202012Validator:
    schema = {"$ref": pointer, "components": description()["components"]}
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def checked(template: str, address: str, **headers: str) -> httpx.Response:
    """The answer to the address, held against what the description says of its path."""
    answer = READER.get(address, **headers)
    operation = description()["paths"][template]["get"]
    responses = operation["responses"]
    assert str(answer.status_code) in responses, (address, answer.status_code)
    said = resolved(responses[str(answer.status_code)])
    for name in said.get("headers", {}):
        optional = name == "Link" and template == V1
        assert optional or name in answer.headers, (address, name)
    if answer.status_code == 304:
        assert not answer.content
        return answer
    media_type = answer.headers["content-type"].partition(";")[0]
    assert media_type in said["content"], (address, media_type)
    schema = said["content"][media_type]["schema"]
    if media_type.endswith("json"):
        pointers = [own["$ref"] for own in schema.get("anyOf", [schema])]
        errors = [next(validator(pointer).iter_errors(answer.json()), None) for pointer in pointers]
        assert None in errors, (address, [error and (error.json_path, error.message[:300]) for error in errors])
    else:
        assert schema.get("type") == "string" or schema["contentMediaType"] == media_type
    return answer


@pytest.mark.parametrize("locale", locales())
def test_the_description_is_valid_openapi(locale: str):
    assert not list(OpenAPIV31SpecValidator(description(locale)).iter_errors())


def test_a_catalogue_without_datasets_is_described_too(content):
    for name in ("synthetic_persons", "synthetic_rate"):
        (content / "datasets" / name / "dataset.toml").write_text("x = =", encoding="utf-8")
    empty = load_catalogue(content)
    assert not empty.datasets
    assert not list(OpenAPIV31SpecValidator(describe(empty, "vi")).iter_errors())


def test_the_two_languages_describe_the_same():
    def bones(node: Any) -> Any:
        if isinstance(node, dict):
            worded = ("description", "summary", "title", "example", "externalDocs")
            return {name: bones(own) for name, own in node.items() if name not in worded or isinstance(own, dict)}
        return [bones(own) for own in node] if isinstance(node, list) else node

    assert bones(description("vi")["components"]) == bones(description("en")["components"])
    assert description("vi")["info"] != description("en")["info"]


def examples() -> Iterator[tuple[str, str]]:
    """An address for every path, made of the examples that the description gives."""
    for path, item in description()["paths"].items():
        parameters = item["get"]["parameters"]
        filled = path
        for own in parameters:
            if own["in"] == "path":
                filled = filled.replace(f"{{{own['name']}}}", own["example"])
        said = {own["name"]: own["example"] for own in parameters if own["in"] == "query" and "example" in own}
        plain = {name: ",".join(value) if isinstance(value, list) else value for name, value in said.items()}
        yield path, f"{filled}?{urlencode(plain)}" if plain else filled


@pytest.mark.parametrize(("template", "address"), list(examples()), ids=lambda own: own)
def test_the_examples_are_answered_as_described(template: str, address: str):
    assert checked(template, address).status_code == 200


def test_every_route_stands_in_the_examples():
    assert {template for template, _ in examples()} == {path for path, _ in ANSWERED}


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("dataset", DATASETS)
def test_every_dataset_is_answered_as_described(dataset: str, locale: str):
    own, whole = CATALOGUE.dataset(dataset), f"{V1}/{dataset}"
    metadata = checked(f"{V1}/{{id}}", f"{whole}?lang={locale}").json()
    for kind in FORMATS:
        for labels in ("both", "codes", "labels") if kind in ("json", "metadata") else ("both",):
            checked(DATA, f"{whole}/data?format={kind}&limit=40&labels={labels}&lang={locale}")
    view = default_view(own)
    offers = [offer.key for offer in ENGINE.offers(ENGINE.run(view.query))]
    for kind in ("json", "table", "metadata"):
        address = data_address(own, view, kind, locale)
        derived = f"{address}&derive={quote(','.join(offers))}" if offers else address
        metadata_of_data = checked(DATA, derived).json()["metadata"]
        assert [measure["key"] for measure in metadata_of_data["derived"]] == offers
    assert set(offers) <= {offer["key"] for offer in metadata["derivations"]}
    for by in ("", "year", ",".join(own.structure.ids)):
        checked(AVAILABILITY, f"{whole}/availability?lang={locale}&by={by}")


def test_every_code_list_is_answered_as_described():
    checked("/api/v1/codelists", "/api/v1/codelists")
    for name, own in CATALOGUE.codelists.items():
        checked(LIST, f"/api/v1/codelists/{name}?lang=vi")
        for hierarchy in own.hierarchies:
            checked(LIST, f"/api/v1/codelists/{name}?as=tree&hierarchy={hierarchy}")


@pytest.mark.parametrize("extension", WRITERS)
def test_charts_are_answered_as_described(extension: str):
    checked(CHART, f"{V1}/population_census/chart.{extension}?ethnic_group=02,03,06&year=2019")


@pytest.mark.parametrize("kind", KINDS)
def test_citations_are_answered_as_described(kind: str):
    checked(CITATION, f"/datasets/population_census/citation.{kind}")


@pytest.mark.parametrize(
    ("template", "address", "status"),
    [
        (DATA, f"{V1}/population_census/data?area=99", 400),
        (DATA, f"{V1}/population_census/data?cursor=x", 400),
        (DATA, f"{V1}/population_census/data?q=%FF", 400),
        (DATA, f"{V1}/nope/data", 404),
        (AVAILABILITY, f"{V1}/population_census/availability?by=nope", 400),
        (AVAILABILITY, f"{V1}/nope/availability", 404),
        (f"{V1}/{{id}}", f"{V1}/nope", 404),
        (LIST, "/api/v1/codelists/nope", 404),
        (V1, f"{V1}?q={'a' * 20_000}", 414),
        (CHART, f"{V1}/population_census/chart.svg?area=R1&year=1989", 400),
    ],
)
@pytest.mark.parametrize("locale", locales())
def test_problems_are_answered_as_described(template: str, address: str, status: int, locale: str):
    assert checked(template, address, accept_language=locale).status_code == status


@pytest.mark.parametrize("template", [path for path, _ in ANSWERED if description()["paths"][path]])
def test_what_is_held_is_not_sent_again_as_described(template: str):
    responses = description()["paths"][template]["get"]["responses"]
    address = dict(examples())[template]
    answer = READER.get(address)
    assert ("304" in responses) == ("etag" in answer.headers), template
    if "304" in responses:
        assert checked(template, address, if_none_match=answer.headers["etag"]).status_code == 304


def values(own: Json) -> st.SearchStrategy[str]:
    """Values of a parameter: those that it takes, its examples, and any text."""
    schema = own["schema"]
    listed = schema.get("items", schema).get("enum", [])
    said = (*listed, *schema.get("examples", []), own.get("example", "1"))
    known = [str(value) for value in said if str(value)]
    several = st.lists(st.sampled_from(known), min_size=1, max_size=3).map(",".join)
    return st.one_of(st.sampled_from(known), several, st.text(st.characters(exclude_categories=("Cs",)), max_size=12))


def requests_of(template: str) -> st.SearchStrategy[str]:
    """Addresses of the path, with any of its parameters."""
    known = description()["paths"][template]["get"]["parameters"]
    in_path = {
        own["name"]: values(own).filter(lambda said: said.strip("./ \n")) for own in known if own["in"] == "path"
    }
    query = {own["name"]: values(own) for own in known if own["in"] == "query"}

    def joined(parts: tuple[dict[str, str], list[tuple[str, str]]]) -> str:
        address = template
        for name, said in parts[0].items():
            address = address.replace(f"{{{name}}}", quote(said, safe=""))
        return f"{address}?{urlencode(parts[1])}"

    pairs = [st.tuples(st.just(name), said) for name, said in query.items()]
    chosen = st.lists(st.one_of(pairs), max_size=4) if pairs else st.just([])
    return st.tuples(st.fixed_dictionaries(in_path), chosen).map(joined)


@pytest.mark.parametrize("template", [path for path, _ in ANSWERED])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_asked_is_answered_as_described(template: str, data: st.DataObject):
    address = data.draw(requests_of(template))
    answer = READER.get(address)
    if answer.status_code == 404 and "parameter" not in answer.json():
        return  # a slash in a name leads to another address, which is none
    assert checked(template, address).status_code in (200, 400, 404, 410, 413)


def test_a_method_that_is_not_for_reading_is_answered_as_described():
    answer = READER.get(V1, method="POST")
    said = resolved(description()["paths"][V1]["get"]["responses"]["405"])
    assert answer.status_code == 405
    assert all(name in answer.headers for name in said["headers"])
    validator("#/components/schemas/Problem").validate(answer.json())


def test_what_the_description_calls_closed_is_closed():
    """A member more in any answer is a fault: what is not described is not promised."""
    left_open = {"OpenApi", "Chart"}
    for name, schema in description()["components"]["schemas"].items():
        assert schema.get("additionalProperties") is False or name in left_open, name
