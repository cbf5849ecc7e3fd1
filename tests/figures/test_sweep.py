"""Every dataset as it is first shown, with every mark that it is offered: nothing touches, nothing is cut.

Every other mark of each dataset is drawn in one size and one language, as a checksum of their names chooses, so that
all sizes and both languages, alone and together, are met on every run, in half a minute.
"""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import pytest

from dantoc.engine.engine import open_engine
from dantoc.figures.choice import suggest
from dantoc.figures.drawing import draw
from dantoc.figures.printing import drawn
from dantoc.figures.sizes import in_px, is_page
from dantoc.l10n.messages import locales
from dantoc.model.size import MM, PRESETS
from tests.figures.drawn import least_type, outside, overlapping

SMALLEST_ON_SCREEN, SMALLEST_IN_PRINT = 8.0, 6.9
"""Px of the smallest letters; 6.9 px are 5.2 pt."""


@pytest.mark.parametrize("dataset", sorted(open_engine().catalogue.datasets))
def test_nothing_touches_nor_is_cut_in_what_a_dataset_is_first_shown_as(dataset: str) -> None:
    engine = open_engine()
    view = engine.catalogue.dataset(dataset).default_view
    own = engine.run(view.query)
    for offer in suggest(own, view.rows, view.columns):
        drawn_by = crc32(f"{dataset} {offer.mark}".encode())
        if drawn_by // 256 % 2:
            continue
        size = list(PRESETS.values())[drawn_by % len(PRESETS)]
        locale = locales()[drawn_by // 16 % len(locales())]
        both = not drawn_by // 64 % 4
        picture = drawn(draw(own, replace(offer, size=size, both=both), locale), size)
        svg, where = picture.svg(), (offer.mark, str(size), locale, both)
        assert overlapping(svg) == [], where
        assert outside(svg) == [], where
        if not is_page(size):
            least = SMALLEST_IN_PRINT if size.unit == MM else SMALLEST_ON_SCREEN
            assert least_type(svg) * in_px(size)[0] / picture.view[2] >= least - 0.05, where
