"""What a reader chooses of a publication: languages, subject, chapters, groups, areas, years, paper, kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dantoc.engine.engine import Engine, open_engine
from dantoc.l10n.messages import say
from dantoc.model.codes import AGGREGATES, MINORITIES
from dantoc.model.publication import (
    EDITIONS,
    PAPERS,
    FigureBlock,
    KeyFiguresBlock,
    ProfilesBlock,
    Publication,
    TableBlock,
)
from dantoc.model.text import Locale
from dantoc.reports.edition import ARCHIVES, Choice
from dantoc.reports.order import AREA, GROUP, Order, choosable
from dantoc.ui.exploring.choices import found_in_a_box, typed_either_way
from dantoc.ui.following import follow
from dantoc.ui.publications_page import asked

SUBJECT = "publications.subject"
FIGURED = (TableBlock, FigureBlock, KeyFiguresBlock, ProfilesBlock)
"""Blocks that a choice of groups, areas and years cuts down."""


def languages(order: Order, locale: Locale) -> None:
    """Draw the choice of the edition."""
    key = f"publications.edition.{locale}"
    follow(key, order.edition.languages)
    st.segmented_control(
        say("pages.publications.edition", locale),
        EDITIONS,
        format_func=lambda own: say(f"pages.publications.edition.{own}", locale),
        key=key,
        required=True,
        on_change=_edition,
        args=(order, key, "languages"),
    )


def subject(publication: Publication, order: Order | None, locale: Locale) -> None:
    """Draw the choice of whom a fact sheet is about, searched by what is typed with marks or without; without an order
    it leads to the sheet of the one that is chosen."""
    codes = open_engine().catalogue.codelists[publication.subject]
    key = f"{SUBJECT}.{publication.id}.{locale}"
    follow(key, order.about if order else None)
    st.selectbox(
        say(f"pages.publications.subject.{publication.subject}", locale),
        publication.subject_codes,
        index=0 if order else None,
        format_func=lambda code: found_in_a_box(codes[code].name.say(locale)),
        key=key,
        placeholder=say("pages.publications.subject_placeholder", locale),
        filter_mode="contains",
        on_change=_about,
        args=(publication.id, order, key, locale),
    )


def own_book(publication: Publication, order: Order, locale: Locale) -> None:
    """Draw all that can be chosen for a book of one's own."""
    engine = open_engine()
    for name, names in offered(engine, publication, order.edition.choice, locale).items():
        _several(order, name, names, locale)
    _paper(publication, order, locale)
    _crop(order, locale)
    _archive(order, locale)
    if asked.is_own(order):
        st.button(
            say("pages.publications.whole", locale),
            key="publications.whole",
            icon=":material/undo:",
            on_click=asked.show,
            args=(asked.bare(order),),
        )


def offered(
    engine: Engine, publication: Publication, choice: Choice, locale: Locale
) -> Mapping[str, Mapping[str, str]]:
    """What makes another book of the publication when it is chosen, by parameter: the values with their names."""
    if publication.subject:
        return {}
    lists = engine.catalogue.codelists
    found: dict[str, Mapping[str, str]] = {
        "chapters": {own.id: own.title.say(locale) for own in publication.chapters if not own.is_of_any_book}
    }
    if has_figures(publication, choice):
        areas = [code.id for code in lists[AREA] if code.id not in AGGREGATES]
        found["groups"] = {code: lists[GROUP][code].name.say(locale) for code in lists[GROUP].children(MINORITIES)}
        found["areas"] = {code: lists[AREA][code].name.say(locale) for code in areas}
        found["years"] = {year: year for year in reversed(choosable(engine, publication)["years"])}
    return found


def has_figures(publication: Publication, choice: Choice) -> bool:
    """Whether figures stand in the book as it is chosen: they are what groups, areas and years are chosen of."""
    return any(
        isinstance(block, FIGURED) and (not choice.chapters or chapter.id in choice.chapters)
        for chapter, block in publication.blocks
    )


def _several(order: Order, name: str, names: Mapping[str, str], locale: Locale) -> None:
    chosen = list(getattr(order.edition.choice, name))
    options: Sequence[str] = [*names, *(own for own in chosen if own not in names)]
    key = f"publications.{order.publication}.{name}.{locale}"
    follow(key, chosen)
    st.multiselect(
        say(f"pages.publications.{name}", locale),
        options,
        format_func=lambda own: typed_either_way(names.get(own, own)),
        key=key,
        placeholder=say(f"pages.publications.{name}_all", locale),
        select_all=False,
        filter_mode="contains",
        on_change=_chosen,
        args=(order, name, key),
    )


def _paper(publication: Publication, order: Order, locale: Locale) -> None:
    key = f"publications.paper.{locale}"
    follow(key, order.edition.paper or publication.paper)
    st.segmented_control(
        say("pages.publications.paper", locale),
        PAPERS,
        format_func=lambda own: say(f"pages.publications.paper.{own}", locale),
        key=key,
        required=True,
        on_change=_edition,
        args=(order, key, "paper"),
    )


def _crop(order: Order, locale: Locale) -> None:
    key = f"publications.crop.{locale}"
    follow(key, order.edition.crop)
    st.checkbox(
        say("pages.publications.crop", locale),
        key=key,
        help=say("pages.publications.crop_help", locale),
        on_change=_edition,
        args=(order, key, "crop"),
    )


def _archive(order: Order, locale: Locale) -> None:
    key = f"publications.archive.{locale}"
    follow(key, order.edition.archive)
    st.selectbox(
        say("pages.publications.archive", locale),
        ARCHIVES,
        format_func=lambda own: say(f"pages.publications.archive.{own}", locale),
        key=key,
        placeholder=say("pages.filter.placeholder", locale),
        help=say("pages.publications.archive_help", locale),
        on_change=_edition,
        args=(order, key, "archive"),
    )


def _edition(order: Order, key: str, name: str) -> None:
    chosen = st.session_state[key]
    asked.change(order, lambda own: replace(own, edition=replace(own.edition, **{name: chosen})))


def _chosen(order: Order, name: str, key: str) -> None:
    asked.change_choice(order, name, tuple(st.session_state[key]))


def _about(id: str, order: Order | None, key: str, locale: Locale) -> None:
    chosen = st.session_state[key]
    if not chosen:
        return
    if order is not None:
        asked.change(order, partial(replace, about=chosen))
    else:
        asked.show(asked.read(open_engine(), {asked.ID: id, "code": chosen}, locale))
