"""Publications read from their folders: what an editor wrote becomes nouns, and every slip is named with its mend."""

from pathlib import Path

import pytest

from dantoc.catalogue.loading import load_catalogue
from dantoc.catalogue.publications import Publications, publication_ids, read_publication
from dantoc.curation.validation import validate
from dantoc.l10n.faults import describe_error
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import BrokenPublication, UnknownCode, UnknownPublication
from dantoc.model.publication import (
    FigureBlock,
    GeneratedBlock,
    GlossaryBlock,
    KeyFiguresBlock,
    ProfilesBlock,
    Publication,
    TableBlock,
    TextBlock,
)
from dantoc.model.report import Issue
from dantoc.model.selection import Selection
from tests.synthetic import PERSONS, RATE

BOOK = """\
kind = "yearbook"
year = 2026
version = "1.0.0"
issued = 2026-11-23
paper = "16x24"
title.vi = "Niên giám thử"
title.en = "Synthetic yearbook"
subtitle.vi = "Số giả định"
subtitle.en = "Invented figures"
summary.vi = "Thử."
summary.en = "A test."
imprint = "imprint"
keywords.vi = "thử"
keywords.en = "test"

[[part]]
id = "all"
title.vi = "Số liệu"
title.en = "Figures"
chapters = ["people", "back"]
"""
PEOPLE = f"""\
title.vi = "Dân số"
title.en = "Population"
lead = "lead"
theme = "population"

[[block]]
kind = "text"
id = "words"
text.vi = "Lời dẫn."
text.en = "Some words."

[[block]]
kind = "table"
id = "persons"
title.vi = "Số người"
title.en = "Persons"
dataset = "{PERSONS}"
view = {{ ethnic_group = "children(EM)", area = "VN", sex = ["M", "F"], rows = "sex,ethnic_group", columns = "year" }}
panels = "sex"

[[block]]
kind = "map"
id = "rates"
title.vi = "Tỷ lệ nghèo"
title.en = "Poverty rates"
dataset = "{RATE}"
view = {{ mark = "bars" }}

[[block]]
kind = "key_figures"
id = "key"

[[block.figure]]
text.vi = "người Tày"
text.en = "Tay people"
dataset = "{PERSONS}"
view = {{ ethnic_group = "02", area = "VN", sex = "_T", year = "2019" }}
"""
BACK = """\
title.vi = "Tra cứu"
title.en = "Reference"
numbered = false
opens = false

[[block]]
kind = "profiles"
id = "groups"
dimension = "ethnic_group"
codes = "children(EM)"

[[block]]
kind = "glossary"
id = "terms"
indicators = ["poor_share"]

[[block.term]]
term.vi = "Hộ"
term.en = "Household"
text.vi = "Những người ở chung."
text.en = "People who live together."

[[block]]
kind = "index"
id = "names"
"""
TEXTS = {
    "imprint.vi": "Số giả định.",
    "imprint.en": "Invented.",
    "lead.vi": "Ai sống ở đâu.",
    "lead.en": "Who lives where.",
}
SHEET = """\
kind = "fact_sheet"
year = 2026
version = "1.0.0"
issued = 2026-11-23
paper = "a4"
subject = "ethnic_group"
subject_codes = "children(EM)"
series.vi = "Tờ thông tin"
series.en = "Fact sheets"
title.vi = "Dân tộc {subject}"
title.en = "The {subject}"
subtitle.vi = "Tờ thông tin"
subtitle.en = "Fact sheet"
summary.vi = "Về dân tộc {subject}."
summary.en = "On the {subject}."
imprint = "imprint"
keywords.vi = "{subject}"
keywords.en = "{subject}"

[[part]]
id = "sheet"
chapters = ["one"]
"""
ONE = f"""\
title.vi = "Số liệu"
title.en = "Figures"

[[block]]
kind = "text"
id = "words"
text = "words"

[[block]]
kind = "table"
id = "persons"
title.vi = "Số người {{subject}}"
title.en = "Persons, {{subject}}"
dataset = "{PERSONS}"
view = {{ ethnic_group = "EM,SUBJECT", area = "VN", sex = "_T", rows = "ethnic_group", columns = "year" }}
"""


@pytest.fixture
def book(content: Path) -> Path:
    """A content root with one publication, the test's own to change."""
    _write(content, "book", {"publication.toml": BOOK, "chapters/people.toml": PEOPLE, "chapters/back.toml": BACK})
    return content


