"""The margins of the counts: which cells add up to which, by the sums of the dataset and the lists of codes.

A part that the dataset does not have is a cell all the same where it could be worked out: all less the minorities is
the majority. What nobody can know of it is taken for known where that makes the work of one who wants to find out
easier, so that the protection holds against him too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dantoc.curation.choosing import chosen_codes
from dantoc.engine.disclosure.counts import Counts, Key, Relation
from dantoc.model.codes import CodeList
from dantoc.model.dataset import Dataset
from dantoc.model.selection import Selection
from dantoc.model.structure import INDICATOR, TIME

Below = Mapping[str, tuple[str, ...]]
"""The codes next below, by code, in one hierarchy."""


@dataclass(frozen=True)
class Sum:
    """A total over one dimension with its parts, as codes."""

    total: str
    parts: tuple[str, ...]
    tolerance: float = 0.0
    tolerance_percent: float = 0.0
    stated: bool = False


def margins_of(table: Counts, dataset: Dataset) -> Counts:
    """The table with its relations, and with the cells that are not there but can be worked out."""
    found: dict[tuple[int, frozenset[int]], Relation] = {}
    # What the dataset states goes before what the lists of codes let one think.
    _gather(table, found, [*_by_rules(table, dataset), *_repeats(table)])
    seen = 0
    while seen < len(table.keys):
        # What could be worked out may be a total or a part again.
        seen = len(table.keys)
        _gather(table, found, _by_codelists(table, dataset, seen))
    table.relations = list(found.values())
    _work_out(table)
    threshold = dataset.disclosure.threshold
    table.relations = [_with_difference(table, relation, threshold) for relation in table.relations]
    return table


def _gather(table: Counts, found: dict[tuple[int, frozenset[int]], Relation], relations: Iterable[Relation]) -> None:
    """Adds the relations that are not there yet; two that differ only in what the dataset does not have are one."""
    for relation in relations:
        own = frozenset(filter(table.is_own, relation.parts))
        found.setdefault((relation.total, own or frozenset(relation.parts)), relation)


def _by_rules(table: Counts, dataset: Dataset) -> Iterator[Relation]:
    """The sums that the dataset states."""
    for rule in dataset.sums:
        if rule.over not in dataset.structure or rule.over == TIME:
            continue
        place = table.dimensions.index(rule.over)
        codelist = dataset.structure[rule.over].codelist
        listed = [code.id for code in codelist or () if not code.grouping]
        parts = chosen_codes(Selection.parse(rule.over, rule.parts), codelist, listed)
        own = tuple(code for code in parts if code != rule.total)
        touches = [(table.dimensions.index(name), frozenset(codes)) for name, codes in rule.where]
        for rest, cells in table.by_rest(place, len(table.keys)).items():
            present = [code for code in own if code in cells]
            if rule.total not in cells or not present or not _touched(rest, place, touches):
                continue
            # An incomplete rule says that a part that is missing is none.
            all_parts = own if rule.complete else tuple(present)
            one = Sum(rule.total, all_parts, rule.tolerance, rule.tolerance_percent, stated=True)
            yield _relation(table, place, rest, cells, one)


def _touched(rest: Key, place: int, touches: list[tuple[int, frozenset[str]]]) -> bool:
    return all(rest[own - (own > place)] in codes for own, codes in touches if own != place)


def _by_codelists(table: Counts, dataset: Dataset, cells_seen: int) -> Iterator[Relation]:
    """Every code with those below it, in each hierarchy, among the first cells."""
    for place, name in enumerate(table.dimensions):
        codelist = dataset.structure[name].codelist
        if codelist is None:
            continue
        trees = [_below(codelist, hierarchy) for hierarchy in codelist.hierarchies]
        sums: dict[frozenset[str], list[Sum]] = {}
        for rest, cells in table.by_rest(place, cells_seen).items():
            present = frozenset(cells)
            if len(present) < 2:
                continue
            if present not in sums:
                sums[present] = [own for tree in trees for own in _sums(tree, present)]
            for own in sums[present]:
                yield _relation(table, place, rest, cells, own)


def _below(codelist: CodeList, hierarchy: str) -> Below:
    found: dict[str, list[str]] = {}
    for code in codelist:
        above = code.parent(hierarchy)
        if above is not None:
            found.setdefault(above, []).append(code.id)
    return {above: tuple(codes) for above, codes in found.items()}


def _sums(tree: Below, present: frozenset[str]) -> Iterator[Sum]:
    for total in tree:
        if total in present:
            parts = tuple(dict.fromkeys(_parts(tree, total, present)))
            if not present.isdisjoint(parts):
                yield Sum(total, parts)


def _parts(tree: Below, code: str, present: frozenset[str]) -> Iterator[str]:
    """The codes next below that bear a figure, further down where one bears none; one that nothing stands for, too."""
    for child in tree.get(code, ()):
        deeper = () if child in present else tuple(_parts(tree, child, present))
        yield from deeper if not present.isdisjoint(deeper) else (child,)


def _relation(table: Counts, place: int, rest: Key, cells: Mapping[str, int], own: Sum) -> Relation:
    """The sum as cells; the parts that there are no figures for are one cell together."""
    lacking = [code for code in own.parts if code not in cells]
    parts = [cells[code] for code in own.parts if code in cells]
    if lacking:
        key = (*rest[:place], "+".join(lacking), *rest[place:])
        known = table.places.get(key)
        parts.append(table.add(key) if known is None else known)
    return Relation(cells[own.total], tuple(parts), 0.0, own.tolerance, own.tolerance_percent, own.stated)


def _repeats(table: Counts) -> list[Relation]:
    """Counts of two indicators that are the same wherever both have one: the same persons, counted once."""
    if INDICATOR not in table.dimensions:
        return []
    place = table.dimensions.index(INDICATOR)
    same: dict[tuple[str, str], list[tuple[int, int]]] = {}
    differ: Counter[tuple[str, str]] = Counter()
    for cells in table.by_rest(place, len(table.keys)).values():
        known = sorted((code, cell) for code, cell in cells.items() if table.known(cell))
        for at, (one, first) in enumerate(known):
            for other, second in known[at + 1 :]:
                pair = (one, other)
                same.setdefault(pair, []).append((first, second))
                differ[pair] += table.values[first] != table.values[second]
    repeated = (pair for names, pairs in same.items() if not differ[names] for pair in pairs)
    return [Relation(one, (other,), repeats=True) for one, other in repeated]


def _work_out(table: Counts) -> None:
    """Gives a cell without a figure the number that anybody could work out: the one that is lacking, or none at all."""
    waiting = [relation for relation in table.relations if not all(map(table.known, relation.cells))]
    changed = True
    while changed:
        changed = False
        for relation in waiting:
            changed = _fill(table, relation) or changed
        waiting = [relation for relation in waiting if not all(map(table.known, relation.cells))]


def _fill(table: Counts, relation: Relation) -> bool:
    unknown = [cell for cell in relation.cells if not table.known(cell)]
    others = [cell for cell in relation.cells if table.known(cell)]
    public = all(table.stands[cell] for cell in others)
    if unknown == [relation.total]:
        table.values[relation.total] = sum(table.values[part] for part in relation.parts)
        table.stands[relation.total] |= public
        return True
    if not unknown or relation.total in unknown:
        return False
    rest = table.values[relation.total] - sum(table.values[cell] for cell in others if cell != relation.total)
    rest = round(rest, 6)
    if len(unknown) > 1 and rest > 0:
        return False
    for cell in unknown:
        # Parts that are not there although nothing is left for them are none, as a reader would take them to be.
        table.values[cell] = max(rest, 0.0)
        table.stands[cell] = table.stands[cell] or public
    return bool(unknown)


def _with_difference(table: Counts, relation: Relation, threshold: int) -> Relation:
    """The relation with what its total has more than its parts; a small rest beyond tolerance is a cell of its own."""
    if not all(map(table.known, relation.cells)):
        return relation
    total = table.values[relation.total]
    difference = round(total - sum(table.values[part] for part in relation.parts), 6)
    allowed = max(relation.tolerance, relation.tolerance_percent / 100 * abs(total))
    counted = all(table.whole[cell] for cell in relation.cells)
    if not relation.stated or not counted or not allowed < difference < threshold:
        return replace(relation, difference=difference)
    key = table.keys[relation.total]
    public = all(table.stands[cell] for cell in relation.cells)
    rest = table.add((*key, f"rest of {len(table.relations)}"), difference, stands=public)
    return replace(relation, parts=(*relation.parts, rest))
