"""The parameters of an address that say how a chart is drawn, and the addresses made of them.

They stand beside those of the view (`model/view.py`), which say what is drawn and with which mark. Short, defaults left
out, everything checked: whatever is read here is safe to be drawn.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote

from dantoc.model.dataset import Dataset
from dantoc.model.errors import BadText, TooLongText, UnknownCode, UnknownDimension, UnknownOption
from dantoc.model.figure import AT_SERIES, SORTS, THEMES, FigureSpec
from dantoc.model.size import PAGE, PRESETS, Size
from dantoc.model.text import NO_TEXT, Locale, LocalizedText
from dantoc.model.view import View, encode, view_params

TEXTS: Mapping[str, int] = {"title": 300, "subtitle": 300, "note": 600, "target": 80}
"""The texts that can be edited, with the most characters of each; ``title.vi`` is the Vietnamese title."""
AT = "at"
"""``at.2019.vi`` is what is said in Vietnamese of the figure of 2019."""
LONGEST_ANNOTATION = 160
MOST_ANNOTATIONS = 9
MOST_HIGHLIGHTED = 64
MOST_CATEGORIES = 64
NAMES = (
    "category",
    "series",
    "facet",
    "across",
    "sort",
    "highlight",
    "limit",
    "reference",
    "target",
    "size",
    "theme",
    "both",
)
"""The parameters without a language."""
YES = "yes"
ASKED = FigureSpec("", "", order="")
"""The specification that asks for nothing: the result chooses."""

PRINTABLE = ("A–Z", "a–ỹ", "0–9", ". , : ; ( ) % & – “ ”")
"""What a text may be made of, among all else that prints."""

_CODE = r"[A-Za-z0-9_+\-]{1,64}"
_CODE_ALONE = re.compile(_CODE)
PLACE = re.compile(rf"{_CODE}(?:{AT_SERIES}{_CODE})?")
"""How the place of an annotation is written: a category, or category and series."""
_YEAR = re.compile(r"[12]\d{3}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_MARKUP = re.compile(r"<[A-Za-z/!?]|&(?:#\d|#[xX][0-9A-Fa-f]|[A-Za-z][A-Za-z0-9]*;)")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Kinds of characters that print nothing: controls, marks of direction, halves of pairs, private and unassigned."""


def is_figure_param(name: str) -> bool:
    """Whether a parameter of that name says how a chart is drawn."""
    return name in NAMES or name.partition(".")[0] in (*TEXTS, AT)


def parse_figure(dataset: Dataset, params: Mapping[str, str], locales: Collection[Locale]) -> FigureSpec:
    """The chart that the parameters ask for; what they leave out is empty, for the result to choose.

    Raises:
        UnknownDimension: category, series or facet that the dataset has not, or a text in a language there is not.
        UnknownOption, UnknownCode: another value outside what is allowed.
        BadSize, BadText, TooLongText: a size or a text that cannot be drawn.
    """
    for name in params:
        if not _is_known(name, locales):
            raise UnknownDimension("parameter", name, (*NAMES, *(f"{own}.{lang}" for own in TEXTS for lang in locales)))
    category, series, facet = (_dimension(dataset, name, params) for name in ("category", "series", "facet"))
    return FigureSpec(
        mark="",
        category=category,
        series=series,
        facet=facet,
        across=_known_code(dataset, "across", params),
        order=_one_of("sort", params, SORTS),
        highlight=_known_codes(dataset, "highlight", params),
        title=_text("title", params, locales),
        subtitle=_text("subtitle", params, locales),
        annotations=_annotations(params, locales),
        limit=_limit(params),
        note=_text("note", params, locales),
        reference=_code("reference", params.get("reference", "").strip()),
        target=_target(params),
        target_text=_text("target", params, locales),
        size=Size.parse(params["size"]) if params.get("size", "").strip() else PAGE,
        theme=_one_of("theme", params, THEMES) or THEMES[0],
        both=_one_of("both", params, (YES,)) == YES,
    )


