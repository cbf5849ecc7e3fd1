"""Every answer is safe by its headers: what pages may load, who may read data, and nothing a reader wrote in a head."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from dantoc.l10n.messages import locales
from dantoc.web.middleware import middleware
from dantoc.web.page_entries import PAGES
from dantoc.web.safety import script_checksums
from tests.web.client import SHELL, Reader

DATA = "/api/v1/datasets/population_census/data?area=VN&ethnic_group=02"
CHART = "/api/v1/datasets/population_census/chart"


def policy(answer) -> dict[str, list[str]]:
    said = answer.headers["content-security-policy"]
    return {part.split()[0]: part.split()[1:] for part in said.split("; ")}


class Scripts(HTMLParser):
    """The scripts written in a document, as a browser reads it."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.written: list[str] = []
        self._runs = False
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self._runs = tag == "script" and "src" not in said and said.get("type", "module") == "module"

    def handle_data(self, data):
        if self._runs:
            self.written.append(data)
            self._runs = False


@pytest.mark.parametrize("lang", locales())
@pytest.mark.parametrize(
    "page", [*(page.path for page in PAGES), "/dataset?id=nonsense", "/dataset?id=population_census"]
)
def test_a_page_may_run_its_own_scripts_alone(reader: Reader, page: str, lang: str):
    answer = reader.get(f"{page}{'&' if '?' in page else '?'}lang={lang}")
    own = policy(answer)
    written = Scripts(answer.text).written
    assert written
    for script in written:
        checksum = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{checksum}'" in own["script-src"]
    assert len(own["script-src"]) == len(written) + 2
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:", "blob:"} & {*own["script-src"]}
    assert own["default-src"] == own["object-src"] == own["frame-ancestors"] == own["base-uri"] == ["'none'"]
    assert own["connect-src"] == own["form-action"] == ["'self'"]
    assert own["img-src"] == ["'self'", "data:", "blob:"]
    assert not {"*", "http:", "https:"} & {source for sources in own.values() for source in sources}
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers


def test_the_scripts_of_another_version_are_allowed_by_what_they_are():
    document = (
        "<script>one()</script><script src='a.js'></script><SCRIPT type=\"text/javascript\">two()</SCRIPT >"
        '<script type="application/ld+json">{}</script><script type="module" src="b.js"></script>'
    )
    expected = [base64.b64encode(hashlib.sha256(own).digest()).decode() for own in (b"one()", b"two()")]
    assert script_checksums(document) == tuple(f"'sha256-{own}'" for own in expected)


@pytest.mark.parametrize(
    "address", [DATA, f"{DATA}&format=csv", "/api/v1/datasets", "/api/v1/nope", "/datasets/nope", "/healthz", "/livez"]
)
def test_data_may_be_read_by_any_site_and_loads_nothing(reader: Reader, address: str):
    answer = reader.get(address)
    assert policy(answer) == {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("kind", ["svg", "png", "pdf", "html"])
def test_a_picture_runs_nothing_keeps_its_style_and_may_stand_in_an_article(reader: Reader, kind: str):
    answer = reader.get(f"{CHART}.{kind}")
    own = policy(answer)
    assert own["default-src"] == own["form-action"] == own["base-uri"] == ["'none'"]
    assert own["style-src"] == ["'unsafe-inline'"]
    assert own["frame-ancestors"] == ["*"]
    assert "script-src" not in own
    assert answer.headers["access-control-allow-origin"] == "*"


def test_what_is_neither_data_nor_a_page_stays_with_this_site(reader: Reader):
    for address in ("/metrics", "/robots.txt", "/sitemap.xml", "/favicon.ico"):
        headers = reader.get(address, origin="https://example.org").headers
        assert "access-control-allow-origin" not in headers, address
        assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "address", ["/", DATA, "/api/v1/nope", "/dataset?id=x", "/robots.txt", "/metrics", "/none", "/static/none.js"]
)
def test_every_answer_is_read_as_what_it_says_it_is(reader: Reader, address: str):
    for headers in (reader.get(address).headers, reader.get(address, method="POST").headers):
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "server" not in headers
        assert len(headers.get_list("x-content-type-options")) == 1


