"""`python -m dantoc export`: the figures of a view as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dantoc.commands.base import DONE, Command, engine_of, selections_of, write_file


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the dataset")
    parser.add_argument(
        "--format", required=True, help="csv, csv-excel, xlsx, parquet, html, json, table, zip, metadata"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--labels", default="", help="both, codes or labels; as suits the format without")
    parser.add_argument(
        "view", nargs="*", metavar="dimension=selection", help="as in an address: area=VN year=2009:2019; all without"
    )


def _run(args: Namespace) -> int:
    from dantoc.catalogue.settings import settings
    from dantoc.formats import registry
    from dantoc.formats.export import Export, Typeset
    from dantoc.model.table import TableSpec
    from dantoc.model.view import data_address, page_address, parse_view
    from dantoc.tables.html import to_html
    from dantoc.tables.layout import lay_out
    from dantoc.tables.style import css

    engine = engine_of(args.root)
    dataset = engine.catalogue.dataset(args.id)
    own = registry.find(args.format)
    view = parse_view(dataset, selections_of(args.view, args.lang), whole=True)
    result = engine.run(view.query, order_by=view.ordered_by)
    base = settings().base_url
    spec = TableSpec(view.rows, view.columns)
    labels = {"labels": args.labels} if args.labels not in ("", own.labels) else {}
    export = Export(
        result=result,
        catalogue=engine.catalogue,
        locale=args.lang,
        lay_out=lambda: lay_out(result, spec, args.lang),
        labels=args.labels,
        link=base + page_address(dataset, view, args.lang),
        api_link=base + data_address(dataset, view, own.id, args.lang, **labels),
        typeset=lambda: Typeset(to_html(lay_out(result, spec, args.lang)), css()),
    )
    write_file(args.output, b"".join(registry.write(own.id, export)), args.lang)
    return DONE


COMMAND = Command("export", "write the figures of a view into a file", _arguments, _run)