def _write(content: Path, id: str, files: dict[str, str]) -> Path:
    texts = {f"texts/{name}.md": text + "\n" for name, text in TEXTS.items() if id == "book" or "imprint" in name}
    for name, text in {**texts, **files}.items():
        path = content / "publications" / id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return content


def _read(
    content: Path, id: str = "book", about: str = "", locale: str = "en"
) -> tuple[Publication | None, tuple[Issue, ...]]:
    reading = read_publication(content, id, load_catalogue(content), locale, about)
    return reading.value, reading.issues


def _sound(content: Path, id: str = "book", about: str = "") -> Publication:
    value, issues = _read(content, id, about)
    assert value is not None, list(map(str, issues))
    return value


def test_a_publication_is_read_as_it_is_written(book: Path):
    own = _sound(book)
    assert (own.kind, own.paper, own.year, own.issued.isoformat()) == ("yearbook", "16x24", 2026, "2026-11-23")
    assert own.imprint.as_dict() == {"vi": "Số giả định.", "en": "Invented."}
    assert [(chapter.id, chapter.theme, chapter.numbered, chapter.opens) for chapter in own.chapters] == [
        ("people", "population", True, True),
        ("back", "", False, False),
    ]
    assert next(own.chapters).lead.get("en") == "Who lives where."
    kinds = [type(block) for _, block in own.blocks]
    assert kinds == [
        TextBlock,
        TableBlock,
        FigureBlock,
        KeyFiguresBlock,
        ProfilesBlock,
        GlossaryBlock,
        GeneratedBlock,
    ]


def test_blocks_hold_their_view_chart_codes_and_terms(book: Path):
    words, table, chart, key, profiles, glossary, index = (block for _, block in _sound(book).blocks)
    assert words.text.get("vi") == "Lời dẫn."
    assert (table.dataset, table.panels, table.view.rows) == (PERSONS, "sex", ("sex", "ethnic_group"))
    assert table.view.query.selection("sex") == Selection.codes("M", "F")
    assert chart.is_map
    assert (chart.exhibit.view.mark, chart.exhibit.figure.title.get("en")) == ("bars", "Poverty rates")
    assert key.figures[0].text.get("en") == "Tay people"
    assert profiles.codes == ("02", "08")
    assert [term.term.get("en") for term in glossary.terms] == ["Household", "Poor households"]
    assert glossary.terms[1].text.get("en") == "Invented rate."
    assert index == GeneratedBlock("names", "index")


