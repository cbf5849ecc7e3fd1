"""`/api/v1/datasets/{id}/chart.{png,svg,pdf,json,html,zip}`: the chart of a view, as its page draws it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import Engine, open_engine
from dantoc.engine.loosening import which_to_loosen
from dantoc.figures import drawing, finishing, map_file, printing
from dantoc.figures.marks import choropleth
from dantoc.figures.press import GENTLE_PRESS, PRESS, WORKERS, Job
from dantoc.figures.sizes import is_page
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Dataset
from dantoc.model.errors import NoFigures, OtherVersion, UnknownFormat, UnknownOption
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import NAMES, YES, is_figure_param, parse_figure
from dantoc.model.result import Result
from dantoc.model.text import Locale
from dantoc.model.view import View, page_address, parse_view
from dantoc.web import answers, asking
from dantoc.web.chart_page import Page, changed_page, chart_page
from dantoc.web.newsroom_pack import Parts, pack
from dantoc.web.turns import InTurn, Turns

TEXT, OUTLINES = LETTERS = ("text", "outlines")
PHONE = "phone"
FILE = {"dots": tuple(printing.DOTS), "letters": LETTERS, "embed": (YES,), "screen": (PHONE,)}
"""What is said of the file rather than the chart: dots of a PNG, letters of an SVG, whether a page is to be framed, and
whether a chart that fits itself to its place is drawn for a phone."""
VERSION = "version"
_VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}")
PARAMETERS = (*asking.VIEW, "mark", "show", *FILE, VERSION)
TURNS = Turns(WORKERS)


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the view, how it is drawn, in which language, and what file of it."""

    engine: Engine
    dataset: Dataset
    view: View
    figure: FigureSpec
    locale: Locale
    extension: str
    file: Mapping[str, str]

    @property
    def link(self) -> str:
        """The page of the same figures."""
        return settings().base_url + page_address(self.dataset, self.view, self.locale)


@dataclass(frozen=True)
class Drawn:
    """A chart drawn: the figures it shows, its Vega-Lite, and what it shows in words."""

    asked: Asked
    result: Result
    spec: FigureSpec
    chart: dict[str, object]
    alt: str

    def job(self, *files: str, width: int = 0) -> Job:
        """The job that makes these files of it; a `width` counts before the screen that is asked for."""
        width = width or (printing.PHONE_WIDTH if self.asked.file["screen"] == PHONE else printing.WIDTH)
        dots = printing.DOTS[self.asked.file["dots"] or "2"]
        return Job(self.chart, files, self.spec.size, self.alt, self.asked.locale, dots, width)


def _as_svg(drawn: Drawn) -> bytes:
    return PRESS.draw(drawn.job("outlines" if drawn.asked.file["letters"] == OUTLINES else "svg"))[0]


def _as_json(drawn: Drawn) -> bytes:
    return json.dumps({**drawn.chart, "usermeta": {"alt": drawn.alt}}, ensure_ascii=False, allow_nan=False).encode()


def _as_page(drawn: Drawn) -> bytes:
    """The page; where the chart fits itself to its place, once for a page and once for a phone."""
    asked = drawn.asked
    drawings = [PRESS.draw(drawn.job("svg", width=printing.WIDTH))[0].decode()]
    if is_page(drawn.spec.size):
        drawings.append(PRESS.draw(drawn.job("svg", width=printing.PHONE_WIDTH))[0].decode())
    page = Page(
        drawings=tuple(drawings),
        title=str(drawn.chart.get("description", "")),
        heading=asked.dataset.title.say(asked.locale),
        alt=drawn.alt,
        link=asked.link,
        locale=asked.locale,
        theme=drawn.spec.theme,
        is_framed=asked.file["embed"] == YES,
    )
    return chart_page(page).encode()


def _as_pack(drawn: Drawn) -> bytes:
    """The chart in every language with all that a newsroom puts beside it."""
    parts = []
    for locale in locales():
        own = draw(replace(drawn.asked, locale=locale), drawn.result)
        svg, png, pdf = PRESS.draw(own.job("svg", "png", "pdf"))
        caption = drawing.caption(own.result, own.spec, locale)
        files = {"svg": svg, "png": png, "pdf": pdf, "vl.json": _as_json(own)}
        parts.append(Parts(locale, files, own.alt, caption, own.asked.link))
    asked = drawn.asked
    query = finishing.with_reference(asked.dataset, asked.view.query, asked.figure)
    return pack(asked.engine.catalogue, drawn.result, replace(asked.view, query=query), parts)


WRITERS: Mapping[str, tuple[str, Callable[[Drawn], bytes]]] = {
    "png": ("image/png", lambda drawn: PRESS.draw(drawn.job("png"))[0]),
    "svg": ("image/svg+xml", _as_svg),
    "pdf": ("application/pdf", lambda drawn: PRESS.draw(drawn.job("pdf"))[0]),
    "json": ("application/json", _as_json),
    "html": ("text/html; charset=utf-8", _as_page),
    "zip": ("application/zip", _as_pack),
}
"""By extension: the media type, and how a chart becomes such a file."""
AT_ONCE = frozenset({"json"})
"""What is written without being drawn, and waits for nobody."""


def chart(request: Request) -> Response:
    """The chart; what the address leaves out is the default view's, as on the page."""
    asked = _asked(request)
    version = request.query_params.get(VERSION, "").strip()
    if version and not _VERSION.fullmatch(version):
        raise UnknownOption(VERSION, version, (asked.dataset.version,))
    if version and version != asked.dataset.version:
        return _of_other_version(asked, version)
    tag = _tag(asked)
    if answers.has_it(request, tag):
        return answers.not_changed(request, tag)
    known = answers.SHELF.get(tag)
    if known is not None:
        return answers.respond(request, known, tag)
    drawn = draw(asked)
    make = partial(_answered, drawn, tag)
    return make(request) if asked.extension in AT_ONCE else InTurn(TURNS, make)


