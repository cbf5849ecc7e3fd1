"""A tile map of the 34 provinces that there are since 1 July 2025, for figures published for them, never for the 63."""

from __future__ import annotations

from dantoc.figures.marks.base import Mark
from dantoc.figures.marks.tile_map import TileMap

PROVINCES = TileMap(
    mark="tiles_34",
    codelist="area_2025",
    least=12,
    columns=7,
    islands=(("hoang_sa", 9.3, 5.15), ("truong_sa", 14.4, 5.15)),
    legend=(4.2, 4.6),
)

MARK = Mark("tiles_34", PROVINCES.suits, PROVINCES.draw, PROVINCES.alone, has_low=True)
