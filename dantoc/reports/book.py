"""A publication printed: its figures are read, its charts drawn, its blocks set in type, its pages laid out."""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from reportlab.platypus import Flowable
from reportlab.platypus.doctemplate import LayoutError

from dantoc.engine.engine import Engine
from dantoc.figures.press import NotDrawn
from dantoc.model.errors import BadBlock, DantocError
from dantoc.model.publication import (
    Block,
    Chapter,
    FigureBlock,
    Part,
    ProfilesBlock,
    Publication,
    TableBlock,
)
from dantoc.reports.ahead import Ahead
from dantoc.reports.archive import WITH_FILES, Archive
from dantoc.reports.attachments import Attachment
from dantoc.reports.blocks import SETTERS
from dantoc.reports.choosing import cut_down
from dantoc.reports.edition import Edition
from dantoc.reports.fact_sheet import column_width, set_page
from dantoc.reports.flow import Book, PageNumber
from dantoc.reports.front import front
from dantoc.reports.ledger import Entry, Ledger
from dantoc.reports.openers import open_chapter, open_part
from dantoc.reports.pictures import Charted, Pictures
from dantoc.reports.plates import Plate, read_plate, set_plate
from dantoc.reports.profiles import Subject, set_profile, subjects
from dantoc.reports.setting import WITHOUT_COVER, Setting
from dantoc.reports.sheet import PAPERS, Sheet
from dantoc.reports.tables import set_table
from dantoc.reports.tagging import Tags
from dantoc.reports.xmp import description

READING, SETTING, PAGES, CHARTS, CLOSING = STEPS = ("reading", "setting", "pages", "charts", "closing")
"""The steps of a print, in order; what each is called stands under ``reports.step``. Charts are drawn beside the first
three: the step is told while a page waits for one."""
Progress = Callable[[str, int, int, str], None]
"""Is told the step, how much of how much of it is done, and the chapter and block at hand (``people/ages``, or nothing
where it is none); what it raises stops the print."""
UNHURRIED = (5_000, 20, 50)
"""When Python looks for what it can throw away while a book is printed; its own pace takes a sixth of the time."""
TURN = 0.0005
"""Seconds after which the thread that lays pages lets in those that hand charts to the drawer, which idles meanwhile:
Python's own are ten times as many, and a chart takes three turns."""
Made = dict[str, Plate | list[Flowable]]
"""Charts and tables, by chapter and block."""


class Stopped(Exception):
    """Whoever asked for the book does not want it any more."""


@dataclass
class _Lump:
    """What is laid on the pages in one go, and where it comes from."""

    chapter: str
    block: str
    make: Callable[[], list[Flowable]]
    charts: Sequence[Charted] = ()
    """What it cannot be made without."""

    @property
    def place(self) -> str:
        """The chapter and the block."""
        return _place(self.chapter, self.block)


def print_book(
    engine: Engine,
    publication: Publication,
    edition: Edition,
    *,
    base_url: str,
    pictures: Pictures | None = None,
    progress: Progress = lambda step, done, whole, block: None,
) -> bytes:
    """The publication as a PDF; the same content gives the same bytes.

    Raises:
        BadBlock: a block cannot be printed; names publication, chapter and block, and why.
    """
    setting = Setting(
        engine=engine,
        publication=publication,
        edition=edition,
        sheet=Sheet(PAPERS[edition.paper or publication.paper], edition.crop),
        base_url=base_url,
        pictures=pictures or Pictures(),
        ledger=Ledger(edition.locales[0]),
        digits=1 if publication.kind in WITHOUT_COVER else 2 if publication.kind == "key_figures" else 3,
    )
    with _unhurried():
        with Ahead(setting.pictures) as charts:
            parts = _chosen(publication, edition)
            lumps = _set(parts, _read(parts, setting, charts, progress), setting, progress)
            book = _lay(lumps, setting, charts, progress)
        progress(CLOSING, 0, 1, "")
        return book.close(lambda canvas, pages: _finish(canvas, setting))


