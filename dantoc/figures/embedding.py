"""The code that sets a chart into another site's page: one frame, no script and no style of its own."""

from __future__ import annotations

from html import escape

from dantoc.model.dataset import Dataset
from dantoc.model.figure import FigureSpec
from dantoc.model.figure_params import YES, chart_address
from dantoc.model.text import Locale
from dantoc.model.view import View

ALLOWED = "allow-popups allow-popups-to-escape-sandbox"
"""What the frame may do: open the page of the figures beside, nothing else."""
AROUND = 60
"""Room in px for the way to the figures under the chart, and for the edges of its page."""


def embed_code(
    base_url: str,
    dataset: Dataset,
    view: View,
    spec: FigureSpec,
    title: str,
    height: float,
    *,
    lang: Locale | None = None,
    is_frozen: bool = False,
) -> str:
    """The frame, as wide as its place.

    It needs nothing of a page's policy but the leave to frame this site. `height` is that of the chart drawn, in px;
    without `lang` the chart follows its reader's language; frozen, it stands for the dataset's version of today and
    says so once there is another.
    """
    more = {"embed": YES, **({"version": dataset.version} if is_frozen else {})}
    address = base_url + chart_address(dataset, view, spec, "html", lang, **more)
    return (
        f'<iframe src="{escape(address, quote=True)}" title="{escape(title, quote=True)}" width="100%" '
        f'height="{round(height) + AROUND}" frameborder="0" loading="lazy" sandbox="{ALLOWED}" '
        f'referrerpolicy="no-referrer"></iframe>'
    )
