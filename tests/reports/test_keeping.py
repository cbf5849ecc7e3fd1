"""What is kept between books: less work for the next one, the same bytes, and never more than a number of things."""

import hashlib
from dataclasses import replace

import pytest

from dantoc.engine.engine import Engine, open_engine
from dantoc.model.publication import Chapter, Publication, TableBlock
from dantoc.model.text import LocalizedText
from dantoc.reports import tables
from dantoc.reports.book import print_book
from dantoc.reports.edition import Choice, Edition
from dantoc.reports.keeping import Kept
from dantoc.reports.pictures import Pictures

CHAPTERS = ("population", "profiles")
GROUPS = ("02", "05")
BASE = "https://example.org"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine()


@pytest.fixture(scope="module")
def small(engine: Engine) -> Publication:
    """Two chapters of the yearbook: few tables and charts, an index, profiles of all groups."""
    whole = engine.publications.publication("yearbook")
    parts = [replace(part, chapters=tuple(map(_shortened, part.chapters))) for part in whole.parts]
    return replace(whole, parts=tuple(parts))


def _shortened(chapter: Chapter) -> Chapter:
    own = [block for block in chapter.blocks if isinstance(block, TableBlock)][:3]
    return replace(chapter, blocks=tuple(b for b in chapter.blocks if not isinstance(b, TableBlock) or b in own))


def edition(languages: str = "vi", paper: str = "", **chosen: tuple[str, ...]) -> Edition:
    return Edition(languages, paper, choice=Choice(**{"chapters": CHAPTERS, "groups": GROUPS, **chosen}))


def printed(engine: Engine, publication: Publication, own: Edition, pictures: Pictures) -> str:
    content = print_book(engine, publication, own, base_url=BASE, pictures=pictures)
    return hashlib.sha256(content).hexdigest()


def changed(publication: Publication) -> Publication:
    """The publication with another note under its first table."""
    note = LocalizedText.of(vi="Ghi chú thử.", en="A note for the trial.")
    found = next(block for _, block in publication.blocks if isinstance(block, TableBlock))

    def of(chapter: Chapter) -> Chapter:
        return replace(chapter, blocks=tuple(replace(b, note=note) if b is found else b for b in chapter.blocks))

    return replace(publication, parts=tuple(replace(p, chapters=tuple(map(of, p.chapters))) for p in publication.parts))


def test_a_book_has_the_same_bytes_whatever_was_printed_before(engine: Engine, small: Publication, tmp_path):
    def fresh() -> Pictures:
        """A store that keeps nothing but the drawings, which are files."""
        return Pictures(folder=tmp_path)

    warm = fresh()
    orders = [
        (small, edition()),
        (small, edition("vi-en")),
        (changed(small), edition()),
        (small, edition(paper="a4")),
        (small, edition("en", years=("2019",), groups=("05",))),
        (small, edition()),
    ]
    in_turn = [printed(engine, publication, own, warm) for publication, own in orders]
    alone = [printed(engine, publication, own, fresh()) for publication, own in orders[:-1]]
    assert in_turn == [*alone, alone[0]]
    assert len(set(alone)) == len(alone)


def test_only_a_changed_block_is_set_in_type_again(engine: Engine, small: Publication, tmp_path, monkeypatch):
    pictures, set_again = Pictures(folder=tmp_path), []
    printed(engine, small, edition(), pictures)
    before, count = tables._measured, pictures.kept.count(engine)

    def counted(result, block, entry, setting):
        set_again.append(block.note.say("en"))
        return before(result, block, entry, setting)

    monkeypatch.setattr(tables, "_measured", counted)
    printed(engine, small, edition(), pictures)
    assert not set_again
    assert pictures.kept.count(engine) == count
    printed(engine, changed(small), edition(), pictures)
    assert set_again == ["A note for the trial."]


class Things:
    """Makes things and counts them."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_what_was_used_longest_ago_goes_first(engine: Engine):
    kept, things = Kept(most=2), Things()
    assert [kept.get(engine, key, things) for key in ("a", "b", "a", "c", "a", "b")] == [1, 2, 1, 3, 1, 4]
    assert kept.count(engine) == 2


def test_what_fails_is_tried_again(engine: Engine):
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get(engine, "a", lambda: 1 // 0)
    assert kept.get(engine, "a", lambda: 1) == 1


def test_engines_share_nothing(engine: Engine):
    kept, other = Kept(), Engine(engine.catalogue)
    assert [kept.get(own, "a", lambda own=own: own) for own in (engine, other)] == [engine, other]
