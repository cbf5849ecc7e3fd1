"""The page of publications: what it lists, what can be chosen, and how a printing is begun, watched and stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dantoc.engine.engine import Engine, open_engine
from dantoc.l10n.messages import locales, say
from dantoc.model.errors import BadBlock, Busy, DantocError, NotPrinted
from dantoc.model.publication import EDITIONS, PAPERS
from dantoc.reports.bindery import Bound, Printing, Progress
from dantoc.reports.book import STEPS
from dantoc.reports.edition import ARCHIVES
from dantoc.reports.order import Order, read_order
from dantoc.ui.publications_page import asked, books, choosing, editions, preview, printing, shelf
from tests.ui.test_pages import assert_sound, opened, words

ENGINE = open_engine()
PUBLICATIONS = ENGINE.publications.ids


class FakeBindery:
    """Prints nothing by itself: a test says how far it has come, and how it ends."""

    def __init__(self) -> None:
        self.printings: dict[Order, Printing] = {}
        self.bound: dict[Order, Bound] = {}
        self.refusal: DantocError | None = None

    def find(self, engine: Engine, order: Order) -> Bound | None:
        return self.bound.get(order)

    def order(self, engine: Engine, order: Order) -> Printing:
        if self.refusal is not None:
            raise self.refusal
        return self.printings.setdefault(order, Printing(order.file_name)).join()

    def finish(self, order: Order, pages: int = 330) -> Bound:
        bound = Bound(Path("book.pdf"), 3_577_423, "ab" * 32, pages, 12.5, "key")
        self.bound[order] = bound
        if order in self.printings:
            self.printings[order].end(bound, None)
        return bound


@pytest.fixture(autouse=True)
def bindery(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBindery]:
    own = FakeBindery()
    for module in ("dantoc.ui.publications_page.printing", "dantoc.ui.publications_page.desk"):
        monkeypatch.setattr(f"{module}.open_bindery", lambda: own)
    monkeypatch.setattr("dantoc.ui.publications_page.editions.open_bindery", lambda: own)
    monkeypatch.setattr("dantoc.ui.home_page.publications.open_bindery", lambda: own)
    yield own
    for one in own.printings.values():
        one.end(None, NotPrinted("publication", "the test is over"))


def order_of(id: str, languages: str = "vi", **params: str) -> Order:
    return read_order(ENGINE, id, languages, params)


def html(app: AppTest) -> str:
    return "\n".join(own.value for own in app.html)


@pytest.mark.parametrize("locale", locales())
def test_every_publication_stands_on_the_page_with_what_is_in_it(locale: str) -> None:
    app = opened("publications", locale)
    assert_sound(app)
    said = words(app)
    for one in PUBLICATIONS:
        own = ENGINE.publications.publication(one)
        title = own.series if own.subject else own.title
        assert title.say(locale) in said
        if not own.subject:
            assert own.summary.say(locale) in said
            for chapter in own.chapters:
                assert chapter.title.say(locale) in said


def test_nothing_is_printed_because_the_page_is_opened(bindery: FakeBindery) -> None:
    for params in ({}, {"id": "yearbook"}, {"id": "group_sheet", "code": "08"}):
        app = opened("publications", "vi", **params)
        assert "<img" not in html(app)
    opened("home", "vi")
    assert not bindery.printings


@pytest.mark.parametrize("locale", locales())
def test_a_printed_edition_has_its_cover_its_file_its_length_and_its_checksum(
    bindery: FakeBindery, locale: str
) -> None:
    order = order_of("yearbook", locale)
    bindery.finish(order)
    said = html(opened("publications", locale))
    assert f'src="/publications/yearbook.{locale}.png?page=1' in said
    assert f'href="{order.address}"' in said
    assert {"vi": "3,6\u00a0MB, 330 trang", "en": "3.6\u00a0MB, 330 pages"}[locale] in said
    assert "ab" * 32 in said
    title = ENGINE.publications.publication("yearbook").title.say(locale)
    assert re.search(rf'aria-label="[^"]*{title}[^"]*{say(f"pages.publications.edition.{locale}", locale)}', said)
    home = html(opened("home", locale))
    assert f'src="/publications/yearbook.{locale}.png?page=1' in home


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("id", PUBLICATIONS)
def test_every_publication_opens_in_every_edition(id: str, locale: str) -> None:
    for edition in EDITIONS:
        app = opened("publications", locale, id=id, edition=edition)
        assert_sound(app)
        assert app.title[0].value == ENGINE.publications.publication(id).title.say(locale)
        assert app.button_group(key=f"publications.edition.{locale}").value == edition


@pytest.mark.parametrize(("id", "code", "name"), [("group_sheet", "05", "Khơ-me"), ("area_sheet", "02", "Hà Giang")])
def test_a_sheet_is_opened_by_the_name_of_whom_it_is_about(id: str, code: str, name: str) -> None:
    app = opened("publications", "vi")
    app.selectbox(key=f"{choosing.SUBJECT}.{id}.vi").set_value(code).run()
    assert_sound(app)
    assert (app.query_params["id"], app.query_params["code"]) == (id, code)
    assert name in app.title[0].value
    app.selectbox(key=f"{choosing.SUBJECT}.{id}.vi").set_value("06").run()
    assert app.query_params["code"] == "06"


def test_what_is_chosen_is_in_the_address_and_comes_back() -> None:
    app = opened("publications", "vi", id="yearbook")
    app.multiselect(key="publications.yearbook.chapters.vi").set_value(["profiles", "health"]).run()
    app.multiselect(key="publications.yearbook.groups.vi").set_value(["08", "02"]).run()
    app.multiselect(key="publications.yearbook.years.vi").set_value(["2019", "2009"]).run()
    app.button_group(key="publications.paper.vi").set_value("a4").run()
    app.checkbox(key="publications.crop.vi").check().run()
    app.selectbox(key="publications.archive.vi").set_value("1b").run()
    app.button_group(key="publications.edition.vi").set_value("vi-en").run()
    assert_sound(app)
    chosen = {
        "id": "yearbook",
        "edition": "vi-en",
        "chapters": "health,profiles",
        "groups": "02,08",
        "years": "2009,2019",
        "paper": "a4",
        "crop": "yes",
        "archive": "1b",
    }
    assert app.query_params == {"lang": "vi", **chosen}
    again = opened("publications", "en", **chosen)
    assert again.multiselect(key="publications.yearbook.chapters.en").value == ["health", "profiles"]
    assert again.multiselect(key="publications.yearbook.groups.en").value == ["02", "08"]
    assert again.button_group(key="publications.paper.en").value == "a4"
    assert again.checkbox(key="publications.crop.en").value is True
    assert again.selectbox(key="publications.archive.en").value == "1b"
    again.button(key="publications.whole").click().run()
    assert again.query_params == {"lang": "en", "id": "yearbook", "edition": "vi-en"}
    assert again.multiselect(key="publications.yearbook.chapters.en").value == []


def test_the_paper_of_the_publication_is_left_out_of_the_address() -> None:
    app = opened("publications", "vi", id="yearbook", paper="a4")
    app.button_group(key="publications.paper.vi").set_value("16x24").run()
    assert "paper" not in app.query_params


@pytest.mark.parametrize("id", PUBLICATIONS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("archive", ARCHIVES)
def test_an_order_and_the_address_of_its_page_are_one(id: str, paper: str, archive: str) -> None:
    order = order_of(id, "en", paper=paper, archive=archive, crop="yes")
    assert asked.read(ENGINE, asked.written(order), "vi") == order
    assert asked.is_own(order)
    assert not asked.is_own(asked.bare(order))


def test_only_what_makes_another_book_is_offered() -> None:
    own = ENGINE.publications.publication("yearbook")
    every = choosing.offered(ENGINE, own, order_of("yearbook").edition.choice, "vi")
    assert set(every) == {"chapters", "groups", "areas", "years"}
    assert len(every["groups"]) == 53
    assert len(every["areas"]) == 63 + 6
    assert not {"contents", "foreword", "index"} & set(every["chapters"])
    pocket = ENGINE.publications.publication("key_figures")
    offered = choosing.offered(ENGINE, pocket, order_of("key_figures").edition.choice, "vi")
    assert set(offered) == set(every), "its charts follow the choice, as tables do"
    words_alone = order_of("yearbook", chapters="foreword").edition.choice
    assert set(choosing.offered(ENGINE, own, words_alone, "vi")) == {"chapters"}
    sheet = ENGINE.publications.publication("group_sheet")
    assert not choosing.offered(ENGINE, sheet, order_of("group_sheet").edition.choice, "vi")


@pytest.mark.parametrize("locale", locales())
def test_a_printing_is_begun_told_in_words_and_ends_with_the_file(bindery: FakeBindery, locale: str) -> None:
    app = opened("publications", locale, id="yearbook", edition="vi", chapters="health")
    order = order_of("yearbook", chapters="health")
    app.button(key="publications.make").click().run()
    assert_sound(app)
    own = bindery.printings[order]
    assert own.is_wanted
    assert say("reports.step.waiting", locale) in html(app)
    own.progress = Progress("charts", 12, 34, "health/infant_mortality")
    app.run()
    chapter, block = ENGINE.publications.publication("yearbook").titles("health/infant_mortality")
    assert progress_of(app) == f"{doing(locale, 12, 34)} · {chapter.say(locale)} · {block.say(locale)}"
    bindery.finish(order, pages=49)
    app.run()
    assert_sound(app)
    assert f'href="{order.address.replace("&", "&amp;")}"' in html(app)
    assert "/publications/yearbook.vi.png?chapters=health&amp;page=1&amp;width=960" in html(app)
    assert not own.is_wanted


def progress_of(app: AppTest) -> str:
    (bar,) = app.get("progress")
    return str(bar.proto.text)


def doing(locale: str, done: int, of: int) -> str:
    step = say("reports.step.charts", locale)
    return say("pages.publications.doing", locale, step=step, done=done, of=of)


def test_a_printing_is_begun_from_the_list_and_watched_at_the_desk(bindery: FakeBindery) -> None:
    app = opened("publications", "vi")
    app.button(key="publications.make.key_figures.en").click().run()
    assert_sound(app)
    assert app.query_params == {"lang": "vi", "id": "key_figures", "edition": "en"}
    assert bindery.printings[order_of("key_figures", "en")].is_wanted
    assert app.button(key="publications.stop")


def test_a_printing_that_is_stopped_is_left_and_can_be_begun_again(bindery: FakeBindery) -> None:
    app = opened("publications", "vi", id="yearbook")
    app.button(key="publications.make").click().run()
    own = bindery.printings[order_of("yearbook")]
    app.button(key="publications.stop").click().run()
    assert not app.exception
    assert not own.is_wanted
    assert app.info[0].value == say("pages.publications.stopped", "vi")
    app.button(key="publications.make").click().run()
    assert own.is_wanted
    assert app.button(key="publications.stop")


def test_another_choice_leaves_the_printing_before(bindery: FakeBindery) -> None:
    app = opened("publications", "vi", id="yearbook")
    app.button(key="publications.make").click().run()
    own = bindery.printings[order_of("yearbook")]
    app.button_group(key="publications.edition.vi").set_value("en").run()
    assert_sound(app)
    assert not own.is_wanted
    assert app.button(key="publications.make")


def test_the_language_of_the_page_keeps_the_printing(bindery: FakeBindery) -> None:
    app = opened("publications", "vi", id="yearbook", edition="vi")
    app.button(key="publications.make").click().run()
    app.button(key="language_en").click().run()
    assert bindery.printings[order_of("yearbook")].is_wanted
    assert app.button(key="publications.stop").label == say("pages.publications.stop", "en")


@pytest.mark.parametrize("locale", locales())
def test_a_printing_that_fails_names_the_block_and_why(bindery: FakeBindery, locale: str) -> None:
    app = opened("publications", locale, id="yearbook", edition="vi")
    app.button(key="publications.make").click().run()
    bindery.printings[order_of("yearbook")].end(None, BadBlock.at("yearbook/health/empty", "no figure bears it"))
    app.run()
    (error,) = app.error
    assert "yearbook/health/empty" in error.value
    assert "no figure bears it" in error.value
    assert app.button(key="publications.make")


@pytest.mark.parametrize("locale", locales())
def test_only_of_a_yearbook_it_is_said_that_it_takes_minutes(locale: str) -> None:
    long = say("pages.publications.make_help_long", locale)
    assert long in html(opened("publications", locale, id="yearbook"))
    assert long not in html(opened("publications", locale, id="group_sheet"))


def test_when_too_many_wait_it_is_told(bindery: FakeBindery) -> None:
    bindery.refusal = Busy("waiting", 24, ("≤ 24",))
    app = opened("publications", "en", id="yearbook")
    app.button(key="publications.make").click().run()
    assert not app.exception
    assert "24" in app.error[0].value


@pytest.mark.parametrize("step", ["waiting", *STEPS])
def test_every_step_has_its_words_and_its_part_of_the_whole(step: str) -> None:
    own = ENGINE.publications.publication("yearbook")
    for locale in locales():
        said = printing.doing(Progress(step, 1, 1), own, locale)
        assert said == say(f"reports.step.{step}", locale)
        assert not said.startswith("[")
    assert 0 <= printing.share(Progress(step, 0, 10)) <= printing.share(Progress(step, 10, 10)) <= 1


def test_the_bar_never_goes_back() -> None:
    held = printing.Held(order_of("yearbook"))
    steps = [Progress(step, done, 4) for step in ("waiting", *STEPS) for done in range(5)]
    steps[-5:-5] = [Progress("pages", 4, 4), Progress("charts", 1, 4), Progress("pages", 4, 4)]
    shares = [held.come(own) for own in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1 and len(set(shares)) > 10


def test_what_is_said_aloud_does_not_go_back_to_the_charts_with_every_page() -> None:
    held = printing.Held(order_of("yearbook"))
    said = []
    for own in (Progress("reading", 9, 9), Progress("pages", 1, 9), Progress("charts", 1, 9), Progress("pages", 2, 9)):
        held.come(own)
        said.append(held.step)
    assert said == ["reading", "pages", "pages", "pages"]


@pytest.mark.parametrize("locale", locales())
def test_pages_are_turned_and_named(bindery: FakeBindery, locale: str) -> None:
    bindery.finish(order_of("yearbook"), pages=240)
    app = opened("publications", locale, id="yearbook", edition="vi", page="2")
    assert_sound(app)
    assert re.search({"vi": 'alt="Trang 2 của 240', "en": 'alt="Page 2 of 240'}[locale], html(app))
    app.button(key="publications.after").click().run()
    assert app.query_params["page"] == "3"
    assert "yearbook.vi.png?page=3&amp;width=" in html(app)
    app.number_input(key="publications.page").set_value(240).run()
    assert app.query_params["page"] == "240"
    assert app.button(key="publications.after").disabled
    app.number_input(key="publications.page").set_value(1).run()
    assert "page" not in app.query_params
    assert app.button(key="publications.before").disabled


@pytest.mark.parametrize("page", ["0", "241", "x", "-1", "1.5", "²", "9" * 40])
def test_a_page_that_there_is_not_is_told_and_the_first_is_shown(bindery: FakeBindery, page: str) -> None:
    bindery.finish(order_of("yearbook"), pages=240)
    app = opened("publications", "en", id="yearbook", edition="vi", page=page)
    assert not app.exception
    assert "1–240" in app.error[0].value
    assert 'alt="Page 1 of 240' in html(app)


def test_the_last_page_fetches_none_after_it() -> None:
    own = ENGINE.publications.publication("yearbook")
    order = order_of("yearbook")
    assert preview.leaf(own, order, 1, 2, "T", "en").count("<img") == 2
    assert preview.leaf(own, order, 2, 2, "T", "en").count("<img") == 1


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"id": "no_such"}, "no_such"),
        ({"id": "yearbook", "edition": "fr"}, "fr"),
        ({"id": "yearbook", "paper": "a3"}, "a3"),
        ({"id": "yearbook", "chapters": "cooking"}, "cooking"),
        ({"id": "yearbook", "groups": "99"}, "99"),
        ({"id": "yearbook", "years": "1066"}, "1066"),
        ({"id": "group_sheet", "code": "01"}, "01"),
        ({"id": "yearbook", "colour": "red"}, "colour"),
    ],
)
def test_a_wrong_address_is_told_with_the_value_and_a_way_on(params: dict[str, str], told: str, locale: str) -> None:
    app = opened("publications", locale, **params)
    assert not app.exception
    (error,) = app.error
    assert told in error.value
    assert "[" + locale not in error.value
    assert len(app.title) == 1


@pytest.mark.parametrize(("said", "found"), [("quang tri", True), ("Quảng Trị", True), ("2019 tong dieu tra", True)])
def test_the_shelf_is_narrowed_with_marks_and_without(said: str, found: bool) -> None:
    app = opened("publications", "vi")
    app.text_input(key="publications.shelf").set_value(said).run()
    assert_sound(app)
    assert app.query_params["q"] == said
    matching = [own for own in ENGINE.shelf.entries if shelf.matches(own, said, "vi")]
    assert 0 < len(matching) < len(ENGINE.shelf.entries)
    assert html(app).count('target="_blank" rel="noopener"') == len(matching)


@pytest.mark.parametrize("locale", locales())
def test_the_shelf_has_every_entry_with_its_link_and_says_when_none_matches(locale: str) -> None:
    app = opened("publications", locale)
    for own in ENGINE.shelf.entries:
        assert own.publisher.say(locale) in words(app).replace("&amp;", "&")
        assert shelf.host(own.url) and f" · {shelf.host(own.url)}</span>" in html(app)
    assert html(app).count('rel="noopener"') == len(ENGINE.shelf.entries)
    nothing = opened("publications", locale, q="zzqq [x](https://example.org)")
    assert not nothing.exception
    assert "zzqq" in nothing.info[0].value
    assert not re.search(r"(?<!\\)\[x", nothing.info[0].value)


def test_about_as_many_pages_are_told_as_the_book_will_have() -> None:
    assert books.about_pages(ENGINE.publications.publication("group_sheet"), order_of("group_sheet")) == 2
    assert books.about_pages(ENGINE.publications.publication("key_figures"), order_of("key_figures")) == 16
    own = ENGINE.publications.publication("yearbook")
    whole, health, a4, both = (
        books.about_pages(own, order)
        for order in (
            order_of("yearbook"),
            order_of("yearbook", chapters="health"),
            order_of("yearbook", paper="a4"),
            order_of("yearbook", "vi-en"),
        )
    )
    assert health < a4 < whole < both


def test_books_stand_before_sheets() -> None:
    kinds = [own.kind for own in editions.listed(ENGINE)]
    assert kinds == sorted(kinds, key=editions.SHOWN_FIRST.index)
