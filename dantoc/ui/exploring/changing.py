"""How a section changes the view of the page that it stands on, whichever page that is."""

from __future__ import annotations

from collections.abc import Callable

from dantoc.model.view import View

Change = Callable[[Callable[[View], View]], None]
"""Replaces the view on the page with what the function makes of it, without what its figures no longer admit."""
