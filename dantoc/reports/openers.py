"""How parts and chapters begin: a page of their own with number, title and lead, or a heading in the flow."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from dantoc.l10n.messages import say
from dantoc.model.publication import Chapter, Part, ProfilesBlock
from dantoc.model.text import LocalizedText
from dantoc.reports.flow import BODY, OPENER, Anchor, Running, Within, new_page
from dantoc.reports.front import Band, ListLine
from dantoc.reports.ledger import NUMBERED, Entry
from dantoc.reports.markdown import set_text
from dantoc.reports.setting import Setting
from dantoc.reports.stack import Columns
from dantoc.reports.typography import LINE, REGULAR, SMALL, TEXT
from dantoc.reports.words import Node, pair, plain


def open_part(part: Part, entry: Entry, setting: Setting) -> list[Flowable]:
    """The page that opens a part."""
    made: list[Flowable] = [*new_page(OPENER), _enter("Part"), Spacer(1, setting.height * 0.3)]
    made += [Anchor(setting, entry.destination, part.title.say(setting.locale), entry.level), Band(setting, 10)]
    made += pair([(own, plain(said)) for own, said in setting.texts(part.title)], "part", "H1")
    if len(part.chapters) > 1:
        made += [Spacer(1, 2 * LINE), *_chapters(part, setting)]
    return made


def _chapters(part: Part, setting: Setting) -> list[Flowable]:
    """The chapters of the part, each a link with its page."""
    ids = {own.id for own in part.chapters}
    entries = [own for own in setting.ledger.of("chapter") if own.destination.removeprefix("chapter.") in ids]
    whole = Node("TOC")
    hang = stringWidth("00", REGULAR, TEXT) + 8 if any(own.number for own in entries) else 0.0
    return [
        ListLine(
            setting, whole, str(own.number or ""), setting.texts(own.title), own.destination, hang=hang, beside=True
        )
        for own in entries
    ]


def open_chapter(chapter: Chapter, entry: Entry, setting: Setting) -> list[Flowable]:
    """The page that opens a numbered chapter, with what stands in it; of any other, its heading on a new page."""
    title = chapter.title.say(setting.locale)
    running = f"{entry.number}. {title}" if entry.number else title
    whole_page = chapter.opens and (entry.number > 0 or any(isinstance(own, ProfilesBlock) for own in chapter.blocks))
    made: list[Flowable] = []
    if setting.has_cover or whole_page:
        made += new_page(OPENER if whole_page else BODY)
    made += [_enter("Sect"), Running(running)]
    if whole_page:
        made.append(Spacer(1, setting.height * 0.14))
    made.append(Anchor(setting, entry.destination, running, entry.level))
    if entry.number and whole_page:
        label = [(own, plain(say("reports.label.chapter", own, n=entry.number))) for own in setting.locales]
        made += pair(label, "label")
    made += pair([(own, plain(said)) for own, said in setting.texts(chapter.title)], "h1", "H1")
    if setting.has_cover:
        made.append(Band(setting))
    if chapter.lead:
        made += set_text(chapter.lead, setting, "lead")
    if whole_page:
        made += [*_profiles(chapter, setting), *_inside(chapter, setting), *new_page(BODY)]
    return made


LIST_HIGH = 0.52
"""The list of what stands in a chapter takes at most so much of the page that opens it."""


def _profiles(chapter: Chapter, setting: Setting) -> list[Flowable]:
    """The profiles of the chapter in two columns, each a link with its page; nothing where they have no room."""
    subjects = [own for block in chapter.blocks for own in setting.subjects.get(block.id, ())]
    whole = Node("TOC")
    hang = stringWidth("00", REGULAR, SMALL) + 8
    lines = [
        ListLine(
            setting,
            whole,
            own.code.id,
            setting.texts(own.code.name),
            f"{own.dimension}.{own.code.id}",
            hang=hang,
            size=SMALL,
            beside=True,
        )
        for own in subjects
    ]
    columns = Columns(lines)
    high = columns.wrap(setting.width, setting.height)[1]
    return [columns] if lines and high <= setting.height * LIST_HIGH else []


def _inside(chapter: Chapter, setting: Setting) -> list[Flowable]:
    """The tables, figures and maps of the chapter, each a link with its page; in one language where both have no room,
    and the first and the last of each where one has none: all of it stands in the lists."""
    entries = [own for own in setting.ledger.of(*NUMBERED) if own.chapter == chapter.id]
    if not entries:
        return []
    whole = Node("TOC")
    labels = {own: say(f"reports.label.{own.kind}", setting.locale, n=own.number) for own in entries}
    hang = max(stringWidth(label, REGULAR, SMALL) for label in labels.values()) + 8
    for languages in range(len(setting.locales), 0, -1):
        lines: list[Flowable] = [
            ListLine(
                setting,
                whole,
                labels[own],
                setting.texts(own.title)[:languages],
                own.destination,
                hang=hang,
                size=SMALL,
            )
            for own in entries
        ]
        high = sum(own.wrap(setting.width, setting.height)[1] + own.getSpaceAfter() for own in lines)
        if high <= setting.height * LIST_HIGH:
            return lines
    return _spans(entries, whole, setting)


def _spans(entries: list[Entry], whole: Node, setting: Setting) -> list[Flowable]:
    """How many tables, figures and maps there are, by their numbers; each a link to the first."""
    lines: list[Flowable] = []
    for kind in NUMBERED:
        own = [entry for entry in entries if entry.kind == kind]
        if own:
            one = len(own) == 1
            key = f"reports.label.{kind}" if one else f"reports.span.{kind}"
            said = setting.words(key, n=own[0].number, first=own[0].number, last=own[-1].number)
            lines.append(ListLine(setting, whole, "", said, own[0].destination, beside=True))
    return lines


def heading(title: LocalizedText, setting: Setting, name: str = "h2", kind: str = "H2") -> list[Flowable]:
    """A heading in each language of the edition."""
    return pair([(own, plain(said)) for own, said in setting.texts(title)], name, kind)


def _enter(kind: str) -> Within:
    """Begins an element under the document; what is drawn from here on belongs to it."""

    def enter(tags: Any) -> None:
        tags.enter(tags.new(kind, tags.root))

    return Within(enter)
