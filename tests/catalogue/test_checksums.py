"""One checksum of many files, so that what was made of them is known to be good still."""

from pathlib import Path

import pytest

from dantoc.catalogue.checksums import content_checksum


@pytest.mark.parametrize("changed", ["sources.csv", "codelists/area.csv", "survey/dataset.toml", "core.po"])
def test_other_words_or_lists_make_another_edition(tmp_path: Path, changed: str):
    for number in (1, 2):
        for name in ("sources.csv", "codelists/area.csv", "survey/dataset.toml", "core.po"):
            path = tmp_path / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("old" if name != changed or number == 1 else "new", encoding="utf-8")
    assert content_checksum(tmp_path / "1") != content_checksum(tmp_path / "2")


def test_figures_have_a_checksum_of_their_own(tmp_path: Path):
    for number, figure in (("1", "10"), ("2", "20")):
        path = tmp_path / number / "survey" / "source.csv"
        path.parent.mkdir(parents=True)
        path.write_text(figure, encoding="utf-8")
    assert content_checksum(tmp_path / "1") == content_checksum(tmp_path / "2")
