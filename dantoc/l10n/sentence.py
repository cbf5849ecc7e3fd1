"""A query said in words: short as a title, whole as a sentence, for tables, charts, captions and citations alike."""

from __future__ import annotations

from collections.abc import Sequence

from dantoc.l10n.messages import find, join, say, say_n
from dantoc.l10n.numbers import format_years
from dantoc.model.codes import COUNTRY, MINORITIES, NOT_APPLICABLE, TOTAL
from dantoc.model.result import Result
from dantoc.model.selection import All, Branch, Extreme, Part, Period, Recent, Selection, Some
from dantoc.model.structure import INDICATOR, TIME, Dimension
from dantoc.model.text import Locale

NAMED = 4
"""Up to so many codes are named one by one; of more, all but one of them are, and the rest are counted."""
INDICATORS_NAMED = 3
"""A table of more indicators goes by the name of its dataset."""
YEARS_NAMED = 6
_SILENT = frozenset({TOTAL, NOT_APPLICABLE})
_GROUP, _AREA, _COVERAGE = "ethnic_group", "area", "coverage"
_PROPER = frozenset({_GROUP, _AREA, "language", "programme", "decision", "system"})
"""Dimensions whose codes are proper names and keep their capital inside a sentence."""
_PEOPLE, _TERRITORY = "POP", "em_area"
"""Codes of the dimension `coverage`: the people that the group's name says, which goes without saying, and the ethnic
minority area with all who live in it, beside which the name of a group would mislead.
"""


def title(result: Result, locale: Locale) -> str:
    """What the table or chart shows, in a line: ``Population by ethnic group, Viet Nam, 1989–2019``."""
    head = _head(subject(result, locale), [_breakdown(result, name, locale) for name in _told_apart(result)], locale)
    return ", ".join(part for part in (head, *_held_fast(result, locale), _span(result, locale)) if part)


def sentence(result: Result, locale: Locale, headed: str = "") -> str:
    """The query said whole, for captions, alternative texts and citations: its title (`headed` where it is known), then
    what is selected of each dimension that varies, then what is derived.
    """
    if not any(result.codes.values()):
        return say("core.sentence.empty", locale, dataset=result.dataset.title.say(locale))
    clauses = [_clause(result, name, locale) for name in result.varying if _worth_a_clause(result, name, locale)]
    if result.derived:
        names = join([_small(measure.name.say(locale)) for measure in result.derived], locale)
        clauses.append(say("core.sentence.derived", locale, measures=names))
    head = headed or title(result, locale)
    if not clauses:
        return head + "."
    return say("core.sentence.whole", locale, title=head, clauses=_capital("; ".join(clauses)))


def subject(result: Result, locale: Locale) -> str:
    """What the figures measure: the indicators in view where they are few, else the dataset's title."""
    codes = result.codes.get(INDICATOR, ())
    if INDICATOR not in result.dataset.structure or not 0 < len(codes) <= INDICATORS_NAMED:
        return result.dataset.title.say(locale)
    names = [result.dataset.structure[INDICATOR].code(code).name.say(locale) for code in codes]
    return join([names[0], *(_small(name) for name in names[1:])], locale)


def describe_selection(dimension: Dimension, selection: Selection, codes: Sequence[str], locale: Locale) -> str:
    """What is selected of a dimension: ``the 10 ethnic groups with the highest values``, ``Tày, Thái và Mường``.

    `codes` are those the selection came to; few are named, many are described by what was asked.
    """
    codes = [code for code in codes if code != NOT_APPLICABLE] or codes
    if not codes:
        return say("core.select.nothing", locale)
    if len(codes) <= NAMED and not any(isinstance(part, (Extreme, Recent)) for part in selection.parts):
        return _named(dimension, codes, locale)
    if all(isinstance(part, Some) for part in selection.parts):
        return _named(dimension, codes, locale)
    named = [part.code for part in selection.parts if isinstance(part, Some)]
    said = (
        [_named(dimension, named, locale)]
        if len(named) > NAMED
        else [code_inline(dimension, code, locale) for code in named]
    )
    described = (_part(dimension, part, codes, locale) for part in selection.parts if not isinstance(part, Some))
    return join([*said, *dict.fromkeys(described)], locale)


def code_inline(dimension: Dimension, code: str, locale: Locale) -> str:
    """The code's name as it stands inside a sentence: ``nữ``, ``cả nước``, ``Hmông``; ``tổng số`` for a total."""
    own = find(f"core.inline.{dimension.id}.{code}", locale)
    if own is None and code == TOTAL:
        own = find("core.inline._T", locale)
    name = dimension.code(code).name.say(locale)
    return own or (name if dimension.id in _PROPER else _small(name))


