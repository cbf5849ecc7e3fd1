"""`/api/v1/datasets/{id}/data`: the figures a query asks for, in every format, from the one query path."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import Engine, open_engine
from dantoc.formats import registry
from dantoc.formats.export import Export, Format
from dantoc.model.dataset import Dataset
from dantoc.model.errors import UnknownOption
from dantoc.model.table import TableSpec
from dantoc.model.text import Locale
from dantoc.model.view import LABELS, View, data_address, page_address, parse_view
from dantoc.tables.layout import lay_out
from dantoc.web import answers, asking

DEFAULT_FORMAT = "json"


def data(request: Request) -> Response:
    """The figures; what the address leaves out is asked for whole."""
    engine = open_engine()
    dataset = engine.catalogue.dataset(request.path_params["id"])
    locale = asking.locale_of(request)
    params = asking.view_parameters(request, dataset)
    view = parse_view(dataset, params, whole=True)
    kind = registry.find(params.get("format") or DEFAULT_FORMAT)
    labels = params.get("labels") or kind.labels
    if labels not in LABELS:
        raise UnknownOption("labels", labels, LABELS)
    tag = answers.fingerprint(dataset.id, dataset.version, dataset.distribution.sha256, view, kind.id, locale, labels)
    if answers.has_it(request, tag):
        return answers.not_changed(request, tag)
    known = answers.SHELF.get(tag)
    if known is not None:
        return answers.respond(request, known, tag)
    export = _export(engine, dataset, view, locale, labels, kind)
    return _write(request, export, kind, tag, _headers(export, view, kind))


def _export(engine: Engine, dataset: Dataset, view: View, locale: Locale, labels: str, kind: Format) -> Export:
    result = engine.run(view.query, order_by=view.ordered_by)
    base = settings().base_url
    return Export(
        result=result,
        catalogue=engine.catalogue,
        locale=locale,
        lay_out=lambda: lay_out(result, TableSpec(view.rows, view.columns), locale),
        labels=labels,
        link=base + page_address(dataset, view, locale),
        api_link=base + data_address(dataset, view, kind.id, locale, **_unless(labels, kind.labels)),
    )


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
    return StreamingResponse(rest, headers=answers.streaming_headers(tag, headers), media_type=kind.media_type)


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
    return {
        "Content-Disposition": f'{"attachment" if kind.attached else "inline"}; filename="{name}"',
        "Content-Language": export.locale,
        "Link": ", ".join(
            (
                f'<{described}>; rel="describedby"; type="application/json"',
                f'<{export.link}>; rel="alternate"; type="text/html"',
            )
        ),
        "X-Content-Type-Options": "nosniff",
    }
