"""The chart studio: what it offers, what it keeps, and how it tells what is wrong."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dantoc.engine.engine import open_engine
from dantoc.figures import finishing
from dantoc.figures.marks import MARKS
from dantoc.l10n.messages import locales, say
from dantoc.model.size import PRESETS
from dantoc.ui.charts_page import draft, marks, picture
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


@pytest.mark.parametrize("size", tuple(PRESETS))
def test_every_size_is_drawn(size: str) -> None:
    app = opened("charts", "vi", id="province_health", size=size)
    assert_sound(app)
    assert len(pictures(app)) == 1


def test_a_size_of_ones_own_is_checked_and_a_preset_takes_its_place() -> None:
    app = opened("charts", "vi", id=DATASET)
    app.text_input(key="studio.own_size").set_value("800 × 600").run()
    assert app.query_params["size"] == "800x600px"
    app.text_input(key="studio.own_size").set_value("1e9").run()
    assert "1e9" in app.error[0].value
    assert app.query_params["size"] == "800x600px"
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


def test_too_many_figures_are_refused_with_the_ways_to_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finishing, "MOST_FIGURES", 100)
    app = opened("charts", "en", id=DATASET, ethnic_group="*", theme="dark")
    (error,) = app.error
    assert "top(10)" in error.value
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
