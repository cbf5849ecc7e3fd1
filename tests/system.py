"""Makes sure that there is what the tests need of the system: Chromium, PostgreSQL.

What is missing is installed, and a failure to do so is a failure of the tests, never a skip.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
POSTGRESQL = Path("/usr/lib/postgresql")
"""Where Debian and Ubuntu put the programs of the server, a folder for each version."""


def browser() -> str | None:
    return os.environ.get("CHROMIUM") or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def postgresql() -> Path | None:
    """The folder that holds ``initdb`` and ``pg_ctl``, of the newest version there is."""
    versions = sorted(POSTGRESQL.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    beside = shutil.which("initdb")
    return versions[-1].parent if versions else Path(beside).resolve().parent if beside else None


def install(packages: list[str]) -> None:
    asked = [] if os.geteuid() == 0 else ["sudo"]
    subprocess.run([*asked, "apt-get", "update", "-q"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [*asked, "apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> None:
    missing = [name for name, found in (("chromium", browser()), ("postgresql", postgresql())) if not found]
    if missing and shutil.which("apt-get"):
        install(missing)
    elif "chromium" in missing:
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=True)
    print("browser:", browser() or "Playwright's own")
    print("PostgreSQL:", postgresql() or sys.exit("PostgreSQL is missing: install the server, with initdb and pg_ctl"))


if __name__ == "__main__":
    main()
