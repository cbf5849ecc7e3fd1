import pytest

from dantoc.model.errors import BadSize
from dantoc.model.size import PRESETS, Size


@pytest.mark.parametrize("text", [*PRESETS, "800x600px", "90x60mm", "90mm", "640px", "90.5x60mm"])
def test_a_size_is_said_as_it_is_read(text: str) -> None:
    assert str(Size.parse(text)) == text
    assert Size.parse(str(Size.parse(text))) == Size.parse(text)


def test_px_is_the_unit_where_none_is_said() -> None:
    assert Size.parse("800x600") == Size(800, 600)


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "0x0",
        "1e9",
        "1000000000x10",
        "-5x5",
        "big",
        "800x",
        "x600",
        "800x600cm",
        "10mm",
        "4000x200",
        "800x600x2",
        "",
    ],
)
def test_a_size_outside_the_bounds_names_them(text: str) -> None:
    with pytest.raises(BadSize) as refused:
        Size.parse(text)
    assert "wide" in refused.value.allowed
    assert any("mm" in own for own in refused.value.allowed)
