"""What a crawler, a link preview and a lost reader get."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales, say
from dantoc.web.middleware import middleware
from dantoc.web.page_entries import PAGES
from tests.web.client import SHELL, Reader

ROOT = Path(__file__).resolve().parents[2]


class Head(HTMLParser):
    """Collects the language, title, description and links of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lang, self.title, self.description = "", "", ""
        self.links: list[dict[str, str | None]] = []
        self.json_ld = ""
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._in = "json" if said.get("type") == "application/ld+json" else tag
        if tag == "html":
            self.lang = said.get("lang") or ""
        if tag == "link":
            self.links.append(said)
        if tag == "meta" and said.get("name") == "description":
            self.description = said.get("content") or ""

    def handle_data(self, data: str) -> None:
        if self._in == "title":
            self.title += data
        if self._in == "json":
            self.json_ld += data

    def handle_endtag(self, tag: str) -> None:
        self._in = ""


@pytest.mark.parametrize("lang", locales())
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_page_says_its_language_its_name_and_what_it_is_about(reader: Reader, page, lang: str):
    address = page.path + (f"?id=population_census&lang={lang}" if page.key == "dataset" else f"?lang={lang}")
    answer = reader.get(address)
    head = Head(answer.text)
    assert answer.status_code == 200
    assert head.lang == lang == answer.headers["content-language"]
    assert say("core.product", lang) in head.title
    assert len(head.description) > 30
    assert "Streamlit" not in head.title
    assert answer.text.count("<title>") == 1
    assert not re.search(r"\[(vi|en): ", answer.text)
    assert {link.get("hreflang") for link in head.links if link.get("rel") == "alternate"} == {*locales(), "x-default"}
    assert 'src="./static/js/' in answer.text, "the scripts of the page are still there"


def test_every_page_of_the_app_has_its_document():
    scripts = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert scripts == {page.key for page in PAGES}


def test_the_browser_chooses_where_the_address_does_not(reader: Reader):
    assert Head(reader.get("/", accept_language="en-US,en;q=0.8").text).lang == "en"
    assert Head(reader.get("/", accept_language="fr").text).lang == "vi"
    assert Head(reader.get("/?lang=xx", accept_language="en").text).lang == "en"


@pytest.mark.parametrize("dataset", tuple(open_engine().catalogue.datasets))
def test_a_dataset_is_named_in_its_document(reader: Reader, dataset: str):
    own = open_engine().catalogue.dataset(dataset)
    for lang in locales():
        head = Head(reader.get(f"/dataset?id={dataset}&lang={lang}").text)
        assert (own.title.get(lang) or "") in head.title
        described = json.loads(head.json_ld)
        assert (described["@type"], described["name"]) == ("Dataset", own.title.get(lang))


@pytest.mark.parametrize("lang", locales())
def test_a_chart_in_the_studio_has_its_picture_as_the_preview_of_its_link(reader: Reader, lang: str):
    own = open_engine().catalogue.dataset("population_census")
    told = reader.get(f"/charts?id={own.id}&ethnic_group=top(5)&title.vi=M%C6%B0%E1%BB%9Di&theme=dark&lang={lang}")
    assert own.title.say(lang) in Head(told.text).title
    (image,) = re.findall(r'<meta property="og:image" content="([^"]*)">', told.text)
    address = urlsplit(unescape(image))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert address.path == f"/api/v1/datasets/{own.id}/chart.png"
    wanted = {"ethnic_group": "top(5)", "title.vi": "Mười", "theme": "dark", "size": "link", "lang": lang}
    assert asked == wanted
    assert "og:image" not in reader.get(f"/charts?id={own.id}&sort=nonsense").text
    assert "og:image" not in reader.get("/charts").text
    assert reader.get("/charts?id=nonsense").status_code == 404


