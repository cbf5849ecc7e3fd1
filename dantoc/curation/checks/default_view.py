"""A default view that shows a reader nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dantoc.catalogue.frame import Frame
from dantoc.curation.choosing import chosen_codes
from dantoc.curation.content import Subject
from dantoc.curation.faults import Fault, listed


def check(subject: Subject, frame: Frame) -> Iterator[Fault]:
    """The default view if its selections never meet in a figure, with those that keep them apart."""
    if not subject.figures or subject.source.faults:
        return
    selections = subject.dataset.default_view.query.selections
    chosen = {
        name: frozenset(chosen_codes(selection, subject.codelist(name), subject.used(name)))
        for name, selection in selections
    }
    if _shows(subject, chosen):
        return
    loosen = [name for name in chosen if _shows(subject, {own: chosen[own] for own in chosen if own != name})]
    yield Fault.at(
        subject.toml_file,
        "default_view_empty",
        subject.toml_line("default_view"),
        "select",
        selections=", ".join(f"{name}={selection}" for name, selection in selections),
        loosen=listed(loosen or chosen),
    )


def _shows(subject: Subject, chosen: Mapping[str, frozenset[str]]) -> bool:
    """Whether some figure bears a chosen code in every dimension."""
    places = [(subject.place(name), codes) for name, codes in chosen.items()]
    return any(all(figure.key[place] in codes for place, codes in places) for figure in subject.figures)
