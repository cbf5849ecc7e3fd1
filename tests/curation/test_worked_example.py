"""The worked example of the docs does what the docs say, on the content as it stands."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from dantoc.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["add-a-dataset.md", "add-a-dataset.vi.md"])
def test_the_example_of_the_docs_is_drafted_as_told(name, tmp_path, monkeypatch, capsys):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    table = re.search(r"```csv\n(.*?)```", text, re.DOTALL)
    command = re.search(r"^python -m dantoc (new .*)$", text, re.MULTILINE)
    assert table is not None
    assert command is not None
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets", ignore=shutil.ignore_patterns("*.parquet"))
    (tmp_path / "bang2.csv").write_text(table[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main([*shlex.split(command[1]), "--root", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "“Dân tộc” → ethnic_group" in out
    assert "“Bắc Kạn” → area=06" in out
    lines = (tmp_path / "datasets/population_three_provinces/source.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 7
    assert lines[1].startswith("population,02,02,2019,192702,persons,A,census2019_carlosgoma,")
    assert main(["validate", "population_three_provinces", "--root", str(tmp_path)]) == 1
    assert "/source.csv:" not in capsys.readouterr().out
