import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dantoc.l10n import messages
from dantoc.l10n.folding import is_nfc
from dantoc.model.text import LocalizedText

CODE = Path(messages.__file__).parents[1]
SAID = re.compile(r'\b(?:say|say_n|find)\(\s*"([a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+)"')


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the product's words that a test may change."""
    copy = Path(shutil.copytree(messages.I18N, tmp_path / "i18n"))
    monkeypatch.setattr(messages, "I18N", copy)
    messages.forget()
    yield copy
    monkeypatch.undo()
    messages.forget()


def test_vietnamese_comes_first_and_each_language_has_its_own_name():
    assert messages.locales() == ("vi", "en")
    assert [own.name for own in messages.languages().values()] == ["Tiếng Việt", "English"]


def test_every_message_stands_in_every_language():
    keys = {locale: set(messages.all_messages(locale)) for locale in messages.locales()}
    assert {locale: sorted(keys["vi"] ^ own) for locale, own in keys.items()} == {"vi": [], "en": []}


def test_twins_leave_the_same_places_open():
    english = messages.all_messages("en")
    for key, forms in messages.all_messages("vi").items():
        places = frozenset().union(*map(messages.placeholders, forms)) - {"n"}
        theirs = frozenset().union(*map(messages.placeholders, english[key])) - {"n"}
        assert places == theirs, key


def test_words_are_nfc_and_files_lie_alike_in_each_language():
    names = {locale: {path.name for path in messages.message_files(locale)} for locale in messages.locales()}
    assert names["vi"] == names["en"]
    for locale in messages.locales():
        for key, forms in messages.all_messages(locale).items():
            assert all(map(is_nfc, forms)), (locale, key)


def test_every_message_that_the_code_says_is_written():
    missing = {
        (path.relative_to(CODE).as_posix(), key)
        for path in CODE.rglob("*.py")
        for key in SAID.findall(path.read_text(encoding="utf-8"))
        if key not in messages.all_messages("vi")
    }
    assert not missing


def test_a_missing_message_shows():
    assert messages.say("core.no_such_words", "vi") == "[vi: core.no_such_words]"
    assert messages.say_n("core.no_such_words", 2, "en") == "[en: core.no_such_words]"
    assert messages.say("core.all", "xx") == "[xx: core.all]"
    assert messages.find("core.no_such_words", "vi") is None


def test_numbers_choose_the_form():
    assert messages.say_n("core.n_datasets", 1, "en") == "1 dataset"
    assert messages.say_n("core.n_datasets", 2, "en") == "2 datasets"
    assert messages.say_n("core.n_datasets", 1, "vi") == "1 bộ dữ liệu"
    assert messages.say_n("core.n_datasets", 1234, "vi", n="1.234") == "1.234 bộ dữ liệu"


def test_lists_end_as_the_language_has_it():
    assert messages.join(["Tày", "Thái", "Mường"], "vi") == "Tày, Thái và Mường"
    assert messages.join(["Tay", "Thai"], "en") == "Tay and Thai"
    assert messages.join(["Tày"], "vi") == "Tày"
    assert messages.join([], "vi") == ""


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("fr-FR, en;q=0.5, vi;q=0.6", "vi"),
        ("en-GB", "en"),
        ("vi;q=0, en;q=0.1", "en"),
        ("fr", "en"),
        ("", "en"),
        ("*;q=x,,;;", "en"),
    ],
)
def test_the_browser_chooses_the_language(accepted: str, chosen: str):
    assert messages.negotiate(accepted) == chosen


