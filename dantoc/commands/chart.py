"""`python -m dantoc chart`: the chart of a view as a picture."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dantoc.commands.base import DONE, Command, Misuse, engine_of, selections_of, write_file

PICTURES = (".png", ".svg", ".pdf")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the dataset")
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
    from dantoc.engine.loosening import which_to_loosen
    from dantoc.figures import drawing, finishing
    from dantoc.figures.press import Job
    from dantoc.l10n.messages import locales, say
    from dantoc.model.figure_params import is_figure_param, parse_figure
    from dantoc.model.view import parse_view

    if args.output.suffix not in PICTURES:
        raise Misuse(say("cli.chart.extension", args.lang, file=args.output.name, allowed=", ".join(PICTURES)))
    engine = engine_of(args.root)
    dataset = engine.catalogue.dataset(args.id)
    params = selections_of(args.view, args.lang)
    said = {name: value for name, value in params.items() if is_figure_param(name)}
    view = parse_view(dataset, {name: value for name, value in params.items() if name not in said})
    asked = parse_figure(dataset, {"theme": args.theme, **said}, locales())
    query = finishing.with_reference(dataset, view.query, asked)
    result = engine.run(query, order_by=view.ordered_by)
    spec = finishing.finish(result, view, asked)
    if spec is None:
        loosen = "; ".join(", ".join(own.dimensions) for own in which_to_loosen(engine, view.query))
        raise Misuse(say("cli.chart.no_figures", args.lang, loosen=loosen))
    spec = drawing.fit(result, spec, args.lang)
    chart, alt = drawing.draw(result, spec, args.lang), drawing.alt_text(result, spec, args.lang)
    content = Job(chart, (args.output.suffix.removeprefix("."),), spec.size, alt, args.lang).draw()[0]
    write_file(args.output, content, args.lang)
    return DONE


COMMAND = Command("chart", "draw the chart of a view into a picture", _arguments, _run)
