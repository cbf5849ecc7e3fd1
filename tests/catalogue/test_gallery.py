"""Finished charts read from their files: every fault is told with its place, and costs no other chart."""

from __future__ import annotations

from pathlib import Path

import pytest

from dantoc.catalogue.gallery import FOLDER, read_gallery
from dantoc.catalogue.loading import load_catalogue
from dantoc.engine.engine import Engine
from dantoc.figures.exhibiting import faults_of, shown
from dantoc.l10n.messages import locales
from dantoc.model.errors import NoFigures, UnknownOption
from dantoc.model.report import Issue
from tests.synthetic import PERSONS, RATE

GOOD = f"""
dataset = "{PERSONS}"

[view]
ethnic_group = ["02", "08"]
year = 2019
mark = "bars"

[figure]
highlight = "08"
limit = 5
target = 12.5

[title]
vi = "Hai dân tộc cách nhau rất xa"
en = "Two groups far apart"

[subtitle]
vi = "Số người năm 2019"
en = "Persons in 2019"

[target]
vi = "Mức chung"
en = "Level of all"

[[annotation]]
at = "08~2019"
vi = "điều tra lại"
en = "counted again"
"""


def hang(root: Path, name: str, text: str) -> Path:
    path = root / FOLDER / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(root: Path, text: str) -> tuple[Issue, ...]:
    hang(root, "one", text)
    return read_gallery(root, load_catalogue(root)).issues


def test_a_file_becomes_a_noun(published_content: Path, tmp_path: Path) -> None:
    hang(tmp_path, "two_groups", GOOD)
    gallery = read_gallery(tmp_path, load_catalogue(published_content))
    assert gallery.issues == ()
    own = gallery.exhibit("two_groups")
    assert (own.id, own.dataset, own.view.mark) == ("two_groups", PERSONS, "bars")
    assert str(own.view.query.selection("ethnic_group")) == "02,08"
    assert str(own.view.query.selection("year")) == "2019"
    assert (own.figure.highlight, own.figure.limit, own.figure.target) == (("08",), 5, 12.5)
    assert own.figure.title.as_dict() == {"vi": "Hai dân tộc cách nhau rất xa", "en": "Two groups far apart"}
    assert own.figure.subtitle.say("en") == "Persons in 2019"
    assert own.figure.target_text.say("vi") == "Mức chung"
    assert [(place, text.say("vi")) for place, text in own.figure.annotations] == [("08~2019", "điều tra lại")]


def test_a_chart_that_is_not_there_is_told_with_those_that_are(published_content: Path, tmp_path: Path) -> None:
    hang(tmp_path, "two_groups", GOOD)
    with pytest.raises(UnknownOption) as refused:
        read_gallery(tmp_path, load_catalogue(published_content)).exhibit("nix")
    assert refused.value.allowed == ("two_groups",)


@pytest.mark.parametrize(
    ("before", "after", "kind", "column", "found", "line"),
    [
        (f'"{PERSONS}"', '"nix"', "unknown_dataset", "dataset", "nix", 2),
        (f'dataset = "{PERSONS}"', "", "missing_key", "dataset", "", 0),
        ("[view]", "[vue]", "unknown_key", "vue", "vue", 0),
        ("year = 2019", 'colour = "red"', "unknown_key", "view.colour", "colour", 6),
        ("year = 2019", "year = true", "wrong_type", "view.year", "true or false", 6),
        ("year = 2019", 'year = "next"', "unknown_code", "view.year", "next", 6),
        ("year = 2019", 'year = "top(x)"', "bad_selection", "view.year", "top(x)", 6),
        ("year = 2019", 'year = "2019:2009"', "bad_period", "view.year", "2019:2009", 6),
        ('["02", "08"]', '["02", "99"]', "unknown_code", "view.ethnic_group", "99", 5),
        ("year = 2019", 'rows = "colour"', "unknown_dimension", "view.rows", "colour", 6),
        ("limit = 5", "limit = 500", "unknown_option", "figure.limit", "500", 11),
        ("limit = 5", 'size = "0x0"', "bad_size", "figure.size", "0x0", 11),
        ("limit = 5", 'title = "x"', "unknown_key", "figure.title", "title", 11),
        ('highlight = "08"', 'highlight = "99"', "unknown_code", "figure.highlight", "99", 10),
        ('vi = "Hai dân tộc cách nhau rất xa"', "", "missing_text", "title.vi", "", 14),
        ("Two groups", "<b>Two", "bad_text", "title.en", "<b", 16),
        ("Two groups", "Two\u202egroups", "bad_text", "title.en", "U+202E", 16),
        ("Two groups far apart", "a" * 301, "too_long_text", "title.en", "a", 16),
        ('en = "Persons in 2019"', "", "missing_text", "subtitle.en", "", 18),
        ('en = "Persons in 2019"', "en = 2019", "wrong_type", "subtitle.en", "number", 20),
        ('at = "08~2019"', 'at = "08 và 2019"', "unknown_value", "annotation[1].at", "08 và 2019", 27),
        ('en = "counted again"', "", "missing_text", "annotation[1].en", "", 26),
        ("counted again", "a &lt; b", "bad_text", "annotation[1].en", "&lt;", 29),
        ("[[annotation]]", "[[annotation]\n", "bad_toml", "", "", 26),
    ],
)
def test_every_fault_is_told_with_its_place(
    content: Path, before: str, after: str, kind: str, column: str, found: str, line: int
) -> None:
    assert before in GOOD
    told = faults(content, GOOD.replace(before, after))
    own = next(issue for issue in told if issue.kind == kind)
    assert own.file == f"{FOLDER}/one.toml"
    assert own.column == column
    assert own.found.startswith(found) or kind == "bad_toml"
    assert own.line == line
    assert own.allowed and own.mend and "[en:" not in f"{own.allowed}{own.mend}"