def _clause(result: Result, name: str, locale: Locale) -> str:
    own = result.dataset.structure[name]
    selection = describe_selection(own, result.query.selection(name), result.codes[name], locale)
    return say("core.sentence.clause", locale, dimension=_heading(result, name, locale), selection=selection)


def _worth_a_clause(result: Result, name: str, locale: Locale) -> bool:
    """Whether a sentence says more of the dimension than its title: not of few indicators, nor of all codes, nor of
    the years that the title spans.
    """
    selection, codes = result.query.selection(name), result.codes[name]
    if name == INDICATOR and len(codes) <= INDICATORS_NAMED:
        return False
    if name == TIME:
        said = describe_selection(result.dataset.structure[name], selection, codes, locale)
        return said != _span(result, locale)
    return len(codes) <= NAMED or not all(isinstance(part, All) for part in selection.parts)


def _span(result: Result, locale: Locale) -> str:
    """The years in view as a title gives them: ``1989–2019``; ``2014 and 2018`` for two that lie apart."""
    years = sorted(int(year) for year in result.codes.get(TIME, ()))
    if len(years) == 2 and years[1] - years[0] > 1:
        return join([str(year) for year in years], locale)
    return format_years(years)


def _heading(result: Result, dimension: str, locale: Locale) -> str:
    return _small(result.dataset.structure[dimension].name.say(locale))


def _breakdown(result: Result, dimension: str, locale: Locale) -> str:
    """What a title names after "by": the dimension, or the kind of its codes in view where they are of one kind."""
    kind = _kind(result, result.dataset.structure[dimension], locale)
    return say(f"core.by.{dimension}.{kind}", locale) if kind is not None else _heading(result, dimension, locale)


def _kind(result: Result, dimension: Dimension, locale: Locale) -> str | None:
    """``minorities``, ``regions`` or ``provinces`` where the codes in view are such, unless the subject says so."""
    known, codes = dimension.codelist, set(result.codes[dimension.id])
    if known is None:
        return None
    if dimension.id == _GROUP and codes <= {MINORITIES, *known.children(MINORITIES)}:
        named = _said(result, dimension, MINORITIES, subject(result, locale).lower(), locale)
        return None if named else "minorities"
    if dimension.id == _AREA:
        return "regions" if all(known.children(code) for code in codes - {COUNTRY}) else "provinces"
    return None


def _head(what: str, by: list[str], locale: Locale) -> str:
    """What is measured by which dimensions; a "by" that the measure's own name brings is not said twice."""
    tails = {name: say("core.title.by", locale, what="", dimensions=name).lower() for name in by}
    for name in by:
        if what.lower().endswith(tails[name]):
            what, by = what[: -len(tails[name])], [name, *(own for own in by if own != name)]
    by = [name for name in by if tails[name] not in what.lower()]
    if not by:
        return what
    if say("core.title.by", locale, what="", dimensions="") in what:
        what += ","
    return say("core.title.by", locale, what=what, dimensions=join(by, locale))


def _told_apart(result: Result) -> list[str]:
    """The dimensions that a title names after "by": all that vary but the indicators, which its subject stands for,
    and the years, which it ends with.
    """
    return [name for name in result.varying if name not in (INDICATOR, TIME)]


def _held_fast(result: Result, locale: Locale) -> list[str]:
    """What a title says of the dimensions that hold one code throughout; nothing of totals and of its subject."""
    what = subject(result, locale).lower()
    territory = tuple(result.codes.get(_COVERAGE, ())) == (_TERRITORY,)
    parts = []
    for dimension in result.dataset.structure:
        codes = tuple(result.codes.get(dimension.id, ()))
        if len(codes) != 1 or dimension.id in (INDICATOR, TIME) or codes[0] in _SILENT:
            continue
        whole_of_territory = dimension.id == _GROUP or (dimension.id, codes[0]) == (_AREA, COUNTRY)
        if (dimension.id, codes[0]) == (_COVERAGE, _PEOPLE) or (territory and whole_of_territory):
            continue
        if not _said(result, dimension, codes[0], what, locale):
            parts.append(_one(result, dimension, codes[0], locale))
    parts = list(dict.fromkeys(parts))
    return [part for part in parts if not any(part.lower() in other.lower() for other in parts if other != part)]


def _said(result: Result, dimension: Dimension, code: str, what: str, locale: Locale) -> bool:
    """Whether the subject of a title names the code already, by its name or by words that stand for it."""
    key = f"core.said.{dimension.id}.{code}"
    stand_in = find(f"{key}.{result.dataset.system}", locale) or find(key, locale)
    words = stand_in.split("|") if stand_in else [dimension.code(code).name.say(locale)]
    return any(word.lower() in what for word in words)


