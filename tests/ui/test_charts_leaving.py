"""The ways by which a chart leaves the studio, the gallery it may begin from, and what a saved view says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dantoc.engine.engine import open_engine
from dantoc.figures.marks import MARKS
from dantoc.l10n.messages import locales, say
from dantoc.model.figure_params import figure_params, is_figure_param, parse_figure
from dantoc.model.saved import CHANGED, CHART, Standing
from dantoc.model.view import gather_params, parse_view
from dantoc.store import saving, store
from dantoc.store.store import Store
from dantoc.ui.charts_page import gallery
from dantoc.ui.home_page.charts import SHOWN
from tests.ui.test_pages import assert_sound, opened
from tests.web.client import Reader, app

ENGINE = open_engine()
READER = Reader(app())
CENSUS = {"id": "population_census", "ethnic_group": "02,03,06", "area": "VN", "year": "2019"}
SHAPED = {**CENSUS, "reference": "EM", "title.vi": "Tày, Thái, Khmer", "theme": "print", "size": "wide"}


def html(page: AppTest) -> str:
    return "\n".join(own.proto.body for own in page.get("html"))


def links(text: str, path: str) -> list[str]:
    return [unescape(own) for own in re.findall(r'href="([^"]*)"', text) if path in own]


def said(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@pytest.mark.parametrize("locale", locales())
def test_every_kind_of_file_is_offered_and_is_the_chart_on_the_page(locale: str) -> None:
    page = opened("charts", locale, **SHAPED)
    assert_sound(page)
    offered = links(html(page), "/chart.")
    kinds = {(urlsplit(own).path.rpartition(".")[2], *sorted(said(own).get(more, "") for more in ("dots", "letters")))
             for own in offered}  # fmt: skip
    assert {kind[0] for kind in kinds} == {"png", "svg", "pdf", "json", "html", "zip"}
    assert {said(own)["dots"] for own in offered if ".png" in own} == {"1", "2", "300dpi"}
    for own in offered:
        params = said(own)
        assert (params["theme"], params["size"], params["title.vi"]) == ("print", "wide", SHAPED["title.vi"])
    (answer,) = [READER.get(own) for own in offered if ".json" in own]
    assert answer.status_code == 200
    assert ("Tày, Thái, Khmer" in answer.text) is (locale == "vi")


def test_the_figures_behind_the_chart_hold_its_line_of_reference() -> None:
    offered = links(html(opened("charts", "vi", **SHAPED)), "/data?")
    assert {said(own)["format"] for own in offered} == {"csv", "xlsx"}
    for own in offered:
        assert said(own)["ethnic_group"] == "02,03,06,EM"


@pytest.mark.parametrize("locale", locales())
def test_the_embed_code_follows_its_choices(locale: str) -> None:
    page = opened("charts", locale, **CENSUS)
    version = ENGINE.catalogue.dataset("population_census").version

    def framed() -> dict[str, str]:
        (code,) = re.findall(r"<iframe .*?></iframe>", unescape(html(page)))
        (src,) = re.findall(r'src="([^"]*)"', code)
        (height,) = re.findall(r'height="(\d+)"', code)
        return {**said(unescape(src)), "height": height}

    live = framed()
    assert live["embed"] == "yes"
    assert "lang" not in live and "version" not in live
    next(own for own in page.selectbox if own.key.startswith("embed_kind")).select("frozen")
    next(own for own in page.selectbox if own.key.startswith("embed_language")).select("en")
    next(own for own in page.number_input if own.key.startswith("embed_height")).set_value(640)
    page.run()
    frozen = framed()
    assert (frozen["version"], frozen["lang"], frozen["height"]) == (version, "en", "640")


@pytest.mark.parametrize("locale", locales())
def test_a_chart_is_saved_under_a_short_link_as_a_chart(
    locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Store(f"sqlite:///{tmp_path}/s.sqlite")
    monkeypatch.setattr(store, "open_store", lambda: own)
    page = opened("charts", locale, **SHAPED)
    next(button for button in page.button if button.key.startswith("short_save.chart")).click()
    page.run()
    (made,) = re.findall(r"/s/([2-9b-z]{14})", html(page))
    found = own.find(made)
    assert (found.kind, found.locale, dict(found.params)["title.vi"]) == (CHART, locale, SHAPED["title.vi"])
    own.close()


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(("kind", "page"), [("page", "dataset"), (CHART, "charts")])
def test_a_page_says_what_has_changed_since_its_view_was_saved(
    kind: str, page: str, locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Store(f"sqlite:///{tmp_path}/s.sqlite")
    monkeypatch.setattr(store, "open_store", lambda: own)
    params = {name: value for name, value in CENSUS.items() if name != "id"}
    today = ENGINE.catalogue.dataset("population_census").modified
    view = saving.view_to_save(ENGINE, "population_census", params, locale, kind, languages=locales(), today=today)
    kept = own.keep(view)
    assert not opened(page, locale, **CENSUS, saved=kept.id).info

    def changed(*_: object) -> Standing:
        return replace(Standing(CHANGED), version="9.1.0", changed=("2019",))

    monkeypatch.setattr(saving, "standing", changed)
    (note,) = [one.value for one in opened(page, locale, **CENSUS, saved=kept.id).info]
    assert "9.1.0" in note
    assert say("web.saved.years.changed", locale, years="2019") in note
    assert not opened(page, locale, **CENSUS, saved="2" * 14).info
    own.close()


@pytest.mark.parametrize("locale", locales())
def test_the_gallery_shows_every_chart_once_and_opens_it_as_it_was_left(locale: str) -> None:
    page = opened("charts", locale)
    assert_sound(page)
    shown = links(html(page), "/charts?")
    assert len(shown) == len(ENGINE.gallery.exhibits)
    found = []
    for own in shown:
        dataset = ENGINE.catalogue.dataset(said(own)["id"])
        params = gather_params(dataset, said(own).items())
        drawing = {name: value for name, value in params.items() if is_figure_param(name)}
        view = parse_view(dataset, {name: value for name, value in params.items() if name not in drawing})
        found.append((dataset.id, view, figure_params(parse_figure(dataset, drawing, locales()))))
    for exhibit in ENGINE.gallery.exhibits.values():
        assert (exhibit.dataset, exhibit.view, figure_params(exhibit.figure)) in found
    alts = [unescape(own) for own in re.findall(r'alt="([^"]*)"', html(page))]
    assert sorted(alts) == sorted(own.figure.title.say(locale) for own in ENGINE.gallery.exhibits.values())


def test_the_gallery_is_narrowed_to_a_mark_by_the_address() -> None:
    page = opened("charts", "vi", mark="pyramid")
    shown = links(html(page), "/charts?")
    assert shown
    assert {said(own)["mark"] for own in shown} == {"pyramid"}
    assert len(links(html(opened("charts", "vi", mark="nonsense")), "/charts?")) == len(ENGINE.gallery.exhibits)


def test_the_cards_stand_in_the_order_of_the_marks_and_darken_with_the_page() -> None:
    ordered = [own.view.mark for own in gallery.in_order(ENGINE.gallery.exhibits.values())]
    assert ordered == sorted(ordered, key=list(MARKS).index)
    some = gallery.in_order(ENGINE.gallery.exhibits.values())[:1]
    assert "theme=dark" in gallery.cards(ENGINE.catalogue, some, "vi", is_dark=True)
    assert "theme=" not in gallery.cards(ENGINE.catalogue, some, "vi", is_dark=False)


def test_the_charts_of_the_home_page_are_in_the_gallery() -> None:
    assert set(SHOWN) <= set(ENGINE.gallery.exhibits)


@pytest.mark.parametrize("tab", ["table", "chart"])
@pytest.mark.parametrize("locale", locales())
def test_a_dataset_leads_to_the_studio(tab: str, locale: str) -> None:
    page = opened("dataset", locale, **CENSUS, tab=tab)
    assert_sound(page)
    label = say(f"pages.{tab}.studio", locale)
    assert [own for own in page.get("page_link") if own.proto.label == label]
