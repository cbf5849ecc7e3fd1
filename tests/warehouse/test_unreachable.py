"""A database that goes away costs the answers that need it, nothing else, and comes back without a restart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from dantoc.engine.connecting import database, shown, told
from dantoc.engine.engine import Engine
from dantoc.engine.warehouse import HELD_ROWS
from dantoc.l10n.faults import describe_error
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import BadWarehouse, WarehouseSilent
from dantoc.model.query import Query
from tests.cluster import PASSWORD, USER, Cluster

HELD, ASKED = HELD_ROWS, 0
WHOLE = Query.of("population_census")
LATEST = Query.of("population_census", {"year": "latest"})


@pytest.fixture
def stopped(loaded: Cluster) -> Iterator[Cluster]:
    """The server, stopped for the test; running again after it."""
    loaded.stop()
    yield loaded
    loaded.start()


@pytest.mark.parametrize("held_rows", [HELD, ASKED], ids=["held", "asked"])
def test_a_database_that_is_down_at_the_first_question_is_asked_again(
    loaded: Cluster, catalogue: Catalogue, held_rows: int
) -> None:
    engine = Engine(catalogue, loaded.url, held_rows=held_rows)
    loaded.stop()
    try:
        for _ in range(2):
            with pytest.raises(WarehouseSilent):
                engine.run(LATEST)
    finally:
        loaded.start()
    assert len(engine.run(LATEST)) > 0
    engine.close()


def test_connections_that_were_cut_are_made_anew_and_nobody_notices(loaded: Cluster, catalogue: Catalogue) -> None:
    engine = Engine(catalogue, loaded.url, held_rows=ASKED)
    rows = len(engine.run(WHOLE))
    loaded.stop()
    loaded.start()
    assert 0 < len(engine.run(LATEST)) < rows
    engine.close()


def test_what_was_read_is_served_while_the_database_is_away(loaded: Cluster, catalogue: Catalogue) -> None:
    engine = Engine(catalogue, loaded.url)
    rows = len(engine.run(WHOLE))
    loaded.stop()
    try:
        assert 0 < len(engine.run(LATEST)) < rows
        with pytest.raises(WarehouseSilent):
            engine.run(Query.of("province_health"))
    finally:
        loaded.start()
    engine.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_readers_are_not_told_where_the_database_is(stopped: Cluster, catalogue: Catalogue, lang: str) -> None:
    engine = Engine(catalogue, stopped.url)
    with pytest.raises(WarehouseSilent) as silent:
        engine.run(WHOLE)
    engine.close()
    assert PASSWORD not in str(silent.value)
    told = describe_error(silent.value, lang)
    assert WHOLE.dataset in told
    assert not [word for word in (PASSWORD, "postgresql", "socket", "connection") if word in told]


def test_a_wrong_password_is_told_to_the_log_without_it(loaded: Cluster, catalogue: Catalogue) -> None:
    engine = Engine(catalogue, loaded.url_of(USER, "bí-mật-sai"))
    with pytest.raises(WarehouseSilent, match="password authentication failed") as silent:
        engine.run(WHOLE)
    engine.close()
    assert "bí-mật-sai" not in str(silent.value)


def test_a_driver_that_repeats_the_password_is_not_repeated() -> None:
    url = make_url("postgresql+psycopg://u:secret@h/d?sslpassword=hidden")
    assert told(ValueError("\n no entry for u:secret (hidden)\nmore"), url) == "no entry for u:*** (***)"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense", "unreadable"),
        ("postgresql://u:secret@h:port/d", "unreadable"),
        ("nosuch://u:secret@h/d", "unknown_kind"),
        ("oracle+oracledb://u:secret@h/d", "no_driver: oracledb"),
    ],
)
def test_a_url_that_names_no_database_is_told_at_once_and_without_its_password(url: str, why: str) -> None:
    with pytest.raises(BadWarehouse, match=why) as refused:
        database(url)
    assert "secret" not in str(refused.value)


def test_a_url_is_shown_without_its_password() -> None:
    assert shown("postgresql+psycopg://u:secret@h:5432/d") == "postgresql+psycopg://u:***@h:5432/d"
    assert shown("sqlite:////a/b.db") == "sqlite:////a/b.db"
    assert shown("postgresql+psycopg://h/d?user=u&password=secret").endswith("password=***&user=u")
    assert "secret" not in shown("postgresql://u:secret@h:port/d")
