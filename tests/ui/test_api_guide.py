"""The guide names every class of problem that an answer can be of, where the problem's `type` leads."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import locales
from dantoc.model import errors
from dantoc.ui.api_guide_page.guide import ERRORS, EXAMPLE
from tests.web.client import Reader, app


def drawn_in(locale: str) -> str:
    page = AppTest.from_string(
        "from dantoc.engine.engine import open_engine\n"
        "from dantoc.ui.api_guide_page import guide\n"
        f"guide.draw(open_engine().catalogue, {locale!r})"
    ).run(timeout=60)
    assert not page.exception
    return "".join(element.proto.body for element in page.get("html"))


@pytest.mark.parametrize("locale", locales())
def test_every_address_that_the_guide_shows_answers(locale: str):
    reader = Reader(app())
    addresses = {unescape(own) for own in re.findall(r'href="(/(?:api|datasets)[^"]*)"', drawn_in(locale))}
    assert len(addresses) > 30
    faulty = {own for own in addresses if "ethnic_group=99" in own}
    assert len(faulty) == 1, "one example shows an error"
    for address in addresses:
        assert reader.get(address).status_code == (400 if address in faulty else 200), address


def test_the_guide_lists_what_can_be_derived_from_the_example():
    engine = open_engine()
    offers = engine.offers(engine.run(engine.catalogue.dataset(EXAMPLE).default_view.query))
    drawn = unescape(drawn_in("en"))
    assert offers
    for offer in offers:
        assert f"derive={offer.key}" in drawn
        assert offer.name.say("en") in drawn


def test_every_class_of_error_has_its_line():
    own = {value for value in vars(errors).values() if isinstance(value, type) and value is not errors.DantocError}
    assert {error for error in own if issubclass(error, errors.DantocError)} == set(ERRORS)
    drawn = drawn_in("en")
    for error in ERRORS:
        assert f'id="{error.kind}"' in drawn
