"""How the chart is drawn: what stands out, its order, what it is held against, its size, its look and its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from dantoc.engine.derivations.years import crossing, is_over_years
from dantoc.engine.engine import open_engine
from dantoc.figures.finishing import measure_of
from dantoc.figures.marks import MARKS
from dantoc.figures.marks.base import OWN
from dantoc.l10n import messages
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number, parse_number, plain_decimals
from dantoc.model.dataset import Dataset
from dantoc.model.errors import UnknownOption
from dantoc.model.figure import AT_SERIES, SORTS, THEMES
from dantoc.model.figure_params import AT, MOST_ANNOTATIONS, MOST_CATEGORIES, MOST_HIGHLIGHTED, YES
from dantoc.model.result import Result
from dantoc.model.size import PRESETS
from dantoc.model.structure import MEASURE, TIME
from dantoc.model.text import NO_TEXT, Locale
from dantoc.model.view import View
from dantoc.ui.charts_page import draft, typed
from dantoc.ui.charts_page.draft import Draft, Finished
from dantoc.ui.exploring import arrangement
from dantoc.ui.exploring.arrangement import derivation_names
from dantoc.ui.exploring.choices import found_in_a_box, typed_either_way
from dantoc.ui.following import follow

OWN_SIZE = "own"


def figures(own: Draft, result: Result, locale: Locale) -> None:
    """Draw the choice of what is shown of the figures: as they are published, or a figure derived of them."""
    shown = result.measure(measure_of(result, own.view))
    is_over_the_years = shown is not None and is_over_years(shown.key)
    across = shown is not None and is_over_the_years and shown.key == crossing(shown.key, True)
    names = derivation_names(result, open_engine().offers(result), across, locale)
    key = f"studio.show.{own.dataset.id}.{locale}"
    follow(key, shown.key if shown else MEASURE)
    st.selectbox(
        say("pages.charts.show_as", locale),
        [MEASURE, *names],
        format_func=lambda derived: names.get(derived) or say("pages.chart.published", locale),
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_show_as,
        args=(own.dataset, key),
        disabled=not names,
    )
    if own.dataset.breaks and shown is not None and is_over_the_years:
        arrangement.across_breaks(own.dataset, across, locale, partial(_cross_breaks, own.dataset, shown.key))


def _cross_breaks(dataset: Dataset, derivation: str, wanted: bool) -> None:
    draft.change_view(dataset, partial(showing, derivation=crossing(derivation, wanted)))


def _show_as(dataset: Dataset, key: str) -> None:
    chosen = st.session_state[key]
    draft.change_view(dataset, partial(showing, derivation="" if chosen == MEASURE else chosen))


def showing(view: View, derivation: str) -> View:
    """The view that shows what is derived so; without a derivation it shows the published figures."""
    if not derivation:
        return replace(view, query=view.query.deriving(), show="")
    query = view.query.deriving(derivation)
    result = open_engine().run(query, order_by=view.ordered_by)
    own = next((measure.id for measure in result.derived if measure.key == derivation), "")
    return replace(view, query=query, show=own)


def order(own: Draft, made: Finished, locale: Locale) -> None:
    """Draw the choice of the order and of how many are drawn."""
    if made.spec.category == TIME:
        return
    key = f"studio.sort.{own.dataset.id}.{locale}"
    follow(key, made.spec.order)
    st.selectbox(
        say("pages.charts.sort", locale),
        SORTS,
        format_func=lambda sort: say(f"pages.charts.sort_{sort}", locale),
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_put,
        args=(own.dataset, key, "sort"),
    )
    key = f"studio.limit.{own.dataset.id}"
    follow(key, own.asked.limit or None)
    st.number_input(
        say("pages.charts.limit", locale),
        min_value=1,
        max_value=MOST_CATEGORIES,
        value=None,
        step=1,
        key=key,
        placeholder=say("pages.charts.limit_all", locale),
        help=say("pages.charts.limit_help", locale, n=MOST_CATEGORIES),
        on_change=_put,
        args=(own.dataset, key, "limit"),
    )


def highlight(own: Draft, made: Finished, locale: Locale) -> None:
    """Draw the choice of what stands out while the rest turns pale."""
    names = {code: typed_either_way(name) for code, name in _named(made, locale).items()}
    names |= {code: code for code in own.asked.highlight if code not in names}
    key = f"studio.highlight.{own.dataset.id}.{locale}"
    follow(key, list(own.asked.highlight))
    st.multiselect(
        say("pages.charts.highlight", locale),
        list(names),
        format_func=names.__getitem__,
        key=key,
        max_selections=MOST_HIGHLIGHTED,
        placeholder=say("pages.filter.placeholder", locale),
        select_all=False,
        filter_mode="contains",
        on_change=_put,
        args=(own.dataset, key, "highlight"),
    )


def lines(own: Draft, made: Finished, locale: Locale) -> None:
    """Draw the choice of the lines across the chart: a code that the others are held against, a target that was set."""
    if not MARKS[made.spec.mark].along:
        st.caption(say("pages.charts.no_lines", locale))
        return
    _reference(own, made, locale)
    key = f"studio.target.{own.dataset.id}.{locale}"
    typed.draw(
        say("pages.charts.target", locale),
        key,
        _number_text(own.asked.target, locale),
        partial(take_target, own.dataset, locale),
        locale,
        placeholder=say("pages.charts.target_none", locale),
    )
    if own.asked.target is None:
        return
    for lang in messages.locales():
        typed.draw(
            _in(lang, "target_text", locale),
            f"studio.target.{lang}.{own.dataset.id}",
            own.asked.target_text.get(lang) or "",
            partial(draft.put, own.dataset, f"target.{lang}"),
            locale,
            placeholder=say("figures.target", lang),
        )


def remarks(own: Draft, made: Finished, locale: Locale) -> None:
    """Draw what is said of single figures, and the choice of the figure to say something of."""
    places = _places(made, locale)
    said = dict(own.asked.annotations)
    names = {place: found_in_a_box(name) for place, name in places.items()}
    names |= {place: place for place in said if place not in places}
    key = f"studio.at.{own.dataset.id}.{locale}"
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    place = st.selectbox(
        say("pages.charts.annotate", locale),
        [*said, *(own for own in names if own not in said)],
        index=None,
        format_func=lambda one: f"✎ {names[one]}" if one in said else names[one],
        key=key,
        placeholder=say("pages.filter.placeholder", locale),
        help=say("pages.charts.annotate_help", locale, n=MOST_ANNOTATIONS),
        filter_mode="contains",
    )
    if place is None:
        return
    for lang in messages.locales():
        typed.draw(
            _in(lang, "annotation", locale),
            f"studio.at.{place}.{lang}.{own.dataset.id}",
            said.get(place, NO_TEXT).get(lang) or "",
            partial(draft.put, own.dataset, f"{AT}.{place}.{lang}"),
            locale,
        )


def size(own: Draft, locale: Locale) -> None:
    """Draw the choice of the size: a preset, or width and height of one's own."""
    now = own.asked.size
    key = f"studio.size.{locale}"
    follow(key, now.name or OWN_SIZE)
    st.selectbox(
        say("pages.charts.size", locale),
        [*PRESETS, *([] if now.name else [OWN_SIZE])],
        format_func=lambda name: say(f"pages.charts.size_{name.replace('-', '_')}", locale),
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        on_change=_put,
        args=(own.dataset, key, "size"),
    )
    typed.draw(
        say("pages.charts.own_size", locale),
        "studio.own_size",
        "" if now.name else str(now),
        partial(take_size, own.dataset),
        locale,
        placeholder="800x600, 90x60mm",
        help=say("pages.charts.own_size_help", locale),
    )


