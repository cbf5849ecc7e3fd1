"""Search over a synthetic catalogue of 10,000 datasets: against SQLite's FTS5 over the same texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from statistics import median

from benchmarks.measuring import Row, Target, alternate, seconds
from dantoc.catalogue.search import NAMED, SearchIndex
from dantoc.engine.engine import open_engine
from dantoc.l10n.folding import fold
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.text import LocalizedText

DATASETS = 10_000
PAGE = 20
SEARCHES = ("hmong", "dân số", "dan so", "dân số hmông", "tây nguyên", "poverty 2019", "tỷ lệ hộ nghèo", "mèo", "d")
LONGEST = Target(most=0.005)


def rows(rounds: int) -> Iterator[Row]:
    """A search on average, and the slowest of them, each with the first page of hits."""
    catalogue = synthetic_catalogue(open_engine().catalogue)
    index: list[SearchIndex] = []
    built = seconds(lambda: index.append(SearchIndex(catalogue)))
    database = fts5(catalogue)
    peer = f"SQLite {sqlite3.sqlite_version}, FTS5 with bm25 over the same texts, folded by hand"
    note = f"ours also counts every facet and names what the words name; index built in {built:.0f} s"

    def ours(text: str) -> Callable[[], object]:
        return lambda: index[0].search(text).page(0, PAGE)

    def theirs(text: str) -> Callable[[], object]:
        return lambda: _match(database, text)

    every = alternate(
        lambda: [ours(text)() for text in SEARCHES], lambda: [theirs(text)() for text in SEARCHES], rounds
    )
    share = len(SEARCHES)
    average = replace(every, ours=tuple(t / share for t in every.ours), peer=tuple(t / share for t in every.peer))
    what = f"catalogue search over {DATASETS:,} synthetic datasets"
    yield Row(f"{what}, mean of {share} searches", peer, average, note, LONGEST)
    slowest = max(SEARCHES, key=lambda text: median(seconds(ours(text)) for _ in range(3)))
    pair = alternate(ours(slowest), theirs(slowest), rounds)
    yield Row(f"{what}, the slowest of them (“{slowest}”)", peer, pair, note, LONGEST)


def synthetic_catalogue(catalogue: Catalogue, count: int = DATASETS, seed: int = 1) -> Catalogue:
    """The catalogue with `count` synthetic datasets in place of its own, their texts mixed from the words of those."""
    chance = Random(seed)
    real = list(catalogue.datasets.values())
    words = {
        locale: [word for own in real for word in f"{own.title.say(locale)} {own.description.say(locale)}".split()]
        for locale in catalogue.languages
    }

    def mixed(length: int) -> LocalizedText:
        return LocalizedText.of({locale: " ".join(chance.choices(own, k=length)) for locale, own in words.items()})

    made = {}
    for number in range(count):
        own = f"synthetic_{number:05}"
        made[own] = replace(chance.choice(real), id=own, title=mixed(8), summary=mixed(16), description=mixed(40))
    return replace(catalogue, datasets=made)


def fts5(catalogue: Catalogue) -> sqlite3.Connection:
    """The texts of the catalogue in FTS5: title, names of codes, everything else; folded, since FTS5 keeps đ."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, title, names, rest, tokenize='unicode61')")
    database.executemany(
        "INSERT INTO texts VALUES (?, ?, ?, ?)",
        (
            (own.id, fold(_said(own.title)), fold(_names(own)), fold(_rest(own, catalogue)))
            for own in catalogue.datasets.values()
        ),
    )
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    return database


def _match(database: sqlite3.Connection, text: str) -> list[tuple[str]]:
    words = " ".join(f'"{word}"*' for word in fold(text).split())
    sql = f"SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, 16, 5, 2) LIMIT {PAGE}"
    return database.execute(sql, (words,)).fetchall()


def _said(text: LocalizedText) -> str:
    return " ".join(said for _, said in text)


def _names(dataset: Dataset) -> str:
    """What the indicators, groups and areas are called, other names too."""
    codes = [
        dimension.code(code) for dimension in dataset.structure if dimension.id in NAMED for code in dimension.codes
    ]
    return " ".join(" ".join((_said(code.name), *code.aliases, *code.search_only)) for code in codes)


def _rest(dataset: Dataset, catalogue: Catalogue) -> str:
    themes = [_said(theme.name) for theme in catalogue.themes if theme.id in dataset.themes]
    keywords = [word for _, own in dataset.keywords for word in own]
    sources = [f"{_said(source.title)} {_said(source.publisher)}" for source in dataset.sources]
    others = [
        _said(dimension.code(code).name)
        for dimension in dataset.structure
        if dimension.id not in NAMED
        for code in dimension.codes
    ]
    texts = (_said(dataset.summary), _said(dataset.description), dataset.id.replace("_", " "))
    return " ".join((*texts, *keywords, *themes, *sources, *others))
