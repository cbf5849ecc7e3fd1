"""The map file of whoever runs the product: read in both formats, and refused with what is wrong with it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from dantoc.figures import map_file
from dantoc.figures.choice import weigh
from dantoc.figures.drawing import draw
from dantoc.figures.map_file import BadMap, edition, read_map
from dantoc.figures.printing import to_svg
from dantoc.l10n.messages import locales
from dantoc.model.errors import UnknownOption
from dantoc.model.result import Result
from tests.figures.drawn import boxes, overlapping
from tests.results import codelist, result

PROVINCES = tuple(code.id for code in codelist("area") if code.annotation("tile_row"))


def square(x: float, y: float, half: float = 0.2) -> list[list[float]]:
    return [
        [x - half, y - half],
        [x - half, y + half],
        [x + half, y + half],
        [x + half, y - half],
        [x - half, y - half],
    ]


def feature(code: object, x: float, y: float) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [square(x, y)]},
    }


def geojson(*features: dict[str, object]) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features)}


def country(*more: dict[str, object]) -> dict[str, object]:
    places = {code.id: code for code in codelist("area")}
    own = [
        feature(code, float(places[code].annotation("lon") or 0), float(places[code].annotation("lat") or 0))
        for code in PROVINCES
    ]
    return geojson(*own, *more)


def written(folder: Path, content: object) -> Path:
    path = folder / "map.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def figures() -> Result:
    return result([{"area": code, "value": float(place)} for place, code in enumerate(PROVINCES)])


def test_codes_are_read_from_id_or_property_also_as_numbers(tmp_path: Path) -> None:
    one = {**feature("", 105, 21), "id": 1}
    read = read_map(written(tmp_path, geojson(one, feature(" 22", 107, 21))))
    assert set(read.outlines) == {"01", "22"}


def test_a_topology_is_read_as_the_same_outlines(tmp_path: Path) -> None:
    corners = square(105, 21)
    steps = [[round((x - 100) * 1000), round((y - 10) * 1000)] for x, y in corners]
    packed = [steps[0], *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(steps))]
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [100, 10]},
        "objects": {
            "provinces": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "01", "arcs": [[0]]},
                    {"type": "MultiPolygon", "id": "02", "arcs": [[[~0]]]},
                ],
            }
        },
        "arcs": [packed],
    }
    read = read_map(written(tmp_path, topology))
    assert read.outlines["01"][0][0] == tuple(map(tuple, corners))
    assert read.outlines["02"][0][0] == tuple(map(tuple, reversed(corners)))


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        ("not json", "no_map", ""),
        ("[" * 100_000, "no_map", ""),
        ([], "no_map", ""),
        ({"type": "FeatureCollection"}, "no_map", ""),
        (geojson(), "no_map", ""),
        (geojson({"type": "Feature", "id": "01", "geometry": None}), "no_map", ""),
        (
            geojson({"type": "Feature", "id": "01", "geometry": {"type": "Point", "coordinates": [105, 21]}}),
            "no_map",
            "",
        ),
        (geojson(feature("01", 105, 21), feature(None, 106, 21)), "no_code", "2"),
        (geojson(feature("01", 587_000, 2_325_000)), "not_degrees", "587000, 2.325e+06"),
        (geojson(feature("01", float("nan"), 21)), "not_degrees", "nan, 20.8"),
        (
            {
                "type": "Topology",
                "objects": {"a": {"geometries": [{"type": "Polygon", "id": "01", "arcs": [[7]]}]}},
                "arcs": [],
            },
            "no_map",
            "",
        ),
    ],
    ids=["text", "deep", "list", "no features", "empty", "no geometry", "points", "no code", "metres", "nan", "arc"],
)
def test_a_file_that_is_no_such_map_says_what_is_wrong(
    tmp_path: Path, content: object, reason: str, detail: str
) -> None:
    with pytest.raises(BadMap) as caught:
        read_map(written(tmp_path, content))
    assert caught.value.reason == reason
    assert detail in caught.value.detail


def test_a_file_that_is_not_there_or_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadMap, match="unreadable"):
        read_map(tmp_path / "nowhere.json")
    path = written(tmp_path, country())
    monkeypatch.setattr(map_file, "MOST_CORNERS", 100)
    with pytest.raises(BadMap, match="too_fine"):
        read_map(path)
    monkeypatch.setattr(map_file, "LARGEST", 100)
    with pytest.raises(BadMap, match="too_large"):
        read_map(path)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    assert set(read_map(written(tmp_path, geojson(feature("01", 105, 21)))).outlines) == {"01"}
    assert set(read_map(written(tmp_path, geojson(feature("01", 105, 21), feature("22", 107, 21)))).outlines) == {
        "01",
        "22",
    }


@pytest.mark.parametrize("locale", locales())
def test_the_map_is_offered_where_its_codes_are_those_of_the_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("DANTOC_MAP_FILE", str(written(tmp_path, country())))
    spec = next(own for own in weigh(figures(), ("area",), ()).offers if own.mark == "choropleth")
    chart = draw(figures(), spec, locale)
    land = next(layer for layer in chart["layer"] if len(layer["data"]["values"]) == len(PROVINCES))
    assert {row["category"] for row in land["data"]["values"]} == set(PROVINCES)
    assert len({row["fill"] for row in land["data"]["values"]}) == 5
    for width in (360, 720):
        assert overlapping(to_svg(chart, width)) == []


@pytest.mark.parametrize("content", [None, "{", geojson(feature("01", 105, 21))], ids=["gone", "broken", "keys"])
def test_a_map_that_changed_since_it_was_chosen_is_refused_with_the_map_of_tiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: object
) -> None:
    path = written(tmp_path, country())
    monkeypatch.setenv("DANTOC_MAP_FILE", str(path))
    spec = next(own for own in weigh(figures(), ("area",), ()).offers if own.mark == "choropleth")
    before = edition(path)
    path.unlink()
    if content is not None:
        written(tmp_path, content)
    with pytest.raises(UnknownOption) as caught:
        draw(figures(), spec, "vi")
    assert (caught.value.parameter, caught.value.value, caught.value.allowed) == ("mark", "choropleth", ("tiles",))
    assert edition(path) != before
    assert bool(edition(path)) is (content is not None)


@pytest.mark.parametrize(
    ("islands", "dashed"),
    [((), 2), ((feature("48", 112, 16.5),), 1), ((feature("48", 112, 16.5), feature("56", 114, 9.5)), 0)],
    ids=["neither", "one", "both"],
)
def test_both_archipelagos_are_always_named_and_dashed_where_the_file_lacks_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, islands: tuple[dict[str, object], ...], dashed: int
) -> None:
    monkeypatch.setenv("DANTOC_MAP_FILE", str(written(tmp_path, country(*islands))))
    spec = next(own for own in weigh(figures(), ("area",), ()).offers if own.mark == "choropleth")
    svg = to_svg(draw(figures(), spec, "vi"))
    said = " ".join(own.text for own in boxes(svg))
    assert "Hoàng Sa" in said and "Trường Sa" in said
    assert svg.count('stroke-dasharray="3,3"') == dashed


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no map file is set up"),
        (geojson(feature("01", 105, 21), feature("03", 106, 21)), "unknown: 03; missing: 02, 04, 06, 08, 10, …"),
        ("{", "is no GeoJSON or TopoJSON"),
    ],
)
def test_a_faulty_map_costs_this_mark_alone_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: object, said: str
) -> None:
    monkeypatch.delenv("DANTOC_MAP_FILE", raising=False)
    if content is not None:
        monkeypatch.setenv("DANTOC_MAP_FILE", str(written(tmp_path, content)))
    choice = weigh(figures(), ("area",), ())
    assert "tiles" in {own.mark for own in choice.offers}
    assert said in choice.refusals["choropleth"].say("en")
    assert str(tmp_path) not in choice.refusals["choropleth"].say("en")
