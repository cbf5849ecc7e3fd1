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


class TooManyMarks(TooManyCells):
    """The view has more figures than a chart can show; `allowed` names what aggregates them."""

    kind = "too_many_marks"


class BadSize(DantocError):
    """A size of a chart that is neither a preset nor a width and height within the bounds."""

    kind = "bad_size"


class TooLongText(DantocError):
    """A text of a chart that is longer than its place."""

    kind = "too_long_text"


class BadText(DantocError):
    """A text of a chart with mark-up, or with a character that prints nothing; the value names it."""

    kind = "bad_text"


class OtherVersion(DantocError):
    """A chart frozen to a version of the dataset that is not the one served: its figures are not there any more."""

    kind = "other_version"
    status = 410


class Busy(DantocError):
    """So many others wait already that this one would not have its turn in time."""

    kind = "busy"
    status = 503


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


class UnknownPublication(DantocError):
    """No publication of that id stands in the content."""

    kind = "unknown_publication"
    status = 404


class BrokenPublication(DantocError):
    """The publication's files have a fault, so that it cannot be printed; `detail` names place and mend."""

    kind = "broken_publication"
    status = 503


class BadBlock(DantocError):
    """A block of a publication that cannot be printed.

    `parameter` names publication, chapter and block (``yearbook/population/by-group``); `cause` says why, where it is
    one of these errors, and else `detail` does.
    """

    kind = "bad_block"
    status = 500

    cause: DantocError | None = None

    @classmethod
    def at(cls, place: str, why: str, cause: DantocError | None = None) -> BadBlock:
        """The error of the block at that place."""
        error = cls(place, place.rpartition("/")[2], detail=why)
        error.cause = cause
        return error


class NotPrinted(DantocError):
    """A book whose printing was stopped, or failed for a reason that lies outside its content; `detail` says which."""

    kind = "not_printed"
    status = 503


class NotLoaded(BrokenDataset):
    """The database of the figures holds another version of the dataset than the catalogue describes, or none."""

    kind = "not_loaded"


class WarehouseSilent(BrokenDataset):
    """The database of the figures does not answer; `detail` is what its driver says, for the log alone."""

    kind = "warehouse_silent"


class NotSaved(DantocError):
    """Nothing is saved under that id."""

    kind = "not_saved"
    status = 404


class TooLongView(DantocError):
    """A view with longer parameters than are saved."""

    kind = "too_long_view"
    status = 413


class TooManySaved(DantocError):
    """More new views in a short time than are saved."""

    kind = "too_many_saved"
    status = 429


class StoreAway(DantocError):
    """What remembers saved views cannot be used; `detail` is what its driver says, for the log alone."""

    kind = "store_away"
    status = 503


class StoreReadOnly(StoreAway):
    """Saved views can be read, and no new one can be kept."""

    kind = "store_read_only"


class StoreFull(StoreAway):
    """There is no room for another saved view."""

    kind = "store_full"


class StoreBusy(StoreAway):
    """Others are writing, and kept us waiting too long."""

    kind = "store_busy"


class BadBody(DantocError):
    """The body of a request is not what its address takes; `parameter` names the member."""

    kind = "bad_body"


class TooLargeBody(DantocError):
    """The body of a request has more bytes than its address takes."""

    kind = "too_large_body"
    status = 413


class BadMediaType(DantocError):
    """The body of a request is of another media type than its address takes."""

    kind = "bad_media_type"
    status = 415


class ForeignOrigin(DantocError):
    """A script of another site asks for what only our own pages and programs may do."""

    kind = "foreign_origin"
    status = 403


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
