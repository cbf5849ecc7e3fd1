"""The whole app in a process of its own, started in every way: Streamlit's pages and our routes answer side by side."""

from __future__ import annotations

import base64
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
    "serve": ("dantoc", "serve", "--port", "{port}"),
    "uvicorn": ("uvicorn", "streamlit_app:app", "--port", "{port}"),
    "streamlit": ("streamlit", "run", "streamlit_app.py", "--server.port", "{port}", "--server.headless", "true"),
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the process writes."""
    return tmp_path_factory.mktemp("log") / "written"


@pytest.fixture(scope="module", params=COMMANDS)
def site(request: pytest.FixtureRequest, log: Path) -> Iterator[httpx.Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", *(part.format(port=port) for part in COMMANDS[request.param])]
    with log.open("wb") as written, subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stdout=written, stderr=subprocess.STDOUT
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


def after_the_next_line(site: httpx.Client, log: Path) -> str:
    """The log with a line that was asked for now, and so with all before it."""
    before, until = log.read_text(encoding="utf-8").count("/livez"), time.monotonic() + 10
    site.get("/livez")
    while time.monotonic() < until:
        written = log.read_text(encoding="utf-8")
        if written.count("/livez") > before:
            return written
        time.sleep(0.02)
    pytest.fail("no line was written")


def test_no_line_of_the_log_names_a_reader(site: httpx.Client, log: Path):
    """Neither one of the server's own, on a request, a page's socket or what is no request at all."""
    upgrade = (
        "GET /_stcore/stream?nguyen HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}\r\n\r\n"
    )
    for said, status in (
        ("GET /nguyen?q=nguyen HTTP/1.1\r\nHost: localhost\r\nUser-Agent: nguyen\r\n\r\n", b"404"),
        (upgrade, b"101"),
        ("GET /nguyen nguyen HTTP/1.1\r\n\r\n", b"400"),
    ):
        with socket.create_connection((site.base_url.host, site.base_url.port or 80), timeout=10) as line:
            line.sendall(said.encode())
            assert line.recv(4_096).split(b" ", 2)[1] == status
            own = f"127.0.0.1:{line.getsockname()[1]}"
        written = after_the_next_line(site, log)
        assert own not in written
        assert "nguyen" not in written


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
