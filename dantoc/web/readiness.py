"""Whether the content is read: the process answers from its first moment, and says so while it still reads."""

from __future__ import annotations

import asyncio

ANSWERED_AT_ONCE = ("/healthz", "/livez", "/metrics", "/_stcore/health")
"""What tells of the process itself does not wait for the content."""


class Readiness:
    """The reading of the content by this process; what nobody has begun to read is no reason to wait."""

    def __init__(self) -> None:
        self._reading: asyncio.Future[None] | None = None

    @property
    def is_starting(self) -> bool:
        """Whether the content is being read for the first time."""
        return self._reading is not None and not self._reading.done()

    def begin(self, reading: asyncio.Future[None]) -> None:
        """Let everyone wait for this reading."""
        self._reading = reading

    async def wait(self) -> None:
        """Come back when the content is read, or cannot be."""
        if self._reading is not None:
            await asyncio.wait([self._reading])


READINESS = Readiness()
