"""The words of the product, by key and language, as they stand in ``i18n/<language>/*.po``.

A message's key is its ``msgid`` (``core.all``); its text may hold named places (``{n}``). Each room has a file of its
own in each language; the files are merged. A file that cannot be read, a key that stands in two files and a place that
nobody fills are logged with the way to mend them, and cost that file, that key, that sentence alone. The file
``content.po`` is another thing: it gives texts of the content in a further language, by their English.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dantoc.l10n.po import Catalog, Message, read_po
from dantoc.model.text import ENGLISH, Locale, LocalizedText

I18N = Path(__file__).resolve().parents[2] / "i18n"
CONTENT = "content"
"""The file of texts of the content, by their English; not a room's messages."""

_LOG = logging.getLogger(__name__)
_PREFERENCE = re.compile(
    r"\s*(?P<tag>[A-Za-z*]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(?P<weight>[01](?:\.\d*)?))?\s*"
)


@dataclass(frozen=True)
class Language:
    """A language of the product: its own name, its place in the switch, how it writes numbers and dates."""

    locale: Locale
    name: str
    order: int
    decimal_mark: str
    group_mark: str
    date: str
    months: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Words:
    """The messages of one language; a message that counts has one form for each plural of the language."""

    forms: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]


@lru_cache(maxsize=1)
def languages() -> Mapping[Locale, Language]:
    """The languages there are, in the order of the switch: every folder of ``i18n`` that holds a ``language.toml``."""
    found = (_read_language(path) for path in I18N.glob("*/language.toml"))
    known = [language for language in found if language is not None]
    return {language.locale: language for language in sorted(known, key=lambda own: (own.order, own.locale))}


def locales() -> tuple[Locale, ...]:
    """The tags of the languages there are, in the order of the switch: ``("vi", "en")``."""
    return tuple(languages())


def language(locale: Locale) -> Language:
    """The language of that tag; the first there is for a tag that nobody has written.

    Callers let only `locales()` in; the stand-in keeps a stray tag from breaking a page that is half drawn.
    """
    return languages().get(locale) or next(iter(languages().values()))


def say(key: str, locale: Locale, /, **params: object) -> str:
    """The message in the language with its places filled; ``[vi: key]`` where it is missing."""
    text = find(key, locale)
    if text is None:
        return _missing(key, locale)
    return _filled(key, locale, text, params) if params else text


def say_n(key: str, n: int, locale: Locale, /, **params: object) -> str:
    """The message in the form that goes with the number `n`, which its text may show as ``{n}``."""
    words = _words(locale)
    forms = words.forms.get(key)
    if not forms:
        return _missing(key, locale)
    form = forms[min(words.plural(n), len(forms) - 1)]
    return _filled(key, locale, form, {"n": n, **params})


def find(key: str, locale: Locale) -> str | None:
    """The message as written, places unfilled, or None where there is none: for words that may be lacking."""
    forms = _words(locale).forms.get(key)
    return forms[0] if forms else None


def join(parts: Iterable[str], locale: Locale) -> str:
    """The parts as a list in a sentence: ``Tày, Thái và Mường``, ``Tay, Thai and Muong``."""
    said = list(parts)
    if len(said) < 2:
        return "".join(said)
    return say("core.list_last", locale, rest=", ".join(said[:-1]), last=said[-1])


def negotiate(accepted: str, default: Locale = ENGLISH) -> Locale:
    """The language that suits a reader best, from what a browser says in ``Accept-Language`` (or a single tag)."""
    wishes: list[tuple[float, int, str]] = []
    for place, piece in enumerate(accepted.split(",")):
        wish = _PREFERENCE.fullmatch(piece)
        if wish and float(wish["weight"] or 1) > 0:
            wishes.append((-float(wish["weight"] or 1), place, wish["tag"].lower()))
    for _, _, tag in sorted(wishes):
        own = next((locale for locale in locales() if tag.split("-")[0] == locale), None)
        if own is not None:
            return own
    return default


def content_text(text: LocalizedText, locale: Locale) -> LocalizedText:
    """The text with its entry in `locale` added from ``i18n/<locale>/content.po``, if it lacks one and there is one."""
    english = text.get(ENGLISH)
    if english is None or text.get(locale) is not None:
        return text
    translated = _content(locale).get(english)
    return LocalizedText.of(text.as_dict() | {locale: translated}) if translated else text


def placeholders(text: str) -> frozenset[str]:
    """The names of the places that a message leaves open."""
    return frozenset(re.findall(r"(?<!\{)\{([a-z_]+)(?:[!:][^{}]*)?\}", text))


def all_messages(locale: Locale) -> Mapping[str, tuple[str, ...]]:
    """Every message of a language with its plural forms, by key."""
    return _words(locale).forms


def message_files(locale: Locale) -> tuple[Path, ...]:
    """The message files of a language, one a room, by name."""
    return tuple(sorted(path for path in (I18N / locale).glob("*.po") if path.stem != CONTENT))


def forget() -> None:
    """Let the words be read again at the next call: for tests and for translators who keep the app running."""
    for cached in (languages, _words, _content):
        cached.cache_clear()


def _missing(key: str, locale: Locale) -> str:
    return f"[{locale}: {key}]"


def _filled(key: str, locale: Locale, text: str, params: Mapping[str, object]) -> str:
    """The text with its places filled, or as it was written where a translator left one that nobody fills."""
    try:
        return text.format(**params)
    except (LookupError, ValueError, AttributeError) as error:
        allowed = ", ".join(f"{{{name}}}" for name in params)
        _LOG.error("i18n/%s: message %s: %r; allowed: %s; correct the braces", locale, key, error, allowed)
        return text


def _read_language(path: Path) -> Language | None:
    """The language of the file; None where it cannot be read, so that the others still speak."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return Language(
            locale=path.parent.name,
            name=str(said["name"]),
            order=int(said["order"]),
            decimal_mark=str(said["decimal_mark"]),
            group_mark=str(said["group_mark"]),
            date=str(said["date"]),
            months=tuple(str(month) for month in said.get("months", ())),
        )
    except (OSError, ValueError, KeyError) as error:
        _LOG.error("%s: %r; the language is left out until the file is corrected", path, error)
        return None


@lru_cache(maxsize=32)
def _words(locale: Locale) -> _Words:
    forms: dict[str, tuple[str, ...]] = {}
    homes: dict[str, Path] = {}
    plural: Callable[[int], int] = int
    for path in message_files(locale) if locale in languages() else ():
        catalog = _read_catalog(path)
        plural = catalog.plural if catalog.messages else plural
        for message in catalog.messages:
            key, own = message.id, _forms(message)
            if not own:
                continue
            if key in homes:
                _LOG.error("message %r stands in %s and in %s; keep it in one of them", key, homes[key], path)
                continue
            homes[key], forms[key] = path, own
    return _Words(forms, plural)


def _read_catalog(path: Path) -> Catalog:
    """The messages of a file; none where it cannot be read, so that the other rooms still speak."""
    try:
        return read_po(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        _LOG.error("%s: %r; its messages show as missing until the file is corrected and saved as UTF-8", path, error)
        return Catalog()


def _forms(message: Message) -> tuple[str, ...]:
    """The translated forms; none for a message that is empty or marked fuzzy, so that it shows as missing."""
    return message.forms if all(message.forms) and not message.fuzzy else ()


@lru_cache(maxsize=32)
def _content(locale: Locale) -> Mapping[str, str]:
    path = I18N / locale / f"{CONTENT}.po"
    if not path.exists():
        return {}
    catalog = _read_catalog(path)
    return {message.id: forms[0] for message in catalog.messages if (forms := _forms(message))}
