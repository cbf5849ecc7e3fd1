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
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

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

expect.set_options(timeout=30_000)  # what is looked for is whether it comes, not when: benchmarks tell that


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
    """Waits until the page has drawn itself and the server has nothing more to send.

    After a click it may be called before the browser has told the server of it, and then it waits for nothing: who
    clicks waits for what the click brings about, be it the address, and settles then.
    """
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


def still(own: Locator) -> None:
    """Waits until what is pointed at has come into view and moves no more, however slowly an opening box opens."""
    own.scroll_into_view_if_needed()
    own.evaluate(
        """async own => {
            const place = () => JSON.stringify(own.getBoundingClientRect());
            for (let before = '', same = 0; same < 4;) {
                const now = place();
                same = now === before ? same + 1 : 0;
                before = now;
                await new Promise(after => setTimeout(after, 50));
            }
        }"""
    )


def options(page: Page, box: Locator, typed: str = "") -> Locator:
    """The options of a box that is open, found by what is typed.

    Streamlit closes an open list when anything around it scrolls or grows: the box is still before it is opened.
    """
    still(box)
    box.click()
    if typed:
        box.press_sequentially(typed)
    found = page.get_by_role("option")
    expect(found.first).to_be_visible()
    return found
