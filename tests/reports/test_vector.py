"""Charts on the page of a book look as the chart's own document does, and say their words once."""

import io
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from dantoc.engine.engine import open_engine
from dantoc.figures import drawing, finishing
from dantoc.figures.printing import Drawing, drawn
from dantoc.model.figure_params import parse_figure
from dantoc.model.view import parse_view
from dantoc.reports.typography import REGULAR, fonts
from dantoc.reports.vector import Picture, Walked, _colour, _matrix, _path
from tests.reports.printed import flat, text_of

CHARTS = {
    "bars": ("population_census", {"ethnic_group": "top(10)", "year": "2019", "mark": "bars"}),
    "lines": (
        "population_census",
        {"ethnic_group": "02,05,08", "rows": "year", "columns": "ethnic_group", "mark": "lines"},
    ),
    "pyramid": ("population_age_1999", {"ethnic_group": "08", "mark": "pyramid"}),
    "tiles": (
        "population_census",
        {
            "ethnic_group": "08",
            "area": "leaves(VN)",
            "year": "2019",
            "rows": "area",
            "columns": "year",
            "mark": "tiles",
        },
    ),
    "scatter": (
        "province_health",
        {"indicator": "infant_mortality_rate_area,total_fertility_rate_area", "year": "2016", "mark": "scatter"},
    ),
}
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
MOST_UNLIKE = 4.0
"""The mean difference of two pictures in levels of grey, once both are blurred by a pixel."""


def chart(name: str, theme: str = "print") -> Drawing:
    engine = open_engine()
    dataset, said = CHARTS[name]
    own = engine.catalogue.dataset(dataset)
    view = parse_view(own, said)
    asked = parse_figure(own, {"theme": theme, "size": "150mm"}, ("vi", "en"))
    result = engine.run(view.query, order_by=view.ordered_by)
    spec = finishing.finish(result, view, asked)
    return drawn(drawing.draw(result, spec, "vi"), spec.size)


def walked(svg: str, width: float = 400.0) -> tuple[bytes, Picture]:
    """The drawing walked onto a page of its own size."""
    fonts()
    picture = Picture.of(Walked.of(svg), width)
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(picture.width, picture.height), invariant=1, initialFontName=REGULAR)
    picture.draw(canvas)
    canvas.showPage()
    canvas.save()
    return sink.getvalue(), picture


def seen(pdf: bytes, folder: Path, name: str) -> Image.Image:
    path = folder / f"{name}.pdf"
    path.write_bytes(pdf)
    command = [
        "pdftoppm",
        "-png",
        "-singlefile",
        "-scale-to-x",
        "900",
        "-scale-to-y",
        "-1",
        str(path),
        str(folder / name),
    ]
    subprocess.run(command, check=True)
    with Image.open(folder / f"{name}.png") as picture:
        return picture.convert("L")


def unlike(first: Image.Image, second: Image.Image) -> float:
    """How unlike two pictures are, in levels of grey a pixel."""
    second = second.resize(first.size)
    blurred = (own.filter(ImageFilter.GaussianBlur(1)) for own in (first, second))
    histogram = ImageChops.difference(*blurred).histogram()
    return sum(level * count for level, count in enumerate(histogram)) / (first.width * first.height)


@pytest.mark.parametrize("theme", ["print", "light"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_in_a_book_looks_as_its_own_document(name: str, theme: str, tmp_path: Path):
    own = chart(name, theme)
    ours = seen(walked(own.svg())[0], tmp_path, "ours")
    assert unlike(ours, seen(own.pdf(), tmp_path, "theirs")) < MOST_UNLIKE


def test_the_comparison_can_fail(tmp_path: Path):
    first = seen(walked(chart("bars").svg())[0], tmp_path, "bars")
    assert unlike(first, seen(walked(chart("lines").svg())[0], tmp_path, "lines")) > 2 * MOST_UNLIKE


@pytest.mark.parametrize("name", CHARTS)
def test_its_words_come_out_once(name: str):
    pdf, picture = walked(chart(name).svg())
    said = flat(text_of(pdf, raw=True)).split()
    wanted = [word for line in picture.walked.texts for word in line.split()]
    doubled = name == "scatter"  # a drawing says a text with a halo twice: once as the halo, once as the text
    assert sorted(said) == sorted(wanted) or (doubled and len(said) < len(wanted) and set(said) == set(wanted))


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("M1,2l3,4", (4, 6)),
        ("M1 2h5v-3H0V9", (0, 9)),
        ("m1,1 2,2 3,3", (6, 6)),
        ("M0,0c1,1 2,2 3,3s1,1 2,2", (5, 5)),
        ("M0,0q1,1 2,0t2,0", (4, 0)),
        ("M10,0a10,10 0 0 1 -20,0", (-10, 0)),
        ("M0-1.5.5-1e1", (0.5, -10)),
    ],
)
def test_paths_end_where_they_say(data: str, end: tuple[float, float]):
    assert _path(data)[-1][1][-2:] == pytest.approx(end)


