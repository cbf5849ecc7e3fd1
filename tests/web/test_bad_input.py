"""Bad input in every parameter of every address: told what is wrong in the reader's language, and nothing else happens.

The addresses and their parameters are those of the description, so that a new one is tried without a line here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales, say
from dantoc.model.figure_params import TEXTS
from dantoc.model.query import Query
from dantoc.web.api_description import EXAMPLE, describe
from dantoc.web.soundness import LONGEST_ADDRESS
from tests.web.client import Reader, app

ENGINE = open_engine()
READER = Reader(app())
DESCRIPTION: dict[str, Any] = describe(ENGINE.catalogue, "en")
ROOT = Path(__file__).resolve().parents[2]
DATA = f"/api/v1/datasets/{EXAMPLE}/data"
DIMENSIONS = ENGINE.catalogue.dataset(EXAMPLE).structure.ids

PAYLOADS = {
    "sql": "' OR 1=1 --",
    "sql: drop": '1"; DROP TABLE population_census; --',
    "sql: union": "x') UNION SELECT * FROM read_csv('/etc/passwd') --",
    "sql: sleep": "1; SELECT pg_sleep(9)",
    "sql: attach": "';ATTACH 'x.db';",
    "path": "../../../../etc/passwd",
    "path: windows": "..\\..\\windows\\win.ini",
    "path: absolute": "/etc/passwd",
    "path: file": "file:///etc/passwd",
    "path: encoded twice": "%2e%2e%2fdatasets",
    "header": "vi\r\nX-Injected: yes",
    "header: cookie": "en\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "header: quotes": 'a"; filename="evil.exe',
    "markup": "<script>alert(1)</script>",
    "template": "{{7*7}}${7*7}",
    "log": "${jndi:ldap://example.org/a}",
    "format": "%s%n{0.__class__}",
    "nul": "a\0b",
    "direction": "\u202etxt.exe",
    "not a letter": "🙂",
    "marks": unicodedata.normalize("NFD", "Đồng bằng sông Cửu Long"),
    "very long": "a" * 5_000,
    "brackets": "children(" * 50,
    "numbers": "-1e309",
}
FREE_TEXT = ("q", *(f"{name}.{locale}" for name in TEXTS for locale in locales()))
"""Parameters that take any text: what is found is the answer."""


def filled(path: str, own: dict[str, object], value: str) -> str:
    """The path with its examples, and `value` for the one parameter."""
    for parameter in DESCRIPTION["paths"][path]["get"]["parameters"]:
        if parameter["in"] == "path":
            said = value if parameter["name"] == own.get("name") and own["in"] == "path" else parameter["example"]
            path = path.replace(f"{{{parameter['name']}}}", quote(said, safe=""))
    return path


def parameters() -> Iterator[tuple[str, dict[str, object]]]:
    """Every parameter of every address that the example dataset has, and one that no address has."""
    for path, item in DESCRIPTION["paths"].items():
        known = item["get"]["parameters"]
        names = {own["name"] for own in known}
        for own in known:
            is_dimension = own["in"] == "query" and own["name"] in {*ENGINE.catalogue.concepts}
            if not is_dimension or own["name"] in DIMENSIONS or "indicator" not in names:
                yield path, own


EVERY = list(parameters())


def asked(path: str, own: dict[str, object], value: str, locale: str) -> httpx.Response:
    address = filled(path, own, value)
    said = {} if own["name"] == "lang" else {"lang": locale}
    if own["in"] == "query":
        said[str(own["name"])] = value
    takes = {parameter["name"] for parameter in DESCRIPTION["paths"][path]["get"]["parameters"]}
    query = urlencode({name: text for name, text in said.items() if name in takes or name == own["name"]})
    return READER.get(f"{address}?{query}" if query else address, accept_language=locale)


@pytest.fixture(scope="module", autouse=True)
def warehouse_stays_as_it_was() -> Iterator[None]:
    """After all of it every figure is where it was: counted in the database itself."""

    def counted() -> dict[str, object]:
        return {
            name: ENGINE.available(Query(name), own.structure.ids).to_pydict()
            for name, own in ENGINE.catalogue.datasets.items()
        }

    before = counted()
    yield
    assert counted() == before


def harmless(answer: httpx.Response) -> None:
    """No failure, nothing of our insides, nothing that the reader wrote in a header."""
    assert answer.status_code < 500, answer.text[:500]
    assert not {"x-injected", "set-cookie"} & {name.lower() for name in answer.headers}
    for inside in ("Traceback", str(ROOT), "sqlalchemy", "duckdb.", "root:x:0"):
        assert inside not in answer.text
    if answer.headers["content-type"].startswith("text/html"):
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(("path", "own"), EVERY, ids=lambda own: own["name"] if isinstance(own, dict) else own)
def test_injection_is_told_and_does_nothing(path: str, own: dict[str, object], payload: str):
    value = PAYLOADS[payload]
    for locale in locales():
        answer = asked(path, own, value, locale)
        harmless(answer)
        if own["name"] in FREE_TEXT and answer.status_code == 200:
            continue
        assert answer.status_code in (400, 404), (answer.url, answer.status_code)
        said = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == locale or own["name"] == "lang"
        if "parameter" not in said:  # a path that leads to no address at all
            assert own["in"] == "path"
            assert quote(value, safe="")[:10] in answer.request.url.raw_path.decode()
            continue
        named = unicodedata.normalize("NFC", value)
        assert said["value"].rstrip("…")[:200] in named or said["value"] in value, (said["value"], value)
        assert said["value"].strip()
        assert said["allowed"] or said["type"].endswith(("#no_figures", "#not_saved"))
        assert said["detail"].endswith(".")


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("path", [path for path in DESCRIPTION["paths"] if path.startswith("/api/v1")])
def test_a_parameter_that_an_address_does_not_have_is_refused(path: str, locale: str):
    answer = asked(path, {"name": "colour", "in": "query"}, "red", locale)
    said = answer.json()
    assert (answer.status_code, said["parameter"], said["value"]) == (400, "parameter", "colour")
    assert "lang" in said["allowed"]
    assert set(said["allowed"]) <= {own["name"] for own in DESCRIPTION["paths"][path]["get"]["parameters"]}


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(
    ("broken", "named"),
    [("%", "%"), ("100%", "%"), ("%zz", "%zz"), ("%4", "%4"), ("%FF", "%FF"), ("%C3%28", "%C3"), ("%ED%A0%80", "%ED"),
     ("%c0%ae", "%C0"), ("%u0041", "%u0")],
)  # fmt: skip
def test_broken_percent_encoding_is_named_where_it_stands(broken: str, named: str, locale: str):
    for path in ("/api/v1/datasets", DATA, "/api/v1/codelists/sex", f"/datasets/{EXAMPLE}/citation.txt"):
        for query in (f"q={broken}", f"{broken}=1", f"area=VN&q=x{broken}"):
            answer = READER.get(f"{path}?{query}", accept_language=locale)
            said = answer.json()
            assert (answer.status_code, said["parameter"], said["value"]) == (400, "address", named)
            assert said["type"].endswith("#bad_encoding")
            assert say("core.fault.mend.bad_encoding", locale, value=named) in said["detail"]
    for path in (f"/api/v1/datasets/{broken}/data", f"/api/v1/codelists/{broken}"):
        answer = READER.get(path, accept_language=locale)
        assert (answer.status_code, answer.json()["value"]) == (400, named)


@pytest.mark.parametrize("locale", locales())
def test_ten_thousand_codes_are_told_how_many_signs_an_address_may_have(locale: str):
    codes = ",".join(f"{number:02d}" for number in range(10_000))
    for rest in ("data", "chart.svg", "availability"):
        answer = READER.get(f"{DATA.removesuffix('data')}{rest}?ethnic_group={codes}&lang={locale}")
        said = answer.json()
        assert (answer.status_code, said["parameter"], said["allowed"]) == (414, "address", [f"≤ {LONGEST_ADDRESS}"])
        assert int(said["value"]) > len(codes)
        assert "children(EM)" in said["detail"]


@pytest.mark.parametrize("locale", locales())
def test_three_thousand_codes_are_told_how_many_a_selection_may_name(locale: str):
    said = READER.get(f"{DATA}?ethnic_group={','.join(['02'] * 3_000)}&lang={locale}").json()
    assert (said["status"], said["parameter"], said["allowed"][0]) == (400, "ethnic_group", "≤ 2000")
    assert said["value"].startswith("02,02,")


def test_two_thousand_codes_are_answered():
    codes = ",".join(own.id for own in ENGINE.catalogue.codelist("ethnic_group"))
    many = ",".join([codes] * (2_000 // (codes.count(",") + 1)))
    assert READER.get(f"{DATA}?ethnic_group={many}&area=VN&year=2019").status_code == 200


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_text_in_any_normal_form_is_read_alike(form: str):
    said = unicodedata.normalize(form, "Hmông ở Điện Biên")
    found = READER.get(f"/api/v1/datasets?{urlencode({'q': said})}").json()
    expected = READER.get(f"/api/v1/datasets?{urlencode({'q': 'Hmông ở Điện Biên'})}").json()
    assert found == expected
    assert unicodedata.is_normalized("NFC", found["query"]["q"])
    spaced = READER.get(f"{DATA}?{urlencode({'area': ' VN ', 'year': '2019 , latest'})}")
    assert spaced.status_code == 200
    refused = READER.get(f"{DATA}?{urlencode({'area': said})}").json()
    assert refused["value"] == unicodedata.normalize("NFC", said)


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("said", ["2019:2009", "2019:1989", "2020:2019,2009"])
def test_years_backwards_are_told_with_the_way_round(said: str, locale: str):
    first = said.partition(",")[0]
    answer = READER.get(f"{DATA}?year={said}&lang={locale}").json()
    assert (answer["status"], answer["parameter"], answer["value"]) == (400, "year", first)
    assert answer["allowed"] == [":".join(reversed(first.split(":")))]
    assert say("core.fault.mend.bad_period", locale, value=first) in answer["detail"]