@contextmanager
def _unhurried() -> Iterator[None]:
    pace, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(*UNHURRIED)
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        if pace != UNHURRIED:  # otherwise another book is being printed, and gives both back
            gc.set_threshold(*pace)
            sys.setswitchinterval(turn)


def _chosen(publication: Publication, edition: Edition) -> list[Part]:
    """The parts with the chapters that are wanted: those chosen, and those that belong to any book."""
    wanted = edition.choice.chapters
    parts = []
    for part in publication.parts:
        chapters = tuple(own for own in part.chapters if not wanted or own.id in wanted or own.is_of_any_book)
        if chapters:
            parts.append(Part(part.id, part.title, chapters))
    return parts


def _blocks(parts: list[Part]) -> Iterator[tuple[Chapter, Block]]:
    for part in parts:
        for chapter in part.chapters:
            for block in chapter.blocks:
                yield chapter, block


def _read(parts: list[Part], setting: Setting, charts: Ahead, progress: Progress) -> Made:
    """Charts with their figures and tables to be set in type, numbered in the order of the book, by block; the charts
    begin to be drawn."""
    found: Made = {}
    every = list(_blocks(parts))
    charts.expect(sum(isinstance(block, FigureBlock) for _, block in every))
    for done, (chapter, block) in enumerate(every):
        place = _place(chapter.id, block.id)
        progress(READING, done, len(every), place)
        with _named(setting, chapter, block.id):
            if isinstance(block, FigureBlock):
                plate = read_plate(block, setting if setting.has_cover else _half(setting))
                if plate is not None:
                    found[place] = plate
                    charts.begin(plate.chart)
            elif isinstance(block, TableBlock) and setting.has_cover:
                cut = cut_down(block, setting)
                found[place] = set_table(cut, setting) if cut is not None else []
            elif isinstance(block, ProfilesBlock):
                own = setting.subjects[block.id] = []
                for subject in subjects(block, setting):
                    own.append(subject)
                    charts.begin(*_charts_of(subject))
    return found


def _place(chapter: str, block: str) -> str:
    return "/".join(part for part in (chapter, block) if part)


def _charts_of(subject: Subject) -> tuple[Charted, ...]:
    return tuple(chart for _, chart, _ in subject.charts)


def _half(setting: Setting) -> Setting:
    return setting.narrowed(column_width(setting), setting.height)


def _set(parts: list[Part], found: Made, setting: Setting, progress: Progress) -> list[_Lump]:
    """The book lump by lump; entries of the contents are made here, lists and index when all entries are known."""
    if not setting.has_cover:
        return _set_sheet(parts, found, setting)
    lumps: list[_Lump] = []
    lumps.append(_Lump("", "cover", lambda: front(setting)))
    every = len(list(_blocks(parts)))
    number = done = 0
    for part in parts:
        depth = 0
        if part.title:
            entry = setting.ledger.enter("part", part.title, part.id)
            lumps.append(_Lump("", part.id, _made(open_part, part, entry, setting)))
            depth = 1
        for chapter in part.chapters:
            number += chapter.numbered
            entry = _chapter_entry(chapter, number, depth, setting)
            lumps.append(_Lump(chapter.id, "", _made(open_chapter, chapter, entry, setting)))
            for block in chapter.blocks:
                progress(SETTING, done, every, _place(chapter.id, block.id))
                done += 1
                lumps += _lumps_of(chapter, block, found, depth, setting)
    return lumps


def _set_sheet(parts: list[Part], found: Made, setting: Setting) -> list[_Lump]:
    """The pages of a sheet, one a chapter."""
    chapters = [own for part in parts for own in part.chapters]
    plates = {place: own for place, own in found.items() if isinstance(own, Plate)}
    lumps = []
    for place, chapter in enumerate(chapters):
        entry = _chapter_entry(chapter, 0, 0, setting)
        is_last = place == len(chapters) - 1
        page = partial(set_page, chapter, entry, plates, setting, is_first=not place, is_last=is_last)
        lumps.append(_Lump(chapter.id, "", page, _charts_in(chapter, plates, setting)))
    return lumps


