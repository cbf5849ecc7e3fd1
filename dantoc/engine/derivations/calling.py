"""A derivation as written in a query, read and checked against the dataset."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from dantoc.engine.derivations.base import Call, Derivation
from dantoc.engine.resolving import near_codes
from dantoc.model.dataset import Dataset
from dantoc.model.errors import UnknownCode, UnknownDerivation

PARAMETER = "derive"
_CALL = re.compile(r"\s*(?P<name>[a-z_]{1,32})\s*\((?P<inside>[^()]{0,400})\)\s*")
_ARGUMENT = re.compile(r"[A-Za-z0-9_+.\-]{1,64}")


def read_call(
    text: str, dataset: Dataset, known: Mapping[str, Derivation], allowed: Callable[[], tuple[str, ...]]
) -> Call:
    """The call that the text says.

    Raises:
        UnknownDerivation: no such derivation, no such dimension, arguments that it does not take, or one that means
            nothing for the dataset; `allowed` holds what may stand there.
        UnknownCode: an argument that is no code of the dimension; `allowed` holds those that bear figures.
    """
    call = _parse(text)
    derivation = known.get(call.derivation) if call else None
    if call is None or derivation is None or call.dimension not in dataset.structure:
        raise UnknownDerivation(PARAMETER, text, allowed())
    codes = derivation.codes(call)
    if codes is None:
        alike = tuple(key for key in allowed() if key.startswith(f"{derivation.id}("))
        raise UnknownDerivation(PARAMETER, text, (f"{derivation.id}({derivation.usage})", *alike))
    dimension = dataset.structure[call.dimension]
    for code in codes:
        if code not in dimension.codes:
            raise UnknownCode(PARAMETER, code, near_codes(dimension, code))
    if not derivation.applies(dataset, call):
        raise UnknownDerivation(PARAMETER, text, allowed())
    return call


def _parse(text: str) -> Call | None:
    said = _CALL.fullmatch(text)
    if said is None:
        return None
    dimension, *arguments = (argument.strip() for argument in said["inside"].split(","))
    if not all(_ARGUMENT.fullmatch(argument) for argument in (dimension, *arguments)):
        return None
    return Call(said["name"], dimension, tuple(arguments))
