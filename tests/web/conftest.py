import pytest

from dantoc.engine.engine import open_engine
from dantoc.model.dataset import Dataset
from dantoc.store.store import open_store
from dantoc.web.api_description import example_view
from tests.web.client import Reader, app


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(app())


@pytest.fixture(scope="session")
def census() -> Dataset:
    return open_engine().catalogue.dataset("population_census")


@pytest.fixture(scope="session", autouse=True)
def example_saved() -> None:
    """The saved view that the description gives as its example stands in the store."""
    own = example_view(open_engine().catalogue)
    assert own is not None
    open_store().keep(own)
