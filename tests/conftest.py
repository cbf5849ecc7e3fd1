"""Content to test on: a tiny made-up root that a test may change, and the real catalogue, read once."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from dantoc.catalogue.loading import load_catalogue
from dantoc.curation.parquet import curate
from dantoc.model.dataset import Catalogue
from tests.cluster import Cluster
from tests.synthetic import write_content

# How long one example takes says nothing on a busy machine. On the integration machine the examples are the same at
# every run, so that a change is judged by its own faults; at the desk they are new ones each time.
settings.register_profile("desk", deadline=None)
settings.register_profile("integration", deadline=None, derandomize=True)
settings.load_profile("integration" if os.environ.get("CI") else "desk")


if "DANTOC_STORE_URL" not in os.environ:
    # What tests save is not for the checkout; processes that the tests start save into the same folder.
    STORE = tempfile.mkdtemp(prefix="dantoc-store-")
    os.environ["DANTOC_STORE_URL"] = f"sqlite:///{STORE}/store.sqlite"
    atexit.register(shutil.rmtree, STORE, ignore_errors=True)

if "DANTOC_BOOKS_FOLDER" not in os.environ:
    BOOKS = tempfile.mkdtemp(prefix="dantoc-books-")
    os.environ["DANTOC_BOOKS_FOLDER"] = BOOKS
    atexit.register(shutil.rmtree, BOOKS, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of the tests' own, one for each process that runs tests."""
    own = Cluster()
    yield own
    own.remove()


@pytest.fixture(scope="session")
def published_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up content root with its published files; not to be changed."""
    root = write_content(tmp_path_factory.mktemp("content"))
    for publication in curate(root):
        assert publication.ok, [str(issue) for issue in publication.issues]
    return root


@pytest.fixture
def content(published_content: Path, tmp_path: Path) -> Path:
    """A copy of the made-up content root, the test's own to change."""
    return Path(shutil.copytree(published_content, tmp_path / "content"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue that the product serves."""
    return load_catalogue()
