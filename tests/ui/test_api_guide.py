"""The guide names every class of problem that an answer can be of, where the problem's `type` leads."""

from streamlit.testing.v1 import AppTest

from dantoc.model import errors
from dantoc.ui.api_guide_page.guide import ERRORS


def test_every_class_of_error_has_its_line():
    own = {value for value in vars(errors).values() if isinstance(value, type) and value is not errors.DantocError}
    assert {error for error in own if issubclass(error, errors.DantocError)} == set(ERRORS)
    page = AppTest.from_string(
        "from dantoc.engine.engine import open_engine\n"
        "from dantoc.ui.api_guide_page import guide\n"
        "guide.draw(open_engine().catalogue, 'en')"
    ).run(timeout=30)
    assert not page.exception
    drawn = "".join(element.proto.body for element in page.get("html"))
    for error in ERRORS:
        assert f'id="{error.kind}"' in drawn
