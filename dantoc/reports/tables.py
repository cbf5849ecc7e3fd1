"""The statistical tables of a book, printed as yearbooks print them, drawn straight on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from reportlab.platypus import Flowable

from dantoc.formats import registry
from dantoc.formats.export import Export
from dantoc.l10n.messages import language, say
from dantoc.l10n.sentence import title as sentence_title
from dantoc.model.errors import NoFigures
from dantoc.model.publication import TableBlock
from dantoc.model.result import Result
from dantoc.model.text import Locale, LocalizedText
from dantoc.model.view import data_address, page_address
from dantoc.reports.attachments import Packed
from dantoc.reports.ledger import TABLES, Entry
from dantoc.reports.setting import Attached, Setting
from dantoc.reports.table_caption import Caption, lay_caption, lay_reminder
from dantoc.reports.table_drawing import TableInType
from dantoc.reports.table_foot import Foot, FootTags, lay_foot
from dantoc.reports.table_heads import Heads, lay_heads
from dantoc.reports.table_layout import Part, lay_table
from dantoc.reports.table_pieces import Span, TablePiece
from dantoc.reports.table_rows import Body, lay_body
from dantoc.reports.table_words import spec_of, table_words
from dantoc.reports.typography import LINE, fonts
from dantoc.tables.layout import lay_out


def set_table(block: TableBlock, setting: Setting) -> list[Flowable]:
    """The table of the block; nothing for an optional one without figures.

    Raises:
        NoFigures: the view of the block has no figure.
        DantocError: its query cannot be answered.
    """
    view = block.view
    result = setting.engine.run(view.query, order_by=view.ordered_by)
    if not len(result):
        if block.optional:
            return []
        raise NoFigures("view", data_address(result.dataset, view, "csv"), ())
    return printed_table(result, block, setting)


def printed_table(result: Result, block: TableBlock, setting: Setting) -> list[Flowable]:
    """The table of these figures, entered in the list of tables and attached as a file."""
    entry = setting.ledger.enter(TABLES, block.title or _written_title(result, setting), block.id)
    name = say("reports.table.file", setting.locale, n=f"{entry.number:03}")
    label = say("reports.label.tables", setting.locale, n=entry.number)
    title = f"{label}. {entry.title.say(setting.locale)}"
    file = partial(setting.kept, ("file", result.etag, block), _figures_file(block, setting))
    setting.attached.append(Attached(name, file, title))
    return [PrintedTable(result, block, entry, name, setting)]


def _written_title(result: Result, setting: Setting) -> LocalizedText:
    return LocalizedText.of({locale: sentence_title(result, locale) for locale in setting.locales})


def _figures_file(block: TableBlock, setting: Setting) -> Callable[[], Packed]:
    """What writes the figures of the block as the API gives them, packed for the file."""
    engine, view, locale, base = setting.engine, block.view, setting.locale, setting.base_url

    def write() -> Packed:
        result = engine.run(view.query, order_by=view.ordered_by)
        export = Export(
            result=result,
            catalogue=engine.catalogue,
            locale=locale,
            lay_out=lambda: lay_out(result, spec_of(block), locale),
            link=base + page_address(result.dataset, view, locale),
            api_link=base + data_address(result.dataset, view, "csv", locale),
        )
        return Packed.of(b"".join(registry.write("csv", export)))

    return write


class PrintedTable(Flowable):
    """A table not yet in type: it is set when it is laid on a page, and forgotten when it is drawn."""

    def __init__(self, result: Result, block: TableBlock, entry: Entry, file: str, setting: Setting) -> None:
        super().__init__()
        fonts()
        self.spaceAfter = LINE * 1.5
        self._result, self._block, self._entry, self._file, self._setting = result, block, entry, file, setting
        self._pieces: list[TablePiece] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as all its pieces."""
        heights = [piece.wrap(width, height)[1] + piece.spaceBefore for piece in self._set()]
        return self._setting.width, sum(heights)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Its pieces, the first with no more rows than there is room for."""
        first, *others = self._set()
        first.wrap(width, height)
        began = [first] if first.height <= height else first.split(width, height)
        if not began:
            return []
        self._pieces = []
        return [*began, *others]

    def draw(self) -> None:
        """Draws its pieces one below the other."""
        pieces = self._set()
        self._pieces = []
        base = sum(piece.height + piece.spaceBefore for piece in pieces)
        for piece in pieces:
            base -= piece.height + piece.spaceBefore
            piece.drawOn(self.canv, 0, base)

    def _set(self) -> list[TablePiece]:
        if not self._pieces:
            self._pieces = _set_pieces(self._result, self._block, self._entry, self._file, self._setting)
        return self._pieces


@dataclass(frozen=True)
class _Measured:
    """A part of a table, measured: whatever does not change while it is drawn."""

    part: Part
    heads: Heads
    body: Body
    opening: Caption
    following: Caption
    reminder: Caption
    turned: bool
    foot: Foot | None


def _set_pieces(result: Result, block: TableBlock, entry: Entry, file: str, setting: Setting) -> list[TablePiece]:
    """The table in type: a piece a part, the last with what stands below the table."""
    key = ("table", result.etag, block, entry.number, setting.width, setting.height)
    told = " / ".join(text for _, text in setting.words("reports.table.code"))
    pieces = []
    for place, own in enumerate(setting.kept(key, lambda: _measured(result, block, entry, setting))):
        sheet = TableInType(
            part=own.part,
            heads=own.heads,
            body=own.body,
            opening=own.opening,
            following=own.following,
            reminder=own.reminder,
            setting=setting,
            entry=entry,
            file=file,
            turned=own.turned,
            is_first=place == 0,
            foot=own.foot,
            frame=(setting.width, setting.height),
            told=told,
            foot_tags=FootTags(setting.is_bilingual),
        )
        pieces.append(TablePiece(sheet, Span(0, len(sheet.body.lines), 0, len(sheet.foot.lines) if sheet.foot else 0)))
    return pieces


def _measured(result: Result, block: TableBlock, entry: Entry, setting: Setting) -> tuple[_Measured, ...]:
    def label(locale: Locale) -> str:
        return say("reports.label.tables", locale, n=entry.number)

    words = table_words(result, block, setting.locales, label, language(setting.locale).decimal_mark)
    layout = lay_table(words, setting.width, setting.height)
    width = setting.height if layout.turned else setting.width
    address = setting.base_url + page_address(result.dataset, block.view, setting.locale)
    following, reminder = lay_caption(words, width, continued=True), lay_reminder(words)
    return tuple(
        _Measured(
            part=part,
            heads=lay_heads(part.words, part.columns),
            body=lay_body(part.words.lines, part.columns),
            opening=lay_caption(words, width, continued=place > 0),
            following=following,
            reminder=reminder,
            turned=layout.turned,
            foot=lay_foot(words, setting.locales, address, width) if place == len(layout.parts) - 1 else None,
        )
        for place, part in enumerate(layout.parts)
    )
