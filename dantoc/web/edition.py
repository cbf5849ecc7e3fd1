"""What every answer rests on beside the figures: the words, the lists and descriptions, the address of this server."""

from __future__ import annotations

from dantoc import __version__
from dantoc.catalogue.checksums import content_checksum
from dantoc.catalogue.settings import settings
from dantoc.l10n.messages import I18N


def edition() -> tuple[str, ...]:
    """The version of the product, the checksum of its words and lists as this process reads them, and its address."""
    own = settings()
    return __version__, content_checksum(own.root / "datasets", I18N), own.base_url
