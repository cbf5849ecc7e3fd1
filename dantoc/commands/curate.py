"""`python -m dantoc curate`: figures and descriptions to published files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from dantoc.commands.base import DONE, FAULTS, Command, check_ids


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="datasets to build; all without")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say whether the files are what would be built"
    )


def _run(args: Namespace) -> int:
    from dantoc.curation.parquet import curate
    from dantoc.curation.printing import issue_line
    from dantoc.l10n.messages import say
    from dantoc.l10n.numbers import format_bytes, format_number

    check_ids(args.root, args.ids, args.lang)
    publications = curate(args.root, args.ids, check=args.check, locale=args.lang)
    for own in publications:
        print(
            say(
                f"cli.curate.{own.state}",
                args.lang,
                id=own.dataset,
                rows=format_number(own.rows, 0, args.lang),
                size=format_bytes(own.bytes, args.lang),
                faults=format_number(len(own.issues), 0, args.lang),
            )
        )
        for issue in own.issues:
            print("  " + issue_line(issue, args.lang))
    return DONE if all(own.ok for own in publications) else FAULTS


COMMAND = Command("curate", "build the published data.parquet files", _arguments, _run)
