"""A dataset that cannot be served is named on the catalogue page; whole catalogues show nothing."""

import pytest
from streamlit.testing.v1 import AppTest


def page(broken: str, lang: str) -> AppTest:
    return AppTest.from_string(
        f"""
from dataclasses import replace
from dantoc.engine.engine import open_engine
from dantoc.model.errors import BrokenDataset
from dantoc.ui.catalogue_page import unavailable
broken = {{name: BrokenDataset("dataset", name) for name in {broken!r}.split()}}
unavailable.draw(replace(open_engine().catalogue, broken=broken), {lang!r})
"""
    ).run(timeout=30)


@pytest.mark.parametrize(("lang", "words"), [("vi", "tệp bị lỗi"), ("en", "files are faulty")])
def test_broken_datasets_are_named_in_the_readers_language(lang, words):
    shown = page("one_dataset another", lang)
    assert not shown.exception
    said = shown.warning[0].value
    assert words in said
    assert "one_dataset" in said
    assert "another" in said


def test_nothing_is_said_where_all_are_whole():
    assert not page("", "vi").warning
