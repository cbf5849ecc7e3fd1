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
    from dantoc.figures import choice, drawing
    from dantoc.l10n.messages import say
    from dantoc.model.structure import MEASURE
    from dantoc.model.view import parse_view

    if args.output.suffix not in PICTURES:
        raise Misuse(say("cli.chart.extension", args.lang, file=args.output.name, allowed=", ".join(PICTURES)))
    engine = engine_of(args.root)
    view = parse_view(engine.catalogue.dataset(args.id), selections_of(args.view, args.lang))
    result = engine.run(view.query, order_by=view.ordered_by)
    spec = choice.choose(result, view.rows, view.columns, view.mark, view.show or MEASURE)
    if spec is None:
        loosen = "; ".join(", ".join(own.dimensions) for own in which_to_loosen(engine, view.query))
        raise Misuse(say("cli.chart.no_figures", args.lang, loosen=loosen))
    drawn = drawing.draw(result, spec, args.lang, args.theme)
    write_file(args.output, _picture(drawn, args.output.suffix, drawing.alt_text(result, spec, args.lang)), args.lang)
    return DONE


def _picture(chart: dict[str, object], suffix: str, alt: str) -> bytes:
    from dantoc.figures import printing

    if suffix == ".png":
        return printing.to_png(chart, alt=alt)
    if suffix == ".svg":
        return printing.to_svg(chart, alt=alt).encode()
    return printing.to_pdf(chart)


COMMAND = Command("chart", "draw the chart of a view into a picture", _arguments, _run)
