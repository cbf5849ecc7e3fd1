"""A statistician's table becomes a dataset that is published once its texts are written, with no change of code."""

import csv
import re

import pandas as pd
import pytest
import xlsxwriter

from dantoc.curation.drafting import draft
from dantoc.curation.parquet import curate
from dantoc.curation.sheets import DraftRefused, decimal_mark, plain_number
from dantoc.curation.validation import validate
from dantoc.l10n.messages import locales


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def rows(content, dataset):
    with (content / "datasets" / dataset / "source.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill_in(content, dataset):
    """What the statistician does by hand: every empty text, the keywords, system, frequency, what is published."""
    path = content / "datasets" / dataset / "dataset.toml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'^([a-z_]+\.(vi|en)) = ""$', r'\1 = "Văn bản \2"', text, flags=re.MULTILINE)
    text = re.sub(r"^(keywords\.(?:vi|en)) = \[\]$", r'\1 = ["từ"]', text, flags=re.MULTILINE)
    text = text.replace('system = ""', 'system = "census"').replace('frequency = ""', 'frequency = "A10"')
    text = text.replace('published = ""', 'published = "source"')
    path.write_text(text, encoding="utf-8")


def publish(content, dataset):
    fill_in(content, dataset)
    (own,) = curate(content, [dataset])
    assert own.ok, [str(issue) for issue in own.issues]
    assert validate(content).ok
    return pd.read_parquet(content / "datasets" / dataset / "data.parquet")


def test_a_vietnamese_csv_with_years_across_is_published(content, tmp_path):
    file = write(
        tmp_path,
        "bang5.csv",
        "Biểu 5. Số người được đếm;;;\nDân tộc;Tỉnh;Năm 2009;Năm 2019\n"
        "Tày;Tỉnh Hà Giang;168.719;192.702\nMèo;Cao Bằng;1.231.464;...\nNguồn: sách;;;\n",
    )
    drafted = draft(content, "round_2019", file, constants={"indicator": "Số người được đếm", "source_id": "book"})
    assert drafted.empty == ()
    assert drafted.left_out == ("Biểu 5. Số người được đếm", "Nguồn: sách")
    assert [(row["ethnic_group"], row["area"], row["year"], row["value"]) for row in rows(content, "round_2019")] == [
        ("02", "02", "2009", "168719"),
        ("02", "02", "2019", "192702"),
        ("08", "04", "2009", "1231464"),
        ("08", "04", "2019", ""),
    ]
    published = publish(content, "round_2019")
    assert published["value"].dropna().tolist() == [168719, 192702, 1231464]
    assert published["obs_status"].tolist().count("O") == 1


def test_an_english_workbook_in_long_form_is_published(content, tmp_path):
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Poverty")
        lines = [
            ["Ethnic group", "Province code", "Year", "Value", "Source", "Indicator"],
            ["Tay", 2, 2019, 12.5, "web", "Poor households"],
            ["Hmong", 4, 2019, 40, "web", "poor households"],
        ]
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    drafted = draft(content, "poverty_new", path)
    assert (drafted.unknown, drafted.ignored, drafted.empty) == ((), (), ())
    published = publish(content, "poverty_new")
    assert published[["ethnic_group", "area", "year", "value", "unit"]].astype(str).to_numpy().tolist() == [
        ["02", "02", "2019", "12.5", "percent"],
        ["08", "04", "2019", "40.0", "percent"],
    ]


def test_groups_across_are_turned_long(content, tmp_path):
    file = write(tmp_path, "wide.csv", "Năm,Tổng số,Nam,Nữ\n2019,11,5,6\n")
    constants = {"indicator": "persons_counted", "ethnic_group": "EM", "area": "VN", "source_id": "book"}
    draft(content, "by_sex", file, constants=constants)
    assert [(row["sex"], row["year"], row["value"]) for row in rows(content, "by_sex")] == [
        ("_T", "2019", "11"),
        ("M", "2019", "5"),
        ("F", "2019", "6"),
    ]


def test_what_is_not_recognised_is_kept_and_told_with_what_comes_nearest(content, tmp_path):
    file = write(tmp_path, "odd.csv", "Dân tộc,Năm,Giá trị,Cột lạ\nHmong g,2019,5,x\nTày,2019,-,y\n")
    drafted = draft(content, "odd", file)
    assert drafted.ignored == ("Cột lạ",)
    assert ("ethnic_group", "Hmong g", "08 (Hmong)") in drafted.unknown
    assert ("value", "-", "") in drafted.unknown
    assert set(drafted.empty) == {"indicator", "area", "unit", "source_id"}
    told = {
        (issue.kind, issue.line) for issue in validate(content, ["odd"]).issues if issue.file.endswith("source.csv")
    }
    assert {("unknown_code", 2), ("number", 3), ("empty_cell", 2)} <= told
    assert curate(content, ["odd"])[0].state == "faulty"
    assert not (content / "datasets" / "odd" / "data.parquet").exists()


def test_every_text_of_the_draft_is_named_by_validation(content, tmp_path):
    file = write(tmp_path, "a.csv", "Dân tộc,Năm,Giá trị\nTày,2019,5\n")
    constants = {"indicator": "persons_counted", "area": "VN", "source_id": "book"}
    draft(content, "fresh", file, constants=constants)
    empty = re.findall(
        r'^([a-z_]+\.(?:vi|en)) = (?:""|\[\])$',
        (content / "datasets/fresh/dataset.toml").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    named = {issue.column for issue in validate(content, ["fresh"]).issues}
    assert len(empty) == 24
    # The policy of disclosure has the only texts that stand in a table of their own.
    said = {f"disclosure.{name}" if name.startswith("text.") else name for name in empty}
    assert {*said, "system", "frequency", "disclosure.published"} <= named


def test_an_existing_folder_is_never_touched(content, tmp_path):
    file = write(tmp_path, "a.csv", "Dân tộc,Năm,Giá trị\nTày,2019,5\n")
    before = {path: path.read_bytes() for path in (content / "datasets").rglob("*") if path.is_file()}
    with pytest.raises(DraftRefused, match="exists"):
        draft(content, "synthetic_rate", file)
    assert {path: path.read_bytes() for path in (content / "datasets").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "text", "encoding", "reason"),
    [
        ("a.csv", "Dân tộc;Năm;Giá trị\nTày;2019;5\n", "utf-16", "encoding"),
        ("a.csv", "D\u00e2n t\u00f4\u0323c;N\u0103m\n", "cp1258", "encoding"),
        ("a.csv", "Tày\n5\n", "utf-8", "no_header"),
        ("a.csv", "Dân tộc,Năm\nTày,2019\n", "utf-8", "no_value"),
        ("a.csv", "Dân tộc,Năm,Giá trị\n", "utf-8", "nothing"),
        ("a.csv", "Dân tộc;Năm;Giá trị\nTày;2019;1.234\nHmông;2019;2.345\n", "utf-8", "numbers"),
        ("a.csv", "Dân tộc;Năm;Giá trị\nTày;2019;1.5\nHmông;2019;2,5\n", "utf-8", "numbers"),
        ("a.docx", "x", "utf-8", "kind"),
        ("a.xlsx", "no workbook", "utf-8", "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_mend_and_leaves_nothing(
    content, tmp_path, name, text, encoding, reason
):
    before = sorted(path.name for path in (content / "datasets").iterdir())
    with pytest.raises(DraftRefused) as refused:
        draft(content, "fresh", write(tmp_path, name, text, encoding))
    assert refused.value.reason == reason
    for locale in locales():
        assert "[" not in refused.value.say(locale).split(":")[0]
    assert sorted(path.name for path in (content / "datasets").iterdir()) == before


@pytest.mark.parametrize("name", ["Dữ liệu", "../out", "Upper", "9lives", "a", ""])
def test_names_that_cannot_be_folders_are_refused(content, tmp_path, name):
    with pytest.raises(DraftRefused, match="id"):
        draft(content, name, tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["12.5", "3"], "."),
        (["12,5", "3"], ","),
        (["1,234.5"], "."),
        (["1.234,5"], ","),
        (["1.234.567", "1.234"], ","),
        (["1.234"], None),
        (["1,234"], None),
        (["1.5", "1,5"], None),
        (["12", "…", "-"], "."),
    ],
)
def test_the_decimal_mark_is_taken_only_where_the_numbers_agree(texts, mark):
    assert decimal_mark(texts) == mark


@pytest.mark.parametrize(
    ("text", "mark", "plain"),
    [
        ("1.234,5", ",", "1234.5"),
        ("1 234,50", ",", "1234.50"),
        ("1,234.5", ".", "1234.5"),
        ("\u22120.7", ".", "-0.7"),
        ("1.23.4", ",", None),
        ("x", ".", None),
    ],
)
def test_numbers_become_plain_with_their_printed_decimals(text, mark, plain):
    assert plain_number(text, mark) == plain


@pytest.mark.parametrize(
    ("said", "code"),
    [("H'Mông", "08"), ("Hà-Giang", "02"), ("CAO BẰNG", "04"), ("Tỉnh Cao – Bằng", "04"), ("Cao Bàng 2", "")],
)
def test_hyphens_blanks_and_apostrophes_do_not_hide_a_name(content, tmp_path, said, code):
    column, other = ("Dân tộc", "area") if code == "08" else ("Tỉnh", "ethnic_group")
    file = write(tmp_path, "a.csv", f"{column};Năm;Giá trị\n{said};2019;5\n")
    constants = {"indicator": "persons_counted", "source_id": "book", other: "VN" if other == "area" else "EM"}
    drafted = draft(content, "fresh", file, constants=constants)
    found = rows(content, "fresh")[0]["ethnic_group" if other == "area" else "area"]
    assert (found, bool(drafted.unknown)) == ((code, False) if code else (said, True))


@pytest.mark.parametrize(
    ("heading", "status"),
    [("Sơ bộ 2021", "P"), ("2021 (Prel.)", "P"), ("Ước tính 2021", "E"), ("Năm 2021", "A")],
)
def test_a_year_called_provisional_or_estimated_marks_its_figures(content, tmp_path, heading, status):
    file = write(tmp_path, "a.csv", f"Dân tộc;2019;{heading}\nTày;4;5\nHmông;3;...\n")
    draft(content, "fresh", file, constants={"indicator": "persons_counted", "area": "VN", "source_id": "book"})
    assert [(row["year"], row["obs_status"]) for row in rows(content, "fresh")] == [
        ("2019", "A"),
        ("2021", status),
        ("2019", "A"),
        ("2021", "O"),
    ]


def test_a_column_of_notes_is_kept_in_its_language(content, tmp_path):
    file = write(tmp_path, "a.csv", "Ethnic group;Year;Value;Note;Ghi chú\nTay;2019;5;A remark;Một lời\n")
    draft(content, "fresh", file, constants={"indicator": "persons_counted", "area": "VN", "source_id": "book"})
    assert [(row["note_vi"], row["note_en"]) for row in rows(content, "fresh")] == [("Một lời", "A remark")]


def test_the_nearest_codes_are_named_in_the_language_asked_for(content, tmp_path):
    file = write(tmp_path, "odd.csv", "Dân tộc,Năm,Giá trị\nHmong g,2019,5\nTày,2019,4\n")
    drafted = draft(content, "odd", file, locale="vi")
    assert ("ethnic_group", "Hmong g", "08 (Hmông)") in drafted.unknown


def test_the_first_view_of_a_draft_shows_totals_where_there_are_any(content, tmp_path):
    lines = "".join(f"{group};{sex};2019;5\n" for sex in ("Nam", "Tổng số", "Nữ") for group in ("Tày", "Hmông", "EM"))
    file = write(tmp_path, "a.csv", f"Dân tộc;Giới tính;Năm;Giá trị\n{lines}")
    draft(content, "fresh", file, constants={"indicator": "persons_counted", "area": "VN", "source_id": "book"})
    toml = (content / "datasets/fresh/dataset.toml").read_text(encoding="utf-8")
    (view,) = re.findall(r"^select = .*", toml, flags=re.MULTILINE)
    assert 'columns = ["sex"]' in toml and "sex" not in view
    year_across = f"Dân tộc;Giới tính;Năm;Giá trị\n{lines}Tày;Nam;2009;4\n"
    draft(content, "fresher", write(tmp_path, "b.csv", year_across), constants={"indicator": "persons_counted"})
    assert 'sex = "_T"' in (content / "datasets/fresher/dataset.toml").read_text(encoding="utf-8")


def test_headings_in_two_rows_are_refused_with_the_way_out(content, tmp_path):
    file = write(tmp_path, "two.csv", ";Năm 2009;;Năm 2019;\nTỉnh;Nam;Nữ;Nam;Nữ\nHà Giang;1;2;3;4\n")
    with pytest.raises(DraftRefused) as refused:
        draft(content, "fresh", file, constants={"indicator": "persons_counted", "ethnic_group": "EM"})
    assert refused.value.reason == "no_value"
    assert "two rows" in refused.value.say("en") and "hai dòng" in refused.value.say("vi")
