"""The button that makes a short link: what it saves, what it shows, and what it says when nothing can be saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dantoc.l10n.messages import say
from dantoc.model.saved import FROM_FIRST, ID, LATEST
from dantoc.store import store
from dantoc.store.store import Store


def page(lang: str) -> AppTest:
    return AppTest.from_string(
        f"""
from dantoc.engine.engine import open_engine
from dantoc.model.view import parse_view
from dantoc.ui import short_link

dataset = open_engine().catalogue.dataset("population_census")
short_link.draw(dataset, parse_view(dataset, {{"year": "2019"}}), {lang!r})
""",
        default_timeout=30,
    )


def use(url: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    own = Store(url)
    monkeypatch.setattr(store, "open_store", lambda: own)
    return own


def shown(app: AppTest, lang: str) -> list[str]:
    return [own.proto.body for own in app.get("html") if say("pages.take.short_saved", lang) in own.proto.body]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_saved_before_it_is_asked_for(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = use(f"sqlite:///{tmp_path}/s.sqlite", monkeypatch)
    app = page(lang).run()
    assert not app.exception
    assert not shown(app, lang)
    assert own.state == "unused"
    app.button[0].click().run()
    (said,) = shown(app, lang)
    made = said.partition("/s/")[2].partition("<")[0]
    assert ID.fullmatch(made)
    assert (own.find(made).locale, own.find(made).periods) == (lang, "as_saved")
    own.close()


@pytest.mark.parametrize(("periods", "year"), [(LATEST, "latest"), (FROM_FIRST, "2019:")])
def test_the_choice_of_periods_is_saved(periods: str, year: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = use(f"sqlite:///{tmp_path}/s.sqlite", monkeypatch)
    app = page("vi").run()
    app.selectbox[0].select(periods)
    app.button[0].click().run()
    made = shown(app, "vi")[0].partition("/s/")[2].partition("<")[0]
    assert (own.find(made).periods, dict(own.find(made).params)["year"]) == (periods, year)
    app.selectbox[0].select("as_saved").run()
    assert not shown(app, "vi"), "the link of another choice is not shown"
    own.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_store_that_is_away_says_why_and_the_page_goes_on(lang: str, monkeypatch: pytest.MonkeyPatch):
    use("sqlite:////no/such/folder/at/all.sqlite", monkeypatch)
    app = page(lang).run()
    app.button[0].click().run()
    assert not app.exception
    assert [own.value.startswith(say("core.fault.store_away", lang)) for own in app.error] == [True]
    assert not shown(app, lang)
