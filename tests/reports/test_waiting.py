"""Who waits for a book looks in now and then; who does not is not waited for any more."""

from time import monotonic, sleep

import pytest

from dantoc.model.errors import NotPrinted
from dantoc.reports.bindery import Printing
from dantoc.reports.waiting import Place

PATIENCE = 0.3
LONGEST = 20.0


def place(printing: Printing, patience: float = PATIENCE) -> Place:
    return Place(printing.join(), patience)


def soon(holds: object) -> bool:
    until = monotonic() + LONGEST
    while monotonic() < until:
        if callable(holds) and holds():
            return True
        sleep(0.02)
    return False


def test_a_place_that_nobody_looks_in_at_is_lost():
    printing = Printing("book")
    own = place(printing)
    assert printing.is_wanted
    assert soon(lambda: own.is_left)
    assert not printing.is_wanted


def test_a_place_is_kept_by_looking_in():
    printing = Printing("book")
    own = place(printing, 2.0)
    until = monotonic() + 4.5
    while monotonic() < until:
        assert own.look() is printing
        sleep(0.1)
    assert printing.is_wanted and not own.is_left
    own.leave()


def test_a_place_is_left_once_and_the_others_wait_on():
    printing = Printing("book")
    own, other = place(printing, LONGEST), place(printing, LONGEST)
    own.leave()
    own.leave()
    assert printing.is_wanted, "the other one still waits"
    other.leave()
    assert not printing.is_wanted


def test_the_end_of_the_printing_ends_the_waiting():
    printing = Printing("book")
    own = place(printing, LONGEST)
    printing.end(None, NotPrinted("publication", "book"))
    with pytest.raises(NotPrinted):
        own.look().result()
    assert own.is_left and not printing.is_wanted
