"""The whole app in a process of its own, started in both ways: Streamlit's pages and our routes answer side by side."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from dantoc.web.warming import warm

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "uvicorn": ("uvicorn", "streamlit_app:app", "--port", "{port}"),
    "streamlit": ("streamlit", "run", "streamlit_app.py", "--server.port", "{port}", "--server.headless", "true"),
}


@pytest.fixture(scope="module", params=COMMANDS)
def site(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", *(part.format(port=port) for part in COMMANDS[request.param])]
    with subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server, httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:  # fmt: skip
        try:
            wait(client, server)
            yield client
        finally:
            server.terminate()


def wait(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            if client.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"{server.args} does not answer (exit status {server.poll()})")


def test_pages_sockets_and_routes_answer_in_one_process(site: httpx.Client):
    assert site.get("/api/v1/datasets").json()["count"] > 0
    assert site.get("/_stcore/health").text == "ok"
    page = site.get("/dataset?id=population_census&lang=en")
    assert (page.status_code, page.headers["content-language"]) == (200, "en")
    script = page.text.split('src="./static/js/')[1].split('"')[0]
    assert site.get(f"/static/js/{script}").status_code == 200
    lost = site.get("/nonsense")
    assert (lost.status_code, lost.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert site.get("/api/nonsense").headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("size", [30_000, 60_000, 300_000])
def test_an_address_of_any_length_is_answered_and_the_server_lives_on(site: httpx.Client, size: int):
    """What is longer than `httpx` sends goes over a bare socket; where it is cut off the server hangs up."""
    query = ",".join(["02"] * (size // 3))
    with socket.create_connection((site.base_url.host, site.base_url.port or 80), timeout=10) as line:
        head = f"GET /api/v1/datasets/population_census/data?ethnic_group={query} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        line.sendall(head.encode())
        status = int(line.recv(4_096).split(b" ", 2)[1])
    assert status in ((414,) if size < 65_536 else (400, 414, 431))
    assert site.get("/api/v1/datasets").status_code == 200


def test_warming_leaves_no_fault_behind(caplog: pytest.LogCaptureFixture):
    warm()
    assert not caplog.records