def test_all_faults_of_a_file_are_told_at_once(content: Path) -> None:
    text = GOOD.replace("limit = 5", "limit = 0").replace("year = 2019", "year = true").replace("counted", "<i>")
    assert {own.kind for own in faults(content, text)} == {"unknown_option", "wrong_type", "bad_text"}


def test_the_words_of_every_fault_stand_in_every_language(content: Path) -> None:
    hang(content, "one", GOOD.replace("limit = 5", 'limit = 0\nsize = "1x1"'))
    hang(content, "Two", GOOD.replace("Two groups", "<b>"))
    hang(content, "three", GOOD.replace(PERSONS, "nix"))
    for locale in locales():
        for own in read_gallery(content, load_catalogue(content), locale).issues:
            assert f"[{locale}:" not in f"{own.allowed}{own.mend}"


def test_a_broken_file_costs_itself_alone(content: Path) -> None:
    hang(content, "good", GOOD)
    hang(content, "bad", GOOD.replace(PERSONS, "nix"))
    hang(content, "worse", "\x00")
    hang(content, "Named_Wrong", GOOD)
    hang(content, "half", GOOD.replace('vi = "Số người năm 2019"', ""))
    gallery = read_gallery(content, load_catalogue(content))
    assert set(gallery.exhibits) == {"good", "half"}
    assert {issue.file.rpartition("/")[2] for issue in gallery.issues} == {
        "bad.toml",
        "worse.toml",
        "Named_Wrong.toml",
        "half.toml",
    }


def test_a_broken_dataset_takes_its_charts_with_it(content: Path) -> None:
    hang(content, "good", GOOD)
    (content / "datasets" / PERSONS / "data.parquet").write_text("no parquet", encoding="utf-8")
    gallery = read_gallery(content, load_catalogue(content))
    assert not gallery.exhibits
    assert [own.kind for own in gallery.issues] == ["broken_dataset"]


def test_without_a_folder_the_gallery_is_empty(content: Path) -> None:
    gallery = Engine(load_catalogue(content)).gallery
    assert (dict(gallery.exhibits), gallery.issues) == ({}, ())


def test_the_engine_reads_it_once_and_when_it_is_asked_for(content: Path) -> None:
    engine = Engine(load_catalogue(content))
    path = hang(content, "late", GOOD)
    assert list(engine.gallery.exhibits) == ["late"]
    path.unlink()
    assert engine.gallery is engine.gallery
    assert list(engine.gallery.exhibits) == ["late"]


@pytest.mark.parametrize(
    ("before", "after", "kind", "column"),
    [
        ('mark = "bars"', 'mark = "clouds"', "unknown_option", "mark"),
        ('mark = "bars"', 'mark = "pyramid"', "unknown_option", "mark"),
        ("year = 2019", "year = 1999", "no_figures", "view"),
        ('highlight = "08"', 'category = "sex"', "unknown_option", "category"),
    ],
)
def test_a_chart_that_its_figures_do_not_make_is_a_fault(
    content: Path, before: str, after: str, kind: str, column: str
) -> None:
    hang(content, "one", GOOD.replace(before, after))
    engine = Engine(load_catalogue(content))
    assert engine.gallery.issues == ()
    told = faults_of(engine, engine.gallery.exhibits.values())
    assert [(own.file, own.kind, own.column) for own in told] == [(f"{FOLDER}/one.toml", kind, column)]
    assert told[0].allowed and told[0].mend


def test_an_exhibit_is_shown_with_its_figures(content: Path) -> None:
    hang(content, "one", GOOD)
    engine = Engine(load_catalogue(content))
    own = shown(engine, engine.gallery.exhibit("one"))
    assert (own.spec.mark, own.spec.category, own.spec.title.say("en")) == (
        "bars",
        "ethnic_group",
        "Two groups far apart",
    )
    assert len(own.result)
    assert faults_of(engine, engine.gallery.exhibits.values()) == ()


def test_what_to_loosen_is_named_where_nothing_bears_what_is_selected(content: Path) -> None:
    hang(content, "one", GOOD.replace("year = 2019", "year = 1999"))
    engine = Engine(load_catalogue(content))
    with pytest.raises(NoFigures) as refused:
        shown(engine, engine.gallery.exhibit("one"))
    assert "year" in refused.value.allowed


def test_other_datasets_do_not_care(content: Path) -> None:
    hang(content, "bad", GOOD.replace(PERSONS, "nix"))
    assert set(load_catalogue(content).datasets) == {PERSONS, RATE}
