"""The outlines of provinces in the map file of whoever runs the product: GeoJSON or TopoJSON keyed by official code."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from pathlib import Path

LARGEST = 16_000_000
"""Bytes that a map file may have."""
MOST_CORNERS = 60_000
"""Corners that the outlines may have together: more are not seen at this size, and travel with every chart."""
DIGITS = 3
"""Decimals of a degree that are kept: about a hundred metres."""
WORLD = (100.0, 5.0, 120.0, 25.0)
"""West, south, east and north of any map of Viet Nam, in degrees."""
HOANG_SA, TRUONG_SA = (111.0, 15.4, 113.5, 17.5), (111.0, 6.0, 118.0, 12.5)
"""West, south, east and north of the two archipelagos; no other land of Viet Nam lies so far east."""
KEYS = ("code",)
"""Properties of a feature that may hold the code, where the feature has no id."""

Corner = tuple[float, float]
Ring = tuple[Corner, ...]
Polygon = tuple[Ring, ...]

_LOG = logging.getLogger(__name__)


class BadMap(Exception):
    """A map file that cannot be used; `reason` names the message ``figures.map_<reason>``, `detail` is its word."""

    def __init__(self, reason: str, detail: object = "") -> None:
        self.reason = reason
        self.detail = str(detail)
        super().__init__(f"DANTOC_MAP_FILE: {reason}" + (f": {self.detail}" if self.detail else ""))


@dataclass(frozen=True)
class ProvinceMap:
    """The polygons of each province by code, in degrees."""

    outlines: Mapping[str, tuple[Polygon, ...]]

    @property
    def shows_hoang_sa(self) -> bool:
        """Whether any of its land lies where the archipelago does."""
        return self._reaches(HOANG_SA)

    @property
    def shows_truong_sa(self) -> bool:
        """Whether any of its land lies where the archipelago does."""
        return self._reaches(TRUONG_SA)

    def _reaches(self, box: tuple[float, float, float, float]) -> bool:
        west, south, east, north = box
        corners = (corner for own in self.outlines.values() for polygon in own for corner in polygon[0])
        return any(west <= x <= east and south <= y <= north for x, y in corners)


def read_map(path: Path) -> ProvinceMap:
    """The map in the file; read once for each edition of it.

    Raises:
        BadMap: not there, too large, no GeoJSON or TopoJSON, not in degrees, or without a code at each feature.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise BadMap("unreadable") from error
    if state.st_size > LARGEST:
        raise BadMap("too_large", LARGEST // 1_000_000)
    return _read(path, state.st_mtime_ns, state.st_size)


def edition(path: Path | None) -> str:
    """A checksum of the map file, by which drawings of different maps are told apart; empty where there is none."""
    try:
        state = path.stat() if path else None
        return _checksum(path, state.st_mtime_ns, state.st_size) if path and state else ""
    except OSError:
        return ""


@lru_cache(maxsize=2)
def _checksum(path: Path, changed: int, length: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if length <= LARGEST else ""


@lru_cache(maxsize=2)
def _read(path: Path, changed: int, length: int) -> ProvinceMap:
    try:
        return _parse(_json(path))
    except BadMap as fault:
        _LOG.warning("%s", fault)
        raise


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadMap("unreadable") from error
    except (ValueError, RecursionError) as error:
        raise BadMap("no_map") from error


def _parse(content: object) -> ProvinceMap:
    outlines: dict[str, tuple[Polygon, ...]] = {}
    corners = 0
    for place, (code, polygons) in enumerate(_features(content), 1):
        if not code:
            raise BadMap("no_code", place)
        outlines[code] = outlines.get(code, ()) + polygons
        corners += sum(len(ring) for polygon in polygons for ring in polygon)
        if corners > MOST_CORNERS:
            raise BadMap("too_fine", MOST_CORNERS)
    if not any(outlines.values()):
        raise BadMap("no_map")
    return ProvinceMap(outlines)


def _features(content: object) -> Iterator[tuple[str, tuple[Polygon, ...]]]:
    """The code and polygons of each feature."""
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "FeatureCollection":
        for feature in _items(content, "features"):
            yield _code(feature), _polygons(_member(feature, "geometry"))
    elif kind == "Topology":
        arcs = _arcs(content)
        for collection in _member(content, "objects").values():
            for geometry in _items(collection, "geometries"):
                yield _code(geometry), _polygons(_untied(geometry, arcs))
    else:
        raise BadMap("no_map")


def _member(own: object, name: str) -> dict[str, object]:
    found = own.get(name) if isinstance(own, dict) else None
    if not isinstance(found, dict):
        raise BadMap("no_map")
    return found


def _items(own: object, name: str) -> list[object]:
    found = own.get(name) if isinstance(own, dict) else None
    if not isinstance(found, list):
        raise BadMap("no_map")
    return found


def _code(feature: object) -> str:
    """The official code of a feature: its id, else its property ``code``; two digits, also where they are a number."""
    if not isinstance(feature, dict):
        raise BadMap("no_map")
    properties = feature.get("properties")
    said = [feature.get("id"), *(properties.get(key) for key in KEYS if isinstance(properties, dict))]
    found = next((own for own in said if isinstance(own, str | int) and not isinstance(own, bool)), "")
    return str(found).strip().zfill(2) if str(found).strip() else ""


def _polygons(geometry: Mapping[str, object]) -> tuple[Polygon, ...]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        return (_polygon(coordinates),)
    if kind == "MultiPolygon" and isinstance(coordinates, list):
        return tuple(_polygon(own) for own in coordinates)
    raise BadMap("no_map")


def _polygon(rings: object) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise BadMap("no_map")
    return tuple(_ring(ring) for ring in rings)


def _ring(corners: object) -> Ring:
    """The corners of a ring, rounded, without those that fall together."""
    if not isinstance(corners, list):
        raise BadMap("no_map")
    kept: list[Corner] = []
    for corner in corners:
        place = _corner(corner)
        if not kept or place != kept[-1]:
            kept.append(place)
    return tuple(kept)


def _corner(own: object) -> Corner:
    if not isinstance(own, list | tuple) or len(own) < 2 or not all(isinstance(one, int | float) for one in own[:2]):
        raise BadMap("no_map")
    x, y = float(own[0]), float(own[1])
    west, south, east, north = WORLD
    if not (isfinite(x) and isfinite(y) and west <= x <= east and south <= y <= north):
        raise BadMap("not_degrees", f"{x:g}, {y:g}")
    return round(x, DIGITS), round(y, DIGITS)


def _arcs(topology: object) -> list[list[Corner]]:
    """The arcs of a topology as corners in degrees."""
    scale, shift = (1.0, 1.0), (0.0, 0.0)
    packed = isinstance(topology, dict) and "transform" in topology
    if packed:
        transform = _member(topology, "transform")
        scale, shift = _pair(transform.get("scale")), _pair(transform.get("translate"))
    arcs: list[list[Corner]] = []
    for arc in _items(topology, "arcs"):
        x = y = 0.0
        corners: list[Corner] = []
        for step in arc if isinstance(arc, list) else []:
            dx, dy = _pair(step)
            x, y = (x + dx, y + dy) if packed else (dx, dy)
            corners.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(corners)
    return arcs


def _pair(own: object) -> Corner:
    if not isinstance(own, list) or len(own) < 2 or not all(isinstance(one, int | float) for one in own[:2]):
        raise BadMap("no_map")
    return float(own[0]), float(own[1])


def _untied(geometry: object, arcs: Sequence[Sequence[Corner]]) -> dict[str, object]:
    """A geometry of a topology as one of GeoJSON."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    own = _items(geometry, "arcs")
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_joined(ring, arcs) for ring in own]}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [[_joined(ring, arcs) for ring in _listed(part)] for part in own]}
    raise BadMap("no_map")


def _listed(own: object) -> list[object]:
    if not isinstance(own, list):
        raise BadMap("no_map")
    return own


def _joined(ring: object, arcs: Sequence[Sequence[Corner]]) -> list[Corner]:
    """The arcs of a ring end to end; an arc counted from the end (``~3``) runs backwards."""
    corners: list[Corner] = []
    for number in _numbers(ring, len(arcs)):
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        corners += arc[1:] if corners else arc
    return corners


def _numbers(ring: object, count: int) -> Iterable[int]:
    numbers = _listed(ring)
    if not all(isinstance(number, int) and -count <= number < count for number in numbers):
        raise BadMap("no_map")
    return [int(str(number)) for number in numbers]
