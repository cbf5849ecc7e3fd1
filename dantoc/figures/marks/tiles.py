"""A tile map of the 63 provinces that there were until 30 June 2025."""

from __future__ import annotations

from dantoc.figures.marks.base import Mark
from dantoc.figures.marks.tile_map import TileMap

PROVINCES = TileMap(
    mark="tiles",
    codelist="area",
    least=20,
    columns=8,
    islands=(("hoang_sa", 9.5, 6.15), ("truong_sa", 15.5, 6.15)),
    legend=(4.2, 5.6),
)

MARK = Mark("tiles", PROVINCES.suits, PROVINCES.draw, PROVINCES.alone, has_low=True)
