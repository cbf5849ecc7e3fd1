"""The worked example of docs/add-a-publication.md does what it says, on the content as it stands, in both languages."""

import re
import shutil
from pathlib import Path

import pytest

from dantoc.catalogue.loading import load_catalogue
from dantoc.catalogue.publications import BLOCK_KINDS, publication_faults, read_publication
from dantoc.engine.engine import Engine
from dantoc.figures.exhibiting import shown
from dantoc.model.publication import KINDS, PAPERS, FigureBlock, TableBlock

ROOT = Path(__file__).resolve().parents[2]
DOCS = ("add-a-publication.md", "add-a-publication.vi.md")


def _text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _files(text: str) -> dict[str, str]:
    """The files of the example: each path named in the text, with the fenced block that follows it."""
    found = re.findall(r"`(publications/yearbook/[a-z]+/hmong\.[a-z.]+)`:\n\n```(?:md|toml)\n(.*?)```", text, re.DOTALL)
    return dict(found)


@pytest.mark.parametrize("name", DOCS)
def test_a_chapter_is_added_as_told_and_has_its_figures(name, tmp_path):
    files = _files(_text(name))
    assert {Path(path).name for path in files} == {"hmong.vi.md", "hmong.en.md", "hmong.toml"}
    (tmp_path / "datasets").symlink_to(ROOT / "datasets")
    shutil.copytree(ROOT / "publications/yearbook", tmp_path / "publications/yearbook")
    for path, content in files.items():
        (tmp_path / path).write_text(content, encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    assert {issue.kind for issue in publication_faults(catalogue)} == {"unused_file"}

    named = re.search(r"^chapters = .*hmong.*$", _text(name), re.MULTILINE)
    assert named is not None
    description = tmp_path / "publications/yearbook/publication.toml"
    before = description.read_text(encoding="utf-8")
    assert 'chapters = ["profiles"]' in before
    description.write_text(before.replace('chapters = ["profiles"]', named[0]), encoding="utf-8")
    assert publication_faults(catalogue) == ()

    engine = Engine(catalogue)
    book = read_publication(tmp_path, "yearbook", catalogue).value
    assert book is not None
    blocks = [block for chapter, block in book.blocks if chapter.id == "hmong"]
    assert [block.id for block in blocks] == ["hmong_text", "hmong_key", "hmong_provinces", "hmong_map"]
    for block in blocks:
        if isinstance(block, TableBlock):
            assert len(engine.run(block.view.query)) == 15
        if isinstance(block, FigureBlock):
            assert shown(engine, block.exhibit).spec.mark == "tiles"


def test_both_languages_of_the_docs_give_the_same_files():
    first, second = (_files(_text(name)) for name in DOCS)
    assert first == second


@pytest.mark.parametrize("name", DOCS)
def test_every_kind_is_described(name):
    text = _text(name)
    for word in (*BLOCK_KINDS, *KINDS, *PAPERS):
        assert re.search(rf"[`\" ]{word}[`\",. ]", text), word
