"""The commands: `python -m dantoc {curate, validate, new, load, serve, export, chart}`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from dantoc.commands import COMMANDS
from dantoc.commands.base import MISUSED, ROOT, Command, InLanguages, Misuse, sentence_of, sentence_of_warehouse
from dantoc.l10n.messages import locales
from dantoc.model.errors import BadWarehouse, DantocError
from dantoc.model.text import ENGLISH

PROGRAM = "python -m dantoc"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of the command that the arguments name."""
    args = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        return run(args)
    except Misuse as error:
        print(error, file=sys.stderr)
    except DantocError as error:
        print(sentence_of(error, args.lang), file=sys.stderr)
    except BadWarehouse as error:
        print(sentence_of_warehouse(error, args.lang), file=sys.stderr)
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
    return MISUSED


def run(args: Namespace) -> int:
    """The exit status of the parsed command."""
    commands = {command.name: command for command in COMMANDS}
    return commands[args.command].run(args)


def parse(arguments: Sequence[str]) -> Namespace:
    """The arguments understood; options may stand before, between and after the others."""
    own = parsers()
    if not arguments or arguments[0] not in own:
        return parser().parse_args(arguments)
    # Subparsers cannot take `ID --option x dimension=selection`; a parser by itself can.
    return own[arguments[0]].parse_intermixed_args(arguments[1:], Namespace(command=arguments[0]))


def parser() -> ArgumentParser:
    """The grammar of all commands, for help."""
    top = ArgumentParser(prog=PROGRAM, description="Ethnic Minority Statistics of Viet Nam")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        _grammar(command, commands.add_parser(command.name, help=command.help, description=command.help))
    return top


def parsers() -> dict[str, ArgumentParser]:
    """The grammar of each command, by name."""
    return {
        own.name: _grammar(own, ArgumentParser(prog=f"{PROGRAM} {own.name}", description=own.help)) for own in COMMANDS
    }


def _grammar(command: Command, own: ArgumentParser) -> ArgumentParser:
    own.add_argument(
        "--lang",
        action=InLanguages,
        choices=(*locales(), *command.bilingual),
        default=ENGLISH,
        help="language of what is printed (default: en)",
    )
    own.add_argument("--root", type=Path, default=ROOT, help="folder that holds datasets/ (default: this checkout)")
    command.arguments(own)
    return own


if __name__ == "__main__":
    sys.exit(main())
