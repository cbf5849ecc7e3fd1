"""Text in several languages as a type, never as a pair of names in a signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Locale = str
"""A language tag of the product: ``vi``, ``en``, or one that a translator adds (``lo``, ``khm``, …)."""

VIETNAMESE: Locale = "vi"
ENGLISH: Locale = "en"


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """One text in each of its languages.

    A language that is missing is shown as missing (`say`) and never replaced in silence.
    """

    entries: tuple[tuple[Locale, str], ...] = ()

    @classmethod
    def of(cls, texts: Mapping[Locale, str] | None = None, /, **named: str) -> LocalizedText:
        """The text made of a mapping or of keywords: ``LocalizedText.of(vi="Dân số", en="Population")``."""
        merged = {**(texts or {}), **named}
        return cls(tuple(sorted((locale, text) for locale, text in merged.items() if text)))

    def __bool__(self) -> bool:
        return bool(self.entries)

    def __iter__(self) -> Iterator[tuple[Locale, str]]:
        return iter(self.entries)

    def get(self, locale: Locale) -> str | None:
        """The text in `locale`, or None where it is missing."""
        for own, text in self.entries:
            if own == locale:
                return text
        return None

    def say(self, locale: Locale) -> str:
        """The text in `locale`; a missing one is shown as such, with the text that stands in for it."""
        text = self.get(locale)
        if text is not None:
            return text
        if not self.entries:
            return ""
        stand_in_locale, stand_in = self.entries[0]
        return f"[{locale}: —] {stand_in} [{stand_in_locale}]"

    def missing(self, locales: Iterable[Locale]) -> tuple[Locale, ...]:
        """Those of `locales` in which there is no text."""
        own = {locale for locale, _ in self.entries}
        return tuple(locale for locale in locales if locale not in own)

    def as_dict(self) -> dict[Locale, str]:
        """The text as a plain mapping of language to string."""
        return dict(self.entries)


NO_TEXT = LocalizedText()
"""The text that says nothing in any language."""
