"""Makes sure that there is what the tests need of the system: Chromium, PostgreSQL, readers and a judge of PDF.

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
READERS = {"qpdf": "qpdf", "poppler-utils": "pdfinfo", "default-jre-headless": "java"}
"""Packages, and a program of each by which it is known to be there."""
JARS = Path("/usr/share/java")
PREFLIGHT = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
"""What PDFBox Preflight, the judge of PDF/A-1b, is made of."""


def browser() -> str | None:
    return os.environ.get("CHROMIUM") or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def postgresql() -> Path | None:
    """The folder that holds ``initdb`` and ``pg_ctl``, of the newest version there is."""
    versions = sorted(POSTGRESQL.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    beside = shutil.which("initdb")
    return versions[-1].parent if versions else Path(beside).resolve().parent if beside else None


def missing_readers() -> list[str]:
    """The packages of what reads and judges printed publications that are not there."""
    missing = [package for package, program in READERS.items() if not shutil.which(program)]
    if not all((JARS / f"{name}.jar").exists() for name in PREFLIGHT):
        missing += ["libpdfbox2-java", "libactivation-java", "libjaxb-api-java"]
    return missing


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
    missing += missing_readers()
    if missing and shutil.which("apt-get"):
        install(missing)
    elif "chromium" in missing:
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=True)
    print("browser:", browser() or "Playwright's own")
    if lacking := missing_readers():
        sys.exit(f"what reads and judges PDF is missing: {', '.join(lacking)}")
    print("PostgreSQL:", postgresql() or sys.exit("PostgreSQL is missing: install the server, with initdb and pg_ctl"))


if __name__ == "__main__":
    main()