@pytest.mark.parametrize(
    ("file", "old", "new", "kind", "place"),
    [
        ("publication.toml", 'kind = "yearbook"', 'kind = "novel"', "unknown_value", "kind"),
        ("publication.toml", 'paper = "16x24"', 'paper = "a3"', "unknown_value", "paper"),
        ("publication.toml", "year = 2026", 'year = "2026"', "wrong_type", "year"),
        ("publication.toml", "issued = 2026-11-23", 'issued = "today"', "wrong_type", "issued"),
        ("publication.toml", 'title.en = "Synthetic yearbook"\n', "", "missing_text", "title.en"),
        ("publication.toml", 'version = "1.0.0"', 'version = "1"', "unknown_value", "version"),
        ("publication.toml", 'paper = "16x24"', 'paper = "16x24"\npapper = "a4"', "unknown_key", "papper"),
        ("publication.toml", '"people", "back"', '"people", "back", "index"', "missing_chapter", "part[1].chapters"),
        ("publication.toml", '["people", "back"]', '["people", "back", "people"]', "twice", "part[1].chapters"),
        ("publication.toml", '["people", "back"]', "[]", "empty_part", "part[1].chapters"),
        ("publication.toml", '["people", "back"]', '["people"]', "unused_file", "part"),
        ("publication.toml", 'imprint = "imprint"', 'imprint = "colophon"', "missing_text_file", "imprint"),
        ("chapters/people.toml", 'theme = "population"', 'theme = "peoples"', "unknown_value", "theme"),
        ("chapters/people.toml", 'kind = "text"', 'kind = "poem"', "unknown_value", "block[1] words.kind"),
        ("chapters/people.toml", 'kind = "text"\n', "", "missing_key", "block[1] words.kind"),
        ("chapters/people.toml", 'id = "words"', 'id = "A word"', "unknown_value", "block[1].id"),
        ("chapters/people.toml", 'id = "words"', 'id = "persons"', "twice", "block[2] persons.id"),
        ("chapters/people.toml", 'text.en = "Some words."\n', "", "missing_text", "block[1] words.text.en"),
        ("chapters/people.toml", f'"{PERSONS}"', '"nowhere"', "unknown_dataset", "block[2] persons.dataset"),
        ("chapters/people.toml", 'area = "VN"', 'area = "99"', "unknown_code", "block[2] persons.view.area"),
        ("chapters/people.toml", 'area = "VN"', 'place = "VN"', "unknown_key", "block[2] persons.view.place"),
        ("chapters/people.toml", 'area = "VN"', 'area = "top()"', "bad_selection", "block[2] persons.view.area"),
        ("chapters/people.toml", 'columns = "year"', 'columns = "age"', "unknown_dimension", "persons.view.columns"),
        ("chapters/people.toml", 'panels = "sex"', 'panels = "age"', "unknown_value", "block[2] persons.panels"),
        ("chapters/people.toml", 'panels = "sex"', 'panel = "sex"', "unknown_key", "block[2] persons.panel"),
        ("chapters/people.toml", 'title.vi = "Số người"', "title.vi = 5", "wrong_type", "block[2] persons.title.vi"),
        ("chapters/people.toml", 'mark = "bars"', 'mark = "cake"', "unknown_mark", "block[3] rates.view.mark"),
        ("chapters/people.toml", 'mark = "bars"', "", "missing_key", "block[3] rates.view.mark"),
        ("chapters/people.toml", 'title.en = "Poverty rates"\n', "", "missing_text", "block[3] rates.title.en"),
        ("chapters/people.toml", 'year = "2019"', 'year = "2020"', "code_without_figures", "view"),
        ("chapters/back.toml", 'codes = "children(EM)"', 'codes = "children(X)"', "unknown_code", "groups.codes"),
        (
            "chapters/back.toml",
            'dimension = "ethnic_group"',
            'dimension = "tribe"',
            "unknown_value",
            "groups.dimension",
        ),
        ("chapters/back.toml", '["poor_share"]', '["rich_share"]', "unknown_value", "block[2] terms.indicators"),
        ("chapters/back.toml", 'text.vi = "Những', 'texts.vi = "Những', "missing_text", "term[1].text.vi"),
        ("chapters/back.toml", 'kind = "index"', 'kind = "indexes"', "unknown_value", "block[3] names.kind"),
    ],
)
def test_a_slip_is_named_with_file_block_key_and_mend(book, file, old, new, kind, place):
    path = book / "publications/book" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    value, issues = _read(book)
    assert value is None
    found = [issue for issue in issues if issue.kind == kind and issue.column.endswith(place)]
    assert found, list(map(str, issues))
    assert found[0].file == f"publications/book/{file}"
    assert found[0].allowed
    assert found[0].mend
    said = next(issue for issue in _read(book, locale="vi")[1] if issue.kind == kind)
    assert said.mend != found[0].mend


@pytest.mark.parametrize("name", ["imprint.en", "lead.vi"])
def test_a_text_without_its_twin_is_named_where_it_is_used(book, name):
    (book / f"publications/book/texts/{name}.md").unlink()
    _, issues = _read(book)
    assert [(issue.kind, issue.found) for issue in issues] == [("missing_text_file", f"texts/{name}.md")]


def test_an_empty_text_a_stray_text_and_an_empty_chapter_are_faults(book):
    folder = book / "publications/book"
    (folder / "texts/lead.vi.md").write_text("\n", encoding="utf-8")
    (folder / "chapters/back.toml").write_text('title.vi = "Hết"\ntitle.en = "End"\n', encoding="utf-8")
    assert [issue.kind for issue in _read(book)[1]] == ["missing_text", "empty_chapter"]
    (folder / "texts/lead.vi.md").write_text("Ai sống ở đâu.\n", encoding="utf-8")
    (folder / "chapters/back.toml").write_text(BACK, encoding="utf-8")
    (folder / "texts/spare.vi.md").write_text("Không ai dùng.\n", encoding="utf-8")
    assert [(issue.kind, issue.found) for issue in _read(book)[1]] == [("unused_file", "texts/spare.vi.md")]


