"""`python -m dantoc load`: the published figures into an SQL database."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from dantoc.commands.base import DONE, FAULTS, Command, Misuse, check_ids, sentence_of


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "url", nargs="?", default="", metavar="URL", help="SQLAlchemy URL; DANTOC_WAREHOUSE_URL without"
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="datasets to load; all without")


def _run(args: Namespace) -> int:
    from dantoc.catalogue.loading import load_catalogue
    from dantoc.engine.connecting import SETTING, shown
    from dantoc.engine.loading import load
    from dantoc.l10n.messages import say
    from dantoc.l10n.numbers import format_number

    check_ids(args.root, args.only, args.lang)
    url = args.url or _url_of_settings(args.lang)
    catalogue = load_catalogue(args.root)
    wanted = args.only or [*catalogue.datasets, *catalogue.broken]
    figures: list[int] = []
    usable = [catalogue.datasets[own] for own in wanted if own in catalogue.datasets]
    for dataset in load(url, usable, "URL" if args.url else SETTING):
        figures.append(dataset.distribution.rows)
        rows = format_number(figures[-1], 0, args.lang)
        print(say("cli.load.loaded", args.lang, id=dataset.id, version=dataset.version, rows=rows), flush=True)
    counted = {
        "datasets": format_number(len(figures), 0, args.lang),
        "figures": format_number(sum(figures), 0, args.lang),
    }
    print(say("cli.load.done", args.lang, url=shown(url), **counted))
    broken = [catalogue.broken[own] for own in wanted if own in catalogue.broken]
    for error in broken:
        print(sentence_of(error, args.lang), file=sys.stderr)
    return FAULTS if broken else DONE


def _url_of_settings(lang: str) -> str:
    """The database that the environment names.

    Raises:
        Misuse: it names none.
    """
    from dantoc.catalogue.settings import IN_PROCESS, settings
    from dantoc.engine.connecting import EXAMPLE
    from dantoc.l10n.messages import say

    url = settings().warehouse_url
    if url == IN_PROCESS:
        raise Misuse(say("cli.load.no_url", lang, example=EXAMPLE))
    return url


COMMAND = Command("load", "load the published figures into an SQL database", _arguments, _run)
