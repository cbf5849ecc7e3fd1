"""A request as the core takes it: its language, its parameters, the dataset it names."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

from starlette.requests import Request

from dantoc.l10n import messages
from dantoc.model.dataset import Dataset
from dantoc.model.errors import UnknownDimension, UnknownOption
from dantoc.model.text import VIETNAMESE, Locale
from dantoc.model.view import gather_params

LONGEST_QUERY = 200
_LONGEST_NUMBER = 9

VIEW = ("lang", "rows", "columns", "derive", "order")
"""What says a view beside the dimensions of its dataset."""


def preferred_locale(request: Request) -> Locale:
    """The language that suits the reader: the one asked for where there is such, or the browser's, or Vietnamese."""
    asked = request.query_params.get("lang", "")
    if asked in messages.locales():
        return asked
    return messages.negotiate(request.headers.get("accept-language", ""), VIETNAMESE)


def locale_of(request: Request) -> Locale:
    """The language of the answer.

    Raises:
        UnknownOption: ``lang`` names a language that there is not.
    """
    return one_of(request, "lang", messages.locales()) or preferred_locale(request)


def one_of(request: Request, parameter: str, allowed: Collection[str]) -> str:
    """The parameter's value, empty where it is not said.

    Raises:
        UnknownOption: a value outside what is allowed.
    """
    value = request.query_params.get(parameter, "")
    if value and value not in allowed:
        raise UnknownOption(parameter, value, tuple(allowed))
    return value


def only(request: Request, allowed: Collection[str]) -> None:
    """Refuses parameters that this address does not have.

    Raises:
        UnknownDimension: one that is not allowed, which would otherwise be passed over in silence.
    """
    for name in request.query_params:
        if name not in allowed:
            raise UnknownDimension("parameter", name, tuple(allowed))


def text_of(request: Request, parameter: str) -> str:
    """The text of a search, in NFC.

    Raises:
        UnknownOption: it is longer than any search.
    """
    text = unicodedata.normalize("NFC", request.query_params.get(parameter, "")).strip()
    if len(text) > LONGEST_QUERY:
        raise UnknownOption(parameter, f"{text[:40]}…", (f"1–{LONGEST_QUERY}",))
    return text


def number_of(request: Request, parameter: str, most: int, *, least: int = 1) -> int | None:
    """The number that the parameter says, `least` to `most`; None where it is not said.

    Raises:
        UnknownOption: no number, or one outside.
    """
    said = request.query_params.get(parameter, "").strip()
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER and least <= int(said) <= most):
        raise UnknownOption(parameter, said, (f"{least}–{most}",))
    return int(said)


def view_parameters(
    request: Request, dataset: Dataset, allowed: Collection[str], besides: Collection[str] = ()
) -> Mapping[str, str]:
    """The parameters that say the view, without those named in `besides`; a dimension said twice adds up.

    Raises:
        UnknownDimension: one that is neither a dimension of the dataset nor in `allowed`.
    """
    only(request, (*dataset.structure.ids, *allowed))
    items = request.query_params.multi_items()
    return gather_params(dataset, ((name, value) for name, value in items if name not in besides))
