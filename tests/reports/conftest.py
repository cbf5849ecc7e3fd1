"""Books that more than one test reads, printed once a test run."""

import pytest

from tests.reports.once import Once
from tests.reports.whole import Whole, print_whole


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """What all processes of this test run make once."""
    return Once.of(tmp_path_factory)


@pytest.fixture(scope="session")
def yearbook(once: Once) -> Whole:
    """The yearbook in both languages, whole."""
    return print_whole("yearbook", "vi-en", once)
