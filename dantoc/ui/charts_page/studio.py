"""The studio: what the chart is made of and how it is drawn on one side, the picture and its ways out on the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.figures import finishing
from dantoc.l10n.messages import say
from dantoc.model.errors import DantocError, TooManyMarks
from dantoc.model.result import Result
from dantoc.model.text import Locale
from dantoc.ui import addresses, browser, focus, saved_note, shell
from dantoc.ui.charts_page import choosing, draft, faults, leaving, marks, picture, shaping, start, texts
from dantoc.ui.charts_page.draft import Draft, Finished
from dantoc.ui.exploring import empty


@dataclass(frozen=True)
class Stage:
    """What stands where the picture does: the figures, the chart made of them, or the fault that keeps it away."""

    result: Result | None
    made: Finished | None
    fault: DantocError | None

    @property
    def is_narrowed_by_filters(self) -> bool:
        """Whether the filters can be shown: not where they say what the dataset does not know."""
        return self.result is not None or isinstance(self.fault, TooManyMarks)


@st.fragment
def make(locale: Locale) -> None:
    """Draw the chart that the address says, and all that changes it; a choice reruns only this part of the page."""
    try:
        dataset = open_engine().catalogue.dataset(st.query_params.get("id", ""))
    except DantocError as error:
        faults.draw_lost(error, locale)
        start.draw(locale)
        return
    with shell.readable_faults(locale, dataset):
        try:
            own = draft.current(dataset)
        except DantocError as error:
            faults.draw(error, dataset, locale)
        else:
            _make(own, locale)


def _make(own: Draft, locale: Locale) -> None:
    with st.container(key="crumbs"):
        addresses.dataset_link(own.dataset, own.dataset.title.say(locale), own.view)
    saved_note.draw(own.dataset.id, locale)
    with st.container(key="studio"):
        # The picture is what an editor waits for: it comes first, on a phone also to the eye.
        main, side = st.columns([9, 5], gap="medium")
        with main, st.container(key="stage"):
            stage = _stage(own, locale)
        with side, st.container(key="steps"):
            _steps(own, stage, locale)
    if stage.made is not None:
        leaving.draw(stage.made, locale)
    focus.draw()


def _stage(own: Draft, locale: Locale) -> Stage:
    """Draw the picture, or what keeps it from being drawn."""
    result = made = fault = None
    try:
        result = finishing.figures_of(open_engine(), own.dataset, own.view, own.asked)
        made = picture.finish(own, result, locale)
        if made is None:
            empty.draw(open_engine(), own.dataset, own.view, locale, partial(draft.change_view, own.dataset))
        else:
            picture.draw(made, locale)
    except DantocError as error:
        fault = error
        faults.draw(error, own.dataset, locale)
    return Stage(result, made, fault)


def _steps(own: Draft, stage: Stage, locale: Locale) -> None:
    """Draw the steps from the figures to the finished chart; those that need a figure to be drawn wait for one."""
    result, made = stage.result, stage.made
    with browser.choices(say("pages.charts.step_figures", locale), key="step_figures"):
        choosing.draw(own, result, locale, has_filters=stage.is_narrowed_by_filters)
        if result is not None and len(result):
            shaping.figures(own, result, locale)
    if result is not None and len(result):
        with browser.choices(say("pages.charts.step_mark", locale), key="step_mark"):
            _mark(own, result, locale)
    if made is not None:
        with st.expander(say("pages.charts.step_words", locale), key="step_words"):
            texts.draw(own, made, locale)
        with st.expander(say("pages.charts.step_emphasis", locale), key="step_emphasis"):
            shaping.highlight(own, made, locale)
            shaping.order(own, made, locale)
            shaping.lines(own, made, locale)
            shaping.remarks(own, made, locale)
    with st.expander(say("pages.charts.step_look", locale), key="step_look"):
        shaping.size(own, locale)
        shaping.look(own, locale)


def _mark(own: Draft, result: Result, locale: Locale) -> None:
    """Draw the choice of the mark also where the one that is asked for cannot be drawn: what is wrong with it stands
    where the picture would."""
    try:
        spec = picture.admitted(own, result)
    except DantocError:
        spec = None
    marks.draw(own, result, spec, locale)