def test_a_circle_of_arcs_is_round():
    points = [at[-2:] for sign, at in _path("M5,0A5,5,0,1,1,-5,0A5,5,0,1,1,5,0") if sign == "C"]
    assert len(points) == 4
    assert all((x * x + y * y) ** 0.5 == pytest.approx(5) for x, y in points)


def test_colours_are_read_as_browsers_read_them():
    assert _colour("#ddd") == _colour("#dddddd") == ((221 / 255,) * 3, 1.0)
    assert _colour("rgb(255, 0, 51)") == ((1.0, 0.0, 0.2), 1.0)
    assert _colour("rgba(0, 0, 0, 0.5)")[1] == 0.5
    assert _colour("#00000080")[1] == pytest.approx(0.5, abs=0.01)


def test_transformations_follow_each_other():
    assert _matrix("translate(10,20) scale(2)") == (2, 0, 0, 2, 10, 20)
    assert _matrix("rotate(90)") == pytest.approx((0, 1, -1, 0, 0, 0))
    assert _matrix("translate(0,0)") is None


def test_see_through_colours_are_mixed_with_the_paper(tmp_path: Path):
    svg = f'<svg {NAMESPACE} viewBox="0 0 10 10"><rect width="10" height="10" fill="#000" opacity="0.5"/></svg>'
    pdf, _ = walked(svg, 100)
    assert b"/ca " not in pdf and b"/CA " not in pdf
    assert abs(seen(pdf, tmp_path, "half").getpixel((450, 450)) - 128) <= 2


def test_a_gradient_runs_from_colour_to_colour(tmp_path: Path):
    svg = (
        f'<svg {NAMESPACE} viewBox="0 0 100 10"><defs><linearGradient id="g" x1="0" x2="1" y1="0" y2="0">'
        '<stop offset="0" stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient></defs>'
        '<rect width="100" height="10" fill="url(#g)"/></svg>'
    )
    picture = seen(walked(svg, 300)[0], tmp_path, "gradient")
    levels = [picture.getpixel((x, picture.height // 2)) for x in (20, 450, 880)]
    assert levels[0] < 30 and 100 < levels[1] < 155 and levels[2] > 225


def test_what_is_clipped_is_not_seen(tmp_path: Path):
    svg = (
        f'<svg {NAMESPACE} viewBox="0 0 20 10">'
        '<defs><clipPath id="c"><rect width="10" height="10"/></clipPath></defs>'
        '<g clip-path="url(#c)"><rect width="20" height="10" fill="#000"/></g></svg>'
    )
    picture = seen(walked(svg, 200)[0], tmp_path, "clipped")
    assert picture.getpixel((225, 100)) == 0 and picture.getpixel((675, 100)) == 255


@pytest.mark.parametrize(("end", "is_seen"), [("0", False), ("40", True)])
def test_a_line_of_no_length_is_not_seen(end: str, is_seen: bool):
    line = f'<line transform="translate(50,50)" x2="{end}" y2="0" stroke="#000" stroke-width="8"/>'
    pdf, _ = walked(f'<svg {NAMESPACE} viewBox="0 0 100 100">{line}</svg>')
    picture = pypdfium2.PdfDocument(pdf)[0].render().to_pil()
    assert (picture.convert("L").getextrema()[0] < 200) is is_seen
