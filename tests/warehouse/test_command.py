"""`python -m dantoc load`: what it says, how it ends, and the setting by which everything then reads the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dantoc.__main__ import main
from dantoc.catalogue.settings import CHECKOUT
from tests.cluster import PASSWORD, USER, Cluster
from tests.synthetic import PERSONS, RATE


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(own) for own in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_it_says_what_was_loaded_and_never_the_password(
    content: Path, cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    url = cluster.nothing_yet()
    status, out, err = call(capsys, "load", url, "--root", content)
    assert (status, err) == (0, "")
    assert f"{PERSONS}: loaded; version 1.0.0; figures: " in out
    assert "Datasets: 2; figures: 60." in out
    assert f"{USER}:***@" in out
    assert PASSWORD not in out


def test_some_datasets_can_be_chosen_and_the_database_named_by_the_environment(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANTOC_WAREHOUSE_URL", f"sqlite:///{tmp_path / 'figures.db'}")
    status, out, _ = call(capsys, "load", "--only", RATE, "--root", content, "--lang", "vi")
    assert status == 0
    assert f"{RATE}: đã nạp" in out
    assert PERSONS not in out


def test_a_broken_dataset_is_told_and_the_others_are_loaded(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "datasets" / PERSONS / "data.parquet").write_bytes(b"PAR1")
    status, out, err = call(capsys, "load", f"sqlite:///{tmp_path / 'figures.db'}", "--root", content)
    assert status == 1
    assert f"{RATE}: loaded" in out
    assert f"validate {PERSONS}" in err


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "nonsense"),
        ("nosuch://u:secret@h/d", "nosuch://u:***@h/d"),
        ("oracle+oracledb://u:secret@h/d", "python -m pip install oracledb"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/d", "u:***@127.0.0.1:1/d"),
        ("sqlite://", "sqlite://"),
        ("duckdb:///:memory:", "memory"),
        ("sqlite:////no/such/folder/figures.db", "unable to open"),
        ("", "DANTOC_WAREHOUSE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_clear_sentence(
    content: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    said: str,
    lang: str,
) -> None:
    monkeypatch.delenv("DANTOC_WAREHOUSE_URL", raising=False)
    status, out, err = call(capsys, "load", url, "--root", content, "--lang", lang)
    assert (status, out) == (2, "")
    assert said in err
    assert "secret" not in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


def test_an_unknown_dataset_is_told(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'figures.db'}"
    status, _, err = call(capsys, "load", url, "--only", "nix", "--root", content)
    assert status == 2
    assert "nix" in err
    assert not (tmp_path / "figures.db").exists()


def test_a_process_told_to_read_the_database_writes_the_same_file(loaded: Cluster, tmp_path: Path) -> None:
    files = []
    for url in ("", loaded.url):
        files.append(tmp_path / f"{len(files)}.csv")
        command = [sys.executable, "-m", "dantoc", "export", "population_census", "--format", "csv", "-o", files[-1]]
        environment = {**os.environ, "DANTOC_WAREHOUSE_URL": url}
        subprocess.run([*command, "year=latest"], check=True, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_serve_refuses_a_database_that_cannot_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "8501")
    monkeypatch.setenv("DANTOC_WAREHOUSE_URL", "nosuch://u:secret@h/d")
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: pytest.fail("served without figures"))
    status, _, err = call(capsys, "serve")
    assert status == 2
    assert "nosuch://u:***@h/d" in err
