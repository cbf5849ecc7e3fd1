"""What every command has: a name, a line of help, its arguments, and what it does."""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dantoc.model.errors import BadWarehouse, DantocError

if TYPE_CHECKING:
    from dantoc.engine.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: where `datasets/` lies unless `--root` says otherwise."""

DONE, FAULTS, MISUSED = 0, 1, 2
"""Exit statuses: done; the content has faults; the command could not be understood or carried out."""


@dataclass(frozen=True)
class Command:
    """One command of `python -m dantoc`; `run` gives the exit status."""

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    bilingual: tuple[str, ...] = ()
    """Editions in several languages that `--lang` may name too; what is printed is in the first of them then."""


class Misuse(Exception):
    """A command that cannot be carried out, said in one sentence in the reader's language."""


class InLanguages(Action):
    """Reads `--lang`: `edition` is what was said, `lang` the language of what is printed."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: object, option_string: str | None = None
    ) -> None:
        """Takes up what was said."""
        namespace.edition = str(values)
        namespace.lang = str(values).partition("-")[0]


def check_ids(root: Path, ids: list[str], lang: str) -> None:
    """Lets through a root that holds content, and the names of datasets that have a folder in it.

    Raises:
        Misuse: no content, or a name without a folder; the sentence names those that come nearest.
    """
    from dantoc.curation.faults import nearest
    from dantoc.l10n.messages import say

    if not (root / "datasets").is_dir():
        raise Misuse(say("cli.no_datasets", lang, folder=root))
    known = sorted(path.parent.name for path in (root / "datasets").glob("*/dataset.toml"))
    for own in ids:
        if own not in known:
            raise Misuse(say("cli.unknown_dataset", lang, id=own, near=nearest(own, known) or "—"))


def selections_of(pairs: list[str], lang: str) -> dict[str, str]:
    """The parameters said as `dimension=selection`, by name.

    Raises:
        Misuse: a piece without an equals sign.
    """
    from dantoc.l10n.messages import say

    for pair in pairs:
        if "=" not in pair:
            raise Misuse(say("cli.no_selection", lang, said=pair))
    return {name: said for name, _, said in (pair.partition("=") for pair in pairs)}


def sentence_of(error: DantocError, lang: str) -> str:
    """The error in one sentence of the language."""
    from dantoc.l10n.faults import describe_error

    return describe_error(error, lang)


def sentence_of_warehouse(error: BadWarehouse, lang: str) -> str:
    """Why the database cannot be used, and the mend, in one sentence of the language."""
    from dantoc.engine.connecting import EXAMPLE
    from dantoc.l10n.messages import say

    said = {"parameter": error.parameter, "url": error.url, "detail": error.detail, "example": EXAMPLE}
    return say(f"cli.warehouse.{error.reason}", lang, **said)


def engine_of(root: Path) -> Engine:
    """The engine over the content below `root`."""
    from dantoc.catalogue.loading import load_catalogue
    from dantoc.engine.engine import Engine, open_engine

    return open_engine() if root.resolve() == ROOT else Engine(load_catalogue(root))


def write_file(path: Path, content: bytes, lang: str) -> None:
    """Puts the bytes at `path` whole and says so.

    Raises:
        Misuse: the folder is not there.
    """
    from dantoc.curation.published_file import write_whole
    from dantoc.l10n.messages import say
    from dantoc.l10n.numbers import format_bytes

    if not path.parent.is_dir():
        raise Misuse(say("cli.folder_missing", lang, folder=path.parent))
    write_whole(path, content)
    print(say("cli.written", lang, file=path, size=format_bytes(len(content), lang)))
