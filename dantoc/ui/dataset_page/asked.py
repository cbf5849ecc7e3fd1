"""A result as the key of a cache that all sessions share."""

from __future__ import annotations

from dantoc.model.result import Result


class Asked:
    """A result known by its fingerprint: the same question of the same figures is printed and drawn once."""

    def __init__(self, result: Result) -> None:
        self.result = result

    def __hash__(self) -> int:
        return hash(self.result.etag)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and other.result.etag == self.result.etag
