"""How wide a chart stands, which it asks while it is drawn: on a phone, on a page, on a wide one."""

from __future__ import annotations

NARROW = "narrow"
"""Parameter of every chart: whether it stands on a phone."""
PHONE_WIDTH = 600
"""Charts less wide than this, in px, are drawn for a phone."""
WIDE = "wide"
"""Parameter of every chart: whether it stands on a wide page."""
WIDE_WIDTH = 800
"""Charts at least this wide, in px, have titles and notes in longer lines."""


def widths(width: int | None = None) -> list[dict[str, object]]:
    """The parameters that say how wide the chart stands: at `width` px, or in the place that it finds itself in."""
    if width is not None:
        return [{"name": NARROW, "value": width < PHONE_WIDTH}, {"name": WIDE, "value": width >= WIDE_WIDTH}]
    return [
        {"name": NARROW, "expr": f"width >= 0 && containerSize()[0] < {PHONE_WIDTH}"},
        {"name": WIDE, "expr": f"width >= 0 && containerSize()[0] >= {WIDE_WIDTH}"},
    ]
