"""What is wrong with a request, said to a reader: the parameter, the value, what is allowed, and the mend."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dantoc.l10n.folding import fold
from dantoc.l10n.messages import say
from dantoc.model.errors import BadBlock, DantocError
from dantoc.model.text import Locale

SHOWN = 12
"""So many allowed values are named; the rest are counted."""
_CLOSE = 0.6
_LONGEST = 80


def describe_error(error: DantocError, locale: Locale) -> str:
    """The error in a few sentences: what was found where, what was likely meant, what is allowed, the mend."""
    value = _shorten(error.value)
    sentences = [say(f"core.fault.{error.kind}", locale, parameter=error.parameter, value=value)]
    if error.kind in ("broken_dataset", "broken_publication", "bad_text") and error.detail:
        sentences.append(say("core.fault.detail", locale, detail=error.detail))
    if isinstance(error, BadBlock):
        why = describe_error(error.cause, locale) if error.cause is not None else f"{error.detail}."
        sentences.append(say("core.fault.because", locale, why=why))
    meant = nearest(error.value, error.allowed)
    if meant is not None:
        sentences.append(say("core.fault.nearest", locale, value=meant))
    if error.allowed:
        sentences.append(say("core.fault.allowed", locale, allowed=_listed(error.allowed, locale)))
    sentences.append(say(f"core.fault.mend.{error.kind}", locale, value=value))
    return " ".join(sentences)


def error_title(error: DantocError, locale: Locale) -> str:
    """The error in a few words, as a heading; the same for every error of its class."""
    return say(f"core.fault.title.{error.kind}", locale)


def nearest(value: str, allowed: Iterable[str]) -> str | None:
    """The allowed value that was likely meant, case and marks aside; None where none is close."""
    by_fold: dict[str, str] = {}
    for own in allowed:
        by_fold.setdefault(fold(own), own)
    close = get_close_matches(fold(_shorten(value)), by_fold, n=1, cutoff=_CLOSE)
    return by_fold[close[0]] if close and by_fold[close[0]] != value else None


def _listed(allowed: tuple[str, ...], locale: Locale) -> str:
    shown = ", ".join(allowed[:SHOWN])
    rest = len(allowed) - SHOWN
    return say("core.fault.more", locale, allowed=shown, n=rest) if rest > 0 else shown


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
