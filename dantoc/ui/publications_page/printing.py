"""The printing of a book as its reader sees it: begun, watched, stopped; then the file, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.l10n.faults import describe_error
from dantoc.l10n.messages import say
from dantoc.l10n.numbers import format_number
from dantoc.model.errors import DantocError
from dantoc.model.publication import Publication
from dantoc.model.text import Locale
from dantoc.reports.bindery import WAITING, Bound, Progress, open_bindery
from dantoc.reports.order import Order
from dantoc.reports.waiting import Place
from dantoc.ui import addresses
from dantoc.ui.copyable import copyable
from dantoc.ui.plain_text import plain
from dantoc.ui.publications_page import asked, books

ICON = ":material/picture_as_pdf:"
LOOK = 0.5
"""Seconds between two looks at a printing."""
SHARES = {
    "waiting": (0.0, 0.0),
    "reading": (0.0, 0.3),
    "setting": (0.3, 0.35),
    "charts": (0.35, 0.35),
    "pages": (0.35, 0.95),
}
"""Where each step begins and ends in the whole of a printing; what is not named is its end. A page that waits for its
chart comes no further meanwhile."""
LONG = "yearbook"
"""The kind that is not printed in a few seconds."""
_HELD = "publications.held"


@dataclass
class Held:
    """What a session waits for, or what came of it."""

    order: Order
    place: Place | None = None
    fault: DantocError | None = None
    is_stopped: bool = False
    shown: float = 0.0
    step: str = WAITING

    def come(self, progress: Progress) -> float:
        """How much of the whole is done, never less than was shown before; with it the step that has come so far."""
        if share(progress) >= self.shown:
            self.shown, self.step = share(progress), progress.step
        return self.shown


def draw(publication: Publication, order: Order, bound: Bound | None, locale: Locale) -> None:
    """Draw the file of the book where it is printed; else how far it has come, or the button that begins it."""
    held = _held(order)
    with st.container(key="outcome"):
        if bound is not None:
            _taken(order, bound, locale)
        elif held is not None and held.place is not None:
            _watch(order, locale)
        else:
            _not_yet(publication, order, held, locale)


def begin(order: Order) -> None:
    """Order the book; what the session waited for before is waited for no more."""
    leave()
    held = Held(order)
    st.session_state[_HELD] = held
    try:
        held.place = Place(open_bindery().order(open_engine(), order))
    except DantocError as error:
        held.fault = error


def leave() -> None:
    """Wait for nothing."""
    held = st.session_state.pop(_HELD, None)
    if held is not None and held.place is not None:
        held.place.leave()


def share(progress: Progress) -> float:
    """How much of the whole is done, from 0 to 1."""
    first, last = SHARES.get(progress.step, (0.95, 1.0))
    return first + (last - first) * (min(1.0, progress.done / progress.of) if progress.of else 0.0)


def doing(progress: Progress, publication: Publication, locale: Locale) -> str:
    """What the printing is doing, how much of it is done, and in which chapter and block: ``Laying out the pages: 40 of
    305 · Health · Infant mortality``."""
    step = say(f"reports.step.{progress.step}", locale)
    if progress.of < 2:
        return step
    done, of = (format_number(own, 0, locale) for own in (progress.done, progress.of))
    said = say("pages.publications.doing", locale, step=step, done=done, of=of)
    return " · ".join((said, *(own.say(locale) for own in publication.titles(progress.block))))


def _held(order: Order) -> Held | None:
    """What the session waits for where it is this book; another one is waited for no more."""
    held: Held | None = st.session_state.get(_HELD)
    if held is None or held.order != order:
        leave()
        return None
    place = held.place
    if place is not None and (place.is_left or place.printing.ended):
        place.leave()
        held.place, held.fault = None, _fault_of(place)
    return held


def _fault_of(place: Place) -> DantocError | None:
    if not place.printing.ended:
        return None  # nobody looked in for so long that it was stopped
    try:
        place.printing.result()
    except DantocError as error:
        return error
    return None


@st.fragment(run_every=LOOK)
def _watch(order: Order, locale: Locale) -> None:
    """Draw how far the printing has come, again and again until it has ended; aloud its steps alone are said."""
    held = _held(order)
    if held is None or held.place is None:
        st.rerun()
        return
    publication = open_engine().publications.publication(order.publication, order.about)
    progress = held.place.look().progress
    share_done = held.come(progress)
    st.html(f'<p class="unseen" role="status">{escape(say(f"reports.step.{held.step}", locale))}</p>')
    st.progress(share_done, text=plain(doing(progress, publication, locale)))
    st.button(say("pages.publications.stop", locale), key="publications.stop", icon=":material/stop:", on_click=_stop)


def _stop() -> None:
    held = st.session_state.get(_HELD)
    if held is not None and held.place is not None:
        held.place.leave()
        held.place, held.is_stopped = None, True


def _not_yet(publication: Publication, order: Order, held: Held | None, locale: Locale) -> None:
    """The button that begins, after why there is no book yet."""
    if held is not None and held.is_stopped:
        st.info(say("pages.publications.stopped", locale))
    elif held is not None and held.fault is not None:
        st.error(plain(describe_error(held.fault, locale)))
    st.button(
        make_label(publication, order, locale),
        key="publications.make",
        type="primary",
        icon=ICON,
        on_click=begin,
        args=(order,),
    )
    said = [say("pages.publications.make_help", locale)]
    if publication.kind == LONG:
        said.append(say("pages.publications.make_help_long", locale))
    st.html(f'<p class="quiet">{escape(" ".join(said))}</p>')


def make_label(publication: Publication, order: Order, locale: Locale) -> str:
    """What the button says that begins the printing."""
    pages = books.about_pages(publication, order)
    return say(f"pages.publications.make.{order.edition.languages}", locale, n=format_number(pages, 0, locale))


def _taken(order: Order, bound: Bound, locale: Locale) -> None:
    """The link to the file, its checksum, and the address under which the same book is made again."""
    base = addresses.base()
    st.html(
        f'<p class="take take-first"><a href="{escape(order.address, quote=True)}" '
        f'download="{escape(order.file_name, quote=True)}">{escape(say("pages.publications.download", locale))}</a> '
        f'<span class="quiet">{escape(books.facts(bound, locale))}</span></p>'
        f'<p><a href="{escape(order.address, quote=True)}" target="_blank">'
        f"{escape(say('pages.publications.open', locale))}</a></p>"
    )
    st.html(books.checksum(bound))
    with st.expander(say("pages.publications.again", locale)):
        page = base + addresses.path_to("publications", **asked.written(order))
        st.html(
            f"<p>{escape(say('pages.publications.again_page', locale))}</p>{copyable(page)}"
            f"<p>{escape(say('pages.publications.again_file', locale))}</p>{copyable(base + order.address)}"
        )
