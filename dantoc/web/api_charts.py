"""`/api/v1/datasets/{id}/chart.{png,svg,pdf,json}`: the chart of a view, as the page of the same address draws it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from dantoc.engine.engine import Engine, open_engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.figures import choice, drawing, printing
from dantoc.model.dataset import Dataset
from dantoc.model.errors import NoFigures, UnknownFormat
from dantoc.model.figure import THEMES
from dantoc.model.structure import MEASURE
from dantoc.model.text import Locale
from dantoc.model.view import View, parse_view
from dantoc.web import answers, asking

MOST_FIGURES = 20_000
"""A chart of more figures than this says nothing and takes long."""
DEFAULT_THEME = "light"

VegaLite = dict[str, object]


def _as_json(chart: VegaLite, alt: str) -> bytes:
    return json.dumps({**chart, "usermeta": {"alt": alt}}, ensure_ascii=False, allow_nan=False).encode()


WRITERS: Mapping[str, tuple[str, Callable[[VegaLite, str], bytes]]] = {
    "png": ("image/png", lambda chart, alt: printing.to_png(chart, alt=alt)),
    "svg": ("image/svg+xml", lambda chart, alt: printing.to_svg(chart, alt=alt).encode()),
    "pdf": ("application/pdf", lambda chart, _: printing.to_pdf(chart)),
    "json": ("application/json", _as_json),
}
"""By extension: the media type, and how a Vega-Lite chart and its words become such a file."""


def chart(request: Request) -> Response:
    """The chart; what the address leaves out is the default view's, as on the page."""
    engine = open_engine()
    dataset = engine.catalogue.dataset(request.path_params["id"])
    extension = request.path_params["extension"]
    if extension not in WRITERS:
        raise UnknownFormat("chart", extension, tuple(WRITERS))
    locale = asking.locale_of(request)
    theme = asking.one_of(request, "theme", THEMES) or DEFAULT_THEME
    view = parse_view(dataset, asking.view_parameters(request, dataset, besides=("theme",)))
    tag = answers.fingerprint(dataset.id, dataset.version, dataset.distribution.sha256, view, extension, locale, theme)
    if answers.has_it(request, tag):
        return answers.not_changed(request, tag)
    made = answers.kept(tag, lambda: _draw(engine, dataset, view, extension, locale, theme, tag))
    return answers.respond(request, made, tag)


def _draw(
    engine: Engine, dataset: Dataset, view: View, extension: str, locale: Locale, theme: str, tag: str
) -> answers.Answer:
    result = engine.run(view.query, limit_cells=MOST_FIGURES, order_by=view.ordered_by)
    media_type, write = WRITERS[extension]
    specification = choice.choose(result, view.rows, view.columns, view.mark, view.show or MEASURE)
    if specification is None:
        raise _no_figures(engine, view)
    drawn = drawing.draw(result, specification, locale, theme)
    content = write(drawn, drawing.alt_text(result, specification, locale))
    headers = {
        "Content-Disposition": f'inline; filename="{dataset.id}-{dataset.version}-{locale}.{extension}"',
        "Content-Language": locale,
    }
    return answers.Answer(content, media_type, tag, headers)


def _no_figures(engine: Engine, view: View) -> NoFigures:
    """The error that names the smallest change which would bring figures."""
    ways = which_to_loosen(engine, view.query)
    if not ways:
        return NoFigures("dataset", view.query.dataset)
    dimensions = ways[0].dimensions
    said = "; ".join(str(view.query.selection(dimension)) for dimension in dimensions)
    return NoFigures(", ".join(dimensions), said, ("*",))
