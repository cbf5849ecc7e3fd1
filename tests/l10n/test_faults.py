import pytest

from dantoc.l10n import messages
from dantoc.l10n.faults import describe_error, error_title, nearest
from dantoc.model import errors
from dantoc.model.errors import BadPeriod, BrokenDataset, DantocError, StoreAway, UnknownCode, UnknownDataset

KINDS = [own for own in vars(errors).values() if isinstance(own, type) and issubclass(own, DantocError)]


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_error_names_value_allowed_and_mend_in_each_language(kind: type[DantocError], locale: str):
    error = kind("area", "zz9", ("VN", "R1"))
    text = describe_error(error, locale)
    assert "zz9" in text or issubclass(kind, StoreAway), "only the store fails for no value of the reader's"
    assert "VN, R1" in text
    assert messages.say(f"core.fault.mend.{error.kind}", locale, value="zz9") in text
    assert "[" not in text + error_title(error, locale)


def test_what_was_likely_meant_is_offered():
    assert "Có phải bạn muốn “population_census”?" in describe_error(
        UnknownDataset("dataset", "population_censu", ("poverty", "population_census")), "vi"
    )
    assert nearest("Đắk Lắk", ["Dak Nong", "dak lak"]) == "dak lak"
    assert nearest("zzz", ["population"]) is None
    assert nearest("VN", ["VN"]) is None


def test_long_lists_are_cut_and_counted():
    allowed = tuple(f"c{number:02}" for number in range(30))
    assert "c11 … (18 more)" in describe_error(UnknownCode("area", "x", allowed), "en")
    assert "c12" not in describe_error(UnknownCode("area", "x", allowed), "en")


def test_a_broken_dataset_names_the_file_for_its_editor():
    error = BrokenDataset("dataset", "poverty", detail="datasets/poverty/dataset.toml:3: bad_toml")
    assert "datasets/poverty/dataset.toml:3: bad_toml" in describe_error(error, "vi")
    assert "python -m dantoc validate poverty" in describe_error(error, "en")


def test_a_value_with_braces_or_of_great_length_is_shown_as_text():
    assert "{x}" in describe_error(BadPeriod("year", "{x}"), "en")
    assert len(describe_error(BadPeriod("year", "9" * 5000), "en")) < 500
