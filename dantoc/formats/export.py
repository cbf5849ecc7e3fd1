"""What every file is made from: the figures, the table laid out, the language, and where to find them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dantoc.model.dataset import Catalogue
from dantoc.model.errors import UnknownOption
from dantoc.model.result import Result
from dantoc.model.table import StatTable
from dantoc.model.text import Locale
from dantoc.model.view import LABELS


@dataclass(frozen=True)
class Typeset:
    """A table as markup, and the stylesheet that dresses it."""

    markup: str
    stylesheet: str


@dataclass(frozen=True)
class Part:
    """Which rows of the whole a file holds: from `start`, of `total`; `next_link` leads to the rows after them."""

    start: int
    total: int
    next_link: str = ""


@dataclass(frozen=True)
class Export:
    """A result on its way into a file.

    `lay_out` gives the statistical table; it is a call because only some files print one. `labels` is one of ``both``,
    ``codes``, ``labels`` (empty: as suits the format). `link` is the page that shows the figures, `api_link` the
    address that gives them again. `typeset` gives the same table as markup, for the file that is a page; `part` says
    which rows these are where they are not all.
    """

    result: Result
    catalogue: Catalogue
    locale: Locale
    lay_out: Callable[[], StatTable]
    labels: str = ""
    link: str = ""
    api_link: str = ""
    typeset: Callable[[], Typeset] | None = None
    part: Part | None = None

    def __post_init__(self) -> None:
        if self.labels and self.labels not in LABELS:
            raise UnknownOption("labels", self.labels, LABELS)


@dataclass(frozen=True)
class Format:
    """A kind of file: its name in addresses, what it is called on disk and on the wire, and how it is written.

    `key` is the message that names it for readers, `labels` what it carries when nobody says.
    """

    id: str
    extension: str
    media_type: str
    key: str
    write: Callable[[Export], Iterator[bytes]]
    labels: str = "both"
    attached: bool = True
    """Whether a browser is to save it rather than show it."""
    most_figures: int | None = None
    """So many figures at most in one file; None where it is written in chunks, however many there are."""
    joins: bool = False
    """Whether files of it joined, all but the first without their first line, are one file."""
    laid_out: bool = False
    """Whether it prints the table with a cell for every combination of rows and columns."""