def _charts_in(chapter: Chapter, plates: dict[str, Plate], setting: Setting) -> list[Charted]:
    """The charts of a chapter: those of its blocks, and those of its profiles."""
    found = [plate.chart for own in chapter.blocks if (plate := plates.get(_place(chapter.id, own.id))) is not None]
    subjects_of = [subject for own in chapter.blocks for subject in setting.subjects.get(own.id, ())]
    return found + [chart for own in subjects_of for chart in _charts_of(own)]


def _made(make: Callable[..., list[Flowable]], *said: Any) -> Callable[[], list[Flowable]]:
    return lambda: make(*said)


def _chapter_entry(chapter: Chapter, number: int, depth: int, setting: Setting) -> Entry:
    entry = Entry("chapter", number if chapter.numbered else 0, chapter.title, f"chapter.{chapter.id}", depth)
    setting.ledger.entries.append(entry)
    return entry


def _lumps_of(chapter: Chapter, block: Block, found: Made, depth: int, setting: Setting) -> list[_Lump]:
    """The block as one lump; profiles a page a lump, so that no more than one lies ready."""
    if not isinstance(block, ProfilesBlock):
        return [_lump(chapter, block, found, depth, setting)]
    return [
        _Lump(chapter.id, block.id, partial(set_profile, own, setting, is_first=not place), _charts_of(own))
        for place, own in enumerate(setting.subjects[block.id])
    ]


def _lump(chapter: Chapter, block: Block, found: Made, depth: int, setting: Setting) -> _Lump:
    own = found.pop(_place(chapter.id, block.id), None)

    def make() -> list[Flowable]:
        setting.ledger.depth = depth
        if isinstance(own, Plate):
            return set_plate(own, setting)
        if isinstance(own, list):
            return own
        setter = SETTERS.get(type(block))
        return setter(block, setting) if setter is not None else []

    return _Lump(chapter.id, block.id, make, (own.chart,) if isinstance(own, Plate) else ())


def _lay(lumps: list[_Lump], setting: Setting, charts: Ahead, progress: Progress) -> Book:
    """The pages. Lumps are made as they are laid, so that a long book takes no more room than a short one; one that
    needs a chart waits for that one."""
    book = Book(setting, Tags(setting.locale), setting.publication.title.say(setting.locale))
    book.canv.addPageLabel(0, style="ARABIC", start=1)
    whole, rest = len(lumps), deque(lumps)
    lumps.clear()
    while rest:
        lump = rest.popleft()
        place = lump.place
        progress(PAGES, whole - len(rest) - 1, whole, place)
        for chart in lump.charts:
            charts.wait(chart, partial(_tell_charts, progress, place))
        with _named(setting, lump.chapter, lump.block):
            book.lay(lump.make())
    return book


def _tell_charts(progress: Progress, place: str, done: int, whole: int) -> None:
    progress(CHARTS, done, whole, place)


def _finish(canvas: Any, setting: Setting) -> None:
    PageNumber.write(canvas, setting)
    part = setting.edition.archive
    files = [Attachment(own.name, own.content(), own.title, own.mime) for own in setting.attached]
    canvas.archive = Archive(description(setting), part, files if part == WITH_FILES else ())


@contextmanager
def _named(setting: Setting, chapter: Chapter | str, block: str) -> Iterator[None]:
    """Says of whatever goes wrong within in which block it went wrong."""
    own = chapter if isinstance(chapter, str) else chapter.id
    setting.chapter, setting.block, setting.ledger.chapter = own, block, own
    place = "/".join(part for part in (setting.publication.id, own, block) if part)
    try:
        yield
    except BadBlock:
        raise
    except DantocError as error:
        raise BadBlock.at(place, str(error), error) from error
    except (NotDrawn, LayoutError) as error:
        raise BadBlock.at(place, str(error)[:300]) from error