def draw_ahead(address: str) -> None:
    """Draws the picture that the address asks for, an SVG, so that its first reader has it at once; in no hurry.

    Raises:
        DantocError: nothing can be drawn there.
        NotDrawn: it took too long.
    """
    path, _, query = address.partition("?")
    *_, dataset, file = path.split("/")
    place = {"id": dataset, "extension": file.removeprefix("chart.")}
    said = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    asked = _asked(Request({**said, "path_params": place}))
    tag = _tag(asked)
    if answers.SHELF.get(tag) is None:
        drawn = draw(asked)
        (picture,) = GENTLE_PRESS.draw(drawn.job("svg"))
        answers.SHELF.put(tag, _answer(drawn, tag, picture))


def draw(asked: Asked, result: Result | None = None) -> Drawn:
    """The chart that is asked for, laid out for its size.

    Raises:
        NoFigures: nothing bears what is selected.
        TooManyMarks: more figures than a chart can show.
        UnknownOption, UnknownCode: mark, axes or reference that do not suit the figures.
    """
    result = result or _figures(asked)
    spec = finishing.finish(result, asked.view, asked.figure)
    if spec is None:
        raise _no_figures(asked.engine, asked.view)
    spec = drawing.fit(result, spec, asked.locale)
    chart_drawn = drawing.draw(result, spec, asked.locale)
    return Drawn(asked, result, spec, chart_drawn, drawing.alt_text(result, spec, asked.locale))


def _asked(request: Request) -> Asked:
    engine = open_engine()
    dataset = engine.catalogue.dataset(request.path_params["id"])
    extension = request.path_params["extension"]
    if extension not in WRITERS:
        raise UnknownFormat("chart", extension, tuple(WRITERS))
    locale = asking.locale_of(request)
    file = {name: asking.one_of(request, name, allowed) for name, allowed in FILE.items()}
    drawing_said = {name: value for name, value in request.query_params.items() if is_figure_param(name)}
    besides = (*FILE, VERSION, *drawing_said)
    params = asking.view_parameters(request, dataset, (*PARAMETERS, *NAMES, *drawing_said), besides=besides)
    figure = parse_figure(dataset, drawing_said, locales())
    return Asked(engine, dataset, parse_view(dataset, params), figure, locale, extension, file)


def _tag(asked: Asked) -> str:
    return answers.fingerprint(
        asked.dataset.id,
        asked.dataset.version,
        asked.dataset.checksum,
        asked.view,
        asked.figure,
        asked.locale,
        asked.extension,
        sorted(asked.file.items()),
        map_file.edition(settings().map_file) if asked.view.mark == choropleth.ID else "",
    )


def _figures(asked: Asked) -> Result:
    return finishing.figures_of(asked.engine, asked.dataset, asked.view, asked.figure)


def _answered(drawn: Drawn, tag: str, request: Request) -> Response:
    _, write = WRITERS[drawn.asked.extension]
    return answers.respond(request, answers.kept(tag, lambda: _answer(drawn, tag, write(drawn))), tag)


def _answer(drawn: Drawn, tag: str, content: bytes) -> answers.Answer:
    asked = drawn.asked
    media_type, _ = WRITERS[asked.extension]
    placed = "attachment" if asked.extension == "zip" else "inline"
    headers = {
        "Content-Disposition": f'{placed}; filename="{_file_name(drawn)}"',
        "Content-Language": asked.locale,
        "Link": f'<{asked.link}>; rel="alternate"; type="text/html"',
    }
    return answers.Answer(content, media_type, tag, headers)


def _file_name(drawn: Drawn) -> str:
    """What the file is called: files of one chart that are not the same lie beside each other in a folder."""
    asked = drawn.asked
    said = [asked.dataset.id, asked.dataset.version]
    if asked.extension != "zip":
        said.append(asked.locale)
    said.append(drawn.spec.mark)
    if not is_page(drawn.spec.size):
        said.append(str(drawn.spec.size))
    dots, letters = asked.file["dots"] or "2", asked.file["letters"]
    if asked.extension == "png":
        said.append(dots if dots.endswith("dpi") else f"{dots}x")
    if asked.extension == "svg" and letters == OUTLINES:
        said.append(letters)
    return f"{'-'.join(said)}.{asked.extension}"


def _of_other_version(asked: Asked, version: str) -> Response:
    """What stands where a chart was frozen to a version that is gone: a page says so to who reads it framed.

    Raises:
        OtherVersion: for every other kind of file.
    """
    if asked.extension != "html":
        raise OtherVersion(VERSION, version, (asked.dataset.version,))
    page = changed_page(asked.dataset, version[:40], asked.link, asked.locale, asked.figure.theme)
    headers = {"Content-Language": asked.locale, "Cache-Control": "no-store", "Vary": "Accept-Language"}
    return Response(page, OtherVersion.status, headers, "text/html; charset=utf-8")


def _no_figures(engine: Engine, view: View) -> NoFigures:
    """The error that names the smallest change which would bring figures."""
    ways = which_to_loosen(engine, view.query)
    if not ways:
        return NoFigures("dataset", view.query.dataset)
    dimensions = ways[0].dimensions
    said = "; ".join(str(view.query.selection(dimension)) for dimension in dimensions)
    return NoFigures(", ".join(dimensions), said, ("*",))
