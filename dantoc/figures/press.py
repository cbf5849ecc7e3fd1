"""Where charts are drawn into files: in processes of their own, so that whoever serves readers never waits for one.

The drawer holds a process for a tenth to a quarter of a second a picture and 100 MB beside; a `Press` starts at most
so many workers when there is something to draw, and ends them when there has been nothing for a while. A worker that
dies or hangs is replaced.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread, Timer
from typing import IO

from dantoc.model.size import PAGE, Size

WORKERS = 2
IDLE = 120.0
"""Seconds without a chart after which a worker ends."""
LONGEST = 30.0
"""Seconds after which a chart is given up and its worker ended."""
MOST_DRAWN = 500
GENTLY = "gently"
LAST_IN_LINE = 19
"""How far a gentle worker stands back behind every other process: as far as it goes."""
MOST_AHEAD = 8
"""So many charts that were drawn ahead wait to be fetched."""
_LENGTH = struct.Struct(">I")
_GIVEN, _FAILED = b"\0", b"\1"
_ROOT = Path(__file__).resolve().parents[2]


class NotDrawn(RuntimeError):
    """A chart that could not be drawn."""


@dataclass(frozen=True)
class Job:
    """A chart to draw, and the files to make of the one drawing.

    `files` are kinds (``svg``, ``outlines``, ``bare``, ``png``, ``pdf``); `width` counts where the chart fits itself
    to its place.
    """

    chart: Mapping[str, object]
    files: tuple[str, ...]
    size: Size = PAGE
    alt: str = ""
    lang: str = ""
    dots: float = 2.0
    width: int = 720

    def draw(self) -> tuple[bytes, ...]:
        """The files, drawn in this process."""
        from dantoc.figures import printing

        own = printing.drawn(self.chart, self.size, self.alt, self.width)
        made = {
            "svg": lambda: own.svg(lang=self.lang).encode(),
            "bare": lambda: own.bare(self.lang).encode(),
            "outlines": lambda: own.svg(outlined=True, lang=self.lang).encode(),
            "png": lambda: own.png(self.dots),
            "pdf": lambda: own.pdf(self.lang),
        }
        return tuple(made[kind]() for kind in self.files)

    def written(self) -> bytes:
        """The job as bytes, for a worker."""
        own = self.size
        said = {
            "chart": self.chart,
            "files": self.files,
            "size": (own.width, own.height, own.unit, own.name),
            "alt": self.alt,
            "lang": self.lang,
            "dots": self.dots,
            "width": self.width,
        }
        return json.dumps(said, ensure_ascii=False, allow_nan=False).encode()

    @classmethod
    def read(cls, content: bytes) -> Job:
        """The job that the bytes say."""
        said = json.loads(content)
        return cls(**{**said, "files": tuple(said["files"]), "size": Size(*said["size"])})


_FIRST = Job({"width": 1, "height": 1, "data": {"values": [{}]}, "mark": "point"}, ("bare",))
"""Draws a dot that nobody asked for, since the first chart of a process takes as long as ten others."""


class _Worker:
    """A process that draws one chart after the other; it ends when nobody holds its other end."""

    def __init__(self, is_gentle: bool = False) -> None:
        # A session of its own: what is typed at the server's terminal does not reach it, and it ends with its input.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dantoc.figures.press", *((GENTLY,) if is_gentle else ())],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._drawn = 0

    def draw(self, job: bytes) -> tuple[bytes, ...]:
        """The files of the job.

        Raises:
            NotDrawn: the drawer cannot, the process ended, or it took too long.
        """
        watch = Timer(LONGEST, self._process.kill)
        watch.start()
        try:
            _send(self._process.stdin, job)
            parts = _receive_all(self._process.stdout)
        except (OSError, EOFError) as error:
            self._process.kill()
            raise NotDrawn("the process that draws ended") from error
        finally:
            watch.cancel()
        self._drawn += 1
        if parts[0] == _FAILED:
            raise NotDrawn(parts[1].decode())
        return tuple(parts[1:])

    @property
    def is_fit(self) -> bool:
        """Whether it can be given more work; after many charts it is replaced, since the drawer lets go of little."""
        return self._process.poll() is None and self._drawn < MOST_DRAWN

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


class Press:
    """Draws charts, so many at once; safe for threads, each of which waits for its own."""

    def __init__(self, workers: int = WORKERS, idle: float = IDLE, *, is_gentle: bool = False) -> None:
        self._idle = idle
        self._is_gentle = is_gentle
        self._workers = workers
        self._turns = BoundedSemaphore(workers)
        self._lock = Lock()
        self._free: list[_Worker] = []
        self._sleep: Timer | None = None
        self._coming: OrderedDict[bytes, Future[tuple[bytes, ...]]] = OrderedDict()

    def draw(self, job: Job) -> tuple[bytes, ...]:
        """The files of the job, in the order in which it names them.

        Raises:
            NotDrawn: they cannot be drawn.
        """
        content = job.written()
        with self._lock:
            coming = self._coming.pop(content, None)
        if coming is not None:
            return coming.result()
        with self._turns:
            return self._drawn(content)

    def ready(self) -> None:
        """Starts a process for each that can draw at once, before there is anything to draw."""
        for _ in range(self._workers):
            self._give(_Worker(self._is_gentle))

    def ahead(self, job: Job) -> None:
        """Begins to draw what will be asked for in a moment, where a worker has nothing to do; a few are kept until
        they are fetched."""
        content = job.written()
        with self._lock:
            if content in self._coming:
                return
        if not self._turns.acquire(blocking=False):
            return
        coming: Future[tuple[bytes, ...]] = Future()
        with self._lock:
            self._coming[content] = coming
            while len(self._coming) > MOST_AHEAD:
                self._coming.popitem(last=False)
        Thread(target=self._draw_ahead, args=(content, coming), daemon=True).start()

    def _draw_ahead(self, content: bytes, coming: Future[tuple[bytes, ...]]) -> None:
        try:
            coming.set_result(self._drawn(content))
        except Exception as error:  # told to who asks, whatever it is: nobody must wait for ever
            coming.set_exception(error)
        finally:
            self._turns.release()

    def _drawn(self, content: bytes) -> tuple[bytes, ...]:
        own = self._take()
        try:
            return own.draw(content)
        finally:
            self._give(own)

    def end(self) -> None:
        """Ends the processes that have nothing to do."""
        with self._lock:
            ended, self._free = self._free, []
            if self._sleep is not None:
                self._sleep.cancel()
        for own in ended:
            own.end()

    @property
    def waiting(self) -> int:
        """How many processes wait for work."""
        return len(self._free)

    def _take(self) -> _Worker:
        with self._lock:
            own = self._free.pop() if self._free else None
        if own is not None and own.is_fit:
            return own
        if own is not None:
            own.end()
        return _Worker(self._is_gentle)

    def _give(self, own: _Worker) -> None:
        if not own.is_fit:
            own.end()
            return
        with self._lock:
            self._free.append(own)
            if self._sleep is not None:
                self._sleep.cancel()
            self._sleep = Timer(self._idle, self.end)
            self._sleep.daemon = True
            self._sleep.start()


PRESS = Press()
"""The press of this process: pages and addresses draw with the same few workers."""
GENTLE_PRESS = Press(1, 5.0, is_gentle=True)
"""Draws what nobody waits for, with what computing time is left over."""
for _own in (PRESS, GENTLE_PRESS):
    atexit.register(_own.end)


def _send(pipe: IO[bytes] | None, *parts: bytes) -> None:
    """Writes the parts, their number and the length of each before them."""
    if pipe is None:
        raise EOFError
    pipe.write(_LENGTH.pack(len(parts)))
    for part in parts:
        pipe.write(_LENGTH.pack(len(part)))
        pipe.write(part)
    pipe.flush()


def _receive_all(pipe: IO[bytes] | None) -> list[bytes]:
    """The parts that were sent.

    Raises:
        EOFError: the other end is closed.
    """
    return [_exactly(pipe, _number(pipe)) for _ in range(_number(pipe))]


def _number(pipe: IO[bytes] | None) -> int:
    return int(_LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0])


def _exactly(pipe: IO[bytes] | None, length: int) -> bytes:
    content = pipe.read(length) if pipe is not None else b""
    if len(content) < length:
        raise EOFError
    return content


def work(jobs: IO[bytes], results: IO[bytes]) -> None:
    """Draws the jobs that come in until no more can come; what the first would wait for is made ready before."""
    with suppress(Exception):  # whatever it is: the first chart that is asked for tells
        _FIRST.draw()
    while True:
        try:
            written = _receive_all(jobs)[0]
        except EOFError:
            return
        try:
            files = Job.read(written).draw()
        except Exception as error:  # told to who asked; the next chart may be sound
            _send(results, _FAILED, f"{type(error).__name__}: {error}"[:500].encode())
        else:
            _send(results, _GIVEN, *files)


if __name__ == "__main__":
    if GENTLY in sys.argv:
        os.nice(LAST_IN_LINE)
    # What the drawer prints would stand among the files: its own output goes nowhere.
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    work(sys.stdin.buffer, own)
