from __future__ import annotations

from itertools import pairwise

import pytest

from dantoc.figures.palette import THEMES, VISIONS, Theme, contrast, distance, ink_on, least_distance, luminance

COLOURED = [theme for theme in THEMES.values() if theme.id != "print"]


@pytest.mark.parametrize("theme", COLOURED, ids=lambda own: own.id)
def test_any_two_series_are_told_apart_with_every_kind_of_sight(theme: Theme) -> None:
    for vision in ("", *VISIONS):
        assert least_distance(theme.categorical[:6], vision) > 20, vision
        assert least_distance(theme.categorical, vision) > 20, vision


def test_print_is_grey_and_its_series_are_told_apart() -> None:
    theme = THEMES["print"]
    own = (theme.paper, theme.ink, theme.quiet, theme.rule, theme.main, theme.accent, theme.second, theme.reference)
    for colour in (*own, theme.missing, *theme.categorical, *theme.sequential):
        assert colour[1:3] == colour[3:5] == colour[5:7], colour
    for vision in ("", *VISIONS):
        assert least_distance(theme.categorical[:3], vision) > 30
        assert least_distance(theme.categorical, vision) > 11


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda own: own.id)
def test_the_first_three_series_differ_in_grey(theme: Theme) -> None:
    greys = sorted(luminance(colour) for colour in theme.categorical[:3])
    assert min(second - first for first, second in pairwise(greys)) > 0.03


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda own: own.id)
def test_ink_and_main_colour_stand_out(theme: Theme) -> None:
    assert contrast(theme.ink, theme.paper) > 7
    assert contrast(theme.quiet, theme.paper) > 4.5
    assert contrast(theme.main, theme.paper) > 4.5
    assert all(contrast(ink_on(theme, ground), ground) > 4.5 for ground in theme.sequential)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda own: own.id)
def test_the_sequence_is_even_in_grey_and_in_every_sight(theme: Theme) -> None:
    greys = [luminance(colour) for colour in theme.sequential]
    assert greys in (sorted(greys), sorted(greys, reverse=True))
    pairs = list(pairwise(theme.sequential))
    assert all(distance(first, second, vision) > 8 for vision in ("", *VISIONS) for first, second in pairs)


def test_distances_are_those_of_the_definition() -> None:
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.1)
    assert distance("#ff0000", "#00ff00", "deutan") < distance("#ff0000", "#00ff00")
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
