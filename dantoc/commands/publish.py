"""`python -m dantoc publish`: a publication as a PDF."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from shutil import get_terminal_size

from dantoc.commands.base import DONE, Command, Misuse, engine_of, write_file
from dantoc.model.text import ENGLISH

BILINGUAL = ("vi-en",)
_WIPE = "\r\x1b[K"
"""What takes the last line of a terminal away."""


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
    wiped = _WIPE if sys.stderr.isatty() else ""

    def tell(step: str, done: int, whole: int, block: str) -> None:
        name = say(f"reports.step.{step}", args.lang)
        if step not in told:
            told.append(step)
            print(f"{wiped}{STEPS.index(step) + 1}/{len(STEPS)} {name}", file=sys.stderr)
        if wiped and whole > 1:
            where = " · ".join(own.say(args.lang) for own in publication.titles(block))
            line = f"{name}: {done}/{whole} {where}"[: get_terminal_size().columns - 1]
            print(f"{wiped}{line}", end="", file=sys.stderr, flush=True)

    book = print_book(engine, publication, edition, base_url=settings().base_url, progress=tell)
    print(end=wiped, file=sys.stderr, flush=True)
    write_file(args.output, book, args.lang)
    return DONE


COMMAND = Command("publish", "print a publication as a PDF", _arguments, _run, BILINGUAL)
