"""Servers started for a measurement: on a free port, timed to their first answer, asked over one open connection."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import perf_counter, sleep

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
LONGEST_START = 90.0
OWN_SETTINGS = ("PORT", "DANTOC_", "PYTHONDONTWRITEBYTECODE")
"""What is not handed on: servers run as they would for anyone, keeping their compiled code as Python does."""


class Server:
    """A process that answers on its port."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.port = port
        self._process = process
        self._connection = HTTPConnection(HOST, port, timeout=60)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def get(self, path: str) -> bytes:
        """The body of the answer, unpacked, as a program reads it that keeps its connection.

        Raises:
            RuntimeError: the answer is no 200.
        """
        self._connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"GET {path} answered {answer.status}, 200 was expected: {body[:300]!r}")
        return body

    def resident_bytes(self) -> int:
        """The memory that the process holds."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8").splitlines()
        held = next(line for line in lines if line.startswith("VmRSS:"))
        return int(held.split()[1]) * 1024

    def settle(self, longest: float = 120.0) -> None:
        """Come back when the process rests: what it reads ahead after its first answer is for the rows of the start.

        The connection is made anew with the next request: the server ends one that has rested for seconds.
        """
        self._connection.close()
        until, before = perf_counter() + longest, -1
        while perf_counter() < until:
            used = self._ticks()
            if used == before:
                return
            before = used
            sleep(0.5)

    def _ticks(self) -> int:
        """The time the process has used so far, in ticks of the system."""
        said = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(said[11]) + int(said[12])

    def wait(self, path: str) -> None:
        """Come back as soon as the path is answered with 200.

        Raises:
            RuntimeError: the process ended, or it took too long.
        """
        begun = perf_counter()
        while perf_counter() - begun < LONGEST_START:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with status {self._process.returncode} before it answered {path}")
            try:
                self.get(path)
                return
            except (OSError, HTTPException, RuntimeError):
                self._connection.close()
                sleep(0.01)
        raise RuntimeError(f"{path} was not answered within {LONGEST_START:.0f} s")

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def product() -> Iterator[Server]:
    """The product as its own command serves it."""
    port = free_port()
    with serving([sys.executable, "-m", "dantoc", "serve", "--port", str(port)], port, "/healthz") as server:
        yield server


@contextmanager
def bare_page(script: str = "bare_streamlit") -> Iterator[Server]:
    """A bare Streamlit page, of one table and one chart unless another is named, under the server of the product."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_app", str(port), script]
    with serving(command, port, "/_stcore/health") as server:
        yield server


@contextmanager
def serving(command: Sequence[str], port: int, ready: str) -> Iterator[Server]:
    """The server that the command starts, from the moment it answers the path `ready`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OWN_SETTINGS)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(process, port)
    try:
        server.wait(ready)
        yield server
    finally:
        server.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
