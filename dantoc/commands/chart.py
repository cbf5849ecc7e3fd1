"""`python -m dantoc chart`: the chart of a view as a picture."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dantoc.commands.base import DONE, Command, Misuse, engine_of, selections_of, write_file

if TYPE_CHECKING:
    from dantoc.engine.engine import Engine
    from dantoc.model.exhibit import Exhibit

PICTURES = (".png", ".svg", ".pdf")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the dataset, or with --gallery the chart")
    parser.add_argument("--gallery", action="store_true", help="draw the finished chart ID of publications/gallery")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="a .png, .svg or .pdf to write"
    )
    parser.add_argument("--theme", choices=("light", "dark", "print"), default="print", help="colours (default: print)")
    parser.add_argument(
        "view",
        nargs="*",
        metavar="dimension=selection",
        help="as in an address: area=VN mark=bars; the default view without",
    )


def _run(args: Namespace) -> int:
    from dantoc.figures import drawing
    from dantoc.figures.exhibiting import shown
    from dantoc.figures.press import Job
    from dantoc.l10n.messages import say
    from dantoc.model.errors import NoFigures

    if args.output.suffix not in PICTURES:
        raise Misuse(say("cli.chart.extension", args.lang, file=args.output.name, allowed=", ".join(PICTURES)))
    engine = engine_of(args.root)
    exhibit = _from_gallery(engine, args) if args.gallery else _from_view(engine, args)
    try:
        own = shown(engine, exhibit)
    except NoFigures as error:
        raise Misuse(say("cli.chart.no_figures", args.lang, loosen="; ".join(error.allowed))) from error
    result = own.result
    spec = drawing.fit(result, own.spec, args.lang)
    chart, alt = drawing.draw(result, spec, args.lang), drawing.alt_text(result, spec, args.lang)
    content = Job(chart, (args.output.suffix.removeprefix("."),), spec.size, alt, args.lang).draw()[0]
    write_file(args.output, content, args.lang)
    return DONE


def _from_gallery(engine: Engine, args: Namespace) -> Exhibit:
    """The finished chart of that id, in the theme asked for."""
    own = engine.gallery.exhibit(args.id)
    return replace(own, figure=replace(own.figure, theme=args.theme))


def _from_view(engine: Engine, args: Namespace) -> Exhibit:
    """The chart of the view and the figure that the arguments say."""
    from dantoc.l10n.messages import locales
    from dantoc.model.exhibit import Exhibit
    from dantoc.model.figure_params import is_figure_param, parse_figure
    from dantoc.model.view import parse_view

    dataset = engine.catalogue.dataset(args.id)
    params = selections_of(args.view, args.lang)
    said = {name: value for name, value in params.items() if is_figure_param(name)}
    view = parse_view(dataset, {name: value for name, value in params.items() if name not in said})
    return Exhibit(args.id, args.id, view, parse_figure(dataset, {"theme": args.theme, **said}, locales()))


COMMAND = Command("chart", "draw the chart of a view into a picture", _arguments, _run)
