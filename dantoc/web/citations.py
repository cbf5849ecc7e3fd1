"""`/datasets/{id}/citation.{txt,bib,ris}`: how to cite a dataset, or the figures of a view of it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.formats.citation import Citation, cite
from dantoc.model.dataset import Dataset
from dantoc.model.errors import UnknownFormat
from dantoc.model.result import Result
from dantoc.model.view import default_view, page_address, parse_view
from dantoc.web import answers, asking

KINDS = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}


def citation(request: Request) -> Response:
    """The citation of the dataset; where the address says a view, that of its figures."""
    engine = open_engine()
    dataset = engine.catalogue.dataset(request.path_params["id"])
    kind = request.path_params["kind"]
    if kind not in KINDS:
        raise UnknownFormat("citation", kind, tuple(KINDS))
    locale = asking.locale_of(request)
    params = asking.view_parameters(request, dataset, asking.VIEW, besides=("lang",))
    view = parse_view(dataset, params) if params else default_view(dataset)
    cited: Dataset | Result = engine.run(view.query) if params else dataset
    page = settings().base_url + page_address(dataset, view, locale)
    written = _written(cite(cited, locale, page), kind)
    headers = {
        "Content-Language": locale,
        "Content-Disposition": f'inline; filename="{dataset.id}.{kind}"',
        "Link": f'<{page}>; rel="alternate"; type="text/html"',
    }
    return answers.respond(
        request, answers.Answer(written, KINDS[kind], answers.fingerprint(written.decode()), headers)
    )


def _written(citation: Citation, kind: str) -> bytes:
    if kind == "bib":
        return citation.bibtex.encode()
    return (citation.ris if kind == "ris" else citation.plain + "\n").encode()
