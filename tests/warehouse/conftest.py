"""A PostgreSQL that holds every published dataset, one for each process that runs tests."""

from __future__ import annotations

import pytest

from dantoc.engine.loading import load
from dantoc.model.dataset import Catalogue
from tests.cluster import Cluster


@pytest.fixture(scope="session")
def loaded(cluster: Cluster, catalogue: Catalogue) -> Cluster:
    """The server, with every dataset of the product in it."""
    assert list(load(cluster.url, catalogue.datasets.values())) == list(catalogue.datasets.values())
    return cluster
