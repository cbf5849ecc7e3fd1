"""`/api/v1/datasets/{id}/chart.{png,svg,pdf,json,html}`: the chart of a view, as its page draws it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import Engine, open_engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.figures import choice, drawing, printing
from dantoc.model.dataset import Dataset
from dantoc.model.errors import NoFigures, UnknownFormat
from dantoc.model.figure import THEMES
from dantoc.model.structure import MEASURE
from dantoc.model.text import Locale
from dantoc.model.view import View, page_address, parse_view
from dantoc.web import answers, asking
from dantoc.web.chart_page import chart_page

MOST_FIGURES = 20_000
"""A chart of more figures than this says nothing and takes long."""
DEFAULT_THEME = "light"
PARAMETERS = (*asking.VIEW, "mark", "show", "theme")

VegaLite = dict[str, object]


@dataclass(frozen=True)
class Drawn:
    """A chart drawn: its Vega-Lite, what it shows in words, and the page of the same figures."""

    chart: VegaLite
    alt: str
    link: str
    dataset: Dataset
    locale: Locale
    theme: str


def _as_json(drawn: Drawn) -> bytes:
    return json.dumps({**drawn.chart, "usermeta": {"alt": drawn.alt}}, ensure_ascii=False, allow_nan=False).encode()


def _as_page(drawn: Drawn) -> bytes:
    svg = printing.to_svg(drawn.chart, alt=drawn.alt)
    title = str(drawn.chart.get("description", ""))
    heading = drawn.dataset.title.say(drawn.locale)
    return chart_page(svg, title, heading, drawn.alt, drawn.link, drawn.locale, drawn.theme).encode()


WRITERS: Mapping[str, tuple[str, Callable[[Drawn], bytes]]] = {
    "png": ("image/png", lambda drawn: printing.to_png(drawn.chart, alt=drawn.alt)),
    "svg": ("image/svg+xml", lambda drawn: printing.to_svg(drawn.chart, alt=drawn.alt).encode()),
    "pdf": ("application/pdf", lambda drawn: printing.to_pdf(drawn.chart)),
    "json": ("application/json", _as_json),
    "html": ("text/html; charset=utf-8", _as_page),
}
"""By extension: the media type, and how a chart becomes such a file."""


def chart(request: Request) -> Response:
    """The chart; what the address leaves out is the default view's, as on the page."""
    engine = open_engine()
    dataset = engine.catalogue.dataset(request.path_params["id"])
    extension = request.path_params["extension"]
    if extension not in WRITERS:
        raise UnknownFormat("chart", extension, tuple(WRITERS))
    locale = asking.locale_of(request)
    theme = asking.one_of(request, "theme", THEMES) or DEFAULT_THEME
    view = parse_view(dataset, asking.view_parameters(request, dataset, PARAMETERS, besides=("theme",)))
    tag = answers.fingerprint(dataset.id, dataset.version, dataset.checksum, view, extension, locale, theme)
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
    link = settings().base_url + page_address(dataset, view, locale)
    drawn = drawing.draw(result, specification, locale, theme)
    content = write(Drawn(drawn, drawing.alt_text(result, specification, locale), link, dataset, locale, theme))
    headers = {
        "Content-Disposition": f'inline; filename="{dataset.id}-{dataset.version}-{locale}.{extension}"',
        "Content-Language": locale,
        "Link": f'<{link}>; rel="alternate"; type="text/html"',
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
