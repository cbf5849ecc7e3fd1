"""The document of a page before its script runs: language, title, description, addresses, what is read without scripts.

Streamlit serves one empty document for all pages, in English and named after itself. Search engines, link previews and
screen readers read this one instead.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.l10n import messages
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BrokenDataset, BrokenPublication, DantocError
from dantoc.model.figure_params import chart_address, is_figure_param, parse_figure
from dantoc.model.publication import Publication
from dantoc.model.size import PRESETS
from dantoc.model.text import Locale
from dantoc.model.view import encode, gather_params, parse_view
from dantoc.web import answers, publications_head
from dantoc.web.asking import preferred_locale
from dantoc.web.page_entries import BY_PATH, FAVICON, PageEntry

LONGEST_DESCRIPTION = 300
_HTML_AND_CHARSET = re.compile(r"<html[^>]*>\s*<head>\s*<meta charset=[^>]*>", re.IGNORECASE)
_REPLACED = (
    re.compile(r"<title>.*?</title>", re.DOTALL | re.IGNORECASE),
    re.compile(r"<noscript>.*?</noscript>", re.DOTALL | re.IGNORECASE),
    re.compile(r"<link[^>]*rel=\"service-desc\"[^>]*>", re.IGNORECASE),
    re.compile(r"<link[^>]*rel=\"shortcut icon\"[^>]*>", re.IGNORECASE),
    re.compile(r"<!--.*?-->", re.DOTALL),
)


@dataclass(frozen=True)
class Head:
    """What a document says of its page; `dataset` and `publication` are what it shows, `status` the answer's.

    `image` is the address of the picture that stands for it where its link is shared.
    """

    locale: Locale
    title: str
    description: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    dataset: Dataset | None = None
    publication: Publication | None = None
    status: int = 200
    image: str = ""

    @property
    def about(self) -> str:
        """The code that the publication is about; empty where the address names none."""
        return dict(self.params).get("code", "")

    def address(self, locale: Locale | None = None) -> str:
        """The page's own address, in a language where one is given."""
        query = encode({**dict(self.params), **({"lang": locale} if locale else {})})
        return settings().base_url + self.path + (f"?{query}" if query else "")


def head_of(request: Request, page: PageEntry) -> Head:
    """The head of the page that the request asks for; a dataset or publication that there is not makes it a 404."""
    locale = preferred_locale(request)
    if page.key == "dataset":
        return _dataset_head(request, page, locale)
    if page.key == "charts" and request.query_params.get("id"):
        return _studio_head(request, page, locale)
    if page.key == "publications" and request.query_params.get("id"):
        return _publication_head(request, page, locale)
    title = say(f"web.page.{page.key}", locale)
    product = say("core.product", locale)
    titled = product if page.path == "/" else f"{title} – {product}"
    return Head(locale, titled, say(f"web.page.{page.key}.description", locale), page.path)


def document(shell: str, head: Head) -> str:
    """Streamlit's document with the head's words in it."""
    for pattern in _REPLACED:
        shell = pattern.sub("", shell)
    opening = f'<html lang="{escape(head.locale)}">\n  <head>\n    <meta charset="UTF-8">\n    {_head_html(head)}'
    shell = _HTML_AND_CHARSET.sub(lambda _: opening, shell.lstrip(), count=1)
    return shell.replace("<body>", f"<body>\n    <noscript>{_without_scripts(head)}</noscript>", 1)


class Pages:
    """The endpoint of every page, over the document that Streamlit ships."""

    def __init__(self, shell: Path) -> None:
        self._shell = shell

    def answer(self, request: Request) -> Response:
        """The document of the page that the path names."""
        head = head_of(request, BY_PATH[request.url.path])
        if head.status != 200:
            headers = {"Cache-Control": "no-store", "Vary": "Accept-Language", "Content-Language": head.locale}
            return HTMLResponse(document(_read(self._shell), head), head.status, headers)
        key = f"page {head.address(head.locale)} {head.image}"
        return answers.respond(request, answers.kept(key, lambda: self._made(head)), key)

    def _made(self, head: Head) -> answers.Answer:
        body = document(_read(self._shell), head)
        tag = answers.fingerprint(body)
        return answers.Answer(body.encode(), "text/html; charset=utf-8", tag, {"Content-Language": head.locale})


def _dataset_head(request: Request, page: PageEntry, locale: Locale) -> Head:
    product = say("core.product", locale)
    wanted = request.query_params.get("id", "")
    try:
        own = open_engine().catalogue.dataset(wanted)
    except DantocError as error:
        status = error.status if isinstance(error, BrokenDataset) else 404
        text = say("web.page.no_dataset.description", locale)
        return Head(locale, f"{say('web.page.no_dataset', locale)} – {product}", text, page.path, status=status)
    title = f"{own.title.say(locale)} – {product}"
    return Head(locale, title, own.summary.say(locale), page.path, (("id", own.id),), own)


def _studio_head(request: Request, page: PageEntry, locale: Locale) -> Head:
    """The head of a chart in the studio: its dataset's, with the chart as the picture of its link."""
    head = _dataset_head(request, page, locale)
    if head.dataset is None:
        return head
    title = f"{say('web.page.charts', locale)}: {head.title}"
    return replace(head, title=title, dataset=None, image=_preview(request, head.dataset, locale))


