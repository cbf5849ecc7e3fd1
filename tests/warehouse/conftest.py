"""A PostgreSQL that holds every published dataset, one for each process that runs tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dantoc.engine.loading import load
from dantoc.model.dataset import Catalogue
from tests.warehouse.cluster import Cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    own = Cluster()
    yield own
    own.remove()


@pytest.fixture(scope="session")
def loaded(cluster: Cluster, catalogue: Catalogue) -> Cluster:
    """The server, with every dataset of the product in it."""
    assert list(load(cluster.url, catalogue.datasets.values())) == list(catalogue.datasets.values())
    return cluster
