"""A language that translators add has its notes beside the figures, without a change of the files."""

from __future__ import annotations

import pyarrow as pa
import pytest

from dantoc.engine import notes
from dantoc.model.text import LocalizedText

FIGURES = pa.table({"note_vi": ["Ghi chú.", None, "Khác."], "note_en": ["A note.", None, "Another."]})


def test_further_languages_have_their_notes_from_the_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def translated(text: LocalizedText, locale: str) -> LocalizedText:
        known = {"A note.": "ບັນທຶກ"}.get(text.get("en") or "")
        return LocalizedText.of(text.as_dict() | {locale: known}) if known else text

    monkeypatch.setattr(notes, "locales", lambda: ("vi", "en", "lo"))
    monkeypatch.setattr(notes, "content_text", translated)
    shown = notes.with_all_notes(FIGURES)
    assert shown.column_names == ["note_vi", "note_en", "note_lo"]
    assert shown.column("note_lo").to_pylist() == ["ບັນທຶກ", None, None]


def test_the_languages_of_the_files_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "locales", lambda: ("vi", "en"))
    assert notes.with_all_notes(FIGURES) is FIGURES
