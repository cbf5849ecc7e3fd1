"""The store as the server meets it: imported when somebody saves, and told of while nobody did."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dantoc.model.saved import UNUSED

if TYPE_CHECKING:
    from dantoc.store.store import Store

_MODULE = "dantoc.store.store"


def the_store() -> Store:
    """The store of this process."""
    from dantoc.store.store import open_store

    return open_store()


def store_state() -> str:
    """How the last use of the store went; it is not asked, so that a database that is away holds nobody up."""
    return the_store().state if _MODULE in sys.modules else UNUSED
