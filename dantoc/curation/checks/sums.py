"""Parts that do not add up to their printed total, and known differences that no longer exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dantoc.catalogue.frame import Frame
from dantoc.curation.choosing import chosen_codes
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault
from dantoc.curation.source_csv import SourceFigure
from dantoc.model.dataset import KnownDifference, SumRule
from dantoc.model.selection import Selection


@dataclass(frozen=True)
class _Sum:
    """One total with the sum of its parts; `key` names the codes of all other dimensions."""

    total: SourceFigure
    parts: float
    key: Mapping[str, str]
    decimals: int

    @property
    def difference(self) -> float:
        """Parts less total, without the noise of binary fractions."""
        return round(self.parts - (self.total.value or 0.0), self.decimals) + 0.0


def check(subject: Subject, frame: Frame) -> Iterator[Fault]:
    """Each sum beyond its tolerance that no known difference accounts for, and each idle rule or known difference."""
    for number, rule in enumerate(subject.dataset.sums, 1):
        yield from _check_rule(subject, rule, number)


def _check_rule(subject: Subject, rule: SumRule, number: int) -> Iterator[Fault]:
    line = subject.toml_line("sum", number)
    sums = list(_sums(subject, rule, _parts(subject, rule))) if rule.over in subject.dimensions else []
    whole = not subject.source.faults
    if not sums and whole:
        yield Fault.at(subject.toml_file, "sum_idle", line, "", over=rule.over)
    used: set[int] = set()
    for own in sums:
        yield from _check_sum(subject, rule, own, used)
    for place, known in enumerate(rule.known, 1):
        if place not in used and whole:
            yield Fault.at(
                subject.toml_file,
                "sum_known_gone",
                subject.toml_line("sum", number, "known", place),
                "difference",
                known=f"{known.difference:g}",
                key=_said(dict(known.where)),
            )


def _parts(subject: Subject, rule: SumRule) -> tuple[str, ...]:
    """The codes to add up: never the total, nor headings that carry no figures."""
    codelist = subject.codelist(rule.over)
    all_codes = [code.id for code in codelist or () if not code.grouping]
    codes = chosen_codes(Selection.parse(rule.over, rule.parts), codelist, all_codes)
    return tuple(code for code in codes if code != rule.total)


def _sums(subject: Subject, rule: SumRule, parts: tuple[str, ...]) -> Iterator[_Sum]:
    """Every total of the rule that has parts to compare it with."""
    place = subject.place(rule.over)
    where = [(subject.place(name), frozenset(codes)) for name, codes in rule.where]
    groups: dict[tuple[str, ...], dict[str, SourceFigure]] = {}
    for figure in subject.figures:
        if all(figure.key[own] in codes for own, codes in where):
            rest = (*figure.key[:place], *figure.key[place + 1 :])
            groups.setdefault(rest, {})[figure.key[place]] = figure
    others = (*subject.dimensions[:place], *subject.dimensions[place + 1 :])
    for rest, figures in groups.items():
        total = figures.get(rule.total)
        present = [figures[code] for code in parts if code in figures]
        values = [figure.value for figure in present if figure.value is not None]
        if total is None or total.value is None or not values or len(values) < len(present):
            continue
        if {figure.unit for figure in present} != {total.unit} or (rule.complete and len(present) < len(parts)):
            continue
        decimals = max(figure.decimals for figure in (total, *present))
        yield _Sum(total, sum(values), dict(zip(others, rest, strict=True)), decimals)


def _check_sum(subject: Subject, rule: SumRule, own: _Sum, used: set[int]) -> Iterator[Fault]:
    """The fault of one sum, if it has one; `used` gathers the places of the known differences that it bears out."""
    tolerance = max(rule.tolerance, rule.tolerance_percent / 100 * abs(own.total.value or 0.0))
    matching = [(place, known) for place, known in enumerate(rule.known, 1) if _applies(known, own, rule)]
    exact = [place for place, known in matching if round(known.difference - own.difference, own.decimals) == 0]
    used.update(exact)
    # Half of the last digit is what a binary fraction may be off by when figures of many decimals are added up.
    if exact or abs(own.difference) <= tolerance + 0.5 * 10.0 ** -(own.decimals + 3):
        return
    if matching:
        used.add(matching[0][0])
        yield Fault.at(
            subject.source.file,
            "sum_known_differs",
            own.total.line,
            "value",
            difference=_number(own.difference, own),
            key=_said(own.key),
            known=f"{matching[0][1].difference:g}",
        )
        return
    yield Fault.at(
        subject.source.file,
        "sum_differs",
        own.total.line,
        "value",
        parts=_number(own.parts, own),
        total=_number(own.total.value or 0.0, own),
        over=rule.over,
        difference=_number(own.difference, own),
        key=_said(own.key),
        tolerance=f"{tolerance:g}",
    )


def _applies(known: KnownDifference, own: _Sum, rule: SumRule) -> bool:
    return all(own.key.get(name, rule.total if name == rule.over else None) == code for name, code in known.where)


def _number(value: float, own: _Sum) -> str:
    return f"{value:.{own.decimals}f}"


def _said(key: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={code}" for name, code in key.items())
