"""An order of a book and the address that says it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import open_engine
from dantoc.model.errors import DantocError, UnknownCode, UnknownDimension, UnknownOption, UnknownPublication
from dantoc.reports.edition import ARCHIVES, Choice, Edition
from dantoc.reports.order import Order, choosable, order_params, read_order


def _choices(id: str) -> st.SearchStrategy[Choice]:
    allowed = choosable(open_engine(), open_engine().publications.publication(id))
    some = {name: st.sets(st.sampled_from(own), max_size=4) for name, own in allowed.items()}
    return st.fixed_dictionaries(some).map(
        lambda said: Choice(**{name: tuple(own for own in allowed[name] if own in said[name]) for name in said})
    )


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_address_gives_back_the_order_that_it_was_made_of(data: st.DataObject):
    book = data.draw(st.sampled_from(("yearbook", "group_sheet", "area_sheet", "key_figures")))
    publication = open_engine().publications.publication(book)
    edition = Edition(
        languages=data.draw(st.sampled_from(("vi", "en", "vi-en"))),
        paper=data.draw(st.sampled_from(["", *({"a4", "16x24"} - {publication.paper})])),
        crop=data.draw(st.booleans()),
        choice=data.draw(_choices(book)),
        archive=data.draw(st.sampled_from(ARCHIVES)),
    )
    about = data.draw(st.sampled_from(publication.subject_codes)) if publication.subject else ""
    order = Order(book, edition, about)
    split = urlsplit(order.address)
    name, languages, _ = split.path.removeprefix("/publications/").split(".")
    assert read_order(open_engine(), name, languages, dict(parse_qsl(split.query))) == order


@pytest.mark.parametrize(
    ("id", "languages", "params", "error", "allowed"),
    [
        ("almanac", "vi", {}, UnknownPublication, "yearbook"),
        ("yearbook", "fr", {}, UnknownOption, "vi-en"),
        ("yearbook", "vi", {"chapter": "x"}, UnknownDimension, "chapters"),
        ("yearbook", "vi", {"chapters": "population,zzz"}, UnknownCode, "population"),
        ("yearbook", "vi", {"code": "08"}, UnknownCode, ""),
        ("group_sheet", "vi", {"code": "99"}, UnknownCode, "08"),
        ("yearbook", "vi", {"paper": "a5"}, UnknownOption, "a4"),
        ("yearbook", "vi", {"years": "2019,20.19"}, UnknownCode, "2019"),
        ("yearbook", "vi", {"groups": ",".join(str(own) for own in range(999))}, UnknownOption, "≤ 200"),
        ("yearbook", "vi", {"crop": "1"}, UnknownOption, "yes"),
    ],
)
def test_what_cannot_be_ordered_is_named_with_what_can(
    id: str, languages: str, params: dict[str, str], error: type[DantocError], allowed: str
):
    with pytest.raises(error) as caught:
        read_order(open_engine(), id, languages, params)
    assert not allowed or allowed in caught.value.allowed


def test_one_book_has_one_address_in_whatever_order_its_parts_are_said():
    one = read_order(open_engine(), "yearbook", "vi", {"groups": "08,02,08", "paper": ""})
    other = read_order(open_engine(), "yearbook", "vi", {"groups": "02, 08"})
    assert one == other and order_params(one) == {"groups": "02,08"}


@pytest.mark.parametrize(
    ("id", "params", "named"),
    [
        ("yearbook", {}, "yearbook-1.0.0-vi.pdf"),
        ("group_sheet", {"code": "08", "paper": "16x24"}, "group_sheet-08-1.0.0-16x24-vi.pdf"),
        ("yearbook", {"years": "2019", "crop": "yes", "archive": "2b"}, "yearbook-1.0.0-crop-pdfa2b-selection-vi.pdf"),
    ],
)
def test_a_file_is_named_by_what_makes_it_another(id: str, params: dict[str, str], named: str):
    assert read_order(open_engine(), id, "vi", params).file_name == named
