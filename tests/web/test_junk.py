"""Whatever is asked, the answer is an answer or a problem that names the fault; never a failure."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import open_engine
from dantoc.formats.registry import FORMATS
from dantoc.model.view import RESERVED
from tests.web.client import Reader, app

READER = Reader(app())
NAMES = sorted({*RESERVED, "theme", "q", "as", "hierarchy", "area", "ethnic_group", "year", "sex", "indicator"})
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
PIECES = (
    "*",
    "children(EM)",
    "leaves(VN)",
    "top(3)",
    "top(0)",
    "latest",
    "2009:2019",
    ":",
    "(",
    ")",
    ",",
    "_T",
    "'",
    '"',
    ";--",
    "\0",
    "%",
    "é",
    "🙂",
)
GRAMMAR_LIKE = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
PARAMETERS = st.dictionaries(st.one_of(st.sampled_from(NAMES), TEXT), st.one_of(TEXT, GRAMMAR_LIKE), max_size=4)
ADDRESSES = (
    "/healthz",
    "/api/v1/datasets",
    "/api/v1/datasets/population_census",
    "/api/v1/datasets/survey_health/data",
    "/api/v1/datasets/survey_health/chart.json",
    "/api/v1/codelists",
    "/api/v1/codelists/sex",
    "/api/v1/openapi.json",
    "/datasets/survey_health/citation.ris",
    "/robots.txt",
    "/sitemap.xml",
    "/",
    "/dataset",
    "/catalogue",
)
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sound(address: str) -> None:
    answer = READER.get(address)
    assert answer.status_code in (200, 400, 404, 413), (answer.status_code, address, answer.text[:500])
    if answer.status_code != 200 and address.startswith(("/api", "/datasets")):
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json()["detail"]


@RELAXED
@given(st.sampled_from(ADDRESSES), PARAMETERS)
def test_junk_in_parameters(address: str, params: dict[str, str]):
    sound(f"{address}?{urlencode(params)}")


@RELAXED
@given(TEXT.filter(lambda text: text.strip("./ ")), st.sampled_from(("/data", "/chart.svg", "", "/chart.", "/x")))
def test_junk_in_paths(name: str, rest: str):
    sound(f"/api/v1/datasets/{quote(name, safe='')}{rest}")
    sound(f"/api/v1/codelists/{quote(name, safe='')}")
    sound(f"/datasets/{quote(name, safe='')}/citation.{quote(name, safe='')}")


@RELAXED
@given(st.sampled_from(sorted(FORMATS)), st.sampled_from(("both", "codes", "labels")), st.dictionaries(
    st.sampled_from(open_engine().catalogue.dataset("survey_health").structure.ids),
    st.sampled_from(("*", "latest", "first", "top(2)", "bottom(1)", "leaves(VN)", "children(EM)", "_T", "VN", "08")),
    max_size=3,
))  # fmt: skip
def test_the_grammar_with_every_format(format: str, labels: str, selections: dict[str, str]):
    sound(f"/api/v1/datasets/survey_health/data?{urlencode({**selections, 'format': format, 'labels': labels})}")


@pytest.mark.parametrize("raw", ["?q=%FF%FE", "?q=%00", "?lang=%C3%28", "?&&&==", "?q=" + "a" * 5_000, "?a[]=1&a[]=2"])
def test_broken_encodings(raw: str):
    for address in ADDRESSES:
        sound(address + raw)


def test_broken_headers():
    for header in ("accept_language", "if_none_match", "accept_encoding", "origin"):
        for value in ("", ",,,;;q=", "*;q=9", "vi;q=abc", '"', "W/", "a" * 4_000):
            answer = READER.get("/api/v1/datasets", **{header: value})
            assert answer.status_code in (200, 304), (header, value)
