"""`/api/v1/datasets/{id}/data`: the figures a query asks for, in every format, from the one query path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.blocks import blocks
from dantoc.engine.engine import Engine, open_engine
from dantoc.formats import registry
from dantoc.formats.export import Export, Format, Part, Typeset
from dantoc.model.dataset import Dataset
from dantoc.model.errors import BadCursor, TooManyCells, UnknownOption
from dantoc.model.result import Result
from dantoc.model.table import TableSpec
from dantoc.model.text import Locale
from dantoc.model.view import LABELS, View, data_address, page_address, parse_view
from dantoc.tables.html import to_html
from dantoc.tables.layout import count_cells, lay_out
from dantoc.tables.style import css
from dantoc.web import answers, asking, paging
from dantoc.web.paging import Page

DEFAULT_FORMAT = "json"
PARAMETERS = (*asking.VIEW, "format", "labels", "limit", "cursor")
_OF_PARTS = ("limit", "cursor")
MOST_IN_PARTS = 2_000_000
"""So many figures at most can be had in parts, or in a file that is made whole: as many as the engine keeps."""
MOST_AT_ONCE = 200_000
"""More figures than this are read and sent a block at a time, where blocks joined are the file."""
WAYS_TO_ALL = ("format=csv", "format=parquet", "limit=1000")
"""What a reader adds to an address to get figures that are too many for one answer; the last gives them in parts."""


def data(request: Request) -> Response:
    """The figures; what the address leaves out is asked for whole."""
    engine = open_engine()
    dataset = engine.catalogue.dataset(request.path_params["id"])
    locale = asking.locale_of(request)
    params = asking.view_parameters(request, dataset, PARAMETERS, besides=_OF_PARTS)
    view = parse_view(dataset, params, whole=True)
    kind = registry.find(params.get("format") or DEFAULT_FORMAT)
    labels = params.get("labels") or kind.labels
    if labels not in LABELS:
        raise UnknownOption("labels", labels, LABELS)
    page = paging.page_of(request, dataset, view, kind)
    tag = answers.fingerprint(
        dataset.id, dataset.version, dataset.checksum, view, kind.id, locale, labels, *((page,) if page else ())
    )
    if answers.has_it(request, tag):
        return answers.not_changed(request, tag)
    known = answers.SHELF.get(tag)
    if known is not None:
        return answers.respond(request, known, tag)
    if page is None and kind.joins and _is_large(engine, dataset, view):
        return _joined(request, engine, dataset, view, locale, labels, kind, tag)
    export = _export(engine, dataset, view, locale, labels, kind, page)
    return _write(request, export, kind, tag, _headers(export, view, kind))


def _export(
    engine: Engine, dataset: Dataset, view: View, locale: Locale, labels: str, kind: Format, page: Page | None
) -> Export:
    whole = _figures(engine, view, kind, page)
    result = whole if page is None else _page(whole, page)
    spec = TableSpec(view.rows, view.columns)
    if kind.laid_out:
        _check_cells(result, spec, kind)
    base = settings().base_url

    def address(of: Page | None) -> str:
        said = {**_unless(labels, kind.labels), **_part_params(of, dataset, view)}
        return base + data_address(dataset, view, kind.id, locale, **said)

    following = None if page is None else page.following(whole)
    return Export(
        result=result,
        catalogue=engine.catalogue,
        locale=locale,
        lay_out=lambda: lay_out(result, spec, locale),
        labels=labels,
        link=base + page_address(dataset, view, locale),
        api_link=address(page),
        typeset=lambda: Typeset(to_html(lay_out(result, spec, locale)), css()),
        part=None if page is None else Part(page.start, len(whole), address(following) if following else ""),
    )


def _figures(engine: Engine, view: View, kind: Format, page: Page | None) -> Result:
    """All that the query asks for.

    Raises:
        TooManyCells: more than a file of this kind holds; nothing was read but their number.
    """
    most = MOST_IN_PARTS if page is not None or kind.most_figures is None else kind.most_figures
    try:
        return engine.run(view.query, limit_cells=most, order_by=view.ordered_by)
    except TooManyCells as error:
        ways = WAYS_TO_ALL if page is None else WAYS_TO_ALL[:-1]
        raise TooManyCells(error.parameter, error.value, (*error.allowed, *ways)) from error


def _is_large(engine: Engine, dataset: Dataset, view: View) -> bool:
    """Whether the figures are too many to be held at once, and stand in an order in which they can be read in turn."""
    query = view.query
    if dataset.distribution.rows <= MOST_AT_ONCE or query.derive or query.order != "code":
        return False
    return engine.count(query) > MOST_AT_ONCE


def _joined(
    request: Request,
    engine: Engine,
    dataset: Dataset,
    view: View,
    locale: Locale,
    labels: str,
    kind: Format,
    tag: str,
) -> Response:
    """The whole, however large: each block is read when the one before is sent."""
    results = (engine.run(query) for query in blocks(engine, view.query, MOST_AT_ONCE))
    first = next(results)
    base = settings().base_url
    export = Export(
        result=first,
        catalogue=engine.catalogue,
        locale=locale,
        lay_out=lambda: lay_out(first, TableSpec(view.rows, view.columns), locale),
        labels=labels,
        link=base + page_address(dataset, view, locale),
        api_link=base + data_address(dataset, view, kind.id, locale, **_unless(labels, kind.labels)),
    )
    chunks = chain(registry.write(kind.id, export), _following(results, export, kind))
    return answers.stream(request, chunks, kind.media_type, tag, _headers(export, view, kind))


def _following(results: Iterator[Result], export: Export, kind: Format) -> Iterator[bytes]:
    """The later blocks without their first lines, which say again what the columns are."""
    for result in results:
        opening, *rest = registry.write(kind.id, replace(export, result=result))
        yield opening.partition(b"\n")[2]
        yield from rest


def _page(whole: Result, page: Page) -> Result:
    if page.start and page.start >= len(whole):
        raise BadCursor("cursor", page.start, ("next", "limit"))
    return page.of(whole)


def _check_cells(result: Result, spec: TableSpec, kind: Format) -> None:
    """Refuses a table that is mostly empty: a cell stands for every row and column together, figure or not."""
    cells = count_cells(result, spec)
    if kind.most_figures is not None and cells > kind.most_figures:
        raise TooManyCells("cells", cells, (f"≤ {kind.most_figures}", *WAYS_TO_ALL))


def _part_params(page: Page | None, dataset: Dataset, view: View) -> dict[str, str]:
    if page is None:
        return {}
    return {
        "limit": str(page.limit),
        **({"cursor": paging.cursor_of(page, dataset, view)} if page.start else {}),
    }


def _unless(labels: str, usual: str) -> dict[str, str]:
    return {} if labels == usual else {"labels": labels}


def _write(request: Request, export: Export, kind: Format, tag: str, headers: dict[str, str]) -> Response:
    """The file: kept as bytes where it is small, sent while it is written where it is large."""
    chunks = registry.write(kind.id, export)
    start, complete = answers.gather(chunks)
    if complete:
        answer = answers.Answer(start, kind.media_type, tag, headers)
        answers.SHELF.put(tag, answer)
        return answers.respond(request, answer, tag)
    rest: Iterator[bytes] = chain((start,), chunks)
    return answers.stream(request, rest, kind.media_type, tag, headers)


def _headers(export: Export, view: View, kind: Format) -> dict[str, str]:
    """What the answer says of itself: its file name, its language, where it is described and shown."""
    described = settings().base_url + data_address(
        export.result.dataset,
        view,
        "metadata",
        export.locale,
        **_unless(export.labels, registry.find("metadata").labels),
    )
    name = registry.file_name(kind.id, export)
    links = [
        f'<{described}>; rel="describedby"; type="application/json"',
        f'<{export.link}>; rel="alternate"; type="text/html"',
    ]
    if export.part is not None and export.part.next_link:
        links.append(f'<{export.part.next_link}>; rel="next"')
    return {
        "Content-Disposition": f'{"attachment" if kind.attached else "inline"}; filename="{name}"',
        "Content-Language": export.locale,
        "Link": ", ".join(links),
        "X-Content-Type-Options": "nosniff",
    }
