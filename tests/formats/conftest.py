import pytest

from dantoc.engine.engine import Engine, open_engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return open_engine()