def _publication_head(request: Request, page: PageEntry, locale: Locale) -> Head:
    """The head of a publication; of fact sheets about nobody yet, that of all of them."""
    product = say("core.product", locale)
    wanted, about = request.query_params["id"], request.query_params.get("code", "").strip()
    try:
        own = open_engine().publications.publication(wanted, about)
    except DantocError as error:
        status = error.status if isinstance(error, BrokenPublication) else 404
        text = say("web.page.no_publication.description", locale)
        return Head(locale, f"{say('web.page.no_publication', locale)} – {product}", text, page.path, status=status)
    title = publications_head.title(own, about)
    params = (("id", own.id), *((("code", about),) if about else ()))
    titled = f"{title.say(locale)} – {product}"
    return Head(locale, titled, publications_head.summary(own, about, locale), page.path, params, publication=own)


def _preview(request: Request, dataset: Dataset, locale: Locale) -> str:
    """The address of the chart in the size of a link's picture; empty where the address says none."""
    said = gather_params(dataset, request.query_params.multi_items())
    drawing = {name: value for name, value in said.items() if is_figure_param(name)}
    view = {name: value for name, value in said.items() if name not in drawing}
    try:
        figure = replace(parse_figure(dataset, drawing, messages.locales()), size=PRESETS["link"])
        return settings().base_url + chart_address(dataset, parse_view(dataset, view), figure, "png", locale)
    except DantocError:
        return ""


def _head_html(head: Head) -> str:
    title, description = escape(head.title), escape(_short(head.description))
    product = escape(say("core.product", head.locale))
    lines = [
        f"<title>{title}</title>",
        f'<meta name="description" content="{description}">',
        f'<link rel="icon" type="image/svg+xml" href="{FAVICON}">',
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:description" content="{description}">',
        '<meta property="og:type" content="website">',
        f'<meta property="og:site_name" content="{product}">',
        f'<meta property="og:locale" content="{escape(head.locale)}">',
        *(
            f'<meta property="og:locale:alternate" content="{escape(own)}">'
            for own in messages.locales()
            if own != head.locale
        ),
        f'<meta property="og:url" content="{escape(head.address(head.locale))}">',
        *_picture(head),
        '<link rel="service-desc" type="application/json" href="/api/v1/openapi.json">',
    ]
    if head.status == 200:
        lines += _addresses(head)
    else:
        lines.append('<meta name="robots" content="noindex">')
    if head.dataset is not None:
        lines.append(_linked_data(_schema_org(head, head.dataset)))
    if head.publication is not None:
        said = publications_head.schema_org(head.publication, head.about, head.address(head.locale), head.locale)
        lines.append(_linked_data(said))
    return "\n    ".join(lines)


def _picture(head: Head) -> list[str]:
    if not head.image:
        return ['<meta name="twitter:card" content="summary">']
    image = escape(head.image, quote=True)
    return [f'<meta property="og:image" content="{image}">', '<meta name="twitter:card" content="summary_large_image">']


def _addresses(head: Head) -> list[str]:
    alternates = [
        f'<link rel="alternate" hreflang="{escape(own)}" href="{escape(head.address(own))}">'
        for own in messages.locales()
    ]
    return [
        f'<link rel="canonical" href="{escape(head.address(head.locale))}">',
        *alternates,
        f'<link rel="alternate" hreflang="x-default" href="{escape(head.address())}">',
    ]


def _linked_data(said: dict[str, object]) -> str:
    text = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>'


def _schema_org(head: Head, own: Dataset) -> dict[str, object]:
    """The dataset as schema.org has it, for search engines of data."""
    base, locale = settings().base_url, head.locale
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": own.title.say(locale),
        "description": own.description.say(locale) or own.summary.say(locale),
        "url": head.address(locale),
        "version": own.version,
        "datePublished": own.issued.isoformat(),
        "dateModified": own.modified.isoformat(),
        "inLanguage": list(messages.locales()),
        "license": own.licence.url or own.licence.name.say(locale),
        "creator": {"@type": "Organization", "name": own.publisher.say(locale)},
        "temporalCoverage": f"{own.years[0]}/{own.years[-1]}" if own.years else "",
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": f"{base}/api/v1/datasets/{own.id}/data?format={kind}&lang={locale}",
            }
            for kind, media_type in (("csv", "text/csv"), ("json", "application/json"))
        ],
    }


def _without_scripts(head: Head) -> str:
    """What is read where no script runs: the page's name, what it is about, the files, the other language."""
    locale = head.locale
    links = []
    if head.dataset is not None:
        base = f"/api/v1/datasets/{head.dataset.id}/data?lang={locale}&format="
        links = [f'<li><a href="{escape(base + kind)}">{name}</a></li>' for kind, name in _FILES]
    for book in _books(head):
        links += [
            f'<li><a href="{escape(address, quote=True)}">{escape(name)} (PDF)</a></li>'
            for name, address in publications_head.files(book, head.about, locale)
        ]
    others = [
        f'<li><a href="{escape(head.address(own))}" hreflang="{escape(own)}" lang="{escape(own)}">'
        f"{escape(messages.language(own).name)}</a></li>"
        for own in messages.locales()
        if own != locale
    ]
    return (
        f"<h1>{escape(head.title)}</h1><p>{escape(head.description)}</p>"
        f"<p>{escape(say('web.no_script', locale))}</p>"
        f'<ul>{"".join(links)}<li><a href="/api/v1/datasets?lang={escape(locale)}">'
        f"{escape(say('web.no_script.datasets', locale))}</a></li>{''.join(others)}</ul>"
    )


def _books(head: Head) -> tuple[Publication, ...]:
    """The publications whose files the page offers: the one that it shows, all books on the page of publications."""
    if head.publication is not None:
        return (head.publication,)
    if head.status != 200 or head.path != _PUBLICATIONS:
        return ()
    return tuple(own for own in open_engine().publications.sound if not own.subject)


_PUBLICATIONS = "/publications"
_FILES = (("xlsx", "XLSX"), ("csv", "CSV"), ("json", "JSON"))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_DESCRIPTION else flat[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=4)
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
