"""Text in two languages: a missing language is seen, never papered over."""

from dantoc.model.text import LocalizedText


def test_each_language_says_its_own():
    text = LocalizedText.of(vi="Dân số", en="Population")
    assert (text.say("vi"), text.say("en")) == ("Dân số", "Population")


def test_a_missing_language_is_marked_and_named():
    text = LocalizedText.of(vi="Dân số", en="")
    assert text.missing(("vi", "en")) == ("en",)
    assert text.say("en") == "[en: —] Dân số [vi]"


def test_equal_texts_are_equal_whatever_their_order():
    assert LocalizedText.of({"vi": "a", "en": "b"}) == LocalizedText.of({"en": "b", "vi": "a"})