def test_files_that_cannot_be_read_cost_their_publication_only(book):
    _write(book, "other", {"publication.toml": BOOK.replace('"people", "back"', '"back"'), "chapters/back.toml": BACK})
    (book / "publications/book/chapters/people.toml").write_text("title.vi = \n", encoding="utf-8")
    own = Publications(load_catalogue(book))
    assert own.ids == ("book", "other")
    assert own.publication("other").id == "other"
    assert set(own.broken) == {"book"}
    with pytest.raises(BrokenPublication, match=r"people\.toml.*bad_toml") as caught:
        own.publication("book")
    for locale in ("vi", "en"):
        assert "people.toml" in describe_error(caught.value, locale)


def test_a_publication_is_read_when_it_is_asked_for_and_kept(book, monkeypatch):
    own = Publications(load_catalogue(book))
    (book / "publications/book/chapters/back.toml").write_text(BACK.replace("Reference", "Look up"), encoding="utf-8")
    first = own.publication("book")
    assert [chapter.title.get("en") for chapter in first.chapters] == ["Population", "Look up"]
    (book / "publications/book/publication.toml").unlink()
    assert own.publication("book") is first


def test_an_unknown_publication_is_said_with_those_there_are(book):
    own = Publications(load_catalogue(book))
    with pytest.raises(UnknownPublication) as caught:
        own.publication("atlas")
    assert caught.value.allowed == ("book",)


def test_a_folder_with_a_strange_name_is_a_fault_and_one_without_a_description_is_none(book):
    (book / "publications/book").rename(book / "publications/My-Book")
    (book / "publications/gallery").mkdir()
    assert publication_ids(book) == ("My-Book",)
    assert "bad_id" in [issue.kind for issue in _read(book, "My-Book")[1]]


@pytest.fixture
def sheet(content: Path) -> Path:
    """A content root with a fact sheet, the test's own to change."""
    files = {"publication.toml": SHEET, "chapters/one.toml": ONE}
    words = {"texts/words.vi.md": "Về người {subject}.", "texts/words.en.md": "On the {subject}."}
    return _write(content, "sheet", {**files, **words})


def test_a_fact_sheet_is_about_the_code_it_is_asked_for(sheet):
    own = Publications(load_catalogue(sheet))
    first = own.publication("sheet")
    assert (first.about, first.subject, first.subject_codes) == ("02", "ethnic_group", ("02", "08"))
    hmong = own.publication("sheet", "08")
    assert hmong.about == "08"
    assert hmong.title.as_dict() == {"vi": "Dân tộc Hmông", "en": "The Hmong"}
    assert hmong.series == first.series
    words, table = (block for _, block in hmong.blocks)
    assert words.text.as_dict() == {"vi": "Về người Hmông.", "en": "On the Hmong."}
    assert table.title.get("en") == "Persons, Hmong"
    assert table.view.query.selection("ethnic_group") == Selection.codes("EM", "08")


def test_a_fact_sheet_of_a_code_it_cannot_be_about_is_refused(sheet):
    with pytest.raises(UnknownCode) as caught:
        Publications(load_catalogue(sheet)).publication("sheet", "01")
    assert (caught.value.parameter, caught.value.allowed) == ("ethnic_group", ("02", "08"))


def test_what_has_no_figures_for_the_subject_is_left_out_where_it_may_be(sheet):
    path = sheet / "publications/sheet/chapters/one.toml"
    text = path.read_text(encoding="utf-8").replace('area = "VN"', 'area = "VN", year = "2020"')
    path.write_text(text, encoding="utf-8")
    assert [issue.kind for issue in _read(sheet, "sheet")[1]] == ["code_without_figures"]
    path.write_text(text + "optional = true\n", encoding="utf-8")
    assert [block.id for _, block in _sound(sheet, "sheet").blocks] == ["words"]


def test_faults_of_publications_are_among_those_of_the_content(book):
    assert validate(book).ok
    path = book / "publications/book/chapters/people.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(PERSONS, "nowhere"), encoding="utf-8")
    issues = validate(book).issues
    assert {issue.kind for issue in issues} == {"unknown_dataset"}
    assert {issue.file for issue in issues} == {"publications/book/chapters/people.toml"}


def test_the_catalogue_is_not_read_anew_for_a_publication(book):
    catalogue = load_catalogue(book)
    assert isinstance(catalogue, Catalogue)
    assert Publications(catalogue).catalogue is catalogue
