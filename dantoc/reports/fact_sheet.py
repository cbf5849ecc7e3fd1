"""A sheet: each of its chapters on one page, charts in one column and tables beside them, in type as large as leaves it
one page."""

from __future__ import annotations

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
from dantoc.reports.stack import HIGHEST, Beside, Scaled, Stack
from dantoc.reports.tables import set_table
from dantoc.reports.typography import LINE
from dantoc.reports.words import pair, plain

SCALES = (1.2, 1.15, 1.1, 1.05, 1.0, 0.97, 0.94, 0.91, 0.88, 0.83, 0.78, 0.73, 0.69, 0.65, 0.61, 0.57, 0.53)
"""The type of a page is set so large, the largest with which it is one page is taken."""
GUTTER = 16.0
CHART_SHARE = 0.56
"""Charts have so much of the width of both columns: on A4 as much as they need to be drawn with type of usual size."""
WIDE = (KeyFiguresBlock, ProfilesBlock)
"""What stands across both columns, above them."""


def column_width(setting: Setting) -> float:
    """The width of the column of the charts, in points."""
    return (setting.width - GUTTER) * CHART_SHARE


def set_page(
    chapter: Chapter, entry: Entry, plates: dict[str, Plate], setting: Setting, *, is_first: bool, is_last: bool
) -> list[Flowable]:
    """The page of a chapter, with the head of the sheet on the first and the imprint on the last."""
    ledger, files = setting.ledger, setting.attached
    entered, attached = len(ledger.entries), len(files)

    def laid(scale: float) -> tuple[Stack, bool]:
        """The page in type of that scale, and whether it is one page."""
        del ledger.entries[entered:]
        del files[attached:]
        own = Stack(_parts(chapter, entry, plates, setting, scale, is_first=is_first, is_last=is_last))
        return own, own.wrap(setting.width / scale, HIGHEST)[1] * scale <= setting.height

    # The largest scale is looked for by halves: each page that is laid out takes its time.
    too_large, fitting = -1, len(SCALES) - 1
    while fitting - too_large > 1:
        middle = (too_large + fitting) // 2
        if laid(SCALES[middle])[1]:
            fitting = middle
        else:
            too_large = middle
    scale = SCALES[fitting]
    page, _ = laid(scale)
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
    charts = setting.narrowed(column_width(whole), HIGHEST)
    tables = setting.narrowed(whole.width - GUTTER - charts.width, HIGHEST)
    made: list[Flowable] = masthead(whole) if is_first else []
    made.append(Anchor(setting, entry.destination, chapter.title.say(setting.locale), entry.level))
    made += pair([(own, plain(said)) for own, said in setting.texts(chapter.title)], "h2", "H2")
    if chapter.lead:
        made += set_text(chapter.lead, whole)
    wide = [own for own in chapter.blocks if isinstance(own, WIDE)]
    for block in wide:
        made += SETTERS[type(block)](block, whole)
    columns: tuple[list[Flowable], list[Flowable]] = ([], [])
    for own in chapter.blocks:
        is_chart = isinstance(own, FigureBlock)
        if own not in wide and (flowables := _block(chapter, own, plates, charts if is_chart else tables)):
            columns[not is_chart].extend(flowables)
    if any(columns):
        shares = charts.width / whole.width, tables.width / whole.width
        made += [Beside(Stack(columns[0]), Stack(columns[1]), shares), Spacer(1, LINE / 2)]
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
