"""Processes and threads that begin at the same moment make one store and lose nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dantoc.store.store import Store
from tests.store.conftest import Saver

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, EACH = 3, 20
WRITER = """
import sys, time
from datetime import date
from dantoc.model.saved import SavedView
from dantoc.store.pace import Pace
from dantoc.store.store import Store
url, own, each, begin = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
store = Store(url, pace=Pace(1_000, 1))
time.sleep(max(0, begin - time.time()))
ids = []
for number in (*range(each), *(1_000 * own + number for number in range(each))):
    params = (("area", "VN"), ("year", str(number)))
    ids.append(store.keep(SavedView("d", params, "page", "vi", "latest", "1.0.0", (), date(2026, 1, 1))).id)
print(*ids)
"""


def test_processes_that_start_and_save_at_once(url: str):
    begin = str(time.time() + 6)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(own), str(EACH), begin],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for own in range(1, PROCESSES + 1)
    ]  # fmt: skip
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * PROCESSES, said
    ids = {own for output, _ in said for own in output.split()}
    store = Store(url)
    assert store.count() == len(ids) == EACH * (PROCESSES + 1)
    assert all(store.find(own).id == own for own in ids)
    store.close()


def test_threads_that_open_and_save_at_once(store: Store, to_save: Saver):
    views = [to_save(year="2019", ethnic_group=f"top({number})") for number in range(1, 9)]
    with ThreadPoolExecutor(16) as threads:
        kept = list(threads.map(store.keep, views * 6))
    assert json.dumps([own.id for own in kept]) == json.dumps([own.id for own in views * 6])
    assert store.count() == len(views)
