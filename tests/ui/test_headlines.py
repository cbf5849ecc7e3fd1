"""The four figures of the home page: real, single, and each with a view that shows it among its neighbours."""

import pytest

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import find, locales
from dantoc.ui.home_page.headlines import HEADLINES, Headline, figure, linked_view
from dantoc.ui.home_page.latest import SHOWN, latest

ENGINE = open_engine()


@pytest.mark.parametrize("headline", HEADLINES, ids=lambda own: own.id)
@pytest.mark.parametrize("locale", locales())
def test_a_headline_is_one_published_figure_with_its_words_and_source(headline: Headline, locale: str) -> None:
    own = figure(ENGINE, headline, locale)
    assert own is not None
    assert own.text[0].isdigit()
    assert own.source
    assert find(f"pages.headline.{headline.id}", locale)


@pytest.mark.parametrize("headline", HEADLINES, ids=lambda own: own.id)
def test_the_linked_view_holds_the_figure(headline: Headline) -> None:
    wanted = figure(ENGINE, headline, "en")
    view = linked_view(ENGINE, headline)
    result = ENGINE.run(view.query)
    single = ENGINE.run(view.query.of(headline.dataset, dict(headline.select))).data.to_pylist()[0]
    assert wanted is not None
    assert single in result.data.to_pylist()
    assert not set(view.rows) & set(view.columns)


def test_a_headline_without_exactly_one_figure_is_left_out() -> None:
    assert figure(ENGINE, Headline("x", "no_such_dataset", ()), "vi") is None
    assert figure(ENGINE, Headline("x", "population_census", (("indicator", "population"),)), "vi") is None


def test_the_latest_datasets_come_latest_first() -> None:
    dates = [dataset.modified for dataset in latest(ENGINE.catalogue)]
    assert len(dates) == min(SHOWN, len(ENGINE.catalogue.datasets))
    assert dates == sorted(dates, reverse=True)