def _one(result: Result, dimension: Dimension, code: str, locale: Locale) -> str:
    surveyed = find(f"core.inline.{dimension.id}.{code}.{result.dataset.system}", locale)
    if surveyed is not None:
        return surveyed
    name, heading = code_inline(dimension, code, locale), _small(dimension.name.say(locale))
    if find(f"core.inline.{dimension.id}.{code}", locale) is not None or dimension.id == _AREA:
        return name
    if dimension.id == _GROUP:
        lowest = dimension.codelist is not None and not dimension.codelist.children(code)
        return say("core.inline.ethnic_group.one", locale, code=name) if lowest else name
    if name.lower().startswith(heading):
        return _small(name)
    return say("core.title.part", locale, dimension=heading, code=name)


def _named(dimension: Dimension, codes: Sequence[str], locale: Locale) -> str:
    """The first codes by name and the number of the others; years as years."""
    if dimension.is_time:
        return _years(codes, locale)
    names = [_clear(code_inline(dimension, code, locale), len(codes), locale) for code in codes]
    if len(names) <= NAMED:
        return join(names, locale)
    rest = len(names) - NAMED + 1
    shown = ", ".join(names[: NAMED - 1])
    return say_n("core.select.others", rest, locale, names=shown, noun=_noun(dimension, rest, locale))


def _clear(name: str, among: int, locale: Locale) -> str:
    """The name in quotation marks where a list would not show where it ends."""
    unclear = among > 1 and ("," in name or f" {say('core.and', locale)} " in name)
    return say("core.quoted", locale, text=name) if unclear else name


def _years(codes: Sequence[str], locale: Locale) -> str:
    """Years without a gap as a span, few others one by one, many others as a span with their number."""
    years = sorted(int(code) for code in codes)
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return format_years(years)
    if len(years) <= YEARS_NAMED:
        return join([str(year) for year in years], locale)
    return say_n("core.select.some_years", len(years), locale, span=format_years(years))


def _part(dimension: Dimension, part: Part, codes: Sequence[str], locale: Locale) -> str:
    match part:
        case All():
            return _years(codes, locale) if dimension.is_time else say("core.select.all", locale)
        case Branch():
            return _branch(dimension, part, locale)
        case Extreme(end, count):
            return say_n(f"core.select.{end}", count, locale, noun=_noun(dimension, count, locale, lowest=True))
        case Recent(end, count):
            found = sorted(codes)[-count:] if end == "latest" else sorted(codes)[:count]
            return say_n(f"core.select.{end}", len(found), locale, years=_years(found, locale))
        case Period(start, end):
            return _period(start, end, locale)
        case Some(code):
            return code_inline(dimension, code, locale)


def _branch(dimension: Dimension, branch: Branch, locale: Locale) -> str:
    own = find(f"core.select.{branch.relation}.{dimension.id}.{branch.of}", locale)
    if own is not None:
        return own
    if branch.of == TOTAL:
        return say("core.select.each", locale, noun=_noun(dimension, 1, locale))
    name = code_inline(dimension, branch.of, locale)
    code = dimension.codelist.get(branch.of) if dimension.codelist is not None else None
    if dimension.id == _AREA and code is not None and code.parent() == COUNTRY:
        return say("core.select.area.region", locale, code=name)
    if dimension.id == _GROUP and code is not None and code.grouping:
        return say("core.select.family", locale, code=name)
    return say(f"core.select.{branch.relation}", locale, code=name, noun=_noun(dimension, 2, locale))


def _period(start: int | None, end: int | None, locale: Locale) -> str:
    if start is not None and end is not None:
        return say("core.select.between", locale, start=start, end=end)
    if start is not None:
        return say("core.select.from", locale, start=start)
    return say("core.select.until", locale, end=end)


def _noun(dimension: Dimension, n: int, locale: Locale, *, lowest: bool = False) -> str:
    """What a code of the dimension is called: ``dân tộc``, ``provinces``; ``categories`` where there is no word."""
    keys = ([f"core.noun.{dimension.id}_lowest"] if lowest else []) + [f"core.noun.{dimension.id}", "core.noun.item"]
    key = next((own for own in keys if find(own, locale) is not None), keys[-1])
    return say_n(key, n, locale)


def _small(text: str) -> str:
    """The text with its first letter small, for the middle of a sentence, unless it opens with a proper name of
    several words or an abbreviation.
    """
    first, *others = text.split(" ")
    named = bool(others) and others[0][:1].isupper()
    return text if named or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
