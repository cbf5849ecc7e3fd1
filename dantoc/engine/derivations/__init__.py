"""Figures computed from published ones, always marked as derived, with formula and inputs.

A new derivation is a file beside this one and a line in `DERIVATIONS`.
"""

from __future__ import annotations

from dantoc.engine.derivations.base import Derivation
from dantoc.engine.derivations.change import Change
from dantoc.engine.derivations.concentration import Concentration
from dantoc.engine.derivations.density import Density
from dantoc.engine.derivations.deriving import Deriver, Offer
from dantoc.engine.derivations.difference import Difference
from dantoc.engine.derivations.diversity import Diversity
from dantoc.engine.derivations.growth import Growth
from dantoc.engine.derivations.index import Index
from dantoc.engine.derivations.percentage_change import PercentageChange
from dantoc.engine.derivations.rank import Rank
from dantoc.engine.derivations.ratio import Ratio
from dantoc.engine.derivations.share import Share
from dantoc.engine.derivations.share_within import ShareWithin

__all__ = ["DERIVATIONS", "Derivation", "Deriver", "Offer"]

DERIVATIONS: tuple[Derivation, ...] = (
    Share(),
    ShareWithin(),
    Rank(),
    Difference(),
    Change(),
    PercentageChange(),
    Growth(),
    Index(),
    Ratio(),
    Density(),
    Diversity(),
    Concentration(),
)
"""All there are, in the order of a menu."""
