from dataclasses import replace
from pathlib import Path

import pytest

from dantoc.catalogue.datasets import changed_since, read_dataset, read_footer
from dantoc.catalogue.frame import read_frame
from dantoc.model.disclosure import AS_THE_SOURCE, LISTED, NOTHING, UNSTATED, DisclosurePolicy
from dantoc.model.report import Issue
from dantoc.model.text import NO_TEXT
from tests.synthetic import PERSONS

FILE = f"datasets/{PERSONS}/dataset.toml"


def faults_after(content: Path, old: str, new: str, locale: str = "en") -> tuple[Issue, ...]:
    path = content / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_dataset(content, PERSONS, read_frame(content), locale).issues


def test_the_made_up_content_has_no_fault(content: Path):
    frame = read_frame(content)
    assert not frame.issues
    assert not read_dataset(content, PERSONS, frame).issues


@pytest.mark.parametrize(
    ("old", "new", "kind", "column"),
    [
        ('title.en = "Persons counted (synthetic)"\n', "", "missing_text", "title.en"),
        ('summary.vi = "', 'summary.fr = "…"\nsummary.vi = "', "unknown_key", "summary.fr"),
        ('version = "1.0.0"', 'version = "1"', "unknown_value", "version"),
        ("issued = 2026-11-23", 'issued = "today"', "wrong_type", "issued"),
        ('themes = ["population"]', 'themes = ["peoples"]', "unknown_value", "themes"),
        ('licence = "free"', 'licence = "mine"', "unknown_value", "licence"),
        ('system = "census"', 'system = "guess"', "unknown_value", "system"),
        ('frequency = "A10"', 'frequency = "often"', "unknown_value", "frequency"),
        ('frequency = "A10"', 'frequency = "A10"\nfrequencey = "A10"', "unknown_key", "frequencey"),
        ('"sex", "year"]', '"year", "sex"]', "dimension_order", "structure.dimensions"),
        ('"sex", "year"]', '"age", "year"]', "unknown_value", "structure.dimensions"),
        ('columns = ["year"]', 'columns = ["ethnic_group"]', "row_and_column", "default_view.columns"),
        ('area = "VN"', 'area = "ZZ"', "unknown_code", "default_view.select.area"),
        ('area = "VN"', 'area = "top()"', "bad_selection", "default_view.select.area"),
        ('area = "VN"', 'place = "VN"', "unknown_dimension", "default_view.select.place"),
        ('ethnic_group = ["08"]', 'ethnic_group = ["99"]', "unknown_code", "break[1].where.ethnic_group"),
        ("after = 2019", "", "missing_key", "break[1].after"),
        ('over = "sex"', 'over = "age"', "unknown_value", "sum[1].over"),
        ('parts = ["M", "F"]', 'parts = ["M", "X"]', "unknown_code", "sum[1].parts"),
        ('total = "EM"', 'total = "EM"\ntolerance = "much"', "wrong_type", "sum[2].tolerance"),
        ("threshold = 5", "threshold = 1", "unknown_value", "disclosure.threshold"),
        ("threshold = 5", "threshold = 4.5", "unknown_value", "disclosure.threshold"),
        ("threshold = 5", 'threshold = "5"', "wrong_type", "disclosure.threshold"),
        ("threshold = 5\n", "", "missing_key", "disclosure.threshold"),
        ("threshold = 5", "treshold = 5", "unknown_key", "disclosure.treshold"),
        ('published = "source"', 'published = "all"', "unknown_value", "disclosure.published"),
        ('published = "source"\n', "", "missing_key", "disclosure.published"),
        ('published = "source"', 'published = "listed"', "missing_key", "disclosure.published_sources"),
        (
            'published = "source"',
            'published_sources = ["book"]\npublished = "source"',
            "unknown_value",
            "disclosure.published_sources",
        ),
        (
            'published = "source"',
            'published_sources = ["bok"]\npublished = "listed"',
            "unknown_value",
            "disclosure.published_sources",
        ),
        ("threshold = 5", 'threshold = 5\nindicators = ["persons"]', "unknown_value", "disclosure.indicators"),
        (
            "threshold = 5",
            'threshold = 5\nlinked = { persons_counted = ["rate"] }',
            "unknown_value",
            "disclosure.linked",
        ),
        ("threshold = 5", 'threshold = 5\nlinked = ["rate"]', "wrong_type", "disclosure.linked"),
        ('text.en = "The figures stand as printed."\n', "", "missing_text", "disclosure.text.en"),
        ("[disclosure]", "[disclosures]", "unknown_key", "disclosures"),
    ],
)
def test_each_slip_is_named_with_place_and_mend(content: Path, old: str, new: str, kind: str, column: str):
    issues = faults_after(content, old, new)
    assert (kind, column) in {(issue.kind, issue.column) for issue in issues}
    for issue in issues:
        assert issue.file == FILE
        assert issue.mend and "[en:" not in str(issue)


