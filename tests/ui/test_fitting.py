"""What a filter lets go of: derived figures and marks that the narrowed view does not admit."""

import pytest

from dantoc.engine.engine import open_engine
from dantoc.model.view import parse_view
from dantoc.ui.exploring.fitting import fitting

DATASET = open_engine().catalogue.dataset("population_census")
PROVINCES = {"ethnic_group": "08", "area": "leaves(VN)", "year": "2019"}


def test_what_still_means_something_is_kept():
    asked = PROVINCES | {"derive": "share(area),rank(area)", "mark": "tiles", "show": "rank_area"}
    view = parse_view(DATASET, asked)
    assert fitting(view) == view


def test_a_share_of_the_provinces_goes_with_the_provinces():
    asked = PROVINCES | {"area": "VN", "derive": "share(area)", "show": "share_area", "mark": "tiles"}
    view = fitting(parse_view(DATASET, asked))
    assert view.query.derive == ()
    assert view.show == ""
    assert view.mark == ""
    assert len(open_engine().run(view.query)) == 1


def test_an_ordinary_view_asks_the_engine_nothing(monkeypatch):
    monkeypatch.setattr("dantoc.ui.exploring.fitting.open_engine", lambda: pytest.fail("the engine was asked"))
    view = parse_view(DATASET, PROVINCES)
    assert fitting(view) == view
