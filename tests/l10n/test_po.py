"""Message catalogues are read as the standard reader reads them, and a slip in one is named by its line."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po as standard_read
from babel.messages.pofile import write_po as standard_write
from hypothesis import given
from hypothesis import strategies as st

from dantoc.l10n.messages import I18N
from dantoc.l10n.po import read_po

FILES = sorted(I18N.glob("*/*.po"))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from('"\\\n\t'))


def as_read(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """What the standard reader found, by id: a message that counts is asked for by its singular."""
    found = {}
    for message in catalog:
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        found[message.id[0] if isinstance(message.id, (tuple, list)) else message.id] = tuple(said)
    found.pop("", None)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_files_of_the_product_are_read_as_by_the_standard_reader(file: Path) -> None:
    standard = standard_read(io.BytesIO(file.read_bytes()))
    own = read_po(file.read_text(encoding="utf-8"))
    assert {message.id: message.forms for message in own.messages} == as_read(standard)
    assert [own.plural(n) for n in range(200)] == [_standard_form(standard, n) for n in range(200)]


def _standard_form(catalog: Catalog, n: int) -> int:
    return 0 if catalog.num_plurals == 1 else int(n != 1)


@given(st.dictionaries(TEXTS.filter(str.strip), TEXTS, max_size=5), st.booleans())
def test_what_the_standard_writer_writes_is_read_back(texts: dict[str, str], fuzzy: bool) -> None:
    catalog = Catalog(locale="en")
    for key, said in texts.items():
        catalog.add(key, said, flags=["fuzzy"] if fuzzy else [])
    file = io.BytesIO()
    standard_write(file, catalog, width=40)
    own = read_po(file.getvalue().decode("utf-8"))
    assert {message.id: message.forms for message in own.messages} == {key: (said,) for key, said in texts.items()}
    assert all(message.fuzzy is fuzzy for message in own.messages)


def test_a_comment_between_two_messages_belongs_to_the_second() -> None:
    po = 'msgid "a"\nmsgstr "A"\n#, fuzzy\nmsgid "b"\nmsgstr "B"\nmsgid "c"\nmsgstr "C"\n#~ msgid "d"\n#~ msgstr "D"\n'
    assert [(own.id, own.fuzzy) for own in read_po(po).messages] == [("a", False), ("b", True), ("c", False)]


@pytest.mark.parametrize(
    ("po", "line"),
    [
        ('msgid "a"\nmsgstr "A\n', 2),
        ('msgid "a"\nmsgstr "A" B\n', 2),
        ('msgid "a"\nmsgstr "A"B"\n', 2),
        ('"a"\n', 1),
        ('\nmsgid a\nmsgstr "A"\n', 2),
        ("nonsense", 1),
    ],
)
def test_a_line_that_means_nothing_is_named(po: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"^line {line}: "):
        read_po(po)


def test_a_rule_of_plurals_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="plural"):
        read_po('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n+;\\n"\n')