def look(own: Draft, locale: Locale) -> None:
    """Draw the choice of the theme and of the languages."""
    key = f"studio.theme.{locale}"
    follow(key, own.asked.theme)
    st.segmented_control(
        say("pages.charts.theme", locale),
        THEMES,
        required=True,
        format_func=lambda theme: say(f"pages.charts.theme_{theme}", locale),
        key=key,
        on_change=_put,
        args=(own.dataset, key, "theme"),
    )
    follow("studio.both", own.asked.both)
    st.checkbox(
        say("pages.charts.both", locale),
        key="studio.both",
        on_change=_put,
        args=(own.dataset, "studio.both", "both"),
    )


def take_size(dataset: Dataset, words: str) -> None:
    """Put the size into the address; no words are the size of a page.

    Raises:
        BadSize: neither a preset nor a width and height within the bounds.
    """
    draft.put(dataset, "size", "".join(words.lower().replace("×", "x").replace(",", ".").split()))


def take_target(dataset: Dataset, locale: Locale, words: str) -> None:
    """Put the target into the address; no words are none.

    Raises:
        UnknownOption: no number, or one that is out of all proportion.
    """
    value = parse_number(words, locale)
    if words.strip() and value is None:
        raise UnknownOption("target", words, tuple(format_number(own, 1, locale) for own in (12.5, 1234.5)))
    draft.put(dataset, "target", "" if value is None else f"{value:.6f}")


