"""Every derivation stands in the guide to the API and in the words of every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from dantoc.engine.derivations import DERIVATIONS

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("derivation", [own.id for own in DERIVATIONS])
def test_every_derivation_is_in_the_table_of_the_api_guide(derivation: str):
    guide = (DOCS / "api.md").read_text(encoding="utf-8")
    assert f"| `{derivation}(" in guide


def test_every_derivation_has_a_name_of_its_own_and_a_file_of_that_name():
    ids = [own.id for own in DERIVATIONS]
    assert len(set(ids)) == len(ids)
    for own in DERIVATIONS:
        assert type(own).__module__ == f"dantoc.engine.derivations.{own.id}"
