"""The index: groups and areas by the alphabet, each with the pages that name it, set when all are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable

from dantoc.l10n.messages import say
from dantoc.l10n.sorting import sort_key
from dantoc.model.codes import AGGREGATES, CodeList
from dantoc.model.text import LocalizedText
from dantoc.reports.flow import page_destination
from dantoc.reports.ledger import INDEXED
from dantoc.reports.setting import Setting
from dantoc.reports.stack import Columns
from dantoc.reports.typography import INDIGO, QUIET
from dantoc.reports.words import Node, pair, plain, words


def set_index(setting: Setting) -> list[Flowable]:
    """The index of the pages drawn so far."""
    made: list[Flowable] = []
    for dimension in INDEXED:
        codelist = setting.engine.catalogue.codelists[dimension]
        entries = _entries(dimension, codelist, setting)
        if not entries:
            continue
        made += pair([(own, plain(said)) for own, said in setting.words(f"reports.index.{dimension}")], "h2", "H2")
        if every := setting.ledger.wholes.get(dimension):
            made += pair(
                [(own, plain(said)) for own, said in setting.words(f"reports.index.every.{dimension}")], "every"
            )
            made.append(words(_pages(every), "every_pages", ""))
        whole = Node("Index")
        made.append(Columns([words(text, "index", setting.locale, "P", whole) for text in entries]))
    return made


def _entries(dimension: str, codelist: CodeList, setting: Setting) -> list[str]:
    """The lines of the index as mark-up: name, the other language's name, pages."""
    found: list[tuple[str, str, Mapping[int, bool]]] = []
    for code in codelist:
        pages = setting.ledger.mentions.get((dimension, code.id))
        if not pages or code.grouping or code.id in AGGREGATES:
            continue
        names = [words for _, words in setting.texts(code.name)]
        found.append((names[0], names[1] if len(names) > 1 else "", pages))
    return [
        f"{plain(name)}{f' <font color={QUIET}>({plain(other)})</font>' if other else ''}&nbsp; {_pages(pages)}"
        for name, other, pages in sorted(found, key=lambda own: sort_key(own[0]))
    ]


def _pages(pages: Mapping[int, bool]) -> str:
    """The pages as links, runs of three and more as a span, main ones strong."""
    said = []
    for first, last in runs(sorted(pages)):
        strong = any(pages[page] for page in range(first, last + 1))
        text = str(first) if first == last else f"{first}–{last}"
        link = f'<a href="#{page_destination(first)}" color="{INDIGO}">{text}</a>'
        said.append(f"<b>{link}</b>" if strong else link)
    return ", ".join(said)


def runs(pages: Sequence[int]) -> list[tuple[int, int]]:
    """The pages as runs from first to last; two that follow each other stay apart, as they are read more easily."""
    found: list[tuple[int, int]] = []
    for page in pages:
        if found and page == found[-1][1] + 1:
            found[-1] = (found[-1][0], page)
        else:
            found.append((page, page))
    return [own for run in found for own in ([run] if run[1] - run[0] != 1 else [(run[0],) * 2, (run[1],) * 2])]


def lead(setting: Setting) -> LocalizedText:
    """What is said of the numbers of pages."""
    return LocalizedText.of({own: say("reports.index.lead", own) for own in setting.locales})
