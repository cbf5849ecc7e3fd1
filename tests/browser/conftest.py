"""The product served as a reader meets it, and Debian's Chromium to meet it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served product writes what it prints."""
    return tmp_path_factory.mktemp("site") / "output.log"


@pytest.fixture(scope="session")
def site(site_output: Path) -> Iterator[str]:
    """The address of a served product, ready to answer."""
    port = free_port()
    command = [sys.executable, "-m", "dantoc", "serve", "--port", str(port)]
    environment = {**os.environ, "PORT": str(port), "DANTOC_BASE_URL": f"http://127.0.0.1:{port}"}
    output = site_output.open("wb")
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        output.close()


def wait_until_ready(address: str, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the server stopped with exit status {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"{address}/healthz did not say ready within {seconds} s")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield browser
        browser.close()


Visitor = Callable[..., Page]


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Visitor]:
    """Opens the product as a new reader: ``visitor("/catalogue", locale="vi-VN", phone=True)``; console errors fail."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def visit(path: str, locale: str = "vi-VN", phone: bool = False, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=site,
            locale=locale,
            viewport=PHONE if phone else WIDE,
            color_scheme="dark" if dark else "light",
            has_touch=phone,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        settle(page)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not complaints, complaints


def settle(page: Page) -> None:
    """Waits until the page has drawn itself and the server has nothing more to send."""
    page.wait_for_selector('[data-testid="stApp"]')
    page.wait_for_selector("h1", state="visible")
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid="stApp"]');
            return app && app.getAttribute('data-test-script-state') === 'notRunning'
                && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
        }"""
    )
    page.wait_for_timeout(150)
