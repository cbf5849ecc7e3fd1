from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from dantoc.figures.drawing import alt_text, draw
from dantoc.figures.press import Job, NotDrawn, Press
from dantoc.figures.printing import DOTS, Drawing, drawn
from dantoc.model.figure import FigureSpec
from dantoc.model.size import PRESETS, Size
from dantoc.model.text import LocalizedText
from tests.figures.drawn import Box, boxes, overlapping
from tests.results import result

TITLE = "Dân số Hmông & Ê-đê <2019>"
ROWS = [{"ethnic_group": f"{code:02}", "value": 1000.0 * code} for code in range(2, 12)]
SPEC = FigureSpec("bars", "ethnic_group", title=LocalizedText.of(vi=TITLE, en="Population"))


def picture(size: str = "page", locale: str = "vi") -> Drawing:
    spec = FigureSpec("bars", "ethnic_group", title=SPEC.title, size=PRESETS.get(size) or Size.parse(size))
    own = result(ROWS)
    return drawn(draw(own, spec, locale), spec.size, alt_text(own, spec, locale))


@pytest.mark.parametrize("dots", DOTS)
@pytest.mark.parametrize(("size", "mm"), [("a4-half", (170, 120)), ("90x60mm", (90, 60)), ("link", (317.5, 166.7))])
def test_a_png_has_its_dots_and_its_true_size(size: str, mm: tuple[float, float], dots: str) -> None:
    image = Image.open(io.BytesIO(picture(size).png(DOTS[dots])))
    for pixels, length, metre in zip(image.size, mm, image.info["dpi"], strict=True):
        assert metre == pytest.approx(96 * DOTS[dots], rel=0.001)
        assert pixels / metre * 25.4 == pytest.approx(length, abs=0.3)


def test_a_link_preview_has_exactly_the_pixels_that_are_asked_for() -> None:
    assert Image.open(io.BytesIO(picture("link").png(1.0))).size == (1200, 630)
    assert Image.open(io.BytesIO(picture("story").png(2.0))).size == (2160, 3840)


def test_title_and_alt_text_are_in_the_png_and_in_the_svg() -> None:
    own = picture()
    info = Image.open(io.BytesIO(own.png())).info
    assert info["Title"] == TITLE
    assert info["Description"] == own.alt
    tree = ElementTree.fromstring(own.svg(lang="vi"))
    assert [tree[0].text, tree[1].text] == [TITLE, own.alt]
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"


def test_the_letters_of_an_svg_go_along_with_it() -> None:
    svg = picture().svg()
    faces = re.findall(r'@font-face\{font-family:"Source Sans";font-weight:(\d+)', svg)
    assert faces == ["400", "700"]
    assert len(svg) < 80_000, "a subset, not the whole font"


def test_outlines_stand_where_the_letters_stood() -> None:
    text, curves = picture(), picture().svg(outlined=True)
    assert "<text" not in curves
    assert "font-family" not in curves
    assert TITLE.split(maxsplit=1)[0] in curves, "the title is still said"
    first, second = (Image.open(io.BytesIO(_raster(svg))).convert("L") for svg in (text.svg(), curves))
    assert first.size == second.size
    off = sum(abs(one - two) > 128 for one, two in zip(first.tobytes(), second.tobytes(), strict=True))
    assert off < 0.004 * first.width * first.height


def _raster(svg: str) -> bytes:
    from dantoc.figures.printing import _drawer

    return bytes(_drawer().svg_to_png(svg, scale=1.0, ppi=72))


def test_a_pdf_is_of_its_size_with_fonts_inside_and_its_words_in_order(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    path.write_bytes(picture("a4-half").pdf("vi"))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    assert fonts.count("SourceSans") == 2
    assert fonts.count("yes yes yes") == 2
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    width, height = (float(own) for own in re.findall(r"Page size:\s+([\d.]+) x ([\d.]+) pts", info)[0])
    assert (width / 72 * 25.4, height / 72 * 25.4) == (pytest.approx(170, abs=0.1), pytest.approx(120, abs=0.1))
    assert TITLE in info
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert TITLE in text
    assert "11.000" in text


def test_every_file_says_the_same_words() -> None:
    own = picture()
    said = {box.text for box in boxes(own.svg())}
    assert {"Tày", "11.000", TITLE} <= said


def test_a_bare_drawing_lacks_nothing_but_the_letters() -> None:
    whole, bare = Job(draw(result(ROWS), SPEC, "vi"), ("svg", "bare"), SPEC.size, "Mô tả", "vi").draw()
    assert "@font-face" in whole.decode()
    assert re.sub("<style>.*?</style>", "", whole.decode(), flags=re.DOTALL) == bare.decode()


def test_the_same_chart_is_the_same_bytes_in_every_process() -> None:
    own = result(ROWS)
    job = Job(draw(own, SPEC, "vi"), ("svg", "outlines", "png", "pdf"), SPEC.size, "Mô tả", "vi")
    press = Press(workers=1)
    try:
        assert job.draw() == press.draw(job) == job.draw()
        press.end()
        assert press.draw(job) == job.draw()
    finally:
        press.end()


def test_a_job_is_read_as_it_is_written() -> None:
    job = Job({"width": "container", "title": TITLE}, ("png",), PRESETS["a4"], "Mô tả", "vi", 3.125, 360)
    assert Job.read(job.written()) == job


def test_a_chart_that_cannot_be_drawn_costs_only_itself() -> None:
    own = result(ROWS)
    press = Press(workers=1)
    try:
        with pytest.raises(NotDrawn):
            press.draw(Job({"width": 10, "mark": {"no": "mark"}}, ("png",)))
        assert press.draw(Job(draw(own, SPEC, "vi"), ("png",)))[0][:4] == b"\x89PNG"
    finally:
        press.end()


def test_a_process_that_dies_is_replaced() -> None:
    own = result(ROWS)
    job = Job(draw(own, SPEC, "vi"), ("svg",))
    press = Press(workers=1)
    try:
        first = press.draw(job)
        press._free[0]._process.kill()
        press._free[0]._process.wait()
        assert press.draw(job) == first
    finally:
        press.end()


def test_processes_wait_for_what_is_to_be_drawn_where_it_is_expected() -> None:
    press = Press(workers=2)
    try:
        press.ready()
        assert press.waiting == 2
        before = {own._process.pid for own in press._free}
        press.draw(Job(draw(result(ROWS), SPEC, "vi"), ("bare",)))
        assert {own._process.pid for own in press._free} == before
    finally:
        press.end()


def test_processes_end_when_there_is_nothing_to_draw() -> None:
    press = Press(workers=1, idle=0.05)
    press.draw(Job(draw(result(ROWS), SPEC, "vi"), ("svg",)))
    assert press._sleep is not None
    press._sleep.join(10)
    assert press.waiting == 0


def test_a_press_that_is_ended_leaves_no_thread_that_waits() -> None:
    press = Press(workers=1, idle=60.0)
    press.draw(Job(draw(result(ROWS), SPEC, "vi"), ("bare",)))
    press.end()
    assert press._sleep is not None
    press._sleep.join(10)
    assert not press._sleep.is_alive()


def test_words_upon_words_would_be_found() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g transform="translate(10,20)">{}</g></svg>'
    text = '<text transform="translate({},0)" font-size="12px">{}</text>'
    assert overlapping(svg.format(text.format(0, "Hmông") + text.format(20, "Tày"))) == [("Hmông", "Tày")]
    assert not overlapping(svg.format(text.format(0, "Hmông") + text.format(60, "Tày")))
    assert Box("a", 0, 0, 10, 10).meets(Box("b", 5, 5, 15, 15))