@pytest.mark.parametrize(
    ("base", "kept", "socket"),
    [
        ("https://dantoc.example.org", "max-age=31536000", "wss://dantoc.example.org"),
        ("http://dantoc.example.org", None, "ws://dantoc.example.org"),
        ("", None, None),
    ],
)
def test_browsers_stay_with_https_where_the_world_reads_us_so(
    monkeypatch: pytest.MonkeyPatch, base: str, kept: str | None, socket: str | None
):
    monkeypatch.setenv("DANTOC_BASE_URL", base)
    reader = Reader(Starlette(middleware=middleware(SHELL)))
    for address in ("/", DATA, "/robots.txt"):
        assert reader.get(address).headers.get("strict-transport-security") == kept
    assert policy(reader.get("/"))["connect-src"] == ["'self'", *([socket] if socket else [])]


def test_who_asks_first_hears_what_may_be_asked(reader: Reader):
    asked = reader.get(
        DATA, method="OPTIONS", origin="https://example.org", access_control_request_method="GET",
        access_control_request_headers="if-none-match, x-own",
    )  # fmt: skip
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"
    assert {"*", "If-None-Match"} <= set(asked.headers["access-control-allow-headers"].split(", "))
    closed = reader.get("/", method="OPTIONS", origin="https://example.org", access_control_request_method="GET")
    assert closed.headers["allow"] == "GET, HEAD, OPTIONS"
    assert not [name for name in closed.headers if name.startswith("access-control")]


INJECTED = (
    "a\r\nSet-Cookie: a=b",
    "a\nX-Own: 1",
    "a\rX-Own: 1",
    'a"; filename="x.exe',
    "a\u2028X-Own: 1",
    "a\x00b",
    "é\u202e",
)
PLACES = (
    "/api/v1/datasets/{}", "/api/v1/datasets/{}/data", "/api/v1/datasets/population_census/chart.{}",
    "/datasets/population_census/citation.{}", "/api/v1/codelists/{}", "/dataset?id={}", "/{}", "/static/{}",
    f"{DATA}&format={{}}", f"{DATA}&labels={{}}", f"{DATA}&rows={{}}", f"{DATA}&columns={{}}", f"{DATA}&derive={{}}",
    f"{DATA}&order={{}}", f"{DATA}&lang={{}}", f"{DATA}&sex={{}}", f"{DATA}&year={{}}", f"{DATA}&{{}}=1",
    "/api/v1/datasets?q={}", "/api/v1/datasets?theme={}", f"{CHART}.svg?mark={{}}", f"{CHART}.svg?theme={{}}",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", INJECTED, ids=range(len(INJECTED)))
def test_nothing_that_is_asked_writes_into_a_head(reader: Reader, place: str, text: str):
    answer = reader.get(place.format(quote(text, safe="")))
    assert answer.status_code in (200, 400, 404)
    assert not {"set-cookie", "x-own"} & {*answer.headers}
    for name, value in answer.headers.items():
        assert re.fullmatch(r"[\t\x20-\x7e]*", value), name
        assert "exe" not in value


def test_a_raw_line_break_in_a_value_does_not_reach_a_head(reader: Reader):
    answer = reader.get("/dataset?id=population_census&lang=en", accept_language="en\tX", if_none_match='"a", "b')
    assert answer.headers["content-language"] == "en"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/datasets/..%2f..%2f..%2fetc%2fpasswd",
        "/api/v1/datasets/%2e%2e/data",
        "/api/v1/datasets/..%5c..%5cwindows/data",
        "/api/v1/datasets/population_census%2f..%2fsurvey_health/data",
        "/api/v1/codelists/..%2fconcepts",
        "/api/v1/codelists/%2e%2e%2f%2e%2e%2fdataset.toml",
        "/datasets/..%2fpopulation_census/citation.txt",
        "/api/v1/datasets/population_census/chart.svg%2f..%2f..",
        "/api/v1/datasets/%00/data",
    ],
)
def test_an_id_is_looked_up_and_never_a_path(reader: Reader, path: str):
    answer = reader.get(path)
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"] == "application/problem+json"
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text