@pytest.mark.parametrize(
    ("old", "new", "policy"),
    [
        ("threshold = 5", "threshold = 3", DisclosurePolicy(3, AS_THE_SOURCE)),
        ('"source"', '"nothing"\nlinked = {}', DisclosurePolicy(5, NOTHING, linked=())),
        (
            '"source"',
            '"listed"\npublished_sources = ["book"]\nlinked = { persons_counted = ["poor_share"] }',
            DisclosurePolicy(5, LISTED, ("book",), linked=(("persons_counted", ("poor_share",)),)),
        ),
        # What is wrong gives out less, never more.
        ('"source"', '"all"', DisclosurePolicy(5, NOTHING)),
        ("threshold = 5", "threshold = 0", DisclosurePolicy(5, AS_THE_SOURCE)),
        ('"source"', '"nothing"\nlinked = { persons_counted = ["rate"] }', DisclosurePolicy(5, NOTHING)),
    ],
)
def test_the_policy_of_disclosure_is_read(content: Path, old: str, new: str, policy: DisclosurePolicy):
    path = content / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    read = read_dataset(content, PERSONS, read_frame(content)).value
    assert read is not None and replace(read.disclosure, text=NO_TEXT) == policy
    assert read.disclosure.text.as_dict().keys() == {"vi", "en"}


def test_a_dataset_that_does_not_say_publishes_no_small_count(content: Path):
    path = content / FILE
    before, _, rest = path.read_text(encoding="utf-8").partition("[disclosure]")
    path.write_text(before + "[structure]" + rest.partition("[structure]")[2], encoding="utf-8")
    reading = read_dataset(content, PERSONS, read_frame(content))
    assert reading.value is not None and not reading.issues
    assert reading.value.disclosure == UNSTATED and not UNSTATED.stands


def test_all_faults_are_told_not_the_first_alone(content: Path):
    path = content / FILE
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('licence = "free"', 'licence = "?"'),
        ('area = "VN"', 'area = "ZZ"'),
        ('version = "1.0.0"\n', ""),
    ):
        text = text.replace(old, new)
    path.write_text(text.replace("contact.en", "contact.fr"), encoding="utf-8")
    issues = read_dataset(content, PERSONS, read_frame(content)).issues
    assert [issue.kind for issue in issues] == [
        "unknown_value",
        "unknown_code",
        "missing_key",
        "unknown_key",
        "missing_text",
    ]


def test_a_fault_tells_its_line(content: Path):
    issues = faults_after(content, 'total = "EM"', 'total = "XX"')
    lines = (content / FILE).read_text(encoding="utf-8").split("\n")
    assert [lines[issue.line - 1] for issue in issues] == ['total = "XX"']


def test_faults_are_told_in_vietnamese(content: Path):
    issues = faults_after(content, 'area = "VN"', 'area = "ZZ"', locale="vi")
    assert issues[0].mend == "Dùng một mã có trong danh mục mã của chiều này."


def test_text_that_is_not_composed_is_told(content: Path):
    issues = faults_after(content, "Số người", "So\u0302\u0301 người")
    assert [(issue.kind, issue.line) for issue in issues] == [("not_nfc", 8)]


def test_windows_line_ends_and_a_byte_order_mark_are_told(content: Path):
    path = content / FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    reading = read_dataset(content, PERSONS, read_frame(content))
    assert {issue.kind for issue in reading.issues} == {"byte_order_mark", "line_ends"}
    assert reading.value is not None


def test_a_file_in_another_code_page_is_told_with_its_line(content: Path):
    path = content / FILE
    path.write_bytes(path.read_text(encoding="utf-8").replace("(giả định)", "(gi)").encode("utf-8") + b'\nx = "\xe3"\n')
    reading = read_dataset(content, PERSONS, read_frame(content))
    assert reading.value is None
    assert reading.fatal[0].kind == "not_utf8"
    assert reading.fatal[0].line == path.read_bytes().count(b"\n")


def test_a_published_file_knows_whether_it_is_current(content: Path):
    footer = read_footer(content, PERSONS).value
    assert footer is not None and changed_since(content, PERSONS, footer) == ()
    source = content / "datasets" / PERSONS / "source.csv"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert changed_since(content, PERSONS, footer)


def test_a_lacking_code_list_is_told_once_and_not_again_by_every_rule_that_needs_it(content: Path):
    (content / "datasets/codelists/sex.csv").unlink()
    issues = read_dataset(content, PERSONS, read_frame(content)).issues
    assert [(issue.kind, issue.found) for issue in issues] == [("unknown_codelist", "sex")]