def figure_params(spec: FigureSpec) -> dict[str, str]:
    """The parameters that say the chart, defaults left out; `parse_figure` gives the same chart back.

    Mark and measure are the view's (``mark``, ``show``) and are left out here.
    """
    plain = {
        "category": spec.category,
        "series": spec.series,
        "facet": spec.facet,
        "across": spec.across,
        "sort": spec.order,
        "highlight": ",".join(spec.highlight),
        "limit": str(spec.limit) if spec.limit else "",
        "reference": spec.reference,
        "target": "" if spec.target is None else _printed(spec.target),
        "size": "" if spec.size == PAGE else str(spec.size),
        "theme": "" if spec.theme == THEMES[0] else spec.theme,
        "both": YES if spec.both else "",
    }
    texts = {"title": spec.title, "subtitle": spec.subtitle, "note": spec.note, "target": spec.target_text}
    worded = {f"{name}.{lang}": own for name, text in texts.items() for lang, own in text}
    said = {f"{AT}.{place}.{lang}": own for place, text in spec.annotations for lang, own in text}
    return {name: value for name, value in {**plain, **worded, **said}.items() if value}


def chart_address(
    dataset: Dataset, view: View, spec: FigureSpec, extension: str, lang: Locale | None = None, **more: str
) -> str:
    """The path and query of the chart as a file: ``/api/v1/datasets/{id}/chart.png?…``; `more` is said of the file.

    Mark and measure of `spec` count before the view's, where it has such.
    """
    params = {**_language(lang), **_said(dataset, view, spec), **more}
    return f"/api/v1/datasets/{quote(dataset.id)}/chart.{extension}" + (f"?{encode(params)}" if params else "")


def studio_address(
    dataset: Dataset, view: View, spec: FigureSpec = ASKED, lang: Locale | None = None, **more: str
) -> str:
    """The path and query of the page on which the chart is made: ``/charts?id=…``."""
    return "/charts?" + encode({"id": dataset.id, **_language(lang), **_said(dataset, view, spec), **more})


def clean_text(parameter: str, text: str, most: int) -> str:
    """The text in NFC on one line.

    Raises:
        TooLongText: more than `most` characters.
        BadText: mark-up, or a character that prints nothing; the value names it.
    """
    own = " ".join(unicodedata.normalize("NFC", text).split())
    if len(own) > most:
        raise TooLongText(parameter, f"{own[:40]}…", (f"≤ {most}",))
    unseen = next((sign for sign in own if unicodedata.category(sign) in _UNSEEN), "")
    if unseen:
        raise BadText(parameter, text, PRINTABLE, detail=f"U+{ord(unseen):04X}")
    markup = _MARKUP.search(own)
    if markup is not None:
        raise BadText(parameter, text, PRINTABLE, detail=markup[0])
    return own


def _said(dataset: Dataset, view: View, spec: FigureSpec) -> dict[str, str]:
    """The parameters of view and chart."""
    own = replace(view, mark=spec.mark or view.mark, show=_shown(spec) or view.show)
    return {**view_params(dataset, own), **figure_params(spec)}


def _language(lang: Locale | None) -> dict[str, str]:
    return {"lang": lang} if lang else {}


def _is_known(name: str, locales: Collection[Locale]) -> bool:
    if name in NAMES:
        return True
    own, _, rest = name.partition(".")
    if own == AT:
        place, _, lang = rest.rpartition(".")
        return lang in locales and PLACE.fullmatch(place) is not None
    return own in TEXTS and rest in locales


def _shown(spec: FigureSpec) -> str:
    return "" if spec.measure == ASKED.measure else spec.measure


def _dimension(dataset: Dataset, name: str, params: Mapping[str, str]) -> str:
    said = params.get(name, "").strip()
    if said and said not in dataset.structure:
        raise UnknownDimension(name, said, dataset.structure.ids)
    return said


