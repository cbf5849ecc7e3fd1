"""A sheet: each of its chapters on one page, set in two columns, in type as large as leaves it one page."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from dantoc.model.publication import Block, Chapter, FigureBlock, KeyFiguresBlock, ProfilesBlock, TableBlock
from dantoc.reports.blocks import SETTERS
from dantoc.reports.choosing import cut_down
from dantoc.reports.flow import OPENER, Anchor, Running, new_page
from dantoc.reports.front import masthead
from dantoc.reports.ledger import Entry
from dantoc.reports.markdown import set_text
from dantoc.reports.plates import Plate, set_plate
from dantoc.reports.setting import Setting
from dantoc.reports.stack import HIGHEST, Scaled, Stack, canvas_of
from dantoc.reports.tables import set_table
from dantoc.reports.typography import LINE
from dantoc.reports.words import pair, plain

SCALES = (1.0, 0.94, 0.88, 0.83, 0.78, 0.73, 0.69, 0.65, 0.61, 0.57, 0.53)
"""The type of a page is set so large, the largest with which it is one page is taken."""
GUTTER = 16.0
WIDE = (KeyFiguresBlock, ProfilesBlock)
"""What stands across both columns, above them."""


def column_width(setting: Setting) -> float:
    """The width of each of the two columns, in points."""
    return (setting.width - GUTTER) / 2


def set_page(
    chapter: Chapter, entry: Entry, plates: dict[str, Plate], setting: Setting, *, is_first: bool, is_last: bool
) -> list[Flowable]:
    """The page of a chapter, with the head of the sheet on the first and the imprint on the last."""
    ledger, files = setting.ledger, setting.attached
    entered, attached = len(ledger.entries), len(files)
    for scale in SCALES:
        del ledger.entries[entered:]
        del files[attached:]
        page = Stack(_parts(chapter, entry, plates, setting, scale, is_first=is_first, is_last=is_last))
        if page.wrap(setting.width / scale, HIGHEST)[1] * scale <= setting.height:
            break
    before = [] if is_first else new_page(OPENER)
    return [*before, Running(chapter.title.say(setting.locale)), Scaled(page, scale, setting.height)]


def _parts(
    chapter: Chapter,
    entry: Entry,
    plates: dict[str, Plate],
    setting: Setting,
    scale: float,
    *,
    is_first: bool,
    is_last: bool,
) -> list[Flowable]:
    whole = setting.narrowed(setting.width / scale, HIGHEST)
    half = setting.narrowed((whole.width - GUTTER) / 2, HIGHEST)
    made: list[Flowable] = masthead(whole) if is_first else []
    made.append(Anchor(setting, entry.destination, chapter.title.say(setting.locale), entry.level))
    made += pair([(own, plain(said)) for own, said in setting.texts(chapter.title)], "h2", "H2")
    if chapter.lead:
        made += set_text(chapter.lead, whole)
    wide = [own for own in chapter.blocks if isinstance(own, WIDE)]
    for block in wide:
        made += SETTERS[type(block)](block, whole)
    columns = [
        Stack(flowables)
        for block in chapter.blocks
        if block not in wide and (flowables := _block(chapter, block, plates, half))
    ]
    made += [TwoColumns(columns, half), Spacer(1, LINE / 2)]
    if is_last and setting.publication.imprint:
        made += set_text(setting.publication.imprint, whole, "note")
    return made


def _block(chapter: Chapter, block: Block, plates: dict[str, Plate], setting: Setting) -> list[Flowable]:
    if isinstance(block, TableBlock):
        cut = cut_down(block, setting)
        return set_table(cut, setting) if cut is not None else []
    if isinstance(block, FigureBlock):
        plate = plates.get(f"{chapter.id}/{block.id}")
        return set_plate(plate, setting) if plate is not None else []
    return SETTERS[type(block)](block, setting)


class TwoColumns(Flowable):
    """Blocks in two columns, in their order, parted where both are most alike in height."""

    def __init__(self, blocks: Sequence[Flowable], setting: Setting) -> None:
        super().__init__()
        self._blocks, self._setting = list(blocks), setting

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the longer column."""
        self._highs = [own.wrapOn(canvas_of(self), self._setting.width, HIGHEST)[1] for own in self._blocks]
        whole = sum(self._highs)
        lefts = [sum(self._highs[:place]) for place in range(len(self._highs) + 1)]
        self._cut = min(range(len(lefts)), key=lambda place: max(lefts[place], whole - lefts[place]))
        self.width, self.height = width, max(lefts[self._cut], whole - lefts[self._cut])
        return self.width, self.height

    def draw(self) -> None:
        """Draws the first column, then the second."""
        for column, (first, last) in enumerate(((0, self._cut), (self._cut, len(self._blocks)))):
            top = self.height
            for own, high in zip(self._blocks[first:last], self._highs[first:last], strict=True):
                top -= high
                own.drawOn(self.canv, column * (self._setting.width + GUTTER), top)
