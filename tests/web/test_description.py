"""What is written about the API holds: the description names every route, the guide too."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dantoc.l10n.messages import locales
from dantoc.web.api_description import describe
from dantoc.web.page_entries import PAGES
from dantoc.web.routes import ANSWERED
from tests.web.client import Reader

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.mark.parametrize("lang", locales())
def test_the_description_names_every_route_and_no_other(reader: Reader, lang: str):
    said = reader.get(f"/api/v1/openapi.json?lang={lang}").json()
    assert said["openapi"].startswith("3.1")
    assert set(said["paths"]) == {path for path, _ in ANSWERED}
    assert not re.search(r"\[(vi|en): ", str(said))


def test_path_parameters_are_declared_and_operations_have_names_of_their_own(catalogue):
    said = describe(catalogue, "en")
    operations = []
    for path, item in said["paths"].items():
        operation = item["get"]
        operations.append(operation["operationId"])
        in_path = {own["name"] for own in operation["parameters"] if own["in"] == "path"}
        assert in_path == set(re.findall(r"\{(\w+)\}", path)), path
        names = [(own["in"], own["name"]) for own in operation["parameters"]]
        assert len(names) == len(set(names)), path
    assert len(operations) == len(set(operations))


@pytest.mark.parametrize("path", [*(path for path, _ in ANSWERED), *(page.path for page in PAGES)])
def test_the_guide_names_every_address(path: str):
    assert f"`{path}" in GUIDE.read_text(encoding="utf-8").replace("GET ", "")


def test_the_examples_of_the_guide_are_answered(reader: Reader):
    examples = re.findall(r'"http://localhost:8501([^"\n]*)"', GUIDE.read_text(encoding="utf-8"))
    assert len(examples) >= 8
    for example in examples:
        parts = urlsplit(example)
        assert reader.get(f"{parts.path}?{parts.query}").status_code == 200, example
