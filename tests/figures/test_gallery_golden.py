"""Every chart of the gallery is drawn as it was last looked at: the same specification, words and dots."""

from __future__ import annotations

import copy
from itertools import product

import pytest
from PIL import ImageDraw

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from tests.figures.renew_golden import (
    GOLDEN,
    RENEW,
    Specification,
    first_difference,
    kept_picture,
    kept_specification,
    picture,
    picture_difference,
    specification,
)

EXHIBITS = tuple(open_engine().gallery.exhibits)
CHARTS = tuple(product(EXHIBITS, locales()))
MOST_BYTES = 3_000_000
"""What the pictures weigh in the repository, at most."""


@pytest.mark.parametrize(("exhibit", "locale"), CHARTS)
def test_the_specification_is_the_one_kept(exhibit: str, locale: str) -> None:
    found = first_difference(specification(exhibit, locale), kept_specification(exhibit, locale))
    assert not found, f"{exhibit}.{locale}: {found}; {RENEW}"


@pytest.mark.parametrize(("exhibit", "locale"), CHARTS)
def test_the_picture_is_the_one_kept(exhibit: str, locale: str) -> None:
    found = picture_difference(picture(specification(exhibit, locale)), kept_picture(exhibit, locale))
    assert not found, f"{exhibit}.{locale}: {found}; {RENEW}"


def test_what_is_kept_is_of_the_gallery_and_small() -> None:
    names = {f"{exhibit}.{locale}.{kind}" for (exhibit, locale), kind in product(CHARTS, ("json", "png"))}
    assert {path.name for path in GOLDEN.iterdir()} == names, RENEW
    assert sum(path.stat().st_size for path in GOLDEN.glob("*.png")) < MOST_BYTES


@pytest.fixture(scope="module")
def drawn() -> Specification:
    return specification("income_quintiles", "vi")


def test_another_word_is_seen(drawn: Specification) -> None:
    changed = copy.deepcopy(drawn)
    changed["alt"] = str(drawn["alt"]).replace("1.451", "1.452")
    assert first_difference(drawn, drawn) == ""
    assert first_difference(changed, drawn).startswith("$.alt: now ")


def test_another_figure_is_seen_in_specification_and_picture(drawn: Specification) -> None:
    changed = with_value(copy.deepcopy(drawn), "1.451", "1.457")
    assert '.text: now "1.457", kept "1.451"' in first_difference(changed, drawn)
    assert picture_difference(picture(drawn), picture(drawn)) == ""
    assert "dots are others" in picture_difference(picture(changed), picture(drawn))


def test_another_size_is_seen_and_a_dot_rounded_otherwise_is_not(drawn: Specification) -> None:
    own = picture(drawn)
    assert "size" in picture_difference(own.resize((own.width, own.height + 1)), own)
    paler = own.point(lambda level: max(0, level - 3))
    assert picture_difference(paler, own) == ""
    other = own.copy()
    ImageDraw.Draw(other).line((0, 0, 9, 0), fill=(0, 0, 0))
    assert "dots are others" in picture_difference(other, own)


def with_value(said: Specification, before: str, after: str) -> Specification:
    """The specification in which every label that reads `before` reads `after`."""

    def changed(own: object) -> object:
        if isinstance(own, dict):
            return {key: changed(value) for key, value in own.items()}
        if isinstance(own, list):
            return [changed(value) for value in own]
        return after if own == before else own

    return {key: changed(value) for key, value in said.items()}
