"""The chart studio: what it offers, what it keeps, and how it tells what is wrong."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dantoc.engine.engine import Engine, open_engine
from dantoc.figures import finishing
from dantoc.figures.marks import MARKS
from dantoc.l10n.folding import fold
from dantoc.l10n.messages import locales, say
from dantoc.l10n.sorting import sort_key
from dantoc.model.size import PRESETS
from dantoc.store import saving, store
from dantoc.store.store import Store
from dantoc.ui.charts_page import choosing, draft, gallery, marks, picture, studio
from dantoc.ui.exploring.choices import OUT_OF_SIGHT, found_in_a_box
from tests import many_figures
from tests.figures.test_map_file import country, feature, geojson, written
from tests.ui.test_pages import assert_sound, opened, words

ENGINE = open_engine()
DATASET = "population_census"
SOME = (DATASET, "province_health", "population_age_1999")
TEXT = f"studio.title.vi.{DATASET}"


def pictures(app: AppTest) -> list[str]:
    """The addresses of the pictures on the page."""
    return [image.url for own in app.get("image") for image in own.proto.imgs]


def alts(app: AppTest) -> list[str]:
    return [image.alt for own in app.get("image") for image in own.proto.imgs]


@pytest.mark.parametrize(
    ("dataset", "locale"), [*((own, "vi") for own in ENGINE.catalogue.datasets), *((own, "en") for own in SOME)]
)
def test_every_dataset_has_a_chart_at_once_with_its_words(dataset: str, locale: str) -> None:
    app = opened("charts", locale, id=dataset)
    assert_sound(app)
    (address,) = pictures(app)
    assert f"/api/v1/datasets/{dataset}/chart.svg?" in address
    assert alts(app)[0].startswith(tuple(say(f"figures.mark_{mark}", locale) for mark in MARKS))


@pytest.mark.parametrize("locale", locales())
def test_without_a_dataset_one_is_chosen_among_all(locale: str) -> None:
    app = opened("charts", locale)
    assert_sound(app)
    box = app.selectbox(key=f"studio.dataset.{locale}")
    assert len(box.options) == len(ENGINE.catalogue.datasets)
    assert box.value is None
    box.set_value("province_health").run()
    assert app.query_params["id"] == "province_health"
    assert len(pictures(app)) == 1


@pytest.mark.parametrize("locale", locales())
def test_datasets_stand_in_the_order_of_the_alphabet_and_their_themes_find_them_too(locale: str) -> None:
    names = choosing.dataset_names(ENGINE.catalogue, locale)
    titles = [ENGINE.catalogue.dataset(own).title.say(locale) for own in names]
    assert [name.splitlines()[0] for name in names.values()] == titles
    assert titles == sorted(titles, key=sort_key)
    themes = {theme.id: theme.name.say(locale) for theme in ENGINE.catalogue.themes}
    for own, name in names.items():
        assert all(fold(themes[theme]) in name for theme in ENGINE.catalogue.dataset(own).themes)


def test_a_box_of_one_choice_shows_the_name_and_is_found_without_marks() -> None:
    shown, found = found_in_a_box("Rà soát hộ nghèo", "Giảm nghèo").split("\n")
    assert shown == "Rà soát hộ nghèo"
    assert found.startswith(OUT_OF_SIGHT)
    assert all(typed in found for typed in ("ra soat ho ngheo", "rà soát hộ nghèo", "giam ngheo", "giảm nghèo"))


@pytest.mark.parametrize("locale", locales())
def test_an_unknown_dataset_is_told_under_the_title_of_the_page_and_another_is_chosen_there(locale: str) -> None:
    app = opened("charts", locale, id="no_such")
    assert [own.value for own in app.title] == [say("pages.charts.title", locale)]
    app.selectbox(key=f"studio.dataset.{locale}").set_value("province_health").run()
    assert_sound(app)
    assert app.query_params["id"] == "province_health"
    assert len(pictures(app)) == 1


def test_the_focus_goes_on_to_the_chart_of_the_dataset_that_is_chosen_once() -> None:
    app = opened("charts", "vi")
    app.selectbox(key="studio.dataset.vi").set_value("province_health").run()
    assert moved_focus(app) == ["stage"]
    app.selectbox(key="studio.size.vi").set_value("wide").run()
    assert moved_focus(app) == []
    assert moved_focus(opened("charts", "vi", id="province_health")) == []


def moved_focus(app: AppTest) -> list[str]:
    """The containers that the page moves the focus onto."""
    return re.findall(r'focus\.js" data-key="([^"]+)"', words(app))


def test_figures_over_the_years_cross_breaks_when_an_editor_asks_for_it() -> None:
    app = opened("charts", "vi", id=DATASET, ethnic_group="02,03,11", area="VN", year="1999,2009")
    box = f"across_breaks.{DATASET}.vi"
    assert box not in {own.key for own in app.checkbox}
    app.selectbox(key=f"studio.show.{DATASET}.vi").set_value("change(year)").run()
    app.checkbox(key=box).check().run()
    assert not app.exception
    assert app.query_params["derive"] == "change(year,across_breaks)"
    assert_sound(app)
    assert len(pictures(app)) == 1
    app.checkbox(key=box).uncheck().run()
    assert app.query_params["derive"] == "change(year)"


def test_a_map_that_changes_is_weighed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANTOC_MAP_FILE", str(tmp_path / "map.json"))
    asked = {"ethnic_group": "08", "area": "leaves(VN)", "year": "2019", "mark": "choropleth"}
    written(tmp_path, country())
    app = opened("charts", "en", id=DATASET, **asked)
    assert_sound(app)
    assert alts(app)[0].startswith(say("figures.mark_choropleth", "en"))
    written(tmp_path, geojson(feature("XX", 105, 21)))
    app.run()
    assert not app.exception
    (error,) = app.error
    assert "choropleth" in error.value
    assert "unknown: XX" in words(app)
    assert not pictures(app)
    app.button_group(key=f"studio.mark.{DATASET}.en").set_value("tiles").run()
    assert_sound(app)
    assert len(pictures(app)) == 1


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("kind", ["store_away", "store_read_only", "store_full"])
def test_a_chart_goes_on_without_its_short_link_when_the_store_cannot_be_used(
    kind: str, locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = Store(f"sqlite:///{tmp_path}/s.sqlite")
    used.keep(saving.view_to_save(ENGINE, DATASET, {}, "vi", languages=locales(), today=date(2026, 1, 1)))
    used.close()
    broken = Store(
        {
            "store_away": "sqlite:////no/such/folder/at/all.sqlite",
            "store_read_only": f"sqlite:///file:{tmp_path}/s.sqlite?mode=ro&uri=true",
            "store_full": f"sqlite:///{tmp_path}/s.sqlite",
        }[kind],
        most=1,
    )
    monkeypatch.setattr(store, "open_store", lambda: broken)
    app = opened("charts", locale, id=DATASET, theme="dark")
    before = pictures(app)
    app.button(key=f"short_save.chart.{locale}").click().run()
    assert not app.exception
    (error,) = app.error
    assert error.value.startswith(say(f"core.fault.{kind}", locale)[:20])
    assert pictures(app) == before
    app.selectbox(key=f"studio.size.{locale}").set_value("wide").run()
    assert_sound(app)
    assert len(pictures(app)) == 1
    broken.close()


BAD_WORDS = ("<b>Đậm</b>", "<script>alert(1)</script>", "Dân\u202esố", "\u200fDân số", "a\x07b", "x" * 10_000)


@pytest.mark.parametrize("bad", BAD_WORDS)
@pytest.mark.parametrize("field", ["subtitle.en", "note.vi", "target.vi", "at.01.vi"])
def test_bad_words_in_any_field_are_told_and_stay_out_of_the_address(field: str, bad: str) -> None:
    asked = {"ethnic_group": "top(10)", "area": "VN", "year": "2019", "mark": "bars", "target": "9"}
    app = opened("charts", "vi", id=DATASET, **asked)
    app.selectbox(key=f"studio.at.{DATASET}.vi").set_value("01").run()
    fields = [own for own in (*app.text_area, *app.text_input) if own.key == f"studio.{field}.{DATASET}"]
    fields[0].set_value(bad).run()
    assert not app.exception
    (error,) = app.error
    assert field in error.value
    assert field not in app.query_params
    assert len(pictures(app)) == 1


def test_what_was_edited_stays_when_the_filters_change() -> None:
    app = opened("charts", "vi", id=DATASET)
    app.text_area(key=TEXT).set_value("Một tiêu đề riêng").run()
    app.selectbox(key="studio.size.vi").set_value("wide").run()
    app.multiselect(key=f"filter.{DATASET}.year.vi").set_value(["2019"]).run()
    assert_sound(app)
    assert app.query_params["title.vi"] == "Một tiêu đề riêng"
    assert app.query_params["size"] == "wide"
    assert app.query_params["year"] == "2019"
    assert app.text_area(key=TEXT).value == "Một tiêu đề riêng"
    assert "Một tiêu đề riêng" in alts(app)[0]


def test_a_written_text_follows_the_filters_and_an_edit_is_taken_back() -> None:
    app = opened("charts", "vi", id=DATASET)
    before = app.text_area(key=TEXT).value
    app.multiselect(key=f"filter.{DATASET}.year.vi").set_value(["2009"]).run()
    written = app.text_area(key=TEXT).value
    assert "2009" in written != before
    app.text_area(key=TEXT).set_value("Khác").run()
    app.button(key=f"back.{TEXT}").click().run()
    assert app.text_area(key=TEXT).value == written
    assert "title.vi" not in app.query_params


def test_the_written_text_is_no_edit() -> None:
    app = opened("charts", "vi", id=DATASET)
    field = app.text_area(key=TEXT)
    field.set_value(f"  {field.value} ").run()
    assert "title.vi" not in app.query_params


@pytest.mark.parametrize("bad", ["<b>Đậm</b>", "Dân\u202esố", "a\x00b", "x" * 10_000])
def test_a_bad_text_is_told_beside_its_field_and_the_last_picture_stays(bad: str) -> None:
    app = opened("charts", "vi", id=DATASET, **{"title.vi": "Tốt"})
    before = pictures(app)
    app.text_area(key=TEXT).set_value(bad).run()
    assert not app.exception
    (error,) = app.error
    assert "title.vi" in error.value
    assert app.text_area(key=TEXT).value == bad
    assert pictures(app) == before
    assert app.query_params["title.vi"] == "Tốt"
    app.text_area(key=TEXT).set_value("Lại tốt").run()
    assert_sound(app)
    assert app.query_params["title.vi"] == "Lại tốt"


@pytest.mark.parametrize("dataset", SOME)
def test_every_mark_that_is_offered_can_be_chosen(dataset: str) -> None:
    app = opened("charts", "en", id=dataset)
    pills = app.button_group(key=f"studio.mark.{dataset}.en")
    offered = _offers(dataset)
    assert len(pills.options) == len(offered)
    for mark in offered:
        app.button_group(key=f"studio.mark.{dataset}.en").set_value(mark).run()
        assert_sound(app)
        assert alts(app)[0].startswith(say(f"figures.mark_{mark}", "en"))


def _offers(dataset: str) -> list[str]:
    own = draft.read(ENGINE.catalogue.dataset(dataset), ())
    result = finishing.figures_of(ENGINE, own.dataset, own.view, own.asked)
    return [spec.mark for spec in picture.choice(own, result).offers]


@pytest.mark.parametrize("locale", locales())
def test_the_other_marks_are_named_with_what_they_lack(locale: str) -> None:
    own = draft.read(ENGINE.catalogue.dataset(DATASET), ())
    result = finishing.figures_of(ENGINE, own.dataset, own.view, own.asked)
    weighed = picture.choice(own, result)
    assert {spec.mark for spec in weighed.offers} | set(weighed.refusals) == set(MARKS)
    shown = words(opened("charts", locale, id=DATASET))
    for mark, why in weighed.refusals.items():
        assert f"<strong>{say(f'figures.mark_{mark}', locale)}</strong>: {why.say(locale)}" in shown


@pytest.mark.parametrize("dataset", tuple(ENGINE.catalogue.datasets))
def test_the_axes_that_are_offered_are_those_an_address_gets(dataset: str) -> None:
    own = draft.read(ENGINE.catalogue.dataset(dataset), ())
    result = finishing.figures_of(ENGINE, own.dataset, own.view, own.asked)
    for mark in {spec.mark for spec in picture.choice(own, result).offers}:
        for category, series, facet in marks.axes(result, own.view, mark):
            said = {"mark": mark, "category": category, "series": series, "facet": facet}
            asked = draft.read(own.dataset, [item for item in said.items() if item[1]])
            spec = finishing.finish(result, asked.view, asked.asked)
            assert spec is not None
            assert (spec.mark, spec.category, spec.series, spec.facet) == (mark, category, series, facet)


def test_the_indicator_that_goes_across_is_chosen_and_the_first_one_needs_no_word_in_the_address() -> None:
    indicators = ("infant_mortality_rate_area", "total_fertility_rate_area")
    asked = {"indicator": ",".join(indicators), "area": "leaves(VN)", "year": "2016", "mark": "scatter"}
    app = opened("charts", "vi", id="province_health", **asked)
    first = pictures(app)
    box = app.selectbox(key="studio.across.province_health.vi")
    assert box.value == indicators[0]
    box.set_value(indicators[1]).run()
    assert_sound(app)
    assert app.query_params["across"] == indicators[1]
    assert pictures(app) != first
    app.selectbox(key="studio.across.province_health.vi").set_value(indicators[0]).run()
    assert "across" not in app.query_params
    assert pictures(app) == first


@pytest.mark.parametrize("size", tuple(PRESETS))
def test_every_size_is_drawn(size: str) -> None:
    app = opened("charts", "vi", id="province_health", size=size)
    assert_sound(app)
    assert len(pictures(app)) == 1


def test_a_size_of_ones_own_is_checked_and_a_preset_takes_its_place() -> None:
    app = opened("charts", "vi", id=DATASET)
    app.text_input(key="studio.own_size").set_value("800 × 600").run()
    assert app.query_params["size"] == "800x600px"
    for wrong in ("1e9", "0", "0x0", "1000000000x1000000000", "-1", "600xcake"):
        app.text_input(key="studio.own_size").set_value(wrong).run()
        assert wrong in app.error[0].value
        assert app.query_params["size"] == "800x600px"
        assert len(pictures(app)) == 1
    app.selectbox(key="studio.size.vi").set_value("square").run()
    assert app.query_params["size"] == "square"


@pytest.mark.parametrize("mark", ["heatmap", "lines"])
def test_a_chart_without_room_says_so_and_finds_some(mark: str) -> None:
    app = opened("charts", "vi", id=DATASET, size="200x200", mark=mark, **{"title.vi": "Tiêu đề riêng"})
    (error,) = app.error
    assert "200x200" in error.value
    assert not pictures(app)
    app.button(key="studio.drop").click().run()
    assert_sound(app)
    assert len(pictures(app)) == 1
    assert app.query_params["title.vi"] == "Tiêu đề riêng"


def test_a_hundred_thousand_figures_are_refused_with_the_ways_to_fewer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    large = Engine(many_figures.catalogue(ENGINE.catalogue, tmp_path))
    monkeypatch.setattr(studio, "open_engine", lambda: large)
    everything = dict.fromkeys(("ethnic_group", "area", "sex", "residence", "year"), "*")
    app = opened("charts", "en", id=DATASET, theme="dark", **everything)
    large.close()
    (error,) = app.error
    assert "top(10)" in error.value
    assert not pictures(app)
    assert app.multiselect(key=f"filter.{DATASET}.ethnic_group.en").value == ["*"]
    monkeypatch.undo()
    app.button(key="studio.default_figures").click().run()
    assert_sound(app)
    assert app.query_params["theme"] == "dark"
    assert "ethnic_group" not in app.query_params


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"id": "no_such"}, "no_such"),
        ({"id": DATASET, "mark": "cake"}, "cake"),
        ({"id": DATASET, "title.vi": "<script>"}, "title.vi"),
        ({"id": DATASET, "title.fr": "x"}, "title.fr"),
        ({"id": DATASET, "title.vi": "x" * 10_000}, "title.vi"),
        ({"id": DATASET, "subtitle.vi": "a\x00b"}, "subtitle.vi"),
        ({"id": DATASET, "note.en": "\u202eabc"}, "note.en"),
        ({"id": DATASET, "font": "Comic Sans"}, "font"),
        ({"id": DATASET, "size": "0"}, "“0”"),
        ({"id": DATASET, "size": "1e9"}, "1e9"),
        ({"id": DATASET, "size": "0x0"}, "0x0"),
        ({"id": DATASET, "theme": "pink"}, "pink"),
        ({"id": DATASET, "highlight": "zzz"}, "zzz"),
        ({"id": DATASET, "year": "2019:1989"}, "2019:1989"),
        ({"id": DATASET, "ethnic_group": "99"}, "99"),
    ],
)
def test_a_wrong_address_is_told_with_the_value_and_a_way_on(params: dict[str, str], told: str, locale: str) -> None:
    app = opened("charts", locale, **params)
    assert not app.exception
    (error,) = app.error
    assert told in error.value
    assert "[" + locale not in error.value
    if params["id"] == DATASET and "mark" not in params:
        app.button(key="studio.drop").click().run()
        assert_sound(app)
        assert len(pictures(app)) == 1


def test_a_mark_that_cannot_be_drawn_gives_way_to_one_that_can() -> None:
    app = opened("charts", "en", id=DATASET, mark="pyramid")
    assert app.error
    app.button_group(key=f"studio.mark.{DATASET}.en").set_value("bars").run()
    assert_sound(app)
    assert len(pictures(app)) == 1


def test_another_dataset_keeps_the_look_and_drops_words_about_other_figures() -> None:
    app = opened("charts", "vi", id=DATASET, theme="dark", size="wide", **{"title.vi": "Dân số"})
    app.selectbox(key="studio.dataset.vi").set_value("province_health").run()
    assert_sound(app)
    assert app.query_params == {"lang": "vi", "id": "province_health", "theme": "dark", "size": "wide"}


def test_a_derived_figure_is_shown_and_the_published_ones_again() -> None:
    app = opened("charts", "en", id=DATASET, area="leaves(VN)", ethnic_group="08", year="2019")
    box = app.selectbox(key=f"studio.show.{DATASET}.en")
    box.set_value("share(area)").run()
    assert_sound(app)
    assert (app.query_params["derive"], app.query_params["show"]) == ("share(area)", "share_area")
    app.selectbox(key=f"studio.show.{DATASET}.en").set_value("value").run()
    assert "show" not in app.query_params
    assert "derive" not in app.query_params


def test_what_is_said_of_the_drawing_is_in_the_address_and_comes_back() -> None:
    app = opened("charts", "vi", id=DATASET, ethnic_group="top(10)", year="2019")
    app.multiselect(key=f"studio.highlight.{DATASET}.vi").set_value(["08"]).run()
    app.selectbox(key=f"studio.sort.{DATASET}.vi").set_value("value").run()
    app.number_input(key=f"studio.limit.{DATASET}").set_value(5).run()
    app.text_input(key=f"studio.target.{DATASET}.vi").set_value("1.234,5").run()
    app.text_input(key=f"studio.target.vi.{DATASET}").set_value("Mốc").run()
    app.selectbox(key=f"studio.at.{DATASET}.vi").set_value("01").run()
    app.text_input(key=f"studio.at.01.vi.{DATASET}").set_value("Đông nhất").run()
    app.button_group(key="studio.theme.vi").set_value("print").run()
    app.checkbox(key="studio.both").check().run()
    assert_sound(app)
    said = {name: value for name, value in app.query_params.items() if name not in ("id", "lang")}
    assert said == {
        "ethnic_group": "top(10)",
        "year": "2019",
        "highlight": "08",
        "sort": "value",
        "limit": "5",
        "target": "1234.5",
        "target.vi": "Mốc",
        "at.01.vi": "Đông nhất",
        "theme": "print",
        "both": "yes",
    }
    again = opened("charts", "vi", id=DATASET, **{name: str(value) for name, value in said.items()})
    assert pictures(again) == pictures(app)
    assert again.text_input(key=f"studio.target.{DATASET}.vi").value == "1.234,5"
    assert again.number_input(key=f"studio.limit.{DATASET}").value == 5


def test_a_target_that_is_no_number_is_told() -> None:
    app = opened("charts", "vi", id=DATASET)
    app.text_input(key=f"studio.target.{DATASET}.vi").set_value("nhiều").run()
    assert "nhiều" in app.error[0].value
    assert "target" not in app.query_params


def test_a_line_of_reference_brings_its_figure() -> None:
    app = opened("charts", "en", id="province_health", mark="bars")
    box = next(own for own in app.selectbox if str(own.key).startswith("studio.reference."))
    box.set_value("VN").run()
    assert_sound(app)
    assert app.query_params["reference"] == "VN"
    assert re.search(r"Viet Nam: [\d.]+|Whole country: [\d.]+", alts(app)[0])


def test_the_language_switch_keeps_the_chart() -> None:
    app = opened("charts", "vi", id=DATASET, theme="dark", **{"title.vi": "Dân số", "highlight": "08"})
    app.button(key="language_en").click().run()
    assert_sound(app)
    assert app.query_params["title.vi"] == "Dân số"
    assert app.query_params["theme"] == "dark"
    assert app.button_group(key="studio.theme.en").value == "dark"


def test_every_picture_on_a_card_is_among_those_drawn_ahead_and_none_besides() -> None:
    exhibits = ENGINE.gallery.exhibits.values()
    ahead = list(gallery.every_picture())
    assert len(ahead) == len(set(ahead))
    cards = [
        gallery.cards(ENGINE.catalogue, tuple(exhibits), locale, is_dark=is_dark)
        for locale in locales()
        for is_dark in (False, True)
    ]
    shown = {unescape(own) for html in cards for own in re.findall(r'<img src="([^"]+)"', html)}
    assert set(ahead) == shown
