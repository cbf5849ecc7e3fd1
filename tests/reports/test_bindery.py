"""Books are printed once, kept, stopped when nobody waits, and leave nothing behind when they fail."""

import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from dantoc.catalogue.loading import load_catalogue
from dantoc.catalogue.settings import CHECKOUT
from dantoc.engine.engine import Engine, open_engine
from dantoc.l10n.faults import describe_error
from dantoc.model.errors import BadBlock, Busy, NotPrinted
from dantoc.reports import bindery as bindery_module
from dantoc.reports import binding
from dantoc.reports.bindery import STOPPED, Bindery, Printing
from dantoc.reports.jobs import Job
from dantoc.reports.order import Order, read_order

LONGEST = 120.0


@pytest.fixture
def bindery(tmp_path: Path) -> Iterator[Bindery]:
    own = Bindery(tmp_path / "books", "https://example.org")
    yield own
    own.close()


def sheet(about: str = "08") -> Order:
    return read_order(open_engine(), "group_sheet", "vi", {"code": about})


def printed(printing: Printing) -> Printing:
    assert printing.wait(LONGEST), "the book was not printed in time"
    printing.leave()
    return printing


def test_two_who_ask_for_the_same_book_wait_for_one_printing_and_it_is_kept(bindery: Bindery):
    first, second = (bindery.order(open_engine(), sheet()) for _ in range(2))
    assert first is second
    bound = printed(first).result()
    second.leave()
    content = bound.path.read_bytes()
    assert content.startswith(b"%PDF-") and hashlib.sha256(content).hexdigest() == bound.checksum
    assert bound.size == len(content) and bound.pages == 2
    again = bindery.order(open_engine(), sheet())
    assert again.ended and again.result() == bound
    assert bindery.find(open_engine(), sheet("02")) is None


def test_a_book_is_another_when_its_order_its_figures_or_its_address_are(bindery: Bindery, tmp_path: Path):
    keys = {
        bindery.key(open_engine(), sheet()),
        bindery.key(open_engine(), sheet("02")),
        bindery.key(open_engine(), read_order(open_engine(), "group_sheet", "en", {"code": "08"})),
        Bindery(tmp_path, "https://example.com").key(open_engine(), sheet()),
    }
    assert len(keys) == 4
    assert bindery.key(open_engine(), sheet()) in keys


def test_when_the_last_who_waits_leaves_the_printing_is_stopped_and_nothing_is_left(bindery: Bindery):
    order = read_order(open_engine(), "yearbook", "vi", {})
    printing, other = bindery.order(open_engine(), order), bindery.order(open_engine(), order)
    while not printing.progress.of and not printing.ended:
        sleep(0.02)
    other.leave()
    sleep(0.2)
    assert not printing.ended, "one still waits"
    printing.leave()
    assert printing.wait(LONGEST)
    with pytest.raises(NotPrinted, match=STOPPED):
        printing.result()
    assert list(bindery.folder.iterdir()) == []


def test_who_orders_again_after_it_was_stopped_gets_the_book(bindery: Bindery):
    stopped = bindery.order(open_engine(), sheet())
    stopped.leave()
    assert printed(bindery.order(open_engine(), sheet())).result().pages == 2


class Process:
    """Prints nothing, and says whether it was ended."""

    killed = False

    def kill(self) -> None:
        self.killed = True


def test_nobody_joins_a_printing_that_was_stopped():
    """However far it came: its process ends, and whoever joined would wait for nothing."""
    begun, process = Printing("begun"), Process()
    begun.join()
    assert begun.begin(process)
    begun.leave()
    assert process.killed
    assert begun.join() is None
    unwanted = Printing("unwanted")
    unwanted.join()
    unwanted.leave()
    assert not unwanted.begin(process)
    assert unwanted.join() is None


def test_who_joins_before_it_begins_gets_the_book():
    own, process = Printing("own"), Process()
    own.join()
    own.leave()
    assert own.join() is own
    assert own.begin(process)
    assert not process.killed