@pytest.mark.parametrize("lang", locales())
@pytest.mark.parametrize(("id", "code"), [("yearbook", ""), ("group_sheet", "08"), ("area_sheet", "")])
def test_a_publication_is_named_in_its_document_with_its_files(reader: Reader, id: str, code: str, lang: str):
    own = open_engine().publications.publication(id, code)
    answer = reader.get(f"/publications?id={id}&lang={lang}{f'&code={code}' if code else ''}")
    assert answer.status_code == 200
    head = Head(answer.text)
    said = json.loads(head.json_ld)
    assert said["version"] == own.version and said["datePublished"] == own.issued.isoformat()
    title = own.series if own.subject and not code else own.title
    assert head.title.startswith(said["name"]) and said["name"] == title.say(lang)
    assert title is not own.series or own.title.say(lang) not in answer.text.partition("<noscript>")[0]
    assert len(said.get("encoding", ())) == (0 if title is own.series else 3)
    canonical = next(link["href"] or "" for link in head.links if link.get("rel") == "canonical")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(canonical).query).items()}
    assert asked == {"id": id, "lang": lang, **({"code": code} if code else {})}
    for file in said.get("encoding", ()):
        parts = urlsplit(file["contentUrl"])
        assert reader.get(f"{parts.path}?{parts.query}", method="HEAD").status_code == 200
    without = answer.text.partition("<noscript>")[2].partition("</noscript>")[0]
    files = re.findall(r'href="(/publications/[^"]*)"', without)
    assert len(files) == (len(own.subject_codes) if own.subject and not code else 3)
    assert reader.get(unescape(files[-1]), method="HEAD").status_code == 200


def test_no_such_publication_is_a_404(reader: Reader):
    for asked in ("id=no_such", "id=group_sheet&code=99", "id=yearbook&code=08", "id=%3Cb%3E"):
        answer = reader.get(f"/publications?{asked}")
        assert answer.status_code == 404, asked
        assert "noindex" in answer.text and "<b>" not in answer.text
    assert reader.get("/publications").text.count(".vi-en.pdf") == 2, "both books"


def test_no_such_dataset_is_a_404_and_what_was_asked_cannot_write_into_the_document(reader: Reader):
    answer = reader.get("/dataset?id=%3Cscript%3Ealert(1)%3C/script%3E&lang=%22%3E%3Cb%3E")
    assert answer.status_code == 404
    assert "alert(1)" not in answer.text
    assert "noindex" in answer.text


def test_an_unknown_page_is_a_404_that_leads_home_in_both_languages():
    async def shell(_: Request) -> Response:
        return HTMLResponse("<html><title>Streamlit</title></html>")

    app = Starlette(routes=[Mount("/", routes=[Route("/{rest:path}", shell)])], middleware=middleware(SHELL))
    reader = Reader(app)
    for path in ("/nonsense", "/dataset/extra", "/catalogue.php", "/static/none.js"):
        answer = reader.get(path, accept_language="en")
        assert answer.status_code == 404
        assert Head(answer.text).lang == "en"
        for lang in locales():
            assert say("web.not_found", lang) in answer.text
            assert f'href="/?lang={lang}"' in answer.text
    for path in ("/_stcore/whatever", "/static/..%2f..%2fetc/passwd"):
        assert reader.get(path).status_code == 404
    assert reader.get("/component/frame/index.html").text.startswith("<html><title>Streamlit")


def test_a_path_that_streamlit_refuses_is_no_page_either():
    async def refuse(_: Request) -> Response:
        return Response("Bad Request", 400)

    app = Starlette(routes=[Mount("/", routes=[Route("/{rest:path}", refuse)])], middleware=middleware(SHELL))
    for lang in locales():
        answer = Reader(app).get("/app/static/..%2f..%2fstreamlit_app.py", accept_language=lang)
        assert (answer.status_code, Head(answer.text).lang) == (404, lang)


def test_the_sign_of_the_product_lies_where_documents_say(reader: Reader):
    assert (ROOT / "dantoc" / "ui" / "static" / "favicon.svg").exists()
    assert reader.get("/favicon.ico").headers["location"] == "/app/static/favicon.svg"
    for address in ("/", "/catalogue"):
        icons = [link for link in Head(reader.get(address).text).links if "icon" in (link.get("rel") or "")]
        assert [icon["href"] for icon in icons] == ["/app/static/favicon.svg"]


def test_answers_carry_safe_headers(reader: Reader):
    for address in ("/", "/api/v1/datasets", "/api/v1/nope", "/robots.txt"):
        headers = reader.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_the_site_map_names_every_page_and_dataset_in_every_language(reader: Reader):
    assert "Sitemap: " in reader.get("/robots.txt").text
    answer = reader.get("/sitemap.xml")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [own.text or "" for own in ElementTree.fromstring(answer.text).findall("s:url/s:loc", names)]
    engine = open_engine()
    pages = sum(page.listed for page in PAGES) + len(engine.catalogue.datasets) + len(engine.publications.ids)
    assert len(found) == len(set(found)) == pages * len(locales())
    for address in found:
        parts = urlsplit(address)
        assert reader.get(f"{parts.path}?{parts.query}").status_code == 200
