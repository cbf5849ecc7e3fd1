"""What stands under a table: footnotes numbered in reading order, general notes, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dantoc.l10n.messages import say
from dantoc.model.dataset import Source
from dantoc.model.result import Result
from dantoc.model.table import Footnote
from dantoc.model.text import Locale, LocalizedText

MOST = 0.8
"""A note on so large a part of the figures is said once for most of them, lest marks cover the table."""
FEW = 10
"""Below so many figures a note is marked cell by cell unless it goes with all of them."""


class Notes:
    """Hands each cell the marks of its notes, and lists the notes in the order in which the marks were given."""

    def __init__(self, texts: list[str | None], general: dict[str, str], breaks: Iterable[str], locale: Locale) -> None:
        self._texts = texts
        self._general = general
        self._breaks = tuple(dict.fromkeys(breaks))
        self._locale = locale
        self._numbers: dict[str, str] = {}

    @classmethod
    def of(cls, result: Result, locale: Locale) -> Notes:
        """The notes of the figures in view, in one language."""
        texts = _note_texts(result, locale)
        counts = Counter(text for text in texts if text)
        general = {}
        for text, times in counts.items():
            if times == len(texts) and times > 1:
                general[text] = text
            elif times >= MOST * len(texts) and len(texts) >= FEW:
                general[text] = say("tables.most_figures", locale, note=text)
        return cls(texts, general, break_lines(result, locale), locale)

    def marks(self, place: int) -> tuple[str, ...]:
        """The marks of the figure in that row of `Result.data`; a new note takes the next number."""
        text = self._texts[place]
        if not text or text in self._general:
            return ()
        if text not in self._numbers:
            self._numbers[text] = str(len(self._numbers) + 1)
        return (self._numbers[text],)

    def footnotes(self) -> tuple[Footnote, ...]:
        """General notes and breaks without a mark, then the numbered notes."""
        return (
            *(Footnote("", text) for text in self._general.values()),
            *(Footnote("", text) for text in self._breaks),
            *(Footnote(mark, text) for text, mark in self._numbers.items()),
        )


def break_lines(result: Result, locale: Locale) -> list[str]:
    """Each break of the series in view in words, with the codes it touches; breaks of the same words in one line."""
    touched: dict[str, dict[str, None]] = {}
    for own in result.breaks:
        names = touched.setdefault(own.text.say(locale), {})
        names.update((code.name.say(locale), None) for code in result.touched_by(own))
    return [
        say("tables.break_of" if names else "tables.break", locale, list=", ".join(names), text=text)
        for text, names in touched.items()
    ]


def source_lines(sources: Iterable[Source], locale: Locale) -> tuple[str, ...]:
    """One line a source: title, publisher, date, and the level at which it was read."""
    return tuple(_source_line(source, locale) for source in sources)


def _source_line(source: Source, locale: Locale) -> str:
    publisher = ", ".join(part for part in (source.publisher.say(locale), source.published) if part)
    level = say(f"tables.level_{source.level}", locale)
    if not publisher:
        return say("tables.source_line_bare", locale, title=source.title.say(locale), level=level)
    return say("tables.source_line", locale, title=source.title.say(locale), publisher=publisher, level=level)


def _note_texts(result: Result, locale: Locale) -> list[str | None]:
    own = f"note_{locale}"
    names = [name for name in result.data.column_names if name.startswith("note_")]
    if own in names:
        return list(result.data.column(own).to_pylist())
    columns = {name.removeprefix("note_"): result.data.column(name).to_pylist() for name in names}
    said = [
        LocalizedText.of({language: texts[place] or "" for language, texts in columns.items()}).say(locale)
        for place in range(len(result))
    ]
    return [text or None for text in said]
