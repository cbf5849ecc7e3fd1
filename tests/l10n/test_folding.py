import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dantoc.l10n.folding import fold, is_nfc, lower, nfc

TEXT = st.text()


def test_marks_case_and_d_fold_away():
    assert fold("Đắk Lắk") == fold("ĐẮK LẮK") == "dak lak"
    assert fold("Ơ Đu") == "o du"
    assert fold(unicodedata.normalize("NFD", "Hmông")) == "hmong"


@given(TEXT)
def test_folding_is_the_same_for_composed_and_decomposed_text(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(TEXT)
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_border_forms_are_composed(text: str):
    assert is_nfc(nfc(text))
    assert is_nfc(lower(text))
    assert is_nfc(fold(text))


@given(TEXT)
def test_what_differs_in_marks_only_folds_alike(text: str):
    assert fold(text) == fold(lower(text))
