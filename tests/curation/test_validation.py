"""Every class of fault is found where it stands, in both languages, and right content has none."""

import re
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dantoc.curation.parquet import curate
from dantoc.curation.published_file import CHECKSUM, METADATA, sha256
from dantoc.curation.validation import validate
from dantoc.l10n.messages import all_messages, locales
from tests.synthetic import PERSONS, RATE

PERSONS_TOML = f"datasets/{PERSONS}/dataset.toml"
PERSONS_CSV = f"datasets/{PERSONS}/source.csv"
RATE_TOML = f"datasets/{RATE}/dataset.toml"
RATE_CSV = f"datasets/{RATE}/source.csv"
ROOT = Path(__file__).resolve().parents[2]
KNOWN = """
[[sum.known]]
where = {{ ethnic_group = "EM", area = "VN", year = 2009 }}
difference = {difference}
text.vi = "Nguồn in như vậy."
text.en = "The source prints it so."
"""


POLICY = """\
[disclosure]
threshold = 5
published = "source"
text.vi = "Số liệu giữ nguyên như nguồn in."
text.en = "The figures stand as printed."
"""


def edit(root, file, old, new):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def figure_line(root, start):
    lines = (root / PERSONS_CSV).read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(start))


def found(root):
    return [issue for issue in validate(root).issues if issue.kind != "parquet_stale"]


def test_right_content_has_no_faults(content):
    report = validate(content)
    assert [str(issue) for issue in report.issues] == []
    assert (report.datasets, report.figures) == (2, 60)


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        (RATE_CSV, "12.5,percent", "112.5,percent", "out_of_range"),
        (RATE_CSV, "12.5,percent", "12.5,persons", "unit_differs"),
        (RATE_CSV, "EM,VN,2015", "ZZ,VN,2015", "unknown_code"),
        (RATE_CSV, ",A,web,", ",A,wbe,", "unknown_source"),
        (RATE_TOML, 'title.en = "Poor households (synthetic)"\n', "", "missing_text"),
        (RATE_TOML, 'keywords.en = ["synthetic"]', "keywords.en = []", "no_keywords"),
        (RATE_TOML, 'themes = ["poverty"]', "themes = []", "no_theme"),
        (RATE_TOML, 'themes = ["poverty"]', 'themes = ["nghèo"]', "unknown_value"),
        (RATE_TOML, 'licence = "free"', 'licence = "none"', "unknown_value"),
        (RATE_TOML, 'frequency = "A10"', 'frequency = "A11"', "unknown_value"),
        (RATE_TOML, 'system = "census"', 'system = "poll"', "unknown_value"),
        (RATE_TOML, "issued = 2026-11-23", "issued = 2026-11-23T10:00:00", "wrong_type"),
        (PERSONS_TOML, "after = 2019", "after = nan", "wrong_type"),
        (PERSONS_TOML, "after = 2019", "", "missing_key"),
        (PERSONS_TOML, 'parts = ["M", "F"]', 'parts = "top(3"', "bad_selection"),
        (PERSONS_TOML, 'over = "sex"', 'over = "gender"', "unknown_value"),
        (PERSONS_TOML, POLICY, "", "no_disclosure"),
        ("datasets/codelists/unit.csv", "persons,0,", "persons,zero,", "bad_number"),
        (PERSONS_TOML, 'indicator = "persons_counted"', 'indicator = "persons_cuonted"', "unknown_code"),
        (RATE_TOML, '"area", "year"]', '"colour", "year"]', "unknown_value"),
        (RATE_TOML, 'area = "VN"', 'area = "04"', "default_view_empty"),
        (PERSONS_TOML, "after = 2019", "after = 2009", "break_outside"),
        (PERSONS_TOML, 'parts = ["M", "F"]', 'parts = ["M", "F"]\nwhere = { area = ["R1"] }', "sum_idle"),
        (PERSONS_TOML, 'parts = ["M", "F"]\n', 'parts = ["M", "F"]\n' + KNOWN.format(difference=5), "sum_known_gone"),
        ("datasets/codelists/indicator.csv", "percent,poverty", "percent,wealth", "unknown_code"),
        ("datasets/codelists/sex.csv", "M,Nam,Male", "M,Nam,", "missing_text"),
    ],
)
def test_each_class_of_fault_is_found(content, file, old, new, kind):
    edit(content, file, old, new)
    assert [(issue.file, issue.kind) for issue in found(content)].count((file, kind)) == 1, found(content)


def test_a_sum_that_does_not_add_up_is_told_with_its_difference(content):
    line = figure_line(content, "persons_counted,EM,VN,_T,2009,")
    value = int(line.split(",")[5])
    edit(content, PERSONS_CSV, line, line.replace(f",{value},", f",{value + 5},"))
    told = [issue for issue in found(content) if issue.kind == "sum_differs"]
    assert len(told) == 2  # over the sexes and over the groups
    assert all(issue.file == PERSONS_CSV and issue.line == 2 and "-5" in issue.found for issue in told)


def test_a_known_difference_accounts_for_it_and_must_be_the_real_one(content):
    line = figure_line(content, "persons_counted,EM,VN,_T,2009,")
    value = int(line.split(",")[5])
    edit(content, PERSONS_CSV, line, line.replace(f",{value},", f",{value + 5},"))
    text = (content / PERSONS_TOML).read_text(encoding="utf-8")
    head, sex, groups = text.partition('parts = ["M", "F"]\n')
    by_sex = KNOWN.format(difference=-5)
    by_group = KNOWN.format(difference=-5).replace('ethnic_group = "EM", ', 'sex = "_T", ')
    (content / PERSONS_TOML).write_text(head + sex + by_sex + groups + by_group, encoding="utf-8")
    assert found(content) == []
    edit(content, PERSONS_TOML, "difference = -5", "difference = -4")
    assert [issue.kind for issue in found(content)] == ["sum_known_differs"]