def _one_of(name: str, params: Mapping[str, str], allowed: tuple[str, ...]) -> str:
    said = params.get(name, "").strip()
    if said and said not in allowed:
        raise UnknownOption(name, said, allowed)
    return said


def _code(name: str, said: str) -> str:
    if said and not _CODE_ALONE.fullmatch(said):
        raise UnknownOption(name, said, ("CODE",))
    return said


def _known_codes(dataset: Dataset, name: str, params: Mapping[str, str]) -> tuple[str, ...]:
    """The codes said, each of some dimension of the dataset, whether or not it is in view."""
    codes = _codes(name, params)
    if codes:
        known = {code.id for own in dataset.structure for code in own.codelist or ()}
        stranger = next((code for code in codes if code not in known and not _YEAR.fullmatch(code)), "")
        if stranger:
            raise UnknownCode(name, stranger, tuple(sorted(known)))
    return codes


def _known_code(dataset: Dataset, name: str, params: Mapping[str, str]) -> str:
    """The one code said, of some dimension of the dataset, whether or not it is in view."""
    codes = _known_codes(dataset, name, params)
    if len(codes) > 1:
        raise UnknownOption(name, ",".join(codes), codes)
    return codes[0] if codes else ""


def _codes(name: str, params: Mapping[str, str]) -> tuple[str, ...]:
    said = [own.strip() for own in params.get(name, "").split(",")]
    codes = tuple(dict.fromkeys(_code(name, own) for own in said if own))
    if len(codes) > MOST_HIGHLIGHTED:
        raise UnknownOption(name, f"{', '.join(codes[:8])}, …", (f"≤ {MOST_HIGHLIGHTED}",))
    return codes


def _limit(params: Mapping[str, str]) -> int:
    said = params.get("limit", "").strip()
    if not said:
        return 0
    if not (said.isascii() and said.isdigit() and len(said) <= 3 and 1 <= int(said) <= MOST_CATEGORIES):
        raise UnknownOption("limit", said, (f"1–{MOST_CATEGORIES}",))
    return int(said)


def _target(params: Mapping[str, str]) -> float | None:
    said = params.get("target", "").strip()
    if not said:
        return None
    if not _NUMBER.fullmatch(said):
        raise UnknownOption("target", said, ("12", "12.5", "-3"))
    return float(said) + 0.0


def _printed(value: float) -> str:
    """The number as `_target` reads it, without an exponent."""
    if not math.isfinite(value):
        raise UnknownOption("target", str(value), ("12", "12.5", "-3"))
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _text(name: str, params: Mapping[str, str], locales: Iterable[Locale]) -> LocalizedText:
    said = {lang: params.get(f"{name}.{lang}", "") for lang in locales}
    return _clean({lang: (f"{name}.{lang}", own) for lang, own in said.items() if own}, TEXTS[name])


def _clean(said: Mapping[Locale, tuple[str, str]], most: int) -> LocalizedText:
    texts = {lang: clean_text(parameter, own, most) for lang, (parameter, own) in said.items()}
    return LocalizedText.of(texts) if any(texts.values()) else NO_TEXT


def _annotations(params: Mapping[str, str], locales: Collection[Locale]) -> tuple[tuple[str, LocalizedText], ...]:
    """The annotations by place, in the order of their places."""
    found: dict[str, dict[Locale, tuple[str, str]]] = {}
    for name, text in params.items():
        own, _, rest = name.partition(".")
        if own == AT:
            place, _, lang = rest.rpartition(".")
            found.setdefault(place, {})[lang] = (name, text)
    if len(found) > MOST_ANNOTATIONS:
        raise UnknownOption(AT, len(found), (f"≤ {MOST_ANNOTATIONS}",))
    texts = ((place, _clean(said, LONGEST_ANNOTATION)) for place, said in sorted(found.items()))
    return tuple((place, text) for place, text in texts if text)


SIZES = tuple(PRESETS)
"""The presets by name, for those who offer them."""
