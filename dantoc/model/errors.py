"""What can be wrong with what a reader, a program or a statistician hands in.

Each error is a class with data: the parameter, the value found, what is allowed. `l10n.describe_error` says it in a
language; `str()` gives a terse English line for logs.
"""

from __future__ import annotations

from typing import ClassVar


class DantocError(ValueError):
    """An input that cannot be used, with the place, the value, what is allowed and so the mend."""

    kind: ClassVar[str] = "invalid"
    status: ClassVar[int] = 400

    def __init__(self, parameter: str, value: object, allowed: tuple[str, ...] = (), detail: str = "") -> None:
        self.parameter = parameter
        self.value = str(value)
        self.allowed = allowed
        self.detail = detail
        shown = ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")
        super().__init__(
            f"{self.kind}: {parameter}={self.value[:200]!r}"
            + (f"; {detail}" if detail else "")
            + (f"; allowed: {shown}" if shown else "")
        )


class UnknownDataset(DantocError):
    """No dataset of that id stands in the catalogue."""

    kind = "unknown_dataset"
    status = 404


class UnknownCodeList(DantocError):
    """No code list of that id stands in the catalogue."""

    kind = "unknown_codelist"
    status = 404


class UnknownDimension(DantocError):
    """The dataset has no such dimension, and the parameter is none of the others."""

    kind = "unknown_dimension"


class UnknownCode(DantocError):
    """The code is not in the dimension's code list, or no figure of the dataset bears it."""

    kind = "unknown_code"


class BadSelection(DantocError):
    """The selection does not follow the grammar: codes, ``*``, ``children(X)``, ``top(n)``, ``2009:2019``,
    ``latest``."""

    kind = "bad_selection"


class BadPeriod(DantocError):
    """A period that is no year, or a range that runs backwards."""

    kind = "bad_period"


class UnknownDerivation(DantocError):
    """No such derivation, or one that means nothing for this view."""

    kind = "unknown_derivation"


class UnknownFormat(DantocError):
    """No file format of that name."""

    kind = "unknown_format"


class UnknownOption(DantocError):
    """A parameter holds a value outside its closed list."""

    kind = "unknown_option"


class NoFigures(DantocError):
    """No figure bears all that is selected, where an answer without figures says nothing; `parameter` names what to
    loosen."""

    kind = "no_figures"


class TooManyCells(DantocError):
    """The view would have more cells than one answer gives."""

    kind = "too_many_cells"
    status = 413


class BadCursor(DantocError):
    """A cursor that no answer to this query gave: altered, cut short, or of another query."""

    kind = "bad_cursor"


class BadEncoding(DantocError):
    """An address that is not the percent-encoding of any text."""

    kind = "bad_encoding"


class TooLongAddress(DantocError):
    """An address with more characters than a question needs."""

    kind = "too_long_address"
    status = 414


class OldCursor(DantocError):
    """A cursor of another version of the dataset: its next page would not continue the one before."""

    kind = "old_cursor"


class BrokenDataset(DantocError):
    """The dataset's files cannot be served as they stand; the rest of the catalogue can."""

    kind = "broken_dataset"
    status = 503


class NotLoaded(BrokenDataset):
    """The database of the figures holds another version of the dataset than the catalogue describes, or none."""

    kind = "not_loaded"


class WarehouseSilent(BrokenDataset):
    """The database of the figures does not answer; `detail` is what its driver says, for the log alone."""

    kind = "warehouse_silent"


class BadWarehouse(Exception):
    """A database that cannot be used as it is named: told to those who run the product, never to its readers.

    `reason` is ``unreadable``, ``unknown_kind``, ``no_driver``, ``in_memory`` or ``refused``; `url` has no password.
    """

    def __init__(self, reason: str, parameter: str, url: str, detail: str = "") -> None:
        self.reason = reason
        self.parameter = parameter
        self.url = url
        self.detail = detail
        super().__init__(f"{parameter}={url!r}: {reason}" + (f": {detail}" if detail else ""))
