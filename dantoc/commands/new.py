"""`python -m dantoc new`: a draft of a dataset from a statistician's CSV or Excel file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dantoc.commands.base import DONE, Command, Misuse, selections_of


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="name of the new dataset: small letters, digits and _")
    parser.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE", help="a CSV or XLSX file")
    parser.add_argument("--sheet", help="the sheet of the workbook; the first without")
    parser.add_argument("same", nargs="*", metavar="column=value", help="what is the same for all figures: area=VN")


def _run(args: Namespace) -> int:
    from dantoc.curation.drafting import draft
    from dantoc.curation.sheets import DraftRefused

    constants = selections_of(args.same, args.lang)
    try:
        drafted = draft(args.root, args.id, args.file, sheet=args.sheet, constants=constants, locale=args.lang)
    except DraftRefused as refusal:
        raise Misuse(refusal.say(args.lang)) from refusal
    for line in drafted.lines(args.lang):
        print(line)
    return DONE


COMMAND = Command("new", "draft a dataset from a CSV or XLSX file", _arguments, _run)
