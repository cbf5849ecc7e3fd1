"""The language of a page and what links carry of it."""

import pytest

from dantoc.l10n.messages import all_messages, locales, placeholders
from dantoc.ui.language import carried, choose


@pytest.mark.parametrize("locale", locales())
def test_the_address_decides_before_the_browser(locale: str) -> None:
    for preferred in locales():
        assert choose(locale, preferred) == locale


@pytest.mark.parametrize("stray", ["", "xx", "VI", "vi-VN", "../en"])
def test_a_language_that_is_not_there_gives_way_to_the_browsers(stray: str) -> None:
    assert choose(stray, "en") == "en"


def test_a_link_says_the_language_only_where_the_browser_would_choose_another() -> None:
    assert carried("en", "vi") == {"lang": "en"}
    assert carried("vi", "vi") == {}


def test_every_message_of_the_pages_stands_in_every_language_with_the_same_places() -> None:
    first, *others = (
        {key: forms for key, forms in all_messages(locale).items() if key.startswith("pages.")} for locale in locales()
    )
    for other in others:
        assert other.keys() == first.keys()
        for key, forms in first.items():
            assert {place for form in forms for place in placeholders(form)} == {
                place for form in other[key] for place in placeholders(form)
            }, key