def _reference(own: Draft, made: Finished, locale: Locale) -> None:
    spec = made.spec
    dimension = own.dataset.structure[spec.facet or spec.category]
    if dimension.codelist is None or (spec.series and MARKS[spec.mark].along != OWN):
        return
    names = {"": say("pages.charts.reference_none", locale)}
    names |= {code: found_in_a_box(dimension.code(code).name.say(locale)) for code in dimension.codes}
    names.setdefault(own.asked.reference, own.asked.reference)
    key = f"studio.reference.{own.dataset.id}.{dimension.id}.{locale}"
    follow(key, own.asked.reference)
    st.selectbox(
        say("pages.charts.reference", locale),
        list(names),
        format_func=names.__getitem__,
        placeholder=say("pages.filter.placeholder", locale),
        key=key,
        filter_mode="contains",
        on_change=_put,
        args=(own.dataset, key, "reference"),
    )


def _named(made: Finished, locale: Locale) -> Mapping[str, str]:
    """The codes that the chart tells apart, other than years, by name."""
    used = dict.fromkeys(name for name in (made.spec.series, made.spec.category, made.spec.facet) if name)
    structure = made.dataset.structure
    return {
        code: structure[name].code(code).name.say(locale)
        for name in used
        if name != TIME
        for code in made.result.codes.get(name, ())
    }


def _places(made: Finished, locale: Locale) -> Mapping[str, str]:
    """The figures of which something can be said: category, or category and series, by name."""
    structure, spec = made.dataset.structure, made.spec

    def name(dimension: str, code: str) -> str:
        return structure[dimension].code(code).name.say(locale)

    categories = made.result.codes.get(spec.category, ())
    if not spec.series:
        return {code: name(spec.category, code) for code in categories}
    return {
        f"{code}{AT_SERIES}{other}": f"{name(spec.series, other)}, {name(spec.category, code)}"
        for other in made.result.codes.get(spec.series, ())
        for code in categories
    }


def _in(lang: Locale, name: str, locale: Locale) -> str:
    what = say(f"pages.charts.{name}", locale)
    return say("pages.charts.in_language", locale, what=what, language=messages.language(lang).name)


def _number_text(value: float | None, locale: Locale) -> str:
    return "" if value is None else format_number(value, plain_decimals(value, 6), locale)


def _put(dataset: Dataset, key: str, name: str) -> None:
    """Put what is chosen into the address under that name."""
    chosen = st.session_state[key]
    if isinstance(chosen, bool):
        chosen = YES if chosen else ""
    draft.put(dataset, name, ",".join(chosen) if isinstance(chosen, list) else str(chosen or ""))
