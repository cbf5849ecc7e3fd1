"""What a page is about as the key of a cache that all sessions share."""

from __future__ import annotations

from typing import Generic, TypeVar

from dantoc.model.result import Result

T = TypeVar("T")


class Asked:
    """A result known by its fingerprint: the same question of the same figures is printed and drawn once."""

    def __init__(self, result: Result) -> None:
        self.result = result

    def __hash__(self) -> int:
        return hash(self.result.etag)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and other.result.etag == self.result.etag


class Same(Generic[T]):
    """A thing known by being the same one: the content is read once, and what it holds is long to compare."""

    def __init__(self, own: T) -> None:
        self.own = own

    def __hash__(self) -> int:
        return id(self.own)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.own is self.own
