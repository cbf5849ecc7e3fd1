from pathlib import Path

import pytest

from dantoc.catalogue import reading as catalogue_reading
from dantoc.catalogue.codelists import codelist_ids, read_codelist
from dantoc.catalogue.frame import read_frame
from dantoc.model.codes import CodeList
from dantoc.model.report import Issue
from dantoc.model.text import LocalizedText


def read(content: Path, lines: str) -> tuple[CodeList | None, tuple[Issue, ...]]:
    (content / "datasets/codelists/test.csv").write_text(lines, encoding="utf-8")
    reading = read_codelist(content, "test", annotations=("iso639_3",))
    return reading.value, reading.issues


def test_a_list_keeps_the_order_of_its_lines(content: Path):
    codelist, issues = read(content, "code,name_vi,name_en,parent\n_T,Tất cả,All,\nb,Bê,B,_T\na,A,A,_T\n")
    assert not issues and codelist is not None
    assert [code.id for code in codelist] == ["_T", "b", "a"]
    assert codelist.children("_T") == ("b", "a")


@pytest.mark.parametrize(
    ("lines", "kind", "line", "column"),
    [
        ("code,name_vi,name_en\na,A,A\na,B,B\n", "duplicate_code", 3, "code"),
        ("code,name_vi,name_en,parent\na,A,A,x\n", "unknown_parent", 2, "parent"),
        ("code,name_vi,name_en,parent_family\na,A,A,x\n", "unknown_parent", 2, "parent_family"),
        ("code,name_vi,name_en,parent\na,A,A,b\nb,B,B,a\n", "parent_cycle", 2, "parent"),
        ("code,name_vi,name_en,parent,parent_x\na,A,A,b,\nb,B,B,,a\n", "parent_cycle", 2, "parent"),
        ("code,name_vi,name_en\na,A,\n", "missing_text", 2, "name_en"),
        ("code,name_vi,name_en,description_vi\na,A,A,Chữ\n", "missing_text", 2, "description_en"),
        ("code,name_vi,name_en\nđ,A,A\n", "bad_code", 2, "code"),
        ("code,name_vi,name_en,valid_to\na,A,A,30/6/2025\n", "bad_date", 2, "valid_to"),
        ("code,name_vi,name_en,kind\na,A,A,heading\n", "unknown_value", 2, "kind"),
        ("code,name_vi,name_en,colour\na,A,A,red\n", "undeclared_column", 1, "colour"),
        ("code,name_vi,name_en,ratio_to\na,A,A,b;x\nb,B,B,a\n", "unknown_value", 2, "ratio_to"),
        ("code,name_vi\na,A\n", "missing_column", 1, "name_en"),
        ("code,name_vi,name_vi,name_en\na,A,A,A\n", "doubled_column", 1, "name_vi"),
        ("code,name_vi,name_en\na,A\n", "cell_count", 2, ""),
        ("code,name_vi,name_en\n", "empty_list", 0, ""),
        ('code,name_vi,name_en\na,"A"x,A\n', "bad_csv", 2, ""),
        ("code,name_vi,name_en\na,A\u0301,A\n", "not_nfc", 2, ""),
    ],
)
def test_each_slip_is_named_with_its_line(content: Path, lines: str, kind: str, line: int, column: str):
    _, issues = read(content, lines)
    assert (kind, line, column) in {(issue.kind, issue.line, issue.column) for issue in issues}


def test_a_list_that_goes_in_circles_is_not_served(content: Path):
    codelist, _ = read(content, "code,name_vi,name_en,parent\na,A,A,b\nb,B,B,a\nc,C,C,a\n")
    assert codelist is None


def test_a_parent_that_is_not_there_is_dropped_in_what_is_served(content: Path):
    codelist, _ = read(content, "code,name_vi,name_en,parent\na,A,A,x\n")
    assert codelist is not None and codelist["a"].parents == ()


def test_a_concept_whose_list_is_missing_is_told(content: Path):
    (content / "datasets/codelists/sex.csv").unlink()
    issues = read_frame(content).issues
    assert [(issue.kind, issue.column) for issue in issues] == [("unknown_codelist", "sex.codelist")]


def test_the_definition_of_an_indicator_is_its_description(content: Path):
    indicator = read_frame(content).codelists["indicator"]["poor_share"]
    assert indicator.description.say("en") == "Invented rate."
    assert indicator.annotation("unit") == "percent"


def test_the_served_lists_have_no_fault():
    root = Path(__file__).resolve().parents[2]
    frame = read_frame(root)
    assert not [str(issue) for issue in frame.issues]
    assert set(frame.codelists) == set(codelist_ids(root))
    assert [code.id for code in frame.codelists["ethnic_group"] if code.parent() == "EM"] == [
        f"{n:02}" for n in range(2, 55)
    ]
    assert len(frame.codelists["area"].leaves("VN")) == 63
    assert len(frame.codelists["area_2025"]) == 34


def test_a_further_language_brings_its_own_signs_of_units(content: Path, monkeypatch: pytest.MonkeyPatch):
    known = {"persons": "ຄົນ"}

    def translated(text: LocalizedText, locale: str) -> LocalizedText:
        said = known.get(text.get("en") or "") if text.get(locale) is None else None
        return LocalizedText.of(text.as_dict() | {locale: said}) if said else text

    monkeypatch.setattr(catalogue_reading, "locales", lambda: ("vi", "en", "lo"))
    monkeypatch.setattr(catalogue_reading, "content_text", translated)
    units = read_codelist(content, "unit").value
    assert units is not None
    assert units["persons"].annotation("symbol_lo") == "ຄົນ"
    assert units["percent"].annotation("symbol_lo") is None
