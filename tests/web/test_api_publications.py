"""The list of publications: every one with the address of each file, and what is known of those that are printed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dantoc.catalogue.publications import publication_ids
from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from dantoc.model.publication import EDITIONS
from dantoc.reports.bindery import Bindery, Bound
from dantoc.reports.edition import ARCHIVES
from dantoc.reports.order import read_order
from dantoc.web import api_publications
from tests.web.client import Reader

LIST = "/api/v1/publications"


@pytest.mark.parametrize("lang", locales())
def test_every_publication_is_listed_with_a_file_for_each_edition_and_kind(reader: Reader, lang: str):
    said = reader.get(f"{LIST}?lang={lang}").json()
    assert [own["id"] for own in said["publications"]] == list(publication_ids(open_engine().catalogue.root))
    assert said["count"] == len(said["publications"]) and not said["unavailable"]
    for own in said["publications"]:
        assert set(own["titles"]) == set(locales()) and own["titles"][lang] == own["title"]
        assert {(file["edition"], file["archive"]) for file in own["files"]} == {
            (edition, archive) for edition in EDITIONS for archive in ARCHIVES
        }


def test_every_address_is_that_of_a_book(reader: Reader):
    for own in reader.get(LIST).json()["publications"]:
        code = own["codes"][-1]["code"] if own["subject"] else ""
        for file in own["files"]:
            parts = urlsplit(file["address"].replace("{code}", code))
            answer = reader.get(f"{parts.path}?{parts.query}", method="HEAD")
            assert answer.status_code == 200, file["address"]
            assert f"-{code}-" in answer.headers["content-disposition"] or not code


def test_a_printed_file_has_its_size_and_checksum_as_soon_as_it_is_printed(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    printed: list[Bound] = []
    own = read_order(open_engine(), "key_figures", "vi", {})

    class Shown(Bindery):
        def find(self, engine: object, order: object) -> Bound | None:
            return printed[0] if printed and order == own else None

    monkeypatch.setattr(api_publications, "open_bindery", lambda: Shown(Path("nowhere")))
    assert found(reader) == (False, None, None, None)
    printed.append(Bound(Path("book.pdf"), 233_918, "ab" * 32, 16, 2.0, "key"))
    assert found(reader) == (True, 233_918, 16, "ab" * 32), "an answer from before is not sent again"


def found(reader: Reader) -> tuple[object, ...]:
    every = reader.get(LIST).json()["publications"]
    files = next(own["files"] for own in every if own["id"] == "key_figures")
    file = next(own for own in files if (own["edition"], own["archive"]) == ("vi", "3b"))
    return tuple(file[name] for name in ("printed", "bytes", "pages", "sha256"))
