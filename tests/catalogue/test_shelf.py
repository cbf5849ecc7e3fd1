"""The shelf of the publications of others: read whole, ordered, and every slip of its file named."""

from pathlib import Path

import pytest

from dantoc.catalogue.shelf import FILE, is_isbn, read_shelf
from dantoc.curation.validation import validate
from dantoc.l10n.messages import find
from dantoc.model.shelf import TOPICS

HEAD = "id,title_vi,title_en,publisher_vi,publisher_en,year,pages,url,isbn,topic,translated\n"
GOOD = 'old,"Niên giám, tập 1",Yearbook 1,Nhà in,Press,2009,12,https://example.org/1,978-0-306-40615-7,yearbook,\n'
NEW = "new,Điều tra,Survey,Nhà in,Press,,,http://example.org/2,,ethnic_minority_survey,vi\n"


def _shelf(root: Path, text: str) -> Path:
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def test_entries_stand_by_topic_with_what_is_known_of_them(tmp_path):
    shelf = read_shelf(_shelf(tmp_path, HEAD + GOOD + NEW))
    assert not shelf.issues
    new, old = shelf.entries
    assert (new.id, new.year, new.pages, new.translated) == ("new", 0, 0, ("vi",))
    assert (old.title.get("vi"), old.publisher.get("en"), old.year, old.pages) == (
        "Niên giám, tập 1",
        "Press",
        2009,
        12,
    )


def test_no_file_is_an_empty_shelf(tmp_path):
    assert read_shelf(tmp_path).entries == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "column"),
    [
        ("old,", "Old one,", "bad_code", "id"),
        ("Yearbook 1", "", "missing_text", "title_en"),
        ("Nhà in", "", "missing_text", "publisher_vi"),
        ("2009", "09", "bad_number", "year"),
        (",12,", ",many,", "bad_number", "pages"),
        ("https://example.org/1", "example.org", "bad_address", "url"),
        ("40615-7", "40615-8", "bad_isbn", "isbn"),
        (",yearbook,", ",novel,", "unknown_value", "topic"),
        ("yearbook,\n", "yearbook,fr\n", "unknown_value", "translated"),
    ],
)
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_slip_is_named_with_line_and_mend_and_costs_its_line_only(tmp_path, old, new, kind, column, locale):
    assert old in GOOD
    shelf = read_shelf(_shelf(tmp_path, HEAD + GOOD.replace(old, new, 1) + NEW), locale)
    (issue,) = shelf.issues
    assert (issue.kind, issue.column, issue.line, issue.file) == (kind, column, 2, FILE)
    assert issue.mend
    assert [entry.id for entry in shelf.entries] == ["new"]


def test_a_doubled_id_and_a_strange_column_are_faults(tmp_path):
    shelf = read_shelf(
        _shelf(tmp_path, HEAD.replace("topic", "topic,colour") + (GOOD + GOOD).replace(",yearbook,", ",yearbook,red,"))
    )
    assert [issue.kind for issue in shelf.issues] == ["unknown_key", "duplicate_code"]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("978-0-306-40615-7", True),
        ("0-306-40615-2", True),
        ("080442957X", True),
        ("978-0-306-40615-8", False),
        ("12", False),
    ],
)
def test_the_check_digit_of_an_isbn_is_computed(text, good):
    assert is_isbn(text) is good


def test_every_topic_has_its_words():
    for topic in TOPICS:
        assert find(f"catalogue.shelf.{topic}", "vi") != find(f"catalogue.shelf.{topic}", "fr")


def test_faults_of_the_shelf_are_among_those_of_the_content(content):
    _shelf(content, HEAD + GOOD.replace("https://", "ftp://"))
    assert [issue.kind for issue in validate(content).issues] == ["bad_address"]
