"""`python -m dantoc validate`: every fault of the content with the way to mend it."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from dantoc.commands.base import DONE, FAULTS, Command, check_ids

if TYPE_CHECKING:
    from dantoc.model.report import Issue


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="datasets to look at; all, and what they share, without")
    parser.add_argument("--json", action="store_true", help="the report as JSON, for programs")


def _run(args: Namespace) -> int:
    from dantoc.curation.printing import issue_line
    from dantoc.curation.validation import validate
    from dantoc.l10n.messages import say
    from dantoc.l10n.numbers import format_number

    check_ids(args.root, args.ids, args.lang)
    report = validate(args.root, args.ids, args.lang)
    if not args.ids:
        report = report.with_issues(_undrawn(args.root, args.lang))
    if args.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
        return DONE if report.ok else FAULTS
    for issue in report.issues:
        print(issue_line(issue, args.lang))
    for kind, count in report.counts.items():
        print(f"  {kind}: {format_number(count, 0, args.lang)}")
    counted = {
        "datasets": format_number(report.datasets, 0, args.lang),
        "figures": format_number(report.figures, 0, args.lang),
        "faults": format_number(len(report.issues), 0, args.lang),
    }
    print(say("cli.validate.ok" if report.ok else "cli.validate.faults", args.lang, **counted))
    return DONE if report.ok else FAULTS


def _undrawn(root: Path, lang: str) -> tuple[Issue, ...]:
    """A fault for each chart of the gallery that its figures, as they are built, do not make."""
    from dantoc.catalogue.loading import load_catalogue
    from dantoc.engine.engine import Engine
    from dantoc.figures.exhibiting import faults_of

    engine = Engine(load_catalogue(root))
    return faults_of(engine, engine.gallery.exhibits.values(), lang)


COMMAND = Command("validate", "check the content and name every fault with its mend", _arguments, _run)
