"""The editors' texts: pieces, emphasis, links, in one language or two."""

import pytest

from dantoc.reports.markdown import Piece, marked_up, pieces


def test_pieces_of_a_text():
    text = "# A\n\nMột dòng\nhai dòng\n\n- mục\n  tiếp\n- mục khác\n1. thứ nhất\n\n### Nhỏ ###\ncuối"
    assert list(pieces(text)) == [
        Piece("H2", "A"),
        Piece("P", "Một dòng hai dòng"),
        Piece("LI", "mục tiếp", "–"),
        Piece("LI", "mục khác", "–"),
        Piece("LI", "thứ nhất", "1."),
        Piece("H3", "Nhỏ"),
        Piece("P", "cuối"),
    ]


def test_text_becomes_nfc():
    assert next(pieces("Ti\u00ea\u0301ng Vi\u00ea\u0323t")).text == "Tiếng Việt"


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a **b** *c* `d`", "a <b>b</b> <i>c</i> d"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("snake_case_name và 2*3*4", "snake_case_name và 2*3*4"),
        ("<b>không</b>", "&lt;b&gt;không&lt;/b&gt;"),
    ],
)
def test_emphasis_is_marked_and_all_else_is_plain(text: str, markup: str):
    assert marked_up(text) == markup


def test_links_lead_where_they_say():
    said = marked_up('Xem [**bảng**](https://a.org/x?y=1&z="2") và <https://b.org>.')
    assert "href='https://a.org/x?y=1&amp;z=\"2\"'" in said
    assert "<b>bảng</b></a>" in said
    assert 'href="https://b.org"' in said and ">https://b.org</a>." in said
