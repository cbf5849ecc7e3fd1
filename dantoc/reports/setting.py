"""What every block is given to be set in type: the figures, the edition, the column it stands in, and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from dantoc.l10n.messages import say
from dantoc.model.publication import Publication
from dantoc.model.text import Locale, LocalizedText
from dantoc.reports.attachments import Packed
from dantoc.reports.edition import Edition
from dantoc.reports.ledger import Ledger
from dantoc.reports.sheet import Sheet

if TYPE_CHECKING:
    from dantoc.engine.engine import Engine
    from dantoc.reports.pictures import Pictures
    from dantoc.reports.profiles import Subject


T = TypeVar("T")
WITHOUT_COVER = frozenset({"fact_sheet"})


@dataclass(frozen=True)
class Attached:
    """A file that goes along in the PDF: the figures of a table, named as the table."""

    name: str
    content: Callable[[], Packed]
    title: str
    mime: str = "text/csv"


@dataclass
class Setting:
    """One book in the making. Blocks read it, enter their titles in `ledger`, and put files into `attached`."""

    engine: Engine
    publication: Publication
    edition: Edition
    sheet: Sheet
    base_url: str
    pictures: Pictures
    ledger: Ledger = field(default_factory=Ledger)
    attached: list[Attached] = field(default_factory=list)
    column: tuple[float, float] | None = None
    """Width and height of the column, where it is not that of the sheet."""
    subjects: dict[str, list[Subject]] = field(default_factory=dict)
    """For each block of profiles those who get a page, with their charts."""
    forward: dict[str, set[float]] = field(default_factory=dict)
    """Destinations whose page was drawn before it was known, with the sizes of type it is wanted in."""
    digits: int = 3
    """So many digits the number of pages is expected to have."""
    chapter: str = ""
    block: str = ""
    """Where the book is being made: the ids of the chapter and the block at hand."""

    @property
    def has_cover(self) -> bool:
        """Whether the publication is a book, with cover and title page; a sheet has a head on its first page."""
        return self.publication.kind not in WITHOUT_COVER

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages of the edition, the first above the second."""
        return self.edition.locales

    @property
    def locale(self) -> Locale:
        """The language in which numbers are written, names are sorted, and what stands once is said."""
        return self.edition.locales[0]

    @property
    def is_bilingual(self) -> bool:
        """Whether each title and head stands in both languages."""
        return self.edition.is_bilingual

    @property
    def width(self) -> float:
        """The width of the column in points."""
        return self.column[0] if self.column else self.sheet.width

    @property
    def height(self) -> float:
        """The height of the column in points."""
        return self.column[1] if self.column else self.sheet.height

    def narrowed(self, width: float, height: float) -> Setting:
        """The same book in the making, for what stands in a column of that size; all that it keeps is shared."""
        return replace(self, column=(width, height))

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for all books of these languages; `key` holds all else that it depends on."""
        own = (self.locales, self.has_cover, self.base_url, key)
        return self.pictures.kept.get(self.engine, own, make)

    def texts(self, text: LocalizedText) -> list[tuple[Locale, str]]:
        """The text in each language of the edition that it has, in order; the same words are not said twice."""
        said: list[tuple[Locale, str]] = []
        for locale in self.locales:
            own = text.say(locale)
            if own and own not in (words for _, words in said):
                said.append((locale, own))
        return said

    def words(self, key: str, **params: object) -> list[tuple[Locale, str]]:
        """The message in each language of the edition, in order."""
        return self.texts(LocalizedText.of({own: say(key, own, **params) for own in self.locales}))
