"""An engine over the invented dataset, one for all tests of a run: nothing in it changes."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from dantoc.engine.engine import Engine
from dantoc.model.dataset import Catalogue
from tests.engine import made_up


@pytest.fixture(scope="session")
def made_up_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return made_up.write(tmp_path_factory.mktemp("made_up"))


@pytest.fixture(scope="session")
def engine(made_up_catalogue: Catalogue) -> Iterator[Engine]:
    opened = Engine(made_up_catalogue)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def frame() -> pd.DataFrame:
    return made_up.published()
