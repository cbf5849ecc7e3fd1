"""What the figures are, without the figures: the companion that a plain CSV points to."""

from __future__ import annotations

from collections.abc import Iterator

from dantoc.formats.describing import head
from dantoc.formats.export import Export, Format
from dantoc.formats.json_object import said


def write(export: Export) -> Iterator[bytes]:
    """``{"metadata", "structure", "codes"}`` as JSON."""
    yield (said(head(export)) + "\n").encode()


METADATA = Format("metadata", "metadata.json", "application/json", "formats.metadata", write, attached=False)
