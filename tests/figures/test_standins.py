"""Signs that stand for words while a chart is laid out: the drawing is the same, to the thousandth of a px."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
import uharfbuzz as harfbuzz

from dantoc.figures import fonts, printing
from dantoc.figures.printing import drawn
from dantoc.figures.screens import widths
from dantoc.figures.standin_font import FAMILY, FIRST, MANY, ONES, TURNS, WIDTHS, font_file, letter
from dantoc.figures.standins import _RUN, Standins, _of_width
from tests.figures.renew_golden import kept_specification

CHARTS = ("hygienic_water", "infant_mortality_map", "poverty_slope", "pupils_by_province", "minority_teachers")
WORDS = 'Cỏ & <hoa> "lá" ≥ 5 %'
AMHARIC = "ኢትዮጵያ"
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def chart(exhibit: str) -> dict[str, object]:
    own = kept_specification(exhibit, "vi")["chart"]
    assert isinstance(own, dict)
    return own


def titled(words: str) -> Mapping[str, object]:
    title = {"text": words, "fontWeight": 700}
    return {"width": 300, "height": 20, "description": "", "title": title, "data": {"values": [{}]}, "mark": "point"}


@pytest.mark.parametrize("width", [printing.WIDTH, printing.PHONE_WIDTH])
@pytest.mark.parametrize("exhibit", CHARTS)
def test_the_drawing_is_the_same_with_signs_and_with_words(exhibit: str, width: int) -> None:
    own = {**chart(exhibit), "width": width, "params": widths(width)}
    plain = re.sub(printing._UNNAMED, "", str(printing._drawer().vegalite_to_svg(own)))
    content = plain[plain.index(">") + 1 : plain.rindex("</svg>")]
    assert _rounded(drawn(own).content) == _rounded(content)


@pytest.mark.parametrize("exhibit", CHARTS)
def test_the_words_of_a_chart_are_not_measured_letter_by_letter(exhibit: str) -> None:
    signed = str(
        printing._drawer().vegalite_to_svg(Standins().chart({**chart(exhibit), "width": 720, "params": widths(720)}))
    )
    texts = [own[0] for own in re.finditer(r"<text\b[^>]*(?<!/)>.*?</text>", signed, re.DOTALL)]
    measured = [own for own in texts if FAMILY not in own and not re.search(r">[\d.,−]+</text>", own)]
    assert texts
    assert measured == []


def test_words_come_back_as_they_were_whatever_signs_of_mark_up_they_hold() -> None:
    svg = drawn(titled(WORDS)).svg()
    assert WORDS in [
        "".join(own.itertext()) for own in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    assert FAMILY not in svg


def test_words_of_one_width_are_told_apart() -> None:
    own = Standins()
    numbers = [f"{number:05d}" for number in range(200)]
    lines = own.chart({"title": {"text": numbers}})["title"]
    assert isinstance(lines, dict)
    assert len(set(lines["text"])) == len(numbers)
    assert own.back("\n".join(lines["text"])) == "\n".join(numbers)


def test_words_that_the_font_cannot_write_stay() -> None:
    assert Standins().chart(titled(AMHARIC)) == titled(AMHARIC)


@pytest.mark.parametrize("width", [1, ONES - 1, ONES, ONES + 1, ONES * MANY, ONES * MANY + 7, 3 * ONES * MANY])
def test_every_sign_of_a_width_is_its_own_and_so_wide(width: int) -> None:
    font = harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob(font_file())))
    signs = [_of_width(width, turn) for turn in range(2 * TURNS + 3)]
    assert len(set(signs)) == len(signs)
    for sign in signs:
        assert _RUN.fullmatch(sign)
        buffer = harfbuzz.Buffer()
        buffer.add_str(sign)
        buffer.guess_segment_properties()
        harfbuzz.shape(font, buffer)
        assert sum(own.x_advance for own in buffer.glyph_positions) == width


def test_signs_of_another_are_left_alone() -> None:
    assert Standins().back(chr(FIRST)) == chr(FIRST)


def test_the_font_is_as_wide_as_its_signs_count() -> None:
    font = harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob(font_file())))
    buffer = harfbuzz.Buffer()
    buffer.add_str("".join(map(letter, range(len(WIDTHS)))))
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer)
    assert tuple(own.x_advance for own in buffer.glyph_positions) == WIDTHS


def test_a_text_without_letters_has_no_outlines() -> None:
    own = drawn(chart("poverty_slope"))
    assert re.search(r"<text\b[^>]*/>", own.content)
    outlined = own.svg(outlined=True)
    ElementTree.fromstring(outlined)
    assert not fonts_left(outlined)


def test_letters_that_the_font_lacks_stay_letters_among_outlines() -> None:
    outlined = drawn(titled(AMHARIC)).svg(outlined=True)
    assert AMHARIC in "".join(ElementTree.fromstring(outlined).itertext())


def fonts_left(svg: str) -> list[str]:
    return [own for own in re.findall(r"<text\b[^>]*(?<!/)>", svg) if fonts.FAMILY in own]


def _rounded(content: str) -> str:
    return NUMBER.sub(lambda own: f"{float(own[0]):.3f}", content)
