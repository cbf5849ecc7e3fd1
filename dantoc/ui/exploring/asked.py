"""What a page is about as the key of a cache that all sessions share."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """A thing known by being the same one: the content is read once, and what it holds is long to compare."""

    def __init__(self, own: T) -> None:
        self.own = own

    def __hash__(self) -> int:
        return id(self.own)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.own is self.own
