import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dantoc.l10n.sorting import sort_key

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẩễốợ AĐÊƠ-09", max_size=12)


def ordered(*texts: str) -> bool:
    backwards = texts[::-1]
    return sorted(backwards, key=sort_key) == list(texts)


def test_letters_stand_in_the_order_of_the_alphabet():
    assert ordered("an", "ăn", "ân", "ba", "da", "đa", "em", "êm", "oi", "ôi", "ơi", "tu", "tư", "va")
    assert ordered("Dao", "Đắk Lắk", "Ê-đê", "Giáy", "Ơ Đu", "Pà Thẻn", "Tày", "Thái")


def test_tones_decide_only_between_equal_letters():
    assert ordered("ma", "mà", "mả", "mã", "má", "mạ")
    assert ordered("má", "mai", "mạn")
    assert ordered("hòa", "hoan")


def test_words_come_before_longer_words_and_numbers_go_by_size():
    assert ordered("An Giang", "Ang")
    assert ordered("1–4 tuổi", "5–9 tuổi", "10–14 tuổi", "Mọi độ tuổi")


def test_small_letters_stand_before_capitals():
    assert ordered("tày", "Tày")


@given(st.text(), st.text())
def test_only_the_same_text_is_equal(one: str, two: str):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", two)
    assert (sort_key(one) == sort_key(two)) == same


@given(st.lists(VIETNAMESE, max_size=8))
def test_the_order_does_not_depend_on_where_one_begins_nor_on_composition(texts: list[str]):
    expected = sorted(texts, key=sort_key)
    backwards = texts[::-1]
    assert sorted(backwards, key=sort_key) == expected
    apart = sorted((unicodedata.normalize("NFD", text) for text in texts), key=sort_key)
    assert [unicodedata.normalize("NFC", text) for text in apart] == expected


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one: str, two: str):
    assert (sort_key(one) < sort_key(two)) + (sort_key(one) == sort_key(two)) + (sort_key(one) > sort_key(two)) == 1
