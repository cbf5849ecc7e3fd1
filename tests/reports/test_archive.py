"""The file: PDF/A as far as judges are at hand, files that come back equal, the same bytes from every process."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms
from reportlab.platypus.doctemplate import LayoutError

from dantoc.reports.archive import Archive
from dantoc.reports.attachments import Attachment
from dantoc.reports.srgb import srgb_profile
from tests.reports import reading
from tests.reports.drawing import DESCRIPTION, open_canvas, say, small_book

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    Attachment("bang-001.csv", "\ufeffDân tộc,Dân số\r\nMường,1452095\r\n".encode(), "Bảng 1. Dân số"),
    Attachment("bang-002.csv", b"a,b\n" * 10_000, "Bảng 2. Học sinh"),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return small_book("3b", FILES)


@pytest.mark.parametrize("part", ["1b", "2b", "3b"])
def test_every_part_is_sound(part: str):
    book = small_book(part, FILES if part == "3b" else ())
    assert reading.faults_of_syntax(book) == []
    assert reading.faults_of_archive(book, part) == []


def test_a_judge_takes_1b():
    assert reading.preflight(small_book("1b")) == []


def test_the_judge_can_say_no(pdf: bytes):
    said = "\n".join(reading.preflight(pdf))
    assert "not a valid PDF/A-1b file" in said
    assert "EmbeddedFile" in said or "part must be 1" in said


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda file: file.Root.__delitem__("/OutputIntents"), "there is no one output intent of PDF/A"),
        (lambda file: file.Root.__delitem__("/AF"), "bang-001.csv is not associated with the document"),
        (lambda file: file.pages[0].Annots[0].__setitem__("/F", 2), "page 1: an annotation is not printed"),
        (lambda file: file.docinfo.__setitem__("/Title", "Khác"), "two titles"),
        (lambda file: file.Root.__setitem__("/OpenAction", pikepdf.Dictionary()), "the catalogue has /OpenAction"),
    ],
)
def test_the_checks_of_the_archive_can_fail(pdf: bytes, harm, fault: str):
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        harm(file)
        file.save(sink)
    assert fault in reading.faults_of_archive(sink.getvalue(), "3b")


def test_attached_files_come_back_equal(pdf: bytes):
    assert reading.attached(pdf) == {file.name: file.content for file in FILES}
    assert [line.split(": ")[1] for line in reading.tool("pdfdetach", "-list", "{}", pdf=pdf).splitlines()[1:]] == [
        file.name for file in FILES
    ]


def test_the_file_of_a_table_stands_with_the_table(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        tables = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Table"]
        assert [str(one.AF[0].UF) for one in tables] == ["bang-001.csv"]


def test_the_metadata_are_in_both_languages(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        packet = file.Root.Metadata.read_bytes().decode()
    for locale in ("vi", "en"):
        assert f'<rdf:li xml:lang="{locale}">{DESCRIPTION.title.say(locale)}</rdf:li>' in packet
    names = ("dc:title", "dc:description", "dc:creator", "dc:language", "xmp:CreateDate", "dc:identifier")
    assert reading.xmp(pdf, *names) == [
        DESCRIPTION.title.say("vi"),
        DESCRIPTION.subject.say("vi"),
        [DESCRIPTION.creator.say("vi")],
        {"vi", "en"},
        "2026-11-01T00:00:00Z",
        DESCRIPTION.identifier,
    ]


def test_poppler_reads_the_same_metadata(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        packet = file.Root.Metadata.read_bytes().decode()
    assert reading.tool("pdfinfo", "-meta", "{}", pdf=pdf).strip() == packet.strip()
    said = dict(re.findall(r"^(\w[\w ]*): +(.*)$", reading.tool("pdfinfo", "{}", pdf=pdf), re.MULTILINE))
    assert said["Title"] == DESCRIPTION.title.say("vi")
    assert (said["Tagged"], said["Pages"]) == ("yes", "3")


def test_outline_labels_and_places(pdf: bytes):
    assert reading.outline(pdf) == [(0, "Lời nói đầu"), (1, "Bảng 1"), (0, "Hình 1")]
    assert reading.page_labels(pdf) == ["i", "1", "2"]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert sorted(reading.places(file)) == ["end", "start", "table"]


def test_the_text_comes_back_as_it_went_in(pdf: bytes):
    said = reading.tool("pdftotext", "-layout", "{}", "-", pdf=pdf)
    for text in ("Dân số các dân tộc", "đứt đoạn vì một đường kẻ", "Ơ Đu", "1.452.095"):
        assert text in said


def test_the_same_book_is_the_same_bytes_in_every_process():
    asked = (
        "import hashlib; from tests.reports.test_archive import FILES; from tests.reports.drawing import small_book;"
        "print(hashlib.sha256(small_book('3b', FILES)).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", asked],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh"))
    }
    assert len(found) == 1


def test_another_book_has_another_identity(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as one, pikepdf.open(io.BytesIO(small_book("3b"))) as other:
        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


def test_a_link_to_nowhere_is_named():
    canvas = open_canvas()
    canvas.tags.link(canvas, canvas.tags.root, (0, 0, 10, 10), to="tables.lost")
    canvas.archive = Archive(DESCRIPTION)
    with pytest.raises(ValueError, match=r"places that the book does not have: tables\.lost"):
        canvas.getpdfdata()


def test_a_font_that_stays_outside_is_named():
    canvas = open_canvas()
    canvas.setFont("Helvetica", 10)
    say(canvas, "P", "bare", 700)
    canvas.archive = Archive(DESCRIPTION)
    with pytest.raises(ValueError, match="fonts that are not embedded: Helvetica"):
        canvas.getpdfdata()


def test_two_files_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"same name: bang-001\.csv"):
        small_book("3b", (FILES[0], FILES[0]))


def test_files_go_along_in_3b_alone():
    with pytest.raises(ValueError, match=r"PDF/A-2b carries no attached files; PDF/A-3b does"):
        Archive(DESCRIPTION, "2b", FILES)


def test_letters_stand_apart_and_on_the_page(pdf: bytes):
    assert reading.faults_of_layout(pdf) == []


def test_the_check_of_the_layout_can_fail():
    canvas = open_canvas()
    say(canvas, "P", "Hai dòng chữ", 700)
    say(canvas, "P", "chồng lên nhau", 703)
    say(canvas, "P", "ra ngoài trang " * 20, 600)
    canvas.archive = Archive(DESCRIPTION)
    beyond, over = reading.faults_of_layout(canvas.getpdfdata())
    assert "beyond the page" in beyond
    assert "over each other" in over


def test_the_profile_gives_the_colours_of_srgb():
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    reference = ImageCms.createProfile("sRGB")
    colours = Image.new("RGB", (256, 4))
    colours.putdata(
        [(level, 0, 0) for level in range(256)]
        + [(0, level, 0) for level in range(256)]
        + [(0, 0, level) for level in range(256)]
        + [(level, 255 - level, level // 2) for level in range(256)]
    )
    same = ImageCms.profileToProfile(colours, ours, reference, outputMode="RGB")
    steps = zip(colours.tobytes(), same.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in steps) <= 1


def test_a_letter_that_the_font_lacks_is_named():
    canvas = open_canvas()
    with pytest.raises(LayoutError, match=r"no letter for '少' \(U\+5C11\)"):
        canvas.drawString(60, 700, "少数民族"[:1])


def test_an_address_is_written_in_ascii():
    canvas = open_canvas()
    canvas.line(0, 0, 10, 0)
    canvas.tags.link(canvas, canvas.tags.root, (0, 0, 10, 10), uri="https://example.org/dân-tộc?năm=2019%20", words="a")
    canvas.archive = Archive(DESCRIPTION)
    (link,) = reading.links(canvas.getpdfdata())
    assert link[2] == "https://example.org/d%C3%A2n-t%E1%BB%99c?n%C4%83m=2019%20"
