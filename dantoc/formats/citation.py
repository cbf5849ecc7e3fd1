"""How to cite a dataset, or the figures a query asked for: as a sentence, as BibTeX, as RIS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dantoc.l10n import sentence
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.result import Result
from dantoc.model.text import Locale

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


@dataclass(frozen=True)
class Citation:
    """One citation in three writings; the same figures give the same citation on every day.

    Each is written when it is asked for: a file carries one of them, and an answer in JSON is counted in tenths of
    milliseconds.
    """

    dataset: Dataset
    locale: Locale
    words: Mapping[str, object]

    @property
    def plain(self) -> str:
        """A sentence, as it stands under a table or in a list of references."""
        part = self.words["part"]
        key = "formats.citation.result" if part and part != self.words["title"] else "formats.citation.dataset"
        return say(key, self.locale, **self.words)

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX and biblatex."""
        return _bibtex(self.dataset, self.locale, self.words)

    @property
    def ris(self) -> str:
        """A record for EndNote, Zotero and their kin."""
        return _ris(self.dataset, self.locale, self.words)


def cite(cited: Result | Dataset, locale: Locale, link: str, headed: str = "") -> Citation:
    """The citation of a dataset, or of the figures of a result (whose title, `headed` where it is known, then says what
    was asked).

    `link` is the page that shows them. The author is who published the figures, the publisher this product; version and
    year are those of the dataset.
    """
    dataset = cited.dataset if isinstance(cited, Result) else cited
    title = _one_line(dataset.title.say(locale))
    part = _one_line(headed or sentence.title(cited, locale)) if isinstance(cited, Result) else ""
    words = {
        "author": _one_line(dataset.publisher.say(locale)),
        "publisher": say("core.product", locale),
        "year": dataset.modified.year,
        "title": title,
        "part": part,
        "version": dataset.version,
        "link": _one_line(link),
    }
    return Citation(dataset, locale, words)


def _bibtex(dataset: Dataset, locale: Locale, words: Mapping[str, object]) -> str:
    key = re.sub(r"[^A-Za-z0-9]+", "-", f"{dataset.id}-{dataset.version}").strip("-")
    fields = {
        "author": "{" + _escaped(words["author"]) + "}",
        "title": "{" + _escaped(words["title"]) + "}",
        "year": str(words["year"]),
        "version": _escaped(words["version"]),
        "publisher": _escaped(words["publisher"]),
        "howpublished": _escaped(say("formats.citation.kind", locale)),
        "url": str(words["link"]).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "note": _escaped(words["part"]),
        "language": {"vi": "vietnamese", "en": "english"}.get(locale, locale),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _ris(dataset: Dataset, locale: Locale, words: Mapping[str, object]) -> str:
    lines = [
        ("TY", "DATA"),
        ("TI", words["title"]),
        ("AU", f"{words['author']},"),
        ("PB", words["publisher"]),
        ("PY", words["year"]),
        ("DA", dataset.modified.strftime("%Y/%m/%d/")),
        ("ET", words["version"]),
        ("UR", words["link"]),
        ("LA", locale),
        ("N1", words["part"]),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def _escaped(value: object) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in str(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
