"""The colours, reckoned for every kind of sight and for grey print with `seeing`, which knows nothing of them."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from dantoc.figures.marks.dumbbell import end_colours
from dantoc.figures.palette import THEMES, Theme, contrast, ink_on, luminance, series_colours
from tests.figures import seeing
from tests.figures.seeing import SIGHTS, difference, lightness

COLOURED = [theme for theme in THEMES.values() if theme.id != "print"]
MOST_SERIES = 8
"""So many series the marks draw at most."""
APART = 12.0
"""CIEDE2000 between two colours that a legend tells apart. About 2 is just seen between patches that touch; colours
that stand in different places and on small areas are taken for each other up to some five times as much."""
FEW, FAR_APART = 6, 15.0
"""Any two of the first six, which most charts make do with, lie farther apart."""
GREY_APART = {3: 30.0, 5: 17.0, 8: 11.5}
"""Steps of lightness (of 100) between so many series in print; each bears its name or its figure beside, too."""
STEP = 8.0
"""Between neighbouring steps of a scale, which touch on a map; the legend has them side by side as well."""
PALER = 4.0
"""Between the palest step and a place without a figure, which says so in words or stands in the legend."""
READABLE = 4.5
"""Contrast of words and their ground, WCAG 2 AA."""


def by_id(theme: Theme) -> str:
    return theme.id


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", COLOURED, ids=by_id)
def test_any_two_series_are_told_apart_with_every_kind_of_sight(theme: Theme, sight: str) -> None:
    for count in range(2, MOST_SERIES + 1):
        bound = FAR_APART if count <= FEW else APART
        for first, second in combinations(series_colours(theme, count), 2):
            assert difference(first, second, sight) > bound, (first, second)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=by_id)
def test_the_ends_of_a_dumbbell_and_what_is_highlighted_stand_out_with_every_kind_of_sight(
    theme: Theme, sight: str
) -> None:
    beside = [end_colours(theme, series, 2) for series in ("year", "sex", "residence")]
    beside += [(theme.accent, other) for other in (theme.reference, theme.sequential[2])]
    for pair in beside:
        assert difference(*pair, sight) > APART, pair


def test_print_is_grey_and_its_series_are_told_apart_by_grey_alone() -> None:
    theme = THEMES["print"]
    own = (theme.paper, theme.ink, theme.quiet, theme.rule, theme.main, theme.accent, theme.second, theme.reference)
    for colour in (*own, theme.missing, *theme.categorical, *theme.fewer, *theme.sequential):
        assert colour[1:3] == colour[3:5] == colour[5:7], colour
    for most, bound in GREY_APART.items():
        for count in range(2, most + 1):
            greys = sorted(map(lightness, series_colours(theme, count)))
            assert min(second - first for first, second in pairwise(greys)) > bound, count


def test_parts_that_touch_in_a_bar_are_far_apart_in_print() -> None:
    for count in range(2, MOST_SERIES + 1):
        for first, second in pairwise(series_colours(THEMES["print"], count)):
            assert abs(lightness(first) - lightness(second)) > GREY_APART[5], count


@pytest.mark.parametrize("theme", THEMES.values(), ids=by_id)
def test_the_first_three_series_differ_when_a_picture_is_printed_in_grey(theme: Theme) -> None:
    greys = sorted(map(lightness, series_colours(theme, 3)))
    assert min(second - first for first, second in pairwise(greys)) > STEP


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=by_id)
def test_steps_of_a_scale_are_told_apart_and_grow_darker_evenly(theme: Theme, sight: str) -> None:
    greys = [lightness(colour) for colour in theme.sequential]
    assert greys in (sorted(greys), sorted(greys, reverse=True))
    for pair in pairwise(theme.sequential):
        assert difference(*pair, sight) > STEP, pair
        assert abs(lightness(pair[0]) - lightness(pair[1])) > STEP, pair
    assert difference(theme.missing, theme.sequential[0], sight) > PALER


@pytest.mark.parametrize("theme", THEMES.values(), ids=by_id)
def test_all_words_can_be_read_on_the_ground_they_stand_on(theme: Theme) -> None:
    paper = [(theme.ink, theme.paper), (theme.quiet, theme.paper)]
    coloured = [theme.missing, *theme.sequential, *theme.categorical, *theme.fewer]
    for ink, ground in (*paper, *((ink_on(theme, ground), ground) for ground in coloured)):
        assert seeing.contrast(ink, ground) >= READABLE, (ink, ground)
    assert seeing.contrast(theme.main, theme.paper) >= READABLE


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_the_distance_is_that_of_the_published_pairs(
    first: seeing.Triple, second: seeing.Triple, published: float
) -> None:
    assert seeing.ciede2000(first, second) == pytest.approx(published, abs=1e-4)


def test_the_simulated_sights_confuse_what_they_are_known_to_confuse() -> None:
    red_green, blue_green = ("#b35900", "#6b7d00"), ("#0080a0", "#00887a")
    for sight in ("protanopia", "deuteranopia"):
        assert difference(*red_green, sight) < 0.5 * difference(*red_green)
    assert difference(*blue_green, "tritanopia") < 0.6 * difference(*blue_green)


def test_the_palette_knows_contrast_and_grey_as_the_definition_does() -> None:
    for colour in ("#000000", "#3a57a0", "#e3a21a", "#ffffff"):
        assert contrast(colour, "#b3282d") == pytest.approx(seeing.contrast(colour, "#b3282d"))
    assert luminance("#ffffff") == pytest.approx(1)
