"""`python -m dantoc publish`: a publication as a PDF."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from dantoc.commands.base import DONE, Command, Misuse, engine_of, write_file
from dantoc.model.text import ENGLISH

BILINGUAL = ("vi-en",)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the publication")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the .pdf to write")
    parser.set_defaults(edition=ENGLISH)
    parser.add_argument("--code", default="", help="the group or province a fact sheet is about: 08")
    parser.add_argument("--paper", default="", help="a4 or 16x24 (default: the publication's own)")
    parser.add_argument("--crop", action="store_true", help="with bleed and crop marks, for the printer")
    parser.add_argument("--archive", default="3b", help="part of PDF/A: 3b with attached files, 2b or 1b (default: 3b)")


def _run(args: Namespace) -> int:
    from dantoc.catalogue.settings import settings
    from dantoc.l10n.messages import say
    from dantoc.reports.book import STEPS, print_book
    from dantoc.reports.edition import Edition

    if args.output.suffix != ".pdf":
        raise Misuse(say("cli.publish.extension", args.lang, file=args.output.name))
    engine = engine_of(args.root)
    publication = engine.publications.publication(args.id, about=args.code)
    edition = Edition(args.edition, args.paper, args.crop, archive=args.archive)
    told: list[str] = []

    def tell(step: str, done: int, whole: int) -> None:
        if step not in told:
            told.append(step)
            name = say(f"reports.step.{step}", args.lang)
            print(f"{STEPS.index(step) + 1}/{len(STEPS)} {name}", file=sys.stderr)

    book = print_book(engine, publication, edition, base_url=settings().base_url, progress=tell)
    write_file(args.output, book, args.lang)
    return DONE


COMMAND = Command("publish", "print a publication as a PDF", _arguments, _run, BILINGUAL)
