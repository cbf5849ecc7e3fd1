"""The API on the real catalogue: what it answers, in which words, and what it refuses."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import urlsplit

import httpx
import pandas as pd
import pytest

from dantoc.engine.engine import open_engine
from dantoc.formats.registry import FORMATS
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.errors import BrokenDataset
from dantoc.model.query import Query
from dantoc.model.view import data_address, default_view
from dantoc.web import answers
from tests.web.client import Reader

DATASETS = tuple(open_engine().catalogue.datasets)
DATA = "/api/v1/datasets/population_census/data"
SLICE = f"{DATA}?indicator=population&area=VN&sex=_T&residence=_T&ethnic_group=02,08&year=2019"


def problem(response: httpx.Response) -> dict[str, object]:
    assert response.headers["content-type"].startswith("application/problem+json")
    said: dict[str, object] = response.json()
    assert said["status"] == response.status_code
    assert {"type", "title", "detail", "instance"} <= said.keys()
    assert not re.search(r"\[(vi|en): ", json.dumps(said, ensure_ascii=False)), said
    return said


def test_health_names_the_number_of_datasets(reader: Reader):
    answer = reader.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["datasets"] == len(DATASETS)


def test_the_list_holds_every_dataset_in_the_language_asked_for(reader: Reader):
    vietnamese, english = (reader.get(f"/api/v1/datasets?lang={lang}").json() for lang in ("vi", "en"))
    assert [own["id"] for own in vietnamese["datasets"]] == list(DATASETS)
    for lang, said in (("vi", vietnamese), ("en", english)):
        for own in said["datasets"]:
            assert own["title"] == open_engine().catalogue.dataset(own["id"]).title.get(lang)


def test_search_finds_a_group_without_accents_and_narrows_by_theme(reader: Reader):
    found = reader.get("/api/v1/datasets?q=hmong&lang=en").json()
    assert 0 < found["count"] <= len(DATASETS)
    narrowed = reader.get("/api/v1/datasets?q=hmong&theme=population").json()
    assert 0 < narrowed["count"] < found["count"]
    assert all("population" in own["themes"] for own in narrowed["datasets"])


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_dataset_is_described_and_its_links_lead_somewhere(reader: Reader, dataset: str):
    said = reader.get(f"/api/v1/datasets/{dataset}?lang=en").json()
    own = open_engine().catalogue.dataset(dataset)
    assert [dimension["id"] for dimension in said["structure"]] == list(own.structure.ids)
    assert said["distribution"]["rows"] == own.distribution.rows
    for name in ("self", "page", "default_view", "citation"):
        parts = urlsplit(said["links"][name])
        assert reader.get(f"{parts.path}?{parts.query}").status_code == 200, name


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_dataset_is_given_whole(reader: Reader, dataset: str):
    rows = pd.read_csv(io.BytesIO(reader.get(f"/api/v1/datasets/{dataset}/data?format=csv").content), dtype=str)
    assert len(rows) == open_engine().catalogue.dataset(dataset).distribution.rows


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_comes_with_its_type_its_name_and_its_description(reader: Reader, format: str):
    answer = reader.get(f"{SLICE}&format={format}&lang=en")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[format].media_type
    assert f'filename="population_census-1.0.0-en.{FORMATS[format].extension}"' in answer.headers["content-disposition"]
    described = re.search(r'<([^>]+)>; rel="describedby"', answer.headers["link"])
    assert described
    parts = urlsplit(described[1])
    metadata = reader.get(f"{parts.path}?{parts.query}").json()["metadata"]
    assert metadata["rows"] == 2
    assert answer.headers["content-language"] == "en"


def test_a_figure_of_the_api_is_the_figure_of_the_engine(reader: Reader, census: Dataset):
    observations = reader.get(SLICE).json()["observations"]
    query = Query.of(
        census.id,
        {
            "indicator": "population",
            "area": "VN",
            "sex": "_T",
            "residence": "_T",
            "ethnic_group": "02,08",
            "year": "2019",
        },
    )
    expected = open_engine().run(query).data.to_pylist()
    assert [own["value"] for own in observations] == [own["value"] for own in expected] == [1_845_492, 1_393_547]


def test_the_page_link_and_the_api_link_of_a_file_give_the_same_figures_again(reader: Reader):
    metadata = reader.get(SLICE).json()["metadata"]
    again = urlsplit(metadata["api_link"])
    assert reader.get(f"{again.path}?{again.query}").json()["metadata"]["rows"] == 2
    page = urlsplit(metadata["link"])
    assert (page.path, reader.get(f"{page.path}?{page.query}").status_code) == ("/dataset", 200)


def test_labels_are_chosen(reader: Reader):
    both, codes, labels = (
        set(pd.read_csv(io.BytesIO(reader.get(f"{SLICE}&format=csv&labels={own}").content)).columns)
        for own in ("both", "codes", "labels")
    )
    assert both == codes | labels
    assert "ethnic_group_label" in labels - codes
    assert "ethnic_group" in codes - labels


def test_a_dimension_said_twice_adds_up(reader: Reader):
    twice = reader.get(SLICE.replace("02,08", "02") + "&ethnic_group=08").json()
    assert [own["ethnic_group"] for own in twice["observations"]] == ["02", "08"]


def test_order_by_value_is_falling(reader: Reader):
    address = f"{DATA}?area=VN&sex=_T&residence=_T&ethnic_group=children(EM)&year=2019&order=-value"
    values = [own["value"] for own in reader.get(address).json()["observations"]]
    assert len(values) == 53
    assert values == sorted(values, reverse=True)


def test_nothing_selected_is_an_answer_without_figures(reader: Reader):
    answer = reader.get(f"{DATA}?area=R1&year=1989")
    assert answer.status_code == 200
    assert answer.json()["observations"] == []


def test_who_has_the_answer_is_not_sent_it_again(reader: Reader):
    for address in (SLICE, f"{SLICE}&format=xlsx", "/api/v1/datasets", "/api/v1/codelists/sex", "/api/v1/openapi.json"):
        tag = reader.get(address).headers["etag"]
        assert re.fullmatch(r'"[0-9a-f]{32}"', tag), "a strong tag"
        for said in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = reader.get(address, if_none_match=said)
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert reader.get(address, if_none_match='"other"').status_code == 200


def test_every_choice_has_a_tag_of_its_own(reader: Reader):
    choices = ("", "&format=csv", "&lang=en", "&labels=both", "&order=value", "&rows=year", "&year=1999")
    tags = {reader.get(f"{DATA}?area=VN&ethnic_group=02{own}").headers["etag"] for own in choices}
    assert len(tags) == len(choices)


def test_a_packed_answer_is_the_same_answer(reader: Reader):
    plain, packed = reader.get(f"{DATA}?format=csv"), reader.get(f"{DATA}?format=csv", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 4
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    again = reader.get(f"{DATA}?format=csv", accept_encoding="gzip", if_none_match=packed.headers["etag"])
    assert again.status_code == 304


def test_an_answer_too_large_to_keep_is_the_same_answer(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    kept = reader.get(f"{DATA}?format=csv").content
    monkeypatch.setattr(answers.gather, "__defaults__", (1_000,))
    answers.SHELF.clear()
    sent = reader.get(f"{DATA}?format=csv")
    assert sent.content == kept
    assert "content-length" not in sent.headers
    assert answers.SHELF.bytes == 0


def test_the_shelf_lets_go_of_what_was_not_asked_for_longest():
    shelf = answers.Shelf(most_bytes=25)
    for name in "abc":
        shelf.put(name, answers.Answer(b"x" * 10, "text/plain", name))
        shelf.get("a")
    assert (shelf.get("b"), shelf.bytes) == (None, 20)
    assert shelf.get("a") and shelf.get("c")


@pytest.mark.parametrize(
    ("address", "status", "parameter", "value"),
    [
        ("/api/v1/datasets/nope", 404, "dataset", "nope"),
        ("/api/v1/datasets/nope/data", 404, "dataset", "nope"),
        ("/api/v1/codelists/nope", 404, "codelist", "nope"),
        ("/datasets/nope/citation.bib", 404, "dataset", "nope"),
        ("/datasets/population_census/citation.doc", 400, "citation", "doc"),
        ("/api/v1/datasets/population_census/chart.gif", 400, "chart", "gif"),
        ("/api/v1/datasets/population_census/chart.svg?mark=pie3d", 400, "mark", "pie3d"),
        ("/api/v1/datasets/population_census/chart.svg?show=nope", 400, "show", "nope"),
        ("/api/v1/datasets/population_census/chart.svg?theme=neon", 400, "theme", "neon"),
        ("/api/v1/datasets?theme=nope", 400, "theme", "nope"),
        ("/api/v1/datasets?colour=red", 400, "parameter", "colour"),
        ("/api/v1/datasets?lang=xx", 400, "lang", "xx"),
        (f"{DATA}?format=docx", 400, "format", "docx"),
        (f"{DATA}?labels=some", 400, "labels", "some"),
        (f"{DATA}?area=99", 400, "area", "99"),
        (f"{DATA}?area=children(", 400, "area", "children("),
        (f"{DATA}?year=2019:2009", 400, "year", "2019:2009"),
        (f"{DATA}?derive=magic(area)", 400, "derive", "magic(area)"),
        (f"{DATA}?rows=nope", 400, "rows", "nope"),
        (f"{DATA}?order=upward", 400, "order", "upward"),
        ("/api/v1/codelists/sex?as=graph", 400, "as", "graph"),
    ],
)
@pytest.mark.parametrize("lang", locales())
def test_a_problem_names_the_parameter_the_value_and_what_is_allowed(
    reader: Reader, address: str, status: int, parameter: str, value: str, lang: str
):
    joined = address if "lang=" in address else f"{address}{'&' if '?' in address else '?'}lang={lang}"
    answer = reader.get(joined)
    said = problem(answer)
    assert (answer.status_code, said["parameter"], said["value"]) == (status, parameter, value)
    assert said["allowed"]
    assert value in str(said["detail"])


def test_problems_speak_the_readers_language(reader: Reader):
    address = f"{DATA}?area=99"
    vietnamese = problem(reader.get(address, accept_language="vi-VN,vi;q=0.9"))
    english = problem(reader.get(address, accept_language="en-GB,en;q=0.9,vi;q=0.8"))
    chosen = problem(reader.get(f"{address}&lang=en", accept_language="vi"))
    assert vietnamese["detail"] != english["detail"] == chosen["detail"]
    assert problem(reader.get(address))["detail"] == vietnamese["detail"], "Vietnamese where the reader says nothing"


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v2/datasets", "/api/v1/nope", "/datasets/nope", "/api/v1/datasets/a/b/c"]
)
def test_an_unknown_address_is_a_problem_for_programs(reader: Reader, path: str):
    assert problem(reader.get(path))["status"] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_api_is_for_reading(reader: Reader, method: str):
    answer = reader.get("/api/v1/datasets", method=method)
    assert problem(answer)["status"] == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_head_has_the_headers_and_no_body(reader: Reader):
    asked, got = reader.get(SLICE, method="HEAD"), reader.get(SLICE)
    assert asked.headers["etag"] == got.headers["etag"]
    assert asked.headers["content-length"] == str(len(got.content))


def test_any_site_may_read_the_data_and_none_the_pages(reader: Reader):
    assert reader.get(SLICE, origin="https://example.org").headers["access-control-allow-origin"] == "*"
    asked = reader.get(
        SLICE, method="OPTIONS", origin="https://example.org", access_control_request_method="GET",
        access_control_request_headers="if-none-match",
    )  # fmt: skip
    assert asked.status_code == 204
    assert "if-none-match" in asked.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-origin" not in reader.get("/", origin="https://example.org").headers


def test_a_broken_dataset_is_a_503_and_the_rest_serves(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    whole = open_engine().catalogue
    left = {name: own for name, own in whole.datasets.items() if name != "survey_health"}
    fault = BrokenDataset("dataset", "survey_health", detail="datasets/survey_health/data.parquet: unreadable")
    broken = Catalogue(**{**vars(whole), "datasets": left, "broken": {"survey_health": fault}})
    monkeypatch.setattr(open_engine(), "catalogue", broken)
    answers.SHELF.clear()
    said = problem(reader.get("/api/v1/datasets/survey_health/data"))
    assert said["status"] == 503
    assert reader.get(SLICE).status_code == 200
    assert reader.get("/api/v1/datasets").json()["unavailable"] == ["survey_health"]
    assert reader.get("/healthz").json()["unavailable"] == ["survey_health"]
    assert reader.get("/dataset?id=survey_health").status_code == 503
    answers.SHELF.clear()


def test_an_unexpected_fault_is_logged_and_told_without_its_insides(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret insides")

    monkeypatch.setattr(open_engine(), "run", fail)
    said = problem(reader.get(f"{DATA}?area=VN&year=1989&order=value"))
    assert said["status"] == 500
    assert "secret" not in json.dumps(said)
    assert "secret insides" in caplog.text


def test_the_code_list_of_groups_is_a_tree_and_shows_no_name_that_is_only_searched(reader: Reader):
    flat = reader.get("/api/v1/codelists/ethnic_group?lang=en")
    tree = reader.get("/api/v1/codelists/ethnic_group?as=tree&lang=vi").json()["codes"]
    total = next(own for own in tree if own["code"] == "_T")
    minorities = next(own for own in total["children"] if own["code"] == "EM")
    assert len(minorities["children"]) == 53
    codes = {own["code"]: own["name"] for own in flat.json()["codes"]}
    assert codes["08"] == open_engine().catalogue.codelist("ethnic_group")["08"].name.get("en")
    hidden = {own.id: set(own.search_only) for own in open_engine().catalogue.codelist("ethnic_group")}
    assert any(hidden.values())
    for own in flat.json()["codes"]:
        shown = {own["name"], *own["names"].values(), *own.get("aliases", []), *own.get("annotations", {}).values()}
        assert not shown & hidden[own["code"]], own


def test_a_tree_along_another_hierarchy_gathers_by_family(reader: Reader):
    lists = {own["id"]: own for own in reader.get("/api/v1/codelists").json()["codelists"]}
    assert "family" in lists["ethnic_group"]["hierarchies"]
    tree = reader.get("/api/v1/codelists/ethnic_group?as=tree&hierarchy=family").json()["codes"]
    families = [own for own in tree if len(own.get("children", [])) > 1]
    assert len(families) >= 3


@pytest.mark.parametrize("extension", ["png", "svg", "pdf", "json", "html"])
def test_a_chart_is_a_file_of_its_kind(reader: Reader, extension: str):
    address = f"/api/v1/datasets/population_census/chart.{extension}?ethnic_group=02,03,06&year=2019&lang=en"
    answer = reader.get(address)
    assert answer.status_code == 200
    start = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF", "json": b"{", "html": b"<!DOCTYPE html>"}[extension]
    assert answer.content.startswith(start)
    assert reader.get(address, if_none_match=answer.headers["etag"]).status_code == 304
    if extension in ("svg", "html"):
        assert "Tay" in answer.text


def test_a_chart_without_figures_says_so(reader: Reader):
    said = problem(reader.get("/api/v1/datasets/population_census/chart.svg?area=R1&year=1989&lang=en"))
    assert (said["status"], said["title"]) == (400, "No figures")
    assert (said["parameter"], said["value"], said["allowed"]) == ("area", "R1", ["*"])


@pytest.mark.parametrize("kind", ["txt", "bib", "ris"])
def test_a_citation_names_dataset_version_and_address(reader: Reader, kind: str, census: Dataset):
    answer = reader.get(f"/datasets/population_census/citation.{kind}?lang=vi")
    assert answer.status_code == 200
    for part in (census.title.say("vi"), census.version, "/dataset?id=population_census"):
        assert part in answer.text


def test_the_citation_of_a_view_says_what_is_cited(reader: Reader):
    whole = reader.get("/datasets/population_census/citation.txt?lang=en").text
    view = reader.get("/datasets/population_census/citation.txt?lang=en&ethnic_group=08").text
    assert view != whole
    assert "ethnic_group=08" in view


def test_the_address_that_the_model_writes_is_understood(reader: Reader, census: Dataset):
    address = data_address(census, default_view(census), "csv", "vi")
    rows = pd.read_csv(io.BytesIO(reader.get(address).content))
    assert len(rows) == len(open_engine().run(default_view(census).query))


def test_a_search_is_not_answered_with_the_packed_bytes_of_another(reader: Reader):
    reader.get("/api/v1/datasets?q=population&lang=en", accept_encoding="gzip")
    said = reader.get("/api/v1/datasets?q=population-gzip&lang=en").json()
    assert said["query"]["q"] == "population-gzip"


def test_packed_bytes_are_packed_once(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    catalogue = "/api/v1/datasets?lang=en"
    first = reader.get(catalogue, accept_encoding="gzip").content
    monkeypatch.setattr("dantoc.web.packing.gzip.compress", lambda *_, **__: pytest.fail("packed again"))
    assert reader.get(catalogue, accept_encoding="gzip").content == first


def test_who_holds_the_packed_answer_keeps_its_tag(reader: Reader):
    tag = reader.get("/api/v1/codelists/area", accept_encoding="gzip").headers["etag"]
    again = reader.get("/api/v1/codelists/area", accept_encoding="gzip", if_none_match=tag)
    assert (again.status_code, again.headers["etag"]) == (304, tag)


def test_a_file_that_bears_another_address_has_another_tag(reader: Reader, monkeypatch: pytest.MonkeyPatch):
    before = reader.get(f"{SLICE}&format=metadata")
    monkeypatch.setenv("DANTOC_BASE_URL", "https://dantoc.example.org")
    answers.SHELF.clear()  # as a process that starts under the other address
    after = reader.get(f"{SLICE}&format=metadata")
    assert after.json()["metadata"]["link"].startswith("https://dantoc.example.org/")
    assert after.headers["etag"] != before.headers["etag"]
