import pytest

from dantoc.engine.engine import open_engine
from dantoc.model.dataset import Dataset
from tests.web.client import Reader, app


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(app())


@pytest.fixture(scope="session")
def census() -> Dataset:
    return open_engine().catalogue.dataset("population_census")
