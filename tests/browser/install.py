"""Makes sure that there is a Chromium for the browser tests; a missing browser is a failure, never a skip."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    if shutil.which("apt-get"):
        asked = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*asked, "apt-get", "update", "-q"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(
            [*asked, "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=True)


if __name__ == "__main__":
    if not found():
        install()
    print("browser:", found() or "Playwright's own")
