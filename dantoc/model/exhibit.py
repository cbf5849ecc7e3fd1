"""A finished chart: which figures it shows and how it is drawn, as an editor left it."""

from __future__ import annotations

from dataclasses import dataclass

from dantoc.model.figure import FigureSpec
from dantoc.model.view import View


@dataclass(frozen=True)
class Exhibit:
    """A chart of the gallery or of a publication: the dataset, the view of it, and the specification of the figure.

    The mark is the view's. The title of `figure` states the finding, in every language of the product.
    """

    id: str
    dataset: str
    view: View
    figure: FigureSpec
