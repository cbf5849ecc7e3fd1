"""Every page in every language, and every dataset's page: no fault, no missing word, headings in order."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from dantoc.ui.addresses import ENTRIES
from dantoc.ui.dataset_page.explorer import TABS

MAIN = Path(__file__).resolve().parents[2] / "dantoc" / "ui" / "main.py"
LOCALES = locales()
PLAIN = tuple(entry.id for entry in ENTRIES if entry.id != "dataset")
DATASETS = tuple(open_engine().catalogue.datasets)


def opened(page: str, locale: str, /, **params: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.context = {"locale": "vi-VN", "theme": "light"}
    app.query_params.update({"lang": locale})
    app.run()
    app.switch_page(f"../../pages/{page}.py")
    app.query_params.update({"lang": locale, **params})
    return app.run()


def words(app: AppTest) -> str:
    """All that the page says, one element a line."""
    said: list[str] = []
    for kind in (
        "title",
        "header",
        "subheader",
        "markdown",
        "html",
        "error",
        "info",
        "button",
        "multiselect",
        "selectbox",
    ):
        for element in getattr(app, kind):
            said.append(
                str(getattr(element, "label", "") or getattr(element, "value", "") or getattr(element, "body", ""))
            )
    return "\n".join(said)


def assert_sound(app: AppTest) -> None:
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    missing = re.findall(r"\[(?:vi|en): [^\]]*\]", words(app))
    assert not missing, missing


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", PLAIN)
def test_a_page_opens_in_every_language(page: str, locale: str) -> None:
    app = opened(page, locale)
    assert_sound(app)
    assert len(app.title) == 1


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_opens_in_every_language(dataset: str, locale: str) -> None:
    app = opened("dataset", locale, id=dataset)
    assert_sound(app)
    assert app.title[0].value == open_engine().catalogue.datasets[dataset].title.say(locale)
    assert "dt-table" in words(app)


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "table"])
def test_every_section_of_a_dataset_opens(dataset: str, tab: str) -> None:
    assert_sound(opened("dataset", "en", id=dataset, tab=tab))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("page", "params", "told"),
    [
        ("dataset", {"id": "no_such"}, "no_such"),
        ("dataset", {"id": "population_census", "ethnic_group": "99"}, "99"),
        ("dataset", {"id": "population_census", "year": "2019:1989"}, "2019:1989"),
        ("dataset", {"id": "population_census", "colour": "red"}, "colour"),
        ("dataset", {"id": "population_census", "derive": "magic(area)"}, "magic"),
        ("dataset", {"id": "population_census", "tab": "chart", "mark": "cake"}, "cake"),
        ("catalogue", {"theme": "cooking"}, "cooking"),
        ("catalogue", {"group": "77"}, "77"),
        ("catalogue", {"from": "last"}, "last"),
        ("catalogue", {"page": "0"}, "0"),
    ],
)
def test_a_wrong_address_is_told_with_the_value_and_the_mend(
    page: str, params: dict[str, str], told: str, locale: str
) -> None:
    app = opened(page, locale, **params)
    assert not app.exception
    (error,) = app.error
    assert told in error.value
    assert "[" + locale not in error.value


def test_an_empty_choice_offers_ways_out() -> None:
    app = opened("dataset", "en", id="population_census", ethnic_group="11", area="01", sex="M", year="1989")
    assert not app.exception
    assert len(app.info) == 1
    ways = [button for button in app.button if str(button.key).startswith("loosen.")]
    assert ways
    ways[0].click().run()
    assert not app.info
    assert "dt-table" in words(app)


def test_a_filter_rewrites_the_address_and_the_address_the_filter() -> None:
    app = opened("dataset", "vi", id="population_census")
    app.multiselect(key="filter.population_census.year.vi").set_value(["2019"]).run()
    assert app.query_params["year"] == "2019"
    again = opened("dataset", "vi", **{name: str(value) for name, value in app.query_params.items() if name != "lang"})
    assert again.multiselect(key="filter.population_census.year.vi").value == ["2019"]


def test_the_language_switch_keeps_the_view() -> None:
    app = opened("dataset", "vi", id="population_census", year="2019", ethnic_group="top(10)")
    app.button(key="language_en").click().run()
    assert app.query_params == {"lang": "en", "id": "population_census", "year": "2019", "ethnic_group": "top(10)"}
    assert app.title[0].value == open_engine().catalogue.datasets["population_census"].title.say("en")


def test_a_search_without_hits_says_what_to_loosen() -> None:
    app = opened("catalogue", "vi", q="Hmông", theme="marriage", area="79", level="primary")
    assert not app.exception
    assert len(app.info) == 1


@pytest.mark.parametrize("text", ["hmong", "Hmông", "dân số", "dan so", "poverty", "nghèo", "tây nguyên"])
def test_the_catalogue_finds_with_and_without_marks(text: str) -> None:
    app = opened("catalogue", "vi", q=text)
    assert_sound(app)
    assert not app.info


def test_a_dimension_said_twice_adds_up_as_in_the_api() -> None:
    app = opened("dataset", "vi", id="population_census", year=["2009", "2019"])
    assert app.multiselect(key="filter.population_census.year.vi").value == ["2009", "2019"]


NASTY = ":red[zzqq] [win](https://example.org) ![x](https://example.org/x.png)"


def test_words_of_the_address_are_shown_and_never_drawn() -> None:
    told = opened("catalogue", "en", q=NASTY).info[0].value
    fault = opened("dataset", "en", id=NASTY).error[0].value
    for said in (told, fault):
        assert "zzqq" in said
        assert not re.search(r"(?<!\\)\[", said), said
