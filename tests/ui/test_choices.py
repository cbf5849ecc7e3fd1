"""What a filter offers, how it is named, and what becomes of it when a reader adds or takes away."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc import ui
from dantoc.l10n.messages import locales
from dantoc.model.dataset import Catalogue
from dantoc.model.selection import Selection
from dantoc.ui.exploring.choices import ALL, INDENT, label, merged, offered, span

PARTS = st.lists(st.sampled_from(["*", "02", "08", "children(EM)", "top(10)", "latest"]), unique=True)


def boxes() -> Iterator[tuple[str, ast.Call]]:
    """Every box of choices that a page draws, with where it is drawn."""
    folder = Path(ui.__file__).parent
    for file in sorted(folder.rglob("*.py")):
        for own in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(own, ast.Call) and ast.unparse(own.func) in ("st.selectbox", "st.multiselect"):
                yield f"{file.relative_to(folder)}:{own.lineno}", own


def test_no_box_of_choices_falls_back_on_the_english_of_its_maker() -> None:
    found = dict(boxes())
    assert len(found) > 10
    assert [where for where, own in found.items() if "placeholder" not in {word.arg for word in own.keywords}] == []


def test_choosing_a_code_where_all_were_chosen_means_that_code() -> None:
    assert merged(["*"], ["*", "08"]) == "08"


def test_choosing_all_takes_the_place_of_the_codes() -> None:
    assert merged(["02", "08"], ["02", "08", "*"]) == ALL


def test_an_emptied_filter_asks_for_everything() -> None:
    assert merged(["08"], []) == ALL


@given(PARTS, PARTS)
def test_what_is_merged_is_a_selection_without_contradiction(before: list[str], after: list[str]) -> None:
    selection = Selection.parse("ethnic_group", merged(before, after))
    assert selection.parts
    added = [part for part in after if part not in before]
    assert not (selection.is_all and added and ALL not in added)


def test_a_range_over_all_years_is_simply_all() -> None:
    years = [1989, 1999, 2009, 2019]
    assert span(1989, 2019, years) == ALL
    assert span(1999, 2019, years) == "1999:2019"
    assert span(2009, 2009, years) == "2009"


def test_groups_and_provinces_are_offered_as_branches(catalogue: Catalogue) -> None:
    structure = catalogue.datasets["population_census"].structure
    groups = offered(structure["ethnic_group"], Selection.all())
    areas = offered(structure["area"], Selection.all())
    assert groups[0] == ALL
    assert "children(EM)" in groups
    assert {"leaves(VN)", "top(10)"} <= set(areas)
    assert set(structure["area"].codes) <= set(areas)


def test_what_the_address_asks_for_is_offered_whatever_it_is(catalogue: Catalogue) -> None:
    structure = catalogue.datasets["population_census"].structure
    asked = Selection.parse("area", "bottom(7),descendants(R1)")
    assert {"bottom(7)", "descendants(R1)"} <= set(offered(structure["area"], asked))
    assert "1989:2009" in offered(structure["year"], Selection.parse("year", "1989:2009"))


@pytest.mark.parametrize("locale", locales())
def test_every_choice_of_every_dataset_has_a_name_of_its_own(catalogue: Catalogue, locale: str) -> None:
    for dataset in catalogue.datasets.values():
        for dimension in dataset.structure:
            parts = offered(dimension, dataset.default_view.query.selection(dimension.id))
            names = [label(dimension, part, locale) for part in parts]
            assert all(name.strip() and not name.startswith("[") for name in names), dataset.id


def test_a_province_stands_indented_under_its_region(catalogue: Catalogue) -> None:
    area = catalogue.datasets["province_population"].structure["area"]
    assert label(area, "VN", "vi").splitlines()[0] == "Cả nước"
    assert label(area, "04", "vi").startswith(INDENT)
    assert label(area, "04", "vi").strip().splitlines() == ["Cao Bằng", "cao bang"]
    assert label(area, "04", "en").strip() == "Cao Bang"
