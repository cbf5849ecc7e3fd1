"""Code, links and lists that readers take away: right in their own language, and nothing slips through unescaped."""

import ast
import shlex
from urllib.parse import parse_qsl, urlsplit

import pytest

from dantoc.engine.engine import open_engine
from dantoc.model.view import data_address, default_view, parse_view
from dantoc.ui.dataset_page.chart import chart_address
from dantoc.ui.dataset_page.samples import samples
from dantoc.ui.dataset_page.take_home import copyable, whole
from dantoc.ui.listing import listing, outward

URL = "https://example.org/api/v1/datasets/x/data?format=csv&area=children(VN)&year=2009:2019"
DIMENSIONS = ("ethnic_group", "area", "year")


def test_the_python_sample_is_python_and_keeps_codes_as_text() -> None:
    code = next(sample.code for sample in samples(URL, DIMENSIONS, "x.csv") if sample.id == "python")
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.keyword) and node.arg == "dtype"]
    assert [ast.unparse(call.value) for call in calls] == ["{'ethnic_group': str, 'area': str}"]


def test_the_curl_sample_gives_the_shell_the_address_as_one_word() -> None:
    code = next(sample.code for sample in samples(URL, DIMENSIONS, "x.csv") if sample.id == "curl")
    assert shlex.split(code.replace("\\\n", " "))[-1] == URL


def test_every_sample_names_the_address() -> None:
    assert all(URL in sample.code for sample in samples(URL, DIMENSIONS, "x.csv"))


def test_the_whole_dataset_is_asked_for_without_any_selection() -> None:
    for dataset in open_engine().catalogue.datasets.values():
        address = data_address(dataset, whole(dataset), "parquet")
        assert not any(f"{name}=" in address for name in dataset.structure.ids)


def test_the_chart_of_a_view_carries_its_mark() -> None:
    engine = open_engine()
    dataset = engine.catalogue.datasets["population_census"]
    view = parse_view(dataset, {"mark": "bars", "year": "2019"})
    address = chart_address(engine.run(view.query), view, "png", "vi")
    assert address.startswith("/api/v1/datasets/population_census/chart.png?lang=vi&")
    assert "mark=bars" in address
    assert "year=2019" in address
    assert "mark" not in chart_address(engine.run(view.query), default_view(dataset), "png", "vi")


@pytest.mark.parametrize("params", [{"area": "*", "order": "code"}, {"ethnic_group": "*"}, {"rows": "area"}])
def test_the_chart_file_of_a_view_is_of_that_view(params: dict[str, str]) -> None:
    engine = open_engine()
    dataset = engine.catalogue.datasets["population_census"]
    view = parse_view(dataset, {**params, "year": "2019"})
    address = chart_address(engine.run(view.query), view, "svg", "vi")
    asked = {name: said for name, said in parse_qsl(urlsplit(address).query) if name != "lang"}
    assert parse_view(dataset, asked) == view


def test_text_in_lists_and_copies_is_escaped() -> None:
    nasty = '<script>alert("x")</script>'
    assert "<script" not in copyable(nasty)
    assert "<script" not in listing(nasty, [nasty], [])
    assert "<script" not in outward("https://example.org/" + nasty, nasty)


def test_only_web_addresses_become_links() -> None:
    assert outward("javascript:alert(1)", "x") == "x"
    assert outward("", "x") == "x"
    assert 'href="https://gso.gov.vn"' in outward("https://gso.gov.vn", "GSO")