def test_rounding_within_the_tolerance_is_no_fault(content):
    line = figure_line(content, "persons_counted,08,04,M,2009,")
    value = int(line.split(",")[5])
    edit(content, PERSONS_CSV, line, line.replace(f",{value},", f",{value + 1},"))
    assert {issue.kind for issue in found(content)} == {"sum_differs"}
    text = (content / PERSONS_TOML).read_text(encoding="utf-8")
    text = text.replace('parts = ["M", "F"]', 'parts = ["M", "F"]\ntolerance = 1')
    (content / PERSONS_TOML).write_text(text.rstrip() + "\ntolerance_percent = 2\n", encoding="utf-8")
    assert found(content) == []


def test_a_source_without_use_is_told_unless_it_says_what_for(content):
    path = content / "datasets/sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    idle = "idle,Sách,Book,Ai,Who,2020,,primary,,"
    path.write_text("\n".join([*lines, idle]) + "\n", encoding="utf-8")
    assert [(issue.kind, issue.line) for issue in found(content)] == [("source_unused", 4)]
    used = [f"{lines[0]},used_for", *(f"{line}," for line in lines[1:]), f"{idle},the map"]
    path.write_text("\n".join(used) + "\n", encoding="utf-8")
    assert found(content) == []


def test_published_files_must_be_those_of_the_content(content):
    parquet = content / "datasets" / RATE / "data.parquet"
    edit(content, RATE_CSV, "12.5,percent", "12.6,percent")
    assert [issue.kind for issue in validate(content).issues] == ["parquet_stale"]
    parquet.write_bytes(b"PAR1")
    assert [issue.kind for issue in validate(content).issues] == ["parquet_unreadable"]
    parquet.unlink()
    assert [issue.kind for issue in validate(content, [RATE]).issues] == ["parquet_missing"]
    curate(content)
    assert validate(content).ok


@pytest.mark.parametrize("with_checksum", [False, True])
def test_figures_altered_in_the_published_file_are_told(content, with_checksum):
    path = content / "datasets" / RATE / "data.parquet"
    table = pq.read_table(path)
    values = pa.array([99.9, *table["value"].to_pylist()[1:]])
    sink = BytesIO()
    with pq.ParquetWriter(sink, table.schema) as writer:
        writer.write_table(table.set_column(table.schema.get_field_index("value"), "value", values))
        if with_checksum:
            checksum = sha256(sink.getvalue() + table.schema.metadata[METADATA])
            writer.add_key_value_metadata({CHECKSUM: checksum})
    path.write_bytes(sink.getvalue())
    assert [issue.kind for issue in validate(content).issues] == ["parquet_altered"]
    curate(content)
    assert validate(content).ok


def test_folders_without_a_description_or_figures_are_told(content):
    (content / "datasets" / "stray").mkdir()
    (content / RATE_CSV).unlink()
    assert {(issue.file, issue.kind) for issue in found(content)} == {
        ("datasets/stray", "dataset_incomplete"),
        (RATE_CSV, "source_missing"),
    }


def test_faulty_figures_do_not_raise_a_second_fault_about_sums(content):
    line = figure_line(content, "persons_counted,EM,VN,_T,2009,")
    edit(content, PERSONS_CSV, line, line.replace("EM,VN", "XX,VN"))
    assert [issue.kind for issue in found(content)] == ["unknown_code"]


@pytest.mark.parametrize("locale", locales())
def test_a_report_is_in_the_language_asked_for(content, locale):
    edit(content, RATE_CSV, "12.5,percent", "112.5,percent")
    (issue,) = (own for own in validate(content, locale=locale).issues if own.kind == "out_of_range")
    assert issue.mend == all_messages(locale)["curation.out_of_range.mend"][0]


def test_the_nearest_codes_are_named_in_the_language_of_the_report(content):
    edit(content, RATE_CSV, "02,VN,2015", "Tayy,VN,2015")
    for locale, name in (("vi", "02 (Tày)"), ("en", "02 (Tay)")):
        (issue,) = (own for own in validate(content, locale=locale).issues if own.kind == "unknown_code")
        assert name in issue.allowed


def test_every_kind_of_fault_has_its_three_messages_and_every_message_its_fault():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dantoc/curation").rglob("*.py"))
    raised = set(re.findall(r'(?:Fault\.at\(\s*[\w.()"/{}]+|_fault\(),?\s*"([a-z_]+)"', code))
    raised |= {"unknown_code", "unknown_source", "thousands", "comma", "number", "source_unused"}
    for locale in locales():
        keys = {key for key in all_messages(locale) if key.startswith("curation.") and key.count(".") == 2}
        said = {key.split(".")[1] for key in keys if key.endswith((".found", ".allowed", ".mend"))}
        assert said == raised
        assert {f"curation.{kind}.{part}" for kind in raised for part in ("found", "allowed", "mend")} <= keys


def test_the_report_is_data(content):
    (content / "datasets" / RATE / "data.parquet").unlink()
    said = validate(content).as_dict()
    assert said["ok"] is False
    assert said["counts"] == {"parquet_missing": 1}
    assert said["issues"][0]["file"] == f"datasets/{RATE}/data.parquet"
