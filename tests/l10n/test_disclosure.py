import pytest

from dantoc.l10n.disclosure import say_policy
from dantoc.l10n.messages import locales
from dantoc.model.disclosure import AS_PRINTED, LISTED, NOTHING, UNSTATED, DisclosurePolicy
from dantoc.model.text import LocalizedText

TEXT = LocalizedText.of(vi="Chính sách.", en="The policy.")


def test_where_all_stands_the_dataset_speaks_for_itself():
    assert say_policy(DisclosurePolicy(text=TEXT), "vi") == "Chính sách."
    assert say_policy(AS_PRINTED, "en") == ""


@pytest.mark.parametrize("locale", locales())
def test_a_rule_that_suppresses_says_from_which_number_on(locale: str):
    said = say_policy(DisclosurePolicy(10, NOTHING, text=TEXT), locale)
    assert "9" in said and "x" in said
    assert said.startswith(TEXT.say(locale))
    assert "4" in say_policy(UNSTATED, locale)


@pytest.mark.parametrize("locale", locales())
def test_sources_that_stand_are_named(locale: str):
    assert "yearbook_2019" in say_policy(DisclosurePolicy(5, LISTED, ("yearbook_2019",), text=TEXT), locale)
