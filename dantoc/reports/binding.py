"""A process that prints books: orders come in line by line, and how far each has come goes out.

Books take the interpreter for seconds; readers are served by another process meanwhile, and a book that nobody waits
for any more is stopped by ending this one.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from traceback import format_exc
from typing import IO

import pikepdf

from dantoc.catalogue.loading import load_catalogue
from dantoc.catalogue.settings import settings
from dantoc.engine.engine import Engine, open_engine
from dantoc.model.errors import DantocError
from dantoc.reports.book import print_book
from dantoc.reports.jobs import DONE, FAILED, FAULT, PROGRESS, Job, fault_said
from dantoc.reports.pictures import Pictures

PICTURES = Pictures()
"""The charts drawn so far, and what else the next book is made of again."""


def work(orders: IO[str], said: IO[str]) -> None:
    """Prints the books that are ordered until no more can come."""

    def tell(kind: str, **more: object) -> None:
        said.write(json.dumps({"kind": kind, **more}, ensure_ascii=True) + "\n")
        said.flush()

    for line in orders:
        job = Job.read(line)
        try:
            seconds, pages = _bind(job, partial(_tell_progress, tell))
        except DantocError as error:
            tell(FAULT, fault=fault_said(error))
        except Exception as error:  # told to who ordered; the next book may be sound
            tell(FAILED, words=f"{type(error).__name__}: {error}"[:500], trace=format_exc())
        else:
            tell(DONE, seconds=seconds, pages=pages)
        finally:
            Path(job.file).with_suffix(".part").unlink(missing_ok=True)


def _tell_progress(tell: Callable[..., None], step: str, done: int, of: int, block: str = "") -> None:
    tell(PROGRESS, step=step, done=done, of=of, block=block)


def _bind(job: Job, progress: Callable[..., None]) -> tuple[float, int]:
    """Prints the book into its file, whole or not at all; how long that took, and how many pages it has."""
    begun = perf_counter()
    engine = _engine(job.root)
    publication = engine.publications.publication(job.order.publication, job.order.about)
    edition = job.order.edition
    content = print_book(engine, publication, edition, base_url=job.base_url, pictures=PICTURES, progress=progress)
    target = Path(job.file)
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)
    return perf_counter() - begun, _pages(content)


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


_ENGINES: dict[str, Engine] = {}


def _engine(root: str) -> Engine:
    """The engine over the content of that folder: opened once."""
    if root not in _ENGINES:
        own = Path(root)
        _ENGINES[root] = open_engine() if own == settings().root else Engine(load_catalogue(own))
    return _ENGINES[root]


if __name__ == "__main__":
    # What libraries print would stand among what is told: their output goes nowhere.
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    work(sys.stdin, own)
