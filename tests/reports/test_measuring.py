"""Where the lines of titles end."""

from hypothesis import given
from hypothesis import strategies as st

from dantoc.reports.measuring import LAST_LINE, lines_of, title_lines, width_of
from dantoc.reports.typography import SEMIBOLD

LONG = "Dân số năm 2009, 2019 và tốc độ tăng bình quân năm của các dân tộc"


def test_no_word_of_a_title_stands_alone_on_the_last_line():
    width = width_of(LONG, SEMIBOLD, 9.5) - 4
    greedy = lines_of(LONG, SEMIBOLD, 9.5, width)
    assert [line.strip() for line in greedy][1:] == ["tộc"]
    first, last = title_lines(LONG, SEMIBOLD, 9.5, width)
    assert f"{first}{last}" == LONG
    assert width_of(last, SEMIBOLD, 9.5) >= LAST_LINE * width


def test_no_line_ends_within_a_date_or_a_word_of_two_syllables():
    for title, bound in (
        ("Population of the ethnic groups by province, Red River Delta, 1 April 2019", "1 April 2019"),
        ("Số xã vùng đồng bào các dân tộc thiểu số và miền núi theo địa phương", "dân tộc"),
    ):
        for width in range(90, 330, 7):
            lines = [line.strip() for line in title_lines(title, SEMIBOLD, 9.5, float(width))]
            assert any(bound in line for line in lines), (width, lines)


WORDS = ("dân", "tộc", "thiểu", "số", "địa", "phương", "theo", "2019", "và", "Việt", "Nam", "1", "May")


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_a_title_loses_no_word_and_takes_no_line_more_than_it_must(words: list[str]):
    title = " ".join(words)
    lines = title_lines(title, SEMIBOLD, 9.5, 150.0)
    assert "".join(lines) == title
    assert all(width_of(line.rstrip(), SEMIBOLD, 9.5) <= 150.0 for line in lines)