@pytest.fixture
def faulty(tmp_path: Path) -> Engine:
    """The real figures, with a synthetic publication that has a table without figures."""
    root = tmp_path / "content"
    (root / "publications" / "synthetic" / "chapters").mkdir(parents=True)
    (root / "datasets").symlink_to(CHECKOUT / "datasets")
    own = root / "publications" / "synthetic"
    texts = dict.fromkeys(("title", "subtitle", "summary", "keywords"), "Synthetic")
    words = "".join(f'{name}.vi = "{said}"\n{name}.en = "{said}"\n' for name, said in texts.items())
    (own / "texts").mkdir()
    for lang in ("vi", "en"):
        (own / "texts" / f"imprint.{lang}.md").write_text("Synthetic.\n", encoding="utf-8")
    (own / "publication.toml").write_text(
        'kind = "yearbook"\nyear = 2026\nversion = "1.0.0"\nissued = 2026-11-23\npaper = "a4"\nimprint = "imprint"\n'
        + words
        + '[[part]]\nid = "all"\nchapters = ["empty"]\n',
        encoding="utf-8",
    )
    (own / "chapters" / "empty.toml").write_text(
        'title.vi = "Synthetic"\ntitle.en = "Synthetic"\n'
        '[[block]]\nkind = "table"\nid = "nothing"\ntitle.vi = "Synthetic"\ntitle.en = "Synthetic"\n'
        'dataset = "population_census"\n'
        'view = { ethnic_group = "54", area = "01", year = "1989", sex = "F", residence = "U" }\n',
        encoding="utf-8",
    )
    return Engine(load_catalogue(root))


def test_a_block_that_cannot_be_printed_is_named_and_nothing_is_left(bindery: Bindery, faulty: Engine):
    printing = printed(bindery.order(faulty, read_order(faulty, "synthetic", "vi", {})))
    with pytest.raises(BadBlock) as caught:
        printing.result()
    assert caught.value.parameter == "synthetic/empty/nothing"
    for locale in ("vi", "en"):
        assert "synthetic/empty/nothing" in describe_error(caught.value, locale)
    assert list(bindery.folder.iterdir()) == []
    assert printed(bindery.order(open_engine(), sheet())).result().pages == 2, "the next book is sound"


def test_a_fault_of_the_printer_itself_is_told_in_short_and_logged_whole(
    bindery: Bindery, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_: object) -> tuple[float, int]:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(binding, "_bind", broken)
    said = io.StringIO()
    job = Job(sheet(), "", "", str(bindery.folder / "book"))
    binding.work(io.StringIO(job.written() + "\n"), said)
    monkeypatch.setattr(bindery_module, "_told", lambda *_: iter([json.loads(said.getvalue())]))
    with pytest.raises(NotPrinted) as caught:
        printed(bindery.order(open_engine(), sheet())).result()
    assert caught.value.detail == "ValueError: a fault of ours"
    assert sheet().file_name in caplog.text and "Traceback" in caplog.text


def test_a_folder_that_cannot_be_written_is_told_and_the_process_serves_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "books").write_text("in the way", encoding="utf-8")
    own = Bindery(tmp_path / "books", "https://example.org")
    with pytest.raises(NotPrinted):
        printed(own.order(open_engine(), sheet())).result()
    assert str(own.folder) in caplog.text, "who runs the server is told the reason"
    own.close()


def test_a_disk_that_is_full_leaves_nothing_behind(bindery: Bindery, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(NotPrinted) as caught:
        printed(bindery.order(open_engine(), sheet())).result()
    assert "No space left on device" in caught.value.detail
    assert list(bindery.folder.iterdir()) == []


def test_a_printer_that_dies_is_replaced(bindery: Bindery):
    printed(bindery.order(open_engine(), sheet())).result()
    worker = bindery._worker
    assert worker is not None
    worker.kill()
    worker.wait()
    assert printed(bindery.order(open_engine(), sheet("02"))).result().pages == 2


def test_a_kept_book_that_was_cut_short_is_printed_anew(bindery: Bindery):
    bound = printed(bindery.order(open_engine(), sheet())).result()
    bound.path.write_bytes(b"%PDF-")
    assert bindery.find(open_engine(), sheet()) is None
    assert printed(bindery.order(open_engine(), sheet())).result().checksum == bound.checksum


def test_books_asked_for_longest_ago_make_room(tmp_path: Path):
    small = Bindery(tmp_path / "books", "https://example.org", most_bytes=1)
    first = printed(small.order(open_engine(), sheet())).result()
    second = printed(small.order(open_engine(), sheet("02"))).result()
    assert not first.path.exists() and second.path.exists()
    small.close()


def test_what_a_killed_server_left_is_removed_and_what_is_being_written_stays(bindery: Bindery):
    bindery.folder.mkdir()
    old, own = (bindery.folder / name for name in (".key-1.part", ".key-2.part"))
    for path in (old, own):
        path.write_bytes(b"%PDF-")
    os.utime(old, (0, 0))
    bindery._make_room(1)
    assert not old.exists() and own.exists()


def test_more_than_so_many_do_not_wait(bindery: Bindery, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bindery_module, "MOST_WAITING", 1)
    waiting = bindery.order(open_engine(), sheet())
    with pytest.raises(Busy):
        bindery.order(open_engine(), sheet("02"))
    printed(waiting)
