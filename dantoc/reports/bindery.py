"""Where books are ordered: each is printed once, kept by what it is made of, and served as a file ever after.

Two who ask for the same book wait for one printing; when nobody waits any more it is stopped. A printing that fails
leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Condition, Lock, Semaphore, Thread, Timer
from time import time
from typing import Any
from uuid import uuid4

from dantoc import __version__
from dantoc.catalogue.checksums import content_checksum
from dantoc.catalogue.settings import settings
from dantoc.engine.engine import Engine
from dantoc.l10n.messages import I18N
from dantoc.model.errors import Busy, DantocError, NotPrinted
from dantoc.reports.jobs import DONE, FAULT, PROGRESS, Job, fault_read
from dantoc.reports.order import Order

PACKAGE = Path(__file__).resolve().parents[1]
ROOMS = ("model", "l10n", "catalogue", "engine", "tables", "figures", "formats", "reports")
"""The rooms that a book passes through: another version of them may print another book."""
PRINTERS = ("reportlab", "vl-convert-python", "altair")
_LOG = logging.getLogger(__name__)
AT_ONCE = 1
"""So many books are printed at once; the others wait."""
MOST_WAITING = 24
"""More than so many do not wait."""
MOST_BYTES = 1 << 30
"""So much room the kept books may take; those asked for longest ago make room for new ones."""
KEYS = 512
"""So many keys are remembered: an engine reads its content once."""
IDLE = 180.0
"""Seconds without an order after which the process that prints ends."""
LONGEST = 900.0
"""Seconds after which a printing is given up."""
LEFT_BEHIND = 2 * LONGEST
"""Seconds after which a file that was being written belongs to nobody any more."""
WAITING, STOPPED = "waiting", "stopped"


@dataclass(frozen=True)
class Progress:
    """How far a printing has come: what it is doing (a message of ``reports.step``), how much is done, and where."""

    step: str = WAITING
    done: int = 0
    of: int = 0
    block: str = ""


@dataclass(frozen=True)
class Bound:
    """A book that is printed: its file, its size in bytes, its SHA-256, its pages, how long it took, its key."""

    path: Path
    size: int
    checksum: str
    pages: int
    seconds: float
    key: str


class Printing:
    """One book in the making, and all who wait for it."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.progress = Progress()
        self.bound: Bound | None = None
        self.fault: DantocError | None = None
        self._ended = self._stopped = False
        self._waiting = 0
        self._changed = Condition()
        self._process: subprocess.Popen[str] | None = None

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self._ended

    def join(self) -> Printing | None:
        """One more waits for it; None where it was stopped, and cannot come to its end any more."""
        with self._changed:
            if self._stopped:
                return None
            self._waiting += 1
        return self

    def leave(self) -> None:
        """One who waited goes; with the last one the printing is stopped."""
        with self._changed:
            self._waiting -= 1
            process = self._process if self._waiting <= 0 and not self._ended else None
            self._stopped = self._stopped or process is not None
        if process is not None:
            process.kill()

    @property
    def is_wanted(self) -> bool:
        """Whether anybody waits for it."""
        return self._waiting > 0

    def wait(self, seconds: float | None = None) -> bool:
        """Waits until it has ended, at most so long; whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: self._ended, seconds)

    def result(self) -> Bound:
        """The book.

        Raises:
            DantocError: why there is none.
        """
        if self.bound is None:
            raise self.fault or NotPrinted("publication", self.key, (), STOPPED)
        return self.bound

    def begin(self, process: subprocess.Popen[str]) -> bool:
        """Says which process prints it; False where nobody waits for it any more."""
        with self._changed:
            self._process, self._stopped = process, self._waiting <= 0
            return not self._stopped

    def end(self, bound: Bound | None, fault: DantocError | None) -> None:
        """Tells all who wait."""
        with self._changed:
            self.bound, self.fault, self._process, self._ended = bound, fault, None, True
            self._changed.notify_all()


class Bindery:
    """Prints books and keeps them in a folder; safe for threads and for several processes over one folder."""

    def __init__(self, folder: Path, base_url: str = "", most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self._base_url = base_url or settings().base_url
        self._most = most_bytes
        self._key = lru_cache(maxsize=KEYS)(self._made_key)
        self._lock = Lock()
        self._printings: dict[str, Printing] = {}
        self._turns = Semaphore(AT_ONCE)
        self._worker: subprocess.Popen[str] | None = None
        self._sleep: Timer | None = None

    def key(self, engine: Engine, order: Order) -> str:
        """What the book is made of as one checksum: its content, the figures, the words, the code, and the order."""
        return self._key(engine, order)

    def _made_key(self, engine: Engine, order: Order) -> str:
        publication = engine.publications.publication(order.publication, order.about)
        figures = [(own.id, own.version, own.checksum) for own in engine.catalogue.datasets.values()]
        lists = content_checksum(engine.catalogue.root / "datasets", I18N)
        said = repr((publication, order, figures, lists, _printers(), self._base_url))
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def find(self, engine: Engine, order: Order) -> Bound | None:
        """The book where it is printed already."""
        return self._kept(order, self.key(engine, order))

    def order(self, engine: Engine, order: Order) -> Printing:
        """The printing of the book, begun unless it is under way; who has it waits for it until `Printing.leave`.

        Raises:
            Busy: so many books wait already that this one would not have its turn in time.
        """
        key = self.key(engine, order)
        with self._lock:
            running = self._printings.get(key)
            joined = running.join() if running is not None and not running.ended else None
            if joined is not None:
                return joined
            own = Printing(key)
            own.join()
            kept = self._kept(order, key)
            if kept is not None:
                own.end(kept, None)
                return own
            if len(self._printings) >= MOST_WAITING:
                raise Busy("waiting", len(self._printings), (f"≤ {MOST_WAITING}",))
            self._printings[key] = own
        Thread(target=self._print, args=(engine, order, own), daemon=True, name=f"print {order.file_name}").start()
        return own

    def close(self) -> None:
        """Ends the process that prints."""
        with self._lock:
            worker, self._worker = self._worker, None
        _end(worker)

    def _print(self, engine: Engine, order: Order, own: Printing) -> None:
        bound, fault = None, None
        try:
            with self._turns:
                bound = self._kept(order, own.key) or self._printed(engine, order, own)
        except DantocError as error:
            fault = error
        except OSError as error:
            _LOG.error("%s could not be kept: %s", order.file_name, error)
            fault = NotPrinted("publication", order.file_name, (), f"{type(error).__name__}: {error.strerror or error}")
        finally:
            with self._lock:
                if self._printings.get(own.key) is own:
                    del self._printings[own.key]
            own.end(bound, fault)

    def _printed(self, engine: Engine, order: Order, own: Printing) -> Bound:
        """The book, printed by the process that prints.

        Raises:
            DantocError: why it cannot be printed; nothing of it is left behind.
            OSError: the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        made = self.folder / f".{own.key}-{uuid4().hex}"
        try:
            worker = self._take()
            try:
                if not own.begin(worker):
                    raise NotPrinted("publication", order.file_name, (), STOPPED)
                ended = self._ask(worker, Job(order, str(engine.catalogue.root), self._base_url, str(made)), own)
            finally:
                self._give(worker)
            return self._keep(order, own.key, made, ended)
        finally:
            for left in (made, made.with_suffix(".part")):
                left.unlink(missing_ok=True)

    def _ask(self, worker: subprocess.Popen[str], job: Job, own: Printing) -> dict[str, Any]:
        """What the process says of the book at its end.

        Raises:
            DantocError: it could not be printed, or was stopped.
        """
        watch = Timer(LONGEST, worker.kill)
        watch.start()
        try:
            for said in _told(worker, job):
                if said["kind"] == PROGRESS:
                    own.progress = Progress(said["step"], said["done"], said["of"], said["block"])
                elif said["kind"] == DONE:
                    return said
                elif said["kind"] == FAULT:
                    raise fault_read(said["fault"])
                else:
                    _LOG.error("%s could not be printed: %s", job.order.file_name, said["trace"])
                    raise NotPrinted("publication", job.order.file_name, (), said["words"])
        finally:
            watch.cancel()
        if own.is_wanted:
            _LOG.error("%s could not be printed: its process ended", job.order.file_name)
        raise NotPrinted("publication", job.order.file_name, (), STOPPED)

    def _keep(self, order: Order, key: str, made: Path, said: dict[str, Any]) -> Bound:
        content = made.read_bytes()
        bound = Bound(
            path=self._path(order, key),
            size=len(content),
            checksum=hashlib.sha256(content).hexdigest(),
            pages=said["pages"],
            seconds=said["seconds"],
            key=key,
        )
        self._make_room(bound.size)
        part = made.with_suffix(".part")
        about = {"size": bound.size, "checksum": bound.checksum, "pages": bound.pages, "seconds": bound.seconds}
        part.write_text(json.dumps(about), encoding="utf-8")
        part.replace(_beside(bound.path))
        made.replace(bound.path)
        return bound

    def _kept(self, order: Order, key: str) -> Bound | None:
        path = self._path(order, key)
        try:
            said = json.loads(_beside(path).read_text(encoding="utf-8"))
            found = path.stat()
        except (OSError, ValueError):
            return None
        if found.st_size != said["size"]:
            return None
        with suppress(OSError):  # a folder that cannot be written still serves what it has
            os.utime(path, (time(), found.st_mtime))  # when it was asked for; it was printed when it was
        return Bound(path, found.st_size, said["checksum"], said["pages"], said["seconds"], key)

    def _path(self, order: Order, key: str) -> Path:
        return self.folder / f"{Path(order.file_name).stem}-{key}.pdf"

    def _make_room(self, wanted: int) -> None:
        """Removes those books that were asked for longest ago until the new one fits, and what a killed server left."""
        for path in self.folder.glob(".*-*"):
            if path.stat().st_mtime < time() - LEFT_BEHIND:
                path.unlink(missing_ok=True)
        kept = sorted(self.folder.glob("*.pdf"), key=lambda own: own.stat().st_atime, reverse=True)
        taken = wanted
        for path in kept:
            taken += path.stat().st_size
            if taken > self._most:
                path.unlink(missing_ok=True)
                _beside(path).unlink(missing_ok=True)

    def _take(self) -> subprocess.Popen[str]:
        with self._lock:
            if self._sleep is not None:
                self._sleep.cancel()
            worker, self._worker = self._worker, None
        if worker is not None and worker.poll() is None:
            return worker
        _end(worker)
        # A session of its own: what is typed at the server's terminal does not reach it, and it ends with its input.
        # What it complains of goes where the server's own complaints go: an operator must see why it died.
        return subprocess.Popen(
            [sys.executable, "-m", "dantoc.reports.binding"],
            cwd=PACKAGE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def _give(self, worker: subprocess.Popen[str]) -> None:
        if worker.poll() is not None:
            _end(worker)
            return
        with self._lock:
            self._worker = worker
            self._sleep = Timer(IDLE, self.close)
            self._sleep.daemon = True
            self._sleep.start()


@lru_cache(maxsize=1)
def open_bindery() -> Bindery:
    """The bindery of this process, over the folder that the settings name."""
    return Bindery(settings().books)


@lru_cache(maxsize=1)
def _printers() -> tuple[str, ...]:
    """The versions of all that prints: of the product, of its rooms as they stand, of the libraries."""
    rooms = content_checksum(*(PACKAGE / room for room in ROOMS), endings=(".py",))
    return (__version__, rooms, *(version(own) for own in PRINTERS))


def _told(worker: subprocess.Popen[str], job: Job) -> Iterator[dict[str, Any]]:
    """What the process says of a job, until it says no more."""
    if worker.stdin is None or worker.stdout is None:
        return
    with suppress(OSError):
        worker.stdin.write(job.written() + "\n")
        worker.stdin.flush()
        for line in worker.stdout:
            yield json.loads(line)


def _beside(path: Path) -> Path:
    """What is known of a kept book, beside it."""
    return path.with_suffix(".json")


def _end(worker: subprocess.Popen[str] | None) -> None:
    if worker is None:
        return
    worker.kill()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    worker.wait()
