"""Tags: two readers that know nothing of each other find the same elements, in the order in which a page is read."""

import sys

import pytest

from dantoc.reports.archive import Archive
from dantoc.reports.tagging import Tags
from tests.reports import reading
from tests.reports.drawing import DESCRIPTION, FIGURES, draw_table, open_canvas, say, small_book

ORDER = [
    ("Document", ""),
    ("H1", "Dân số các dân tộc"),
    ("P", "Population of the ethnic groups"),
    ("P", "Một đoạn văn dài, đứt đoạn vì một đường kẻ,"),
    ("Link", "xem trang cuối"),
    *[("L", ""), ("LI", ""), ("Lbl", "1."), ("LBody", "một"), ("LI", ""), ("Lbl", "2."), ("LBody", "hai")],
    *[("Table", ""), ("THead", ""), ("TR", ""), ("TH", "Dân tộc"), ("TH", "2009"), ("TH", "2019")],
    *[("TBody", ""), ("TR", ""), ("TH", "Mường"), ("TD", "1.268.963"), ("TD", "1.452.095")],
    *[("TR", ""), ("TH", "Ơ Đu"), ("TD", "376"), ("TD", "")],
    ("P", "Một đoạn qua hai trang: đầu và cuối"),
    ("Figure", "Mường"),
    ("P", ""),
    ("Link", ""),
]
SQUEEZED = [(kind, reading.squeezed(text)) for kind, text in ORDER]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return small_book()


@pytest.fixture(scope="module")
def root(pdf: bytes) -> reading.Node:
    return reading.tree(pdf)


def test_a_second_reader_finds_every_element_in_order(root: reading.Node):
    assert root.order == SQUEEZED


def test_poppler_finds_the_same(pdf: bytes):
    assert reading.poppler_order(pdf) == SQUEEZED


def test_all_that_is_drawn_is_an_element_or_an_artifact(pdf: bytes):
    assert reading.faults_of_marks(pdf) == []


def test_the_check_of_marks_can_fail():
    canvas = open_canvas()
    say(canvas, "P", "trong một phần tử", 700)
    canvas.drawString(60, 600, "ngoài mọi phần tử")
    canvas.archive = Archive(DESCRIPTION)
    assert reading.faults_of_marks(canvas.getpdfdata()) == ["page 1: drawn outside all marks: {'Tj': 1}"]


def test_heads_say_what_they_head(root: reading.Node):
    heads = [(node.words, node.attributes.get("Scope")) for node in root.all("TH")]
    assert heads == [("Dân tộc", "Column"), ("2009", "Column"), ("2019", "Column"), ("Mường", "Row"), ("Ơ Đu", "Row")]


def test_another_language_is_said_where_it_is_used(root: reading.Node):
    assert root.lang == "vi"
    assert [node.words for node in root.walk() if node.lang == "en"] == ["Population of the ethnic groups"]


def test_a_picture_is_said_in_words(root: reading.Node):
    (picture,) = root.all("Figure")
    assert picture.alt == "Biểu đồ cột: người Mường đông hơn người Ơ Đu"
    assert picture.attributes["BBox"] == [60, 600, 300, 700]


def test_a_list_says_how_it_is_numbered(root: reading.Node):
    assert root.all("L")[0].attributes["ListNumbering"] == "Decimal"


def test_links_go_where_they_say(pdf: bytes):
    assert reading.links(pdf) == [
        (1, "Trang cuối", 3),
        (3, "Trên mạng", "https://example.org/dataset?id=population"),
    ]
    assert reading.faults_of_links(pdf) == []


def test_an_element_that_holds_nothing_is_left_out_and_an_empty_cell_is_not(root: reading.Node):
    canvas = open_canvas()
    canvas.tags.new("Sect")
    empty = canvas.tags.new("P")
    canvas.tags.begin(canvas, empty)
    canvas.tags.end(canvas)
    say(canvas, "P", "mới là đoạn văn", 700)
    canvas.archive = Archive(DESCRIPTION)
    assert reading.tree(canvas.getpdfdata()).order == [("Document", ""), ("P", "mớilàđoạnvăn")]
    assert len(root.all("TD")) == sum(len(row) - 1 for row in FIGURES[1:])


def test_spans_and_headers_point_to_their_heads():
    canvas = open_canvas()
    tags = canvas.tags
    table = tags.new("Table")
    head = tags.new("TH", tags.new("TR", table), scope="Column", column_span=2)
    with tags.mark(canvas, head):
        canvas.drawString(60, 700, "Năm")
    cell = tags.new("TD", tags.new("TR", table), headers=(head,), row_span=2)
    with tags.mark(canvas, cell):
        canvas.drawString(60, 680, "5")
    canvas.archive = Archive(DESCRIPTION)
    found = reading.tree(canvas.getpdfdata())
    assert found.all("TH")[0].attributes["ColSpan"] == 2
    assert found.all("TD")[0].attributes["RowSpan"] == 2
    assert len(found.all("TD")[0].attributes["Headers"]) == 1


def test_what_a_form_draws_belongs_to_where_it_is_shown():
    canvas = open_canvas()
    with canvas.tags.mark(canvas, canvas.tags.new("P")):
        canvas.drawString(60, 700, "Trang ")
        canvas.doForm("pages")
    canvas.beginForm("pages", 0, 0, 595, 842)
    with canvas.tags.artifact(canvas):
        canvas.drawString(100, 700, "250")
    canvas.endForm()
    canvas.archive = Archive(DESCRIPTION)
    pdf = canvas.getpdfdata()
    assert reading.faults_of_marks(pdf) == []
    assert reading.poppler_order(pdf)[1] == ("P", "Trang250")


@pytest.mark.parametrize(
    ("kind", "within", "fault"),
    [
        ("Paragraph", "Document", "no element is called 'Paragraph'"),
        ("TD", "Table", "TD cannot stand in Table; it stands in TR"),
        ("LI", "P", "LI cannot stand in P; it stands in L"),
    ],
)
def test_an_element_in_a_wrong_place_is_refused_with_the_right_one(kind: str, within: str, fault: str):
    tags = Tags("vi")
    holder = tags.root if within == "Document" else tags.new(within)
    with pytest.raises(ValueError, match=fault):
        tags.new(kind, holder)


def test_a_page_cannot_end_within_a_mark():
    canvas = open_canvas()
    canvas.tags.begin(canvas, canvas.tags.new("P"))
    canvas.drawString(60, 700, "không hết")
    with pytest.raises(ValueError, match="page 1 ends within a mark"):
        canvas.showPage()


def calls_to_write(pages: int) -> int:
    """How many Python functions are called to draw and write ``pages`` full pages of a table: a clock without noise."""
    rows = [[f"{row * 7 + column}" for column in range(10)] for row in range(50)]
    called = 0

    def count(_frame: object, event: str, _own: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        canvas = open_canvas()
        for _ in range(pages):
            draw_table(canvas, rows, 780)
            canvas.showPage()
        canvas.archive = Archive(DESCRIPTION)
        canvas.getpdfdata()
    finally:
        sys.setprofile(None)
    return called


def test_the_work_of_tagging_grows_with_the_cells_and_not_with_their_square():
    few, twice, many = (calls_to_write(pages) for pages in (10, 20, 40))
    assert few > 10 * 500
    assert many - twice < 2.1 * (twice - few)
