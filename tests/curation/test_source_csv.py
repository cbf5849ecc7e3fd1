"""`source.csv` is read strictly: what is right becomes a figure, what is wrong is named with its place."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.curation.source_csv import Layout, parse_source
from dantoc.model.text import ENGLISH, VIETNAMESE

LAYOUT = Layout(
    dimensions=("indicator", "ethnic_group", "year"),
    codes={
        "indicator": {"persons": ("Số người", "Persons"), "rate": ("Tỷ lệ", "Rate")},
        "ethnic_group": {"02": ("Tày", "Tay"), "08": ("Hmông", "Hmong")},
        "unit": {"persons": (), "percent": ()},
        "source_id": {"book": ()},
    },
    counts=frozenset({"persons"}),
)
HEADER = ",".join(LAYOUT.columns)
GOOD = "rate,02,2019,12.50,percent,A,book,Biểu 1,,"


def read(*lines, header=HEADER):
    return parse_source(("\n".join([header, *lines]) + "\n").encode(), "source.csv", LAYOUT)


def kinds(table):
    return [fault.kind for fault in table.faults]


def test_a_right_line_is_a_figure_with_its_printed_precision():
    table = read(GOOD)
    (figure,) = table.figures
    assert kinds(table) == []
    assert (figure.line, figure.key, figure.value, figure.decimals) == (2, ("rate", "02", "2019"), 12.5, 2)


@pytest.mark.parametrize(
    ("line", "kind", "column"),
    [
        ("rate,02,2019,1.234,percent,A,book,x,,", None, ""),
        ("persons,02,2019,1.234,persons,A,book,x,,", "thousands", "value"),
        ('persons,02,2019,"1.234,5",persons,A,book,x,,', "thousands", "value"),
        ("persons,02,2019,1.234.567,persons,A,book,x,,", "thousands", "value"),
        ('persons,02,2019,"1,234",persons,A,book,x,,', "comma", "value"),
        ('rate,02,2019,"12,5",percent,A,book,x,,', "comma", "value"),
        ("persons,02,2019,1 234,persons,A,book,x,,", "number", "value"),
        ("rate,02,2019,12.5%,percent,A,book,x,,", "number", "value"),
        ("rate,02,2019,nan,percent,A,book,x,,", "number", "value"),
        ("rate,02,2019,0.1234567890123456789,percent,A,book,x,,", "precision", "value"),
        ("rate,02,19,12.5,percent,A,book,x,,", "year", "year"),
        ("rate,2,2019,12.5,percent,A,book,x,,", "unknown_code", "ethnic_group"),
        ("rate,02,2019,12.5,percents,A,book,x,,", "unknown_code", "unit"),
        ("rate,02,2019,12.5,percent,A,buch,x,,", "unknown_source", "source_id"),
        ("rate,02,2019,12.5,percent,Z,book,x,,", "unknown_status", "obs_status"),
        ("rate,02,2019,,percent,A,book,x,,", "value_missing", "value"),
        ("rate,02,2019,,percent,O,book,x,,", None, ""),
        ("rate,02,2019,1,percent,Q,book,x,,", "value_with_status", "value"),
        ("rate,02,2019,1,percent,A,book,,,", "empty_cell", "locator"),
        (",02,2019,1,percent,A,book,x,,", "empty_cell", "indicator"),
        ("rate,02,2019,1,percent,A,book,x,Ghi chú,", "note_twin", "note_en"),
        ("rate,02,2019,1,percent,A,book,x,,Note", "note_twin", "note_vi"),
        ("rate,02,2019,1,percent,A,book,=1+1,,", "formula", "locator"),
        ("rate,02,2019,1,percent,A,book,@x,,", "formula", "locator"),
        ("rate,02,2019,1,percent,A,book, x,,", "padding", "locator"),
        ("rate,02,2019,1,percent,A,book,Bie\u0302\u0309u 1,,", "nfc", "locator"),
        ("rate,02,2019,1,percent,A,book,DÃ¢n tá»™c,,", "misread", "locator"),
        ('rate,02,2019,1,percent,A,book,"a\nb",,', "line_break", "locator"),
        ("rate,02,2019,1,percent,A,book,x,", "cells", ""),
        ("", "empty_line", ""),
        ('rate,02,2019,1,percent,A,book,"x,,', "csv_broken", ""),
    ],
)
def test_each_fault_is_named_where_it_stands(line, kind, column):
    table = read("rate,08,2019,1,percent,A,book,x,,", line)
    assert [(fault.kind, fault.line, fault.column) for fault in table.faults] == ([(kind, 3, column)] if kind else [])
    assert len(table.figures) == (1 if kind else 2)


def test_a_negative_number_is_no_formula():
    assert kinds(read("rate,02,2019,-0.7,percent,A,book,x,,")) == []


def test_a_doubled_key_names_both_lines():
    table = read(GOOD, "rate,08,2019,1,percent,A,book,x,,", GOOD)
    (fault,) = table.faults
    assert fault.kind == "duplicate_key"
    assert (dict(fault.params)["first"], dict(fault.params)["again"]) == ("2", "4")
    assert "line 2" in fault.issue(ENGLISH).found
    assert "dòng 4" in fault.issue(VIETNAMESE).found


def test_all_faults_of_a_line_are_told_at_once():
    assert kinds(read('rate,2,19,"1,5",percent,A,book,x,Ghi,')) == ["unknown_code", "year", "note_twin", "comma"]


def test_a_name_in_place_of_a_code_finds_the_code():
    (fault,) = read("rate,Hmông,2019,1,percent,A,book,x,,").faults
    assert dict(fault.params)["near"] == "08 (Hmông)"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (HEADER.replace(",locator", ""), ["column_missing"]),
        (HEADER + ",year", ["column_doubled"]),
        (HEADER + ",note", ["column_stray"]),
        (HEADER.replace("indicator,ethnic_group", "ethnic_group,indicator"), ["column_order"]),
    ],
)
def test_the_header_must_be_the_declared_one(header, found):
    assert kinds(read(header=header))[: len(found)] == found


@pytest.mark.parametrize(
    ("raw", "kind", "said"),
    [
        (b"\xef\xbb\xbf" + f"{HEADER}\n{GOOD}\n".encode(), "bom", ""),
        (f"{HEADER}\r\n{GOOD}\r\n".encode(), "line_ends", ""),
        (f"{HEADER}\n{GOOD}\n".encode("utf-16"), "encoding", "UTF-16"),
        (f"{HEADER}\n{GOOD}\n".encode("utf-16-le"), "encoding", "UTF-16"),
        (HEADER.encode() + b"\nd\xe2n t\xf4\xf2c \xf0\xf4\xec\n", "encoding", "windows-1258"),
        (HEADER.encode() + b"\ncaf\xe9 \x96\n", "encoding", "windows-1252"),
    ],
)
def test_a_file_that_is_not_plain_utf8_is_told_with_its_likely_encoding(raw, kind, said):
    fault = next(fault for fault in parse_source(raw, "source.csv", LAYOUT).faults if fault.kind == kind)
    assert said in fault.issue(ENGLISH).found


def test_an_empty_file_and_a_header_alone_hold_no_figures():
    assert kinds(parse_source(b"", "source.csv", LAYOUT)) == ["no_figures"]
    assert kinds(read()) == ["no_figures"]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw):
    table = parse_source(HEADER.encode() + b"\n" + raw, "source.csv", LAYOUT)
    assert table.faults or table.figures


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=10, max_size=10), max_size=4))
def test_any_text_in_the_cells_gives_figures_or_faults_that_can_be_said(rows):
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows([HEADER.split(","), *rows])
    table = parse_source(sink.getvalue().encode("utf-8", "replace"), "source.csv", LAYOUT)
    for fault in table.faults:
        for locale in (VIETNAMESE, ENGLISH):
            issue = fault.issue(locale)
            assert "curation." not in issue.allowed + issue.mend


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_a_number_keeps_its_value_and_its_decimals(whole, decimals):
    text = f"{whole / 10**decimals:.{decimals}f}"
    table = read(f"rate,02,2019,{text},percent,A,book,x,,")
    if text.startswith("-0") and float(text) == 0:
        return
    assert (table.figures[0].value, table.figures[0].decimals) == (float(text), decimals)


def test_a_zero_has_no_sign():
    (figure,) = read("rate,02,2019,-0.0,percent,A,book,Biểu 1,,").figures
    assert str(figure.value) == "0.0"