def test_a_key_in_two_files_is_an_error_that_names_both(words: Path, caplog: pytest.LogCaptureFixture):
    before = messages.say("core.all", "vi")
    messages.forget()
    (words / "vi/twice.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "core.all"\nmsgstr "Tất"\n', encoding="utf-8")
    assert messages.say("core.all", "vi") == before
    assert re.search(r"core\.all.*core\.po.*twice\.po", caplog.text)


def test_the_words_of_the_product_are_read_without_an_error(caplog: pytest.LogCaptureFixture):
    messages.forget()
    assert all(messages.all_messages(locale) for locale in messages.locales())
    assert caplog.text == ""


@pytest.mark.parametrize(
    "broken",
    [
        'msgid "x"\nmsgstr "é"\n'.encode("utf-16"),
        b"\x95\x00\xff",
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=(n+;\\n"\n\nmsgid "core.x"\nmsgstr "X"\n',
    ],
)
def test_a_file_that_cannot_be_read_silences_its_own_room_only(
    words: Path, caplog: pytest.LogCaptureFixture, broken: bytes
):
    (words / "vi/web.po").write_bytes(broken)
    assert messages.say("core.all", "vi") == "Tất cả"
    assert messages.say("web.not_found", "vi") == "[vi: web.not_found]"
    assert "web.po" in caplog.text


def test_a_place_that_nobody_fills_shows_and_does_not_break_the_page(words: Path, caplog: pytest.LogCaptureFixture):
    po = 'msgid ""\nmsgstr ""\n\nmsgid "x.slip"\nmsgstr "Có {vlaue}"\n\nmsgid "x.open"\nmsgstr "Có {value"\n'
    (words / "vi/x.po").write_text(po, encoding="utf-8")
    assert messages.say("x.slip", "vi", value=1) == "Có {vlaue}"
    assert messages.say("x.open", "vi", value=1) == "Có {value"
    assert "x.slip" in caplog.text and "{value}" in caplog.text


@pytest.mark.parametrize("text", ["x = [", 'name = "Tiếng"', 'name = "a"\norder = "first"'])
def test_a_language_that_cannot_be_read_leaves_the_others(words: Path, caplog: pytest.LogCaptureFixture, text: str):
    (words / "vi/language.toml").write_text(text, encoding="utf-8")
    assert messages.locales() == ("en",)
    assert "language.toml" in caplog.text


def test_empty_and_fuzzy_messages_show_as_missing(words: Path):
    po = 'msgid ""\nmsgstr ""\n\nmsgid "x.empty"\nmsgstr ""\n\n#, fuzzy\nmsgid "x.unsure"\nmsgstr "?"\n'
    (words / "vi/x.po").write_text(po, encoding="utf-8")
    assert messages.say("x.empty", "vi") == "[vi: x.empty]"
    assert messages.say("x.unsure", "vi") == "[vi: x.unsure]"


def test_a_third_language_needs_new_files_only(words: Path):
    folder = words / "lo"
    folder.mkdir()
    (folder / "language.toml").write_text(
        'name = "ລາວ"\norder = 3\ndecimal_mark = ","\ngroup_mark = "."\ndate = "{day}/{month}/{year}"\n',
        encoding="utf-8",
    )
    (folder / "core.po").write_text(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\nmsgid "core.all"\nmsgstr "ທັງໝົດ"\n',
        encoding="utf-8",
    )
    (folder / "content.po").write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "Population"\nmsgstr "ປະຊາກອນ"\n', encoding="utf-8"
    )
    assert messages.locales() == ("vi", "en", "lo")
    assert messages.say("core.all", "lo") == "ທັງໝົດ"
    text = LocalizedText.of(vi="Dân số", en="Population")
    assert messages.content_text(text, "lo").get("lo") == "ປະຊາກອນ"
    assert messages.content_text(text, "vi") == text
    assert messages.content_text(LocalizedText.of(en="Other"), "lo").get("lo") is None


def test_the_glossary_has_both_languages_and_no_term_twice():
    import csv

    with (messages.I18N / "glossary.csv").open(encoding="utf-8", newline="") as file:
        terms = list(csv.DictReader(file))
    assert len(terms) >= 40
    assert all(term["term_vi"] and term["term_en"] and None not in term for term in terms)
    assert len({term["term_vi"] for term in terms}) == len(terms)
