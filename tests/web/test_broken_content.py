"""Content that is broken on disk: its own addresses say why and how to mend it, all others keep answering."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dantoc.catalogue.settings import settings
from dantoc.engine import engine
from dantoc.l10n.messages import locales
from dantoc.web.answers import SHELF
from tests.synthetic import PERSONS, RATE
from tests.web.client import Reader

Breaks = Callable[[Path], object]


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


BROKEN: dict[str, Breaks] = {
    "dataset.toml: syntax": lambda own: (own / "dataset.toml").write_text("x = =", encoding="utf-8"),
    "dataset.toml: windows-1258": lambda own: (own / "dataset.toml").write_bytes(b"title.vi = '\xd0\xfd'"),
    "data.parquet: cut short": lambda own: cut_short(own / "data.parquet"),
    "data.parquet: no bytes": lambda own: (own / "data.parquet").write_bytes(b""),
    "data.parquet: gone": lambda own: (own / "data.parquet").unlink(),
    "data.parquet: another's": lambda own: (own / "data.parquet").write_bytes(
        (own.parent / RATE / "data.parquet").read_bytes()
    ),
    "code list: gone": lambda own: (own.parent / "codelists/sex.csv").unlink(),
    "code list: a circle": lambda own: (own.parent / "codelists/sex.csv").write_text(
        "code,name_vi,name_en,parent\n_T,Cả hai giới,Both sexes,M\nM,Nam,Male,_T\nF,Nữ,Female,_T\n", encoding="utf-8"
    ),
}


@pytest.fixture
def serve(content: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Reader]]:
    """Starts the process anew over the test's own content."""

    def start() -> Reader:
        engine.open_engine.cache_clear()
        SHELF.clear()
        return reader

    monkeypatch.setattr(engine, "settings", lambda: replace(settings(), root=content))
    yield start
    monkeypatch.undo()
    start()


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_dataset_says_why_and_the_others_answer(content: Path, serve: Callable[[], Reader], how: str):
    BROKEN[how](content / "datasets" / PERSONS)
    reader = serve()
    for locale in locales():
        for address in ("", "/data", "/data?format=csv", "/chart.svg"):
            mark = "&" if "?" in address else "?"
            answer = reader.get(f"/api/v1/datasets/{PERSONS}{address}{mark}lang={locale}")
            assert (answer.status_code, answer.json()["value"]) == (503, PERSONS)
            assert f"validate {PERSONS}" in answer.json()["detail"]
            assert str(content) not in answer.text
            assert reader.get(f"/api/v1/datasets/{RATE}{address}{mark}lang={locale}").status_code == 200
        assert reader.get(f"/dataset?id={PERSONS}&lang={locale}").status_code == 503
        for page in ("/", "/catalogue", f"/dataset?id={RATE}", "/methods"):
            assert reader.get(page + ("&" if "?" in page else "?") + f"lang={locale}").status_code == 200
    listed = reader.get("/api/v1/datasets").json()
    assert ([own["id"] for own in listed["datasets"]], listed["unavailable"]) == ([RATE], [PERSONS])


def test_a_file_that_changes_while_the_server_runs_is_never_served_under_the_old_version(
    content: Path, serve: Callable[[], Reader]
):
    reader = serve()
    assert reader.get(f"/api/v1/datasets/{RATE}/data").status_code == 200
    for dataset in (RATE, PERSONS):
        cut_short(content / "datasets" / dataset / "data.parquet")
    assert reader.get(f"/api/v1/datasets/{RATE}/data?year=2019").status_code == 200
    answer = reader.get(f"/api/v1/datasets/{PERSONS}/data")
    assert answer.status_code == 503
    assert str(content) not in answer.text


def test_a_process_without_any_dataset_still_answers(content: Path, serve: Callable[[], Reader]):
    (content / "datasets/concepts.toml").write_text("[", encoding="utf-8")
    reader = serve()
    for page in ("/", "/catalogue", "/methods", "/api/v1/datasets", "/api/v1/openapi.json", "/sitemap.xml"):
        assert reader.get(page).status_code == 200, page
    assert reader.get("/healthz").status_code == 503
    assert sorted(json.loads(reader.get("/healthz").text)["unavailable"]) == [PERSONS, RATE]
