"""What a filter offers: ready selections that stay symbolic in the address, then the codes one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dantoc.l10n.folding import fold, lower
from dantoc.l10n.messages import say
from dantoc.l10n.sentence import describe_selection
from dantoc.model.codes import AGGREGATES, CodeList
from dantoc.model.selection import All, Branch, Part, Selection, Some
from dantoc.model.structure import INDICATOR, Dimension
from dantoc.model.text import Locale
from dantoc.ui.exploring.asked import Same

ALL = "*"
MANY = 10
"""From more lowest codes than this, the greatest and the smallest are offered by themselves."""
INDENT = "  "
"""Kept in a list of choices and dropped from what is chosen: style.css."""
OUT_OF_SIGHT = "\u2003" * 70
"""Wider than any box: what follows it in a field of one line is found and not seen."""


def offered(dimension: Dimension, chosen: Selection) -> tuple[str, ...]:
    """The parts a reader can choose, ready ones first; those in `chosen` are among them whatever they are."""
    return tuple(dict.fromkeys((*_ready(Same(dimension)), *(str(part) for part in chosen.parts))))


def merged(before: Sequence[str], after: Sequence[str]) -> str:
    """The selection after a reader added to or took from the parts `before`.

    "All" gives way to a part chosen after it, and takes the place of all others when it is chosen itself; with nothing
    left, everything is asked for.
    """
    added = [part for part in after if part not in before]
    if not after or ALL in added:
        return ALL
    return ",".join(part for part in after if part != ALL or not added)


def span(first: int, last: int, years: Sequence[int]) -> str:
    """The selection of the years from `first` to `last`; all of them are simply all."""
    if (first, last) == (years[0], years[-1]):
        return ALL
    return str(first) if first == last else f"{first}:{last}"


def label(dimension: Dimension, part_text: str, locale: Locale) -> str:
    """The part as a reader sees it in the list: ``Each ethnic minority (53)``, or the name of a code, indented."""
    return _label(Same(dimension), part_text, locale)


@lru_cache(maxsize=1 << 14)
def _label(same: Same[Dimension], part_text: str, locale: Locale) -> str:
    dimension = same.own
    (part,) = Selection.parse(dimension.id, part_text).parts
    if isinstance(part, Some):
        return _indent(dimension, part.code) + typed_either_way(dimension.code(part.code).name.say(locale))
    return typed_either_way(_ready_label(dimension, part, locale))


def typed_either_way(name: str) -> str:
    """The name, found by who types its marks and by who does not.

    The list of choices compares letters as they are, so the letters without marks and hyphens follow on a second line,
    which the style sheet does not show.
    """
    typed = _typed(name)
    return f"{name}\n{typed}" if typed else name


def found_in_a_box(name: str, *more: str) -> str:
    """The name for a box of one choice, found by who types its marks and by who does not, and by the words in `more`.

    Such a box shows what is chosen on one line, both lines joined: what is there to be found alone begins beyond its
    edge.
    """
    words = " ".join(dict.fromkeys(own for said in (name, *more) for own in (_typed(said), lower(said)) if own))
    return f"{name}\n{OUT_OF_SIGHT}{words}"


def _typed(name: str) -> str:
    """What is typed for the name by who types no marks and hyphens; nothing where that is the name itself."""
    bare = fold(name)
    return "" if bare == lower(name) else " ".join(dict.fromkeys((bare.replace("-", " "), bare.replace("-", ""))))


def _ready_label(dimension: Dimension, part: Part, locale: Locale) -> str:
    if isinstance(part, All):
        return say("pages.choice.all", locale, n=len(dimension.codes))
    found = _bearing(dimension, part.relation, part.of) if isinstance(part, Branch) else dimension.codes
    if isinstance(part, Branch) and part.of not in AGGREGATES:
        # What tells branches apart comes first: a list cuts long words at their end.
        name, each = dimension.code(part.of).name.say(locale), lower(dimension.name.say(locale))
        return say("pages.choice.branch", locale, name=name, each=each, n=len(found))
    said = describe_selection(dimension, Selection((part,)), found, locale)
    counted = f" ({len(found)})" if isinstance(part, Branch) and found else ""
    return said[:1].upper() + said[1:] + counted


@lru_cache(maxsize=1 << 12)
def _ready(same: Same[Dimension]) -> tuple[str, ...]:
    return _years(same.own) if same.own.is_time else _branches(same.own)


def _years(dimension: Dimension) -> tuple[str, ...]:
    years = dimension.codes
    ready = [ALL] if len(years) > 1 else []
    ready += ["latest"] if len(years) > 1 else []
    ready += ["latest(3)"] if len(years) > 3 else []
    return (*ready, *reversed(years))


def _branches(dimension: Dimension) -> tuple[str, ...]:
    assert dimension.codelist is not None
    ready, gathered = [ALL], set[tuple[str, ...]]()
    for code in dimension.codelist:
        for relation in ("children", "leaves"):
            found = _bearing(dimension, relation, code.id)
            if len(found) > 1 and found not in gathered:
                gathered.add(found)
                ready.append(f"{relation}({code.id})")
    if dimension.id != INDICATOR and len(_lowest(dimension, dimension.codelist)) > MANY:
        ready += [f"top({MANY})", f"bottom({MANY})"]
    return (*ready, *dimension.codes)


def _bearing(dimension: Dimension, relation: str, of: str) -> tuple[str, ...]:
    """The codes of a branch that bear figures in the dataset."""
    codelist = dimension.codelist
    if codelist is None or of not in codelist:
        return ()
    reach = {"children": codelist.children, "descendants": codelist.descendants, "leaves": codelist.leaves}[relation]
    own = set(dimension.codes)
    return tuple(code for code in reach(of) if code in own)


def _lowest(dimension: Dimension, codelist: CodeList) -> tuple[str, ...]:
    return tuple(code for code in dimension.codes if not codelist.children(code))


def _indent(dimension: Dimension, code: str) -> str:
    if dimension.codelist is None or code not in dimension.codelist:
        return ""
    steps, own = 0, set(dimension.codes)
    above = dimension.codelist[code].parent()
    while above is not None and above in dimension.codelist and steps < len(own):
        steps += above in own
        above = dimension.codelist[above].parent()
    return INDENT * steps
