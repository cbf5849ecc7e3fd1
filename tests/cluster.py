"""A PostgreSQL of the tests' own: in a folder that goes away, reached over a Unix socket, with a password."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import sqlalchemy as sa

from tests.system import postgresql

USER, PASSWORD = "dantoc", "mật-khẩu-rất-dài"
READER, READERS_PASSWORD = "reader", "chỉ-được-đọc"
_OWNER = "postgres"
"""Who runs the server where the tests run as root, which PostgreSQL refuses to do."""
_QUICK = (
    "fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB", "max_wal_size=8MB",
    "listen_addresses=",
)  # fmt: skip


class Cluster:
    """A server with one database; `stop` and `start` as often as a test wants, `remove` at the end."""

    def __init__(self) -> None:
        programs = postgresql()
        assert programs, "PostgreSQL is missing; `make test` installs it, and so does `python -m tests.system`"
        self._programs = programs
        self._schemas = 0
        # Not pytest's own folders: theirs cannot be entered by another user, and a socket's path has 107 letters.
        self._folder = Path(tempfile.mkdtemp(prefix="dantoc-postgresql-"))
        self._data = self._folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self._folder, _OWNER)
        secret = self._folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        secret.chmod(0o644)
        self._run(
            "initdb", "-D", self._data, "-U", USER, "-A", "scram-sha-256", "--pwfile", secret, "-N", "-E", "UTF8",
            "--locale=C", "--wal-segsize=1", "--no-instructions",
        )  # fmt: skip
        self.start()

    @property
    def url(self) -> str:
        """The address of the database, password and all."""
        return self.url_of(USER, PASSWORD)

    def url_of(self, user: str, password: str, schema: str = "public") -> str:
        where = {"host": str(self._folder), "options": f"-csearch_path={schema}"}
        own = sa.URL.create("postgresql+psycopg", user, password, database="postgres", query=where)
        return own.render_as_string(hide_password=False)

    def nothing_yet(self) -> str:
        """The address of a schema with nothing in it: as good as a database, and made in no time."""
        self._schemas += 1
        self._say(f"CREATE SCHEMA {self._last}")
        return self.url_of(USER, PASSWORD, self._last)

    def reader(self) -> str:
        """The address of the last schema for a user who may read it, what is loaded later too, and nothing more."""
        self._say(
            f"CREATE ROLE {READER} LOGIN PASSWORD '{READERS_PASSWORD}'",
            f"GRANT USAGE ON SCHEMA {self._last} TO {READER}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA {self._last} GRANT SELECT ON TABLES TO {READER}",
        )
        return self.url_of(READER, READERS_PASSWORD, self._last)

    @property
    def _last(self) -> str:
        return f"own_{self._schemas}"

    def start(self) -> None:
        settings = " ".join(f"-c {own}" for own in (*_QUICK, f"unix_socket_directories={self._folder}"))
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", self._folder / "log", "-o", settings)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", self._data)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def _say(self, *statements: str) -> None:
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def _run(self, program: str, *arguments: object) -> None:
        as_owner = ["runuser", "-u", _OWNER, "--"] if os.geteuid() == 0 else []
        command = [*as_owner, str(self._programs / program), *map(str, arguments)]
        # Into a file: the server keeps what it was started with, and a pipe would never end.
        with (self._folder / f"{program}.out").open("w+", encoding="utf-8") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self._folder, check=False)
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read()}"
