"""The charts of the gallery as they were last looked at: specification, words and picture, kept in ``golden/``.

``python -m tests.figures.renew_golden [ID …]`` writes them anew; look at what changed (``git diff``, the pictures)
before it is committed.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops

from dantoc.engine.engine import open_engine
from dantoc.figures import drawing
from dantoc.figures.exhibiting import shown
from dantoc.figures.printing import drawn
from dantoc.l10n.messages import locales

GOLDEN = Path(__file__).parent / "golden"
DOTS = 0.5
"""The pictures are 360 px wide: small to keep, and a digit still is a dozen dots."""
RENEW = "if it is meant: python -m tests.figures.renew_golden, then look at the pictures"
MOST_LEVELS = 16
"""A dot is another one where red, green or blue differs by more than so many of 255 levels: rounding at the edge of a
letter, which another processor may do otherwise, changes two or three."""
MOST_DOTS = 1 / 20_000
"""So large a part of the dots may be others: three of a picture of 360 × 200, where one other digit changes ten."""

Specification = dict[str, object]


def specification(exhibit: str, locale: str) -> Specification:
    """The chart as it is drawn now: its Vega-Lite, and its words for who cannot see it."""
    own = shown(open_engine(), open_engine().gallery.exhibit(exhibit))
    chart = drawing.draw(own.result, own.spec, locale)
    return {"alt": drawing.alt_text(own.result, own.spec, locale), "chart": json.loads(json.dumps(chart))}


def picture(said: Mapping[str, object]) -> Image.Image:
    """The picture of a specification on a page of the product."""
    chart = said["chart"]
    assert isinstance(chart, dict)
    return Image.open(io.BytesIO(drawn(chart).png(DOTS))).convert("RGB")


def kept_specification(exhibit: str, locale: str) -> Specification:
    """The specification that was last looked at."""
    own = json.loads((GOLDEN / f"{exhibit}.{locale}.json").read_text(encoding="utf-8"))
    assert isinstance(own, dict)
    return own


def kept_picture(exhibit: str, locale: str) -> Image.Image:
    """The picture that was last looked at."""
    return Image.open(GOLDEN / f"{exhibit}.{locale}.png").convert("RGB")


def first_difference(now: object, kept: object, at: str = "$") -> str:
    """Where the two specifications part, and what each says there; empty where they are the same."""
    if isinstance(now, dict) and isinstance(kept, dict) and now.keys() == kept.keys():
        return next((found for key in now if (found := first_difference(now[key], kept[key], f"{at}.{key}"))), "")
    if isinstance(now, list) and isinstance(kept, list) and len(now) == len(kept):
        pairs = enumerate(zip(now, kept, strict=True))
        return next((found for place, own in pairs if (found := first_difference(*own, f"{at}[{place}]"))), "")
    return "" if now == kept else f"{at}: now {_short(now)}, kept {_short(kept)}"


def picture_difference(now: Image.Image, kept: Image.Image) -> str:
    """How the pictures differ beyond the tolerance; empty where they are the same to the eye."""
    if now.size != kept.size:
        return f"size: now {now.size}, kept {kept.size}"
    bands = ImageChops.difference(now, kept).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    others = sum(worst.histogram()[MOST_LEVELS + 1 :])
    allowed = int(now.width * now.height * MOST_DOTS)
    return "" if others <= allowed else f"{others} dots are others, {allowed} may be; within {worst.getbbox()}"


def main(ids: list[str]) -> None:
    """Writes specifications and pictures of the charts named, or of all, and takes away those of charts gone."""
    exhibits = open_engine().gallery.exhibits
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.iterdir():
        if path.name.split(".")[0] not in exhibits:
            path.unlink()
    for exhibit in ids or exhibits:
        for locale in locales():
            said = specification(exhibit, locale)
            text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
            (GOLDEN / f"{exhibit}.{locale}.json").write_text(text, encoding="utf-8")
            picture(said).save(GOLDEN / f"{exhibit}.{locale}.png", "PNG", optimize=True)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:119] + "…"


if __name__ == "__main__":
    main(sys.argv[1:])
