"""What is said between the server and the process that prints: orders one way, books and faults the other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dantoc.model.errors import DantocError
from dantoc.reports.edition import Choice, Edition
from dantoc.reports.order import Order

PROGRESS, DONE, FAULT, FAILED = "progress", "done", "fault", "failed"
"""What the process tells: how far it has come, that the book is printed, what is wrong with it, that it failed."""


@dataclass(frozen=True)
class Job:
    """An order, the folder of the content, the address printed beside its tables, and the file to write."""

    order: Order
    root: str
    base_url: str
    file: str

    def written(self) -> str:
        """The job as a line."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @classmethod
    def read(cls, line: str) -> Job:
        """The job that a line says."""
        said = json.loads(line)
        own = said["order"]
        choice = Choice(**{name: tuple(codes) for name, codes in own["edition"].pop("choice").items()})
        order = Order(own["publication"], Edition(**own["edition"], choice=choice), own["about"], own["version"])
        return cls(order, said["root"], said["base_url"], said["file"])


def fault_said(error: DantocError) -> dict[str, object]:
    """The error as data, with the one that caused it."""
    said = {name: fault_said(own) if isinstance(own, DantocError) else own for name, own in vars(error).items()}
    return {"class": type(error).__name__, "words": str(error), "said": said}


def fault_read(data: Mapping[str, Any]) -> DantocError:
    """The error that the data say."""
    kind = next(own for own in _every_kind(DantocError) if own.__name__ == data["class"])
    error = kind.__new__(kind, data["words"])
    for name, own in data["said"].items():
        is_error = isinstance(own, dict) and "class" in own
        setattr(error, name, fault_read(own) if is_error else tuple(own) if isinstance(own, list) else own)
    return error


def _every_kind(kind: type[DantocError]) -> list[type[DantocError]]:
    return [kind, *(own for below in kind.__subclasses__() for own in _every_kind(below))]
