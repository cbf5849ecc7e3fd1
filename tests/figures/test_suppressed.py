"""A suppressed figure in a chart: its place stays, with a sign and its meaning, and never as a zero."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from dantoc.figures.choice import choose, suggest
from dantoc.figures.drawing import alt_text, draw
from dantoc.figures.printing import to_svg
from dantoc.l10n.messages import locales, say
from dantoc.model.result import DerivedMeasure, Result
from dantoc.model.text import LocalizedText
from tests.results import result

GROUPS = ("02", "03", "04", "05", "06")
HIDDEN = "04"


def by_group(**more: object) -> Result:
    figures = [{"ethnic_group": code, "value": 1000.0 * int(code), **more} for code in GROUPS]
    return result([{**own, **_none(own["ethnic_group"] == HIDDEN)} for own in figures])


def by_group_and(dimension: str, codes: tuple[object, ...]) -> Result:
    figures = [
        {
            "ethnic_group": group,
            dimension: code,
            "value": 100.0 * int(group) + place,
            **_none((group, place) == (HIDDEN, 0)),
        }
        for group in GROUPS
        for place, code in enumerate(codes)
    ]
    return result(figures)


def _none(hidden: bool) -> dict[str, object]:
    return {"value": None, "obs_status": "Q"} if hidden else {}


CASES = {
    "groups": by_group(),
    "groups and years": by_group_and("year", (1999, 2009, 2019)),
    "groups and sexes": by_group_and("sex", ("M", "F")),
    "groups and provinces": by_group_and("area", ("02", "04", "06", "08", "10")),
}
DRAWN = [(name, spec) for name, own in CASES.items() for spec in suggest(own, ("ethnic_group",), ("year",))]
IDS = [f"{name}: {spec.mark} {spec.category} {spec.series}" for name, spec in DRAWN]


def words(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r">([^<>]+)<", svg)]


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(("case", "spec"), DRAWN, ids=IDS)
def test_no_mark_draws_it_as_a_number(case: str, spec, locale: str) -> None:
    chart = draw(CASES[case], spec, locale)
    drawn = [row for row in _rows(chart) if row.get("text") == "x"]
    assert all(row.get("value") is None for row in drawn)
    said = " ".join(words(to_svg(chart, alt="")))
    if drawn:
        assert say("figures.suppressed_sign", locale) in said


@pytest.mark.parametrize(
    ("mark", "case"), [("bars", "groups"), ("grouped_bars", "groups and sexes"), ("heatmap", "groups and provinces")]
)
def test_the_sign_stands_where_the_figure_would(mark: str, case: str) -> None:
    (spec, *_) = [own for name, own in DRAWN if (own.mark, name) == (mark, case)]
    chart = draw(CASES[case], spec, "vi")
    assert "x" in words(to_svg(chart, alt=""))
    assert say("figures.missing_sign", "vi") not in " ".join(words(to_svg(chart, alt="")))


def test_a_missing_figure_is_not_called_suppressed() -> None:
    figures = [{"ethnic_group": code, "value": 1.0 * int(code)} for code in GROUPS]
    missing = result(
        [{**own, **({"value": None, "obs_status": "O"} if own["ethnic_group"] == HIDDEN else {})} for own in figures]
    )
    spec = next(own for own in suggest(missing, ("ethnic_group",), ("year",)) if own.mark == "bars")
    said = " ".join(words(to_svg(draw(missing, spec, "en"), alt="")))
    assert say("figures.missing_sign", "en") in said
    assert say("figures.suppressed_sign", "en") not in said


def _rows(chart: object) -> list[dict[str, object]]:
    """Every row of data anywhere in the chart."""
    if isinstance(chart, dict):
        own = chart.get("values")
        here = [row for row in own if isinstance(row, dict)] if isinstance(own, list) else []
        return here + [row for value in chart.values() for row in _rows(value)]
    return [row for value in chart for row in _rows(value)] if isinstance(chart, list) else []


def test_charts_that_are_data_hold_no_number_of_it() -> None:
    for case, spec in DRAWN:
        chart = json.loads(json.dumps(draw(CASES[case], spec, "en"), default=str))
        for row in _rows(chart):
            if row.get("category") == HIDDEN and row.get("text") == "x":
                assert row.get("value") is None


@pytest.mark.parametrize("mark", ["bars", "grouped_bars"])
def test_a_figure_derived_from_a_suppressed_one_is_drawn_as_suppressed_too(mark: str) -> None:
    share = LocalizedText.of(vi="Tỷ trọng", en="Share")
    measure = DerivedMeasure("share", "share(ethnic_group)", share, "", 1, share, share)
    dimension, codes = ("sex", ("M", "F")) if mark == "grouped_bars" else ("year", (2019,))
    own = result(
        [
            {
                "ethnic_group": group,
                dimension: code,
                "value": 10.0,
                **({"share_status": "Q"} if group == HIDDEN else {"share": 20.0, "share_status": "A"}),
            }
            for group in GROUPS
            for code in codes
        ],
        derived=(measure,),
    )
    spec = choose(own, ("ethnic_group",), (dimension,), mark, "share")
    assert spec is not None
    printed = words(to_svg(draw(own, spec, "en")))
    assert printed.count("x") == len(codes)
    assert say("figures.suppressed_sign", "en") in printed
    assert say("figures.missing_sign", "en") not in printed


def test_the_words_of_a_chart_tell_suppressed_from_missing() -> None:
    said = alt_text(by_group(), suggest(by_group(), ("ethnic_group",), ("year",))[0], "en")
    assert "Suppressed for confidentiality: 1." in said
    assert "Not available" not in said
