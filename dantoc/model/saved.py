"""A view that is remembered under a short id, and how it stands against what is published now."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dantoc.model.dataset import Dataset
from dantoc.model.errors import DantocError
from dantoc.model.text import Locale
from dantoc.model.view import RESERVED, View, view_params

KINDS = PAGE, CHART = ("page", "chart")
"""What a saved view opens as."""
PERIODS = AS_SAVED, LATEST, FROM_FIRST = ("as_saved", "latest", "from_first")
"""How it treats new periods: the years it had, always as many of the latest, or all from its first year on."""
STATES = HOLDS, RENEWED, CHANGED, GONE = ("holds", "renewed", "changed", "gone")
"""How it stands: the same figures; other figures, as was wished; other figures, unasked; none any more."""
STORE_STATES = UNUSED, READY, *_ = ("unused", "ready", "store_away", "store_read_only", "store_full", "store_busy")
"""How the last use of the store went: nobody used it yet, well, or the kind of error that it met."""

LONGEST_PARAMETERS = 8_000
"""Characters of all parameters, names and values."""
ID_LENGTH = 14
LETTERS = "23456789bcdfghjkmnpqrstvwxz"
"""No letter that is taken for another in print, and no vowel: an id spells no word."""
ID = re.compile(f"[{LETTERS}]{{{ID_LENGTH}}}")
_NOT_OF_A_VIEW = frozenset({"id", "lang", "format", "labels", "tab", "saved"})


@dataclass(frozen=True, slots=True)
class YearSeen:
    """The figures that a view showed of one year: how many, and a fingerprint of them."""

    year: str
    figures: int
    fingerprint: str


@dataclass(frozen=True)
class SavedView:
    """A view as it was saved, with nothing about who saved it.

    `params` are those of the address with nothing left out, so that another default view changes no saved one. `kind`
    is one of `KINDS`, `periods` of `PERIODS`. `version` is the dataset's when it was saved, `years` what it showed.
    """

    dataset: str
    params: tuple[tuple[str, str], ...]
    kind: str
    locale: Locale
    periods: str
    version: str
    years: tuple[YearSeen, ...]
    created: date = field(compare=False)

    @property
    def id(self) -> str:
        """What it is found by, made of what it says: saved again, it is the same.

        Which figures it showed counts where they are to stay as they were, and nowhere else.
        """
        seen = [self.version, *((own.year, own.figures, own.fingerprint) for own in self.years)]
        said = [self.dataset, self.params, self.kind, self.locale, self.periods]
        whole = json.dumps([*said, seen if self.periods == AS_SAVED else []], ensure_ascii=True)
        number = int.from_bytes(hashlib.sha256(whole.encode()).digest(), "big")
        letters = []
        for _ in range(ID_LENGTH):
            number, place = divmod(number, len(LETTERS))
            letters.append(LETTERS[place])
        return "".join(letters)

    @property
    def path(self) -> str:
        """Its short address."""
        return f"/s/{self.id}"


@dataclass(frozen=True)
class Standing:
    """What has become of a saved view; the years are those whose figures differ from what it showed.

    `version` is the dataset's now, `view` what its parameters say and `figure` those of them that say how a chart is
    drawn; all empty where they say nothing any more, and `why` is the reason then.
    """

    state: str
    version: str = ""
    view: View | None = None
    figure: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    why: DantocError | None = None


def params_in_full(dataset: Dataset, view: View, figure: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The parameters that say the view, by name, what is the default today included, and those of the figure."""
    full = {name: str(view.query.selection(name)) for name in dataset.structure.ids}
    layout = {"rows": ",".join(view.rows), "columns": ",".join(view.columns), "order": view.query.order}
    return tuple(sorted({**full, **layout, **view_params(dataset, view), **figure}.items()))


def params_allowed(dataset: Dataset) -> tuple[str, ...]:
    """The names of the parameters that say a view of the dataset."""
    return (*dataset.structure.ids, *sorted(RESERVED - _NOT_OF_A_VIEW))
