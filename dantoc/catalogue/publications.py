"""Publications read from ``publications/<id>``: what an editor wrote, as the nouns that are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from dantoc.catalogue.exhibits import read_dataset_of, read_exhibit, read_view
from dantoc.catalogue.faults import Faults, Reading
from dantoc.catalogue.reading import Toml, localized, read_text, read_toml
from dantoc.l10n.messages import find
from dantoc.model.codes import Code
from dantoc.model.dataset import Catalogue, Dataset
from dantoc.model.errors import BrokenPublication, DantocError, UnknownCode, UnknownPublication
from dantoc.model.publication import (
    GENERATED,
    KINDS,
    PAPERS,
    Block,
    Chapter,
    FigureBlock,
    GeneratedBlock,
    GlossaryBlock,
    KeyFigure,
    KeyFiguresBlock,
    Part,
    ProfilesBlock,
    Publication,
    TableBlock,
    Term,
    TextBlock,
)
from dantoc.model.report import Issue
from dantoc.model.selection import Branch, Selection, Some
from dantoc.model.structure import INDICATOR, TIME
from dantoc.model.text import ENGLISH, NO_TEXT, Locale, LocalizedText
from dantoc.model.view import View

FOLDER = "publications"
SUBJECT = "SUBJECT"
"""Stands in views for the code that a publication is about; ``{subject}`` in texts for its name."""

_ID = r"[a-z][a-z0-9_]{1,63}"
_NAME = re.compile(r"\{subject\}")
_CODE = re.compile(rf"\b{SUBJECT}\b")


class Publications:
    """The publications that lie beside a catalogue, each read when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.ids = publication_ids(catalogue.root)
        self._read: dict[tuple[str, str], Reading[Publication]] = {}
        self._lock = Lock()

    def publication(self, id: str, about: str = "") -> Publication:
        """The publication of that id; one with a subject about the code, the first it can be about where none is given.

        Raises:
            UnknownPublication: there is none of that id; `allowed` names those there are.
            UnknownCode: it cannot be about that code.
            BrokenPublication: its files have a fault; `detail` names the first, and `validate` all.
        """
        if id not in self.ids:
            raise UnknownPublication("publication", id, self.ids)
        reading = self._reading(id, "")
        if about:
            own = self._sound(id, reading)
            if about not in own.subject_codes:
                raise UnknownCode(own.subject or "about", about, own.subject_codes)
            reading = self._reading(id, about)
        return self._sound(id, reading)

    @property
    def broken(self) -> Mapping[str, BrokenPublication]:
        """Those that cannot be printed as they stand, by id, with the reason."""
        readings = {own: self._reading(own, "") for own in self.ids}
        return {own: _broken(own, reading.issues[0]) for own, reading in readings.items() if reading.value is None}

    @property
    def sound(self) -> tuple[Publication, ...]:
        """Those that can be printed, in the order of their ids; those with a subject about the first they can be."""
        readings = (self._reading(own, "") for own in self.ids)
        return tuple(reading.value for reading in readings if reading.value is not None)

    def _reading(self, id: str, about: str) -> Reading[Publication]:
        with self._lock:
            key = (id, about)
            if key not in self._read:
                self._read[key] = read_publication(self.catalogue.root, id, self.catalogue, about=about)
            return self._read[key]

    def _sound(self, id: str, reading: Reading[Publication]) -> Publication:
        if reading.value is None:
            raise _broken(id, reading.issues[0])
        return reading.value


def _broken(id: str, issue: Issue) -> BrokenPublication:
    return BrokenPublication("publication", id, detail=str(issue))


def publication_ids(root: Path) -> tuple[str, ...]:
    """The ids of the publications there are: every folder with a ``publication.toml`` that is not hidden, by name."""
    folders = (path.parent.name for path in (root / FOLDER).glob("*/publication.toml"))
    return tuple(sorted(name for name in folders if not name.startswith(".")))


def read_publication(
    root: Path, id: str, catalogue: Catalogue, locale: Locale = ENGLISH, about: str = ""
) -> Reading[Publication]:
    """The publication with every fault of its files, said in `locale`; nothing where there is one, since a book is
    printed whole or not at all.

    A publication with a subject is read for the code `about`, for the first it can be about where none is given.
    """
    desk = _Desk(root / FOLDER / id, f"{FOLDER}/{id}", catalogue, locale, about)
    faults = desk.faults("publication.toml")
    if not re.fullmatch(_ID, id):
        faults.add("bad_id", id)
    said = read_toml(desk.folder / "publication.toml", faults, catalogue.languages)
    value = _read_publication(id, said, desk) if said is not None else None
    issues = tuple(issue for own in desk.gathered for issue in own.issues)
    return Reading(None if issues else value, issues, issues)


def publication_faults(catalogue: Catalogue, locale: Locale = ENGLISH) -> tuple[Issue, ...]:
    """Every fault of every publication beside the catalogue, with its place and the mend."""
    root = catalogue.root
    return tuple(
        issue for own in publication_ids(root) for issue in read_publication(root, own, catalogue, locale).issues
    )


@dataclass
class _Desk:
    """What the reader of one publication has before it: the folder, the catalogue, the faults of each file so far."""

    folder: Path
    name: str
    catalogue: Catalogue
    locale: Locale
    about: str
    subject: Code | None = None
    gathered: list[Faults] = field(default_factory=list)
    texts_used: set[str] = field(default_factory=set)
    chapters: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)

    def faults(self, file: str) -> Faults:
        """A gatherer for the faults of one file."""
        own = Faults(f"{self.name}/{file}", self.locale)
        self.gathered.append(own)
        return own

    def text(self, said: Toml, key: str, *, required: bool = True) -> LocalizedText:
        """The text under the key: in each language beside it, or in the files of ``texts/`` that it names."""
        if not isinstance(said.data.get(key), str):
            if required or said.has(key):
                return said.text(key)
            said.asked.add(key)
            return NO_TEXT
        name = said.string(key, pattern=r"[a-z0-9_\-]+")
        entries = {language: self._text_file(said, key, name, language) for language in said.languages}
        return localized(entries) if name else NO_TEXT

    def _text_file(self, said: Toml, key: str, name: str, language: Locale) -> str:
        file = f"texts/{name}.{language}.md"
        self.texts_used.add(file)
        if name and not (self.folder / file).is_file():
            said.fault("missing_text_file", file, key)
            return ""
        content = read_text(self.folder / file, self.faults(file)) if name else ""
        if name and not (content or "").strip():
            said.fault("missing_text", file, key)
        return self.named((content or "").strip(), language)

    def named(self, text: str, language: Locale) -> str:
        """The text with the name of the subject in its place."""
        return _NAME.sub(self.subject.name.say(language), text) if self.subject is not None else text

    def substituted(self, said: Toml) -> Toml:
        """The table with the subject's code in its views and the subject's name in its texts."""
        if self.subject is None:
            return said
        data = {key: self._substituted(key, value) for key, value in said.data.items()}
        return Toml(data, said.faults, said.languages, said.source, said.at)

    def _substituted(self, key: str, value: object) -> object:
        if isinstance(value, dict):
            return {name: self._substituted(name, own) for name, own in value.items()}
        if isinstance(value, list):
            return [self._substituted(key, own) for own in value]
        if not isinstance(value, str) or self.subject is None:
            return value
        return self.named(value, key) if key in self.catalogue.languages else _CODE.sub(self.subject.id, value)


def _read_publication(id: str, said: Toml, desk: _Desk) -> Publication:
    subject, codes = _read_subject(said, desk)
    said = desk.substituted(said)
    said.asked |= {"subject", "subject_codes"}
    value = Publication(
        id=id,
        kind=said.string("kind", allowed=KINDS),
        title=said.text("title"),
        subtitle=said.text("subtitle"),
        summary=said.text("summary"),
        imprint=desk.text(said, "imprint"),
        year=int(said.number("year")),
        version=said.string("version", pattern=r"\d+\.\d+\.\d+"),
        issued=said.day("issued") or date.min,
        paper=said.string("paper", allowed=PAPERS),
        parts=_read_parts(said, desk),
        subject=subject,
        subject_codes=codes,
        about=desk.subject.id if desk.subject is not None else "",
        series=said.text("series") if subject else NO_TEXT,
        keywords=said.text("keywords"),
    )
    said.close()
    _check_files(said, desk)
    return value


def _read_subject(said: Toml, desk: _Desk) -> tuple[str, tuple[str, ...]]:
    """The dimension and the codes that the publication can be about, the desk told of the one it is about now."""
    if not said.has("subject"):
        if desk.about:
            said.fault("unknown_code", desk.about, "subject")
        return "", ()
    codelists = desk.catalogue.codelists
    subject = said.string("subject", allowed=tuple(codelists))
    if not subject:
        return "", ()
    codes = _select(said, "subject_codes", codelists[subject].id, desk)
    about = desk.about or next(iter(codes), "")
    if about and about not in codes:
        said.fault("unknown_code", about, "subject_codes", allowed=codes)
    desk.subject = codelists[subject].get(about)
    return subject, codes


def _select(said: Toml, key: str, codelist: str, desk: _Desk) -> tuple[str, ...]:
    """The codes of the list that a selection names: ``02,08``, ``children(EM)``, ``leaves(VN)``."""
    own = desk.catalogue.codelists[codelist]
    try:
        selection = Selection.parse(codelist, said.string(key))
    except DantocError as error:
        said.fault(error.kind, error.value, key, allowed=error.allowed)
        return ()
    branches = {"children": own.children, "descendants": own.descendants, "leaves": own.leaves}
    found: list[str] = []
    for part in selection.parts:
        code = part.code if isinstance(part, Some) else part.of if isinstance(part, Branch) else ""
        if code not in own:
            said.fault("unknown_code", str(part), key, allowed=tuple(known.id for known in own))
        elif isinstance(part, Branch):
            found += branches[part.relation](code)
        else:
            found.append(code)
    return tuple(dict.fromkeys(found))


def _read_parts(said: Toml, desk: _Desk) -> tuple[Part, ...]:
    parts = []
    for table in said.tables("part"):
        part = table.string("id", pattern=_ID)
        title = table.text("title") if table.has("title") else NO_TEXT
        table.asked.add("title")
        names = table.strings("chapters")
        if table.has("chapters") and not names:
            table.fault("empty_part", part, "chapters")
        chapters = [
            _read_chapter(table, name, desk) for name in names if _is_first(table, name, "chapters", desk.chapters)
        ]
        parts.append(Part(part, title, tuple(own for own in chapters if own is not None)))
        table.close()
    if not parts:
        said.fault("missing_key", "", "part")
    return tuple(parts)


def _read_chapter(part: Toml, name: str, desk: _Desk) -> Chapter | None:
    file = f"chapters/{name}.toml"
    if not (desk.folder / file).is_file():
        part.fault("missing_chapter", file, "chapters", allowed=_file_names(desk.folder / "chapters", ".toml"))
        return None
    read = read_toml(desk.folder / file, desk.faults(file), desk.catalogue.languages)
    if read is None:
        return None
    said = desk.substituted(read)
    value = Chapter(
        id=name,
        title=said.text("title"),
        lead=desk.text(said, "lead", required=False),
        theme=said.string("theme", required=False, allowed=tuple(theme.id for theme in desk.catalogue.themes)),
        numbered=said.flag("numbered", True),
        opens=said.flag("opens", True),
        blocks=tuple(_read_blocks(said, desk)),
    )
    if not said.tables("block"):
        said.fault("empty_chapter", name, "block")
    said.close()
    return value


def _read_blocks(said: Toml, desk: _Desk) -> Iterator[Block]:
    for table in said.tables("block"):
        name = table.string("id", pattern=_ID)
        if name:
            # The fault then names the block by its id as well as by its place.
            table.at = f"{table.at} {name}"
            _is_first(table, name, "id", desk.blocks)
        kind = table.string("kind", allowed=tuple(_BLOCKS))
        block = _BLOCKS[kind](name, table, desk) if kind else None
        if block is not None:
            yield block
        if kind:
            table.close()


def _read_text_block(id: str, said: Toml, desk: _Desk) -> TextBlock:
    return TextBlock(id, desk.text(said, "text"))


def _read_table_block(id: str, said: Toml, desk: _Desk) -> TableBlock | None:
    optional = said.flag("optional", False)
    title, note = said.text("title"), _optional_text(said, "note")
    dataset, view = _read_dataset_and_view(said, desk)
    panels = said.string("panels", required=False, allowed=dataset.structure.ids if dataset is not None else None)
    if dataset is None or view is None or not _bears(said, dataset, view, optional):
        return None
    return TableBlock(id, dataset.id, view, title, note, panels, optional)


def _read_figure_block(id: str, said: Toml, desk: _Desk) -> FigureBlock | None:
    return _read_chart(id, said, desk, is_map=False)


def _read_map_block(id: str, said: Toml, desk: _Desk) -> FigureBlock | None:
    return _read_chart(id, said, desk, is_map=True)


def _read_chart(id: str, said: Toml, desk: _Desk, *, is_map: bool) -> FigureBlock | None:
    optional = said.flag("optional", False)
    said.asked |= _EXHIBIT_KEYS
    exhibit = read_exhibit(id, said, desk.catalogue, said.faults)
    if exhibit is None:
        return None
    dataset = desk.catalogue.datasets[exhibit.dataset]
    _check_mark(said, exhibit.view)
    return FigureBlock(id, exhibit, is_map, optional) if _bears(said, dataset, exhibit.view, optional) else None


_EXHIBIT_KEYS = frozenset({"dataset", "view", "figure", "title", "subtitle", "note", "target", "annotation"})
"""What `read_exhibit` reads, whether or not it comes so far."""


def _check_mark(said: Toml, view: View) -> None:
    """A chart names its mark, so that a chart once looked at is not drawn in another way later."""
    if not view.mark:
        said.fault("missing_key", "", "view.mark")
    elif find(f"figures.mark_{view.mark}", ENGLISH) is None:
        said.fault("unknown_mark", view.mark, "view.mark")


def _read_key_figures(id: str, said: Toml, desk: _Desk) -> KeyFiguresBlock | None:
    title = _optional_text(said, "title")
    tables = said.tables("figure")
    if not tables:
        said.fault("missing_key", "", "figure")
    figures = tuple(own for table in tables if (own := _read_key_figure(table, desk)) is not None)
    return KeyFiguresBlock(id, figures, title) if figures else None


def _read_key_figure(said: Toml, desk: _Desk) -> KeyFigure | None:
    optional = said.flag("optional", False)
    text = said.text("text")
    dataset, view = _read_dataset_and_view(said, desk)
    said.close()
    if dataset is None or view is None or not _bears(said, dataset, view, optional):
        return None
    return KeyFigure(dataset.id, view, text, optional)


def _read_profiles(id: str, said: Toml, desk: _Desk) -> ProfilesBlock:
    dimension = said.string("dimension", allowed=tuple(desk.catalogue.codelists))
    asked = said.has("codes") and bool(dimension)
    said.asked.add("codes")
    return ProfilesBlock(id, dimension, _select(said, "codes", dimension, desk) if asked else ())


def _read_glossary(id: str, said: Toml, desk: _Desk) -> GlossaryBlock:
    """The terms of the block, and the indicators of the catalogue that it names with their own definitions."""
    indicators = desk.catalogue.codelists.get(INDICATOR, ())
    known = {code.id: code for code in indicators}
    wanted = said.strings("indicators", required=False, allowed=tuple(known))
    defined = [Term(known[name].name, known[name].description) for name in wanted if known[name].description]
    for name in wanted:
        if not known[name].description:
            said.fault("no_definition", name, "indicators")
    terms = []
    for table in said.tables("term"):
        terms.append(Term(table.text("term"), table.text("text")))
        table.close()
    if not (terms or defined):
        said.fault("missing_key", "", "term")
    return GlossaryBlock(id, (*terms, *defined))


def _generated(kind: str) -> Callable[[str, Toml, _Desk], GeneratedBlock]:
    return lambda name, said, desk: GeneratedBlock(name, kind)


_BLOCKS: Mapping[str, Callable[[str, Toml, _Desk], Block | None]] = {
    "text": _read_text_block,
    "table": _read_table_block,
    "figure": _read_figure_block,
    "map": _read_map_block,
    "key_figures": _read_key_figures,
    "profiles": _read_profiles,
    "glossary": _read_glossary,
    **{kind: _generated(kind) for kind in GENERATED},
}
BLOCK_KINDS = tuple(_BLOCKS)
"""What a block can be."""


def _read_dataset_and_view(said: Toml, desk: _Desk) -> tuple[Dataset | None, View | None]:
    said.asked.add("view")
    dataset = read_dataset_of(said, desk.catalogue)
    view = read_view(said, dataset) if dataset is not None else None
    if not said.has("view"):
        said.fault("missing_key", "", "view")
    return dataset, view


def _optional_text(said: Toml, key: str) -> LocalizedText:
    said.asked.add(key)
    return said.text(key) if said.has(key) else NO_TEXT


def _bears(said: Toml, dataset: Dataset, view: View, optional: bool) -> bool:
    """Whether the dataset has figures for each code that the view names; else a fault, but of an optional block."""
    for name, selection in view.query.selections:
        dimension = dataset.structure[name]
        for part in selection.parts:
            if isinstance(part, Some) and part.code not in dimension.codes:
                if not optional:
                    allowed = dimension.codes if name != TIME else tuple(str(year) for year in dataset.years)
                    said.fault("code_without_figures", f"{name}={part.code}", "view", allowed=allowed)
                return False
    return True


def _is_first(said: Toml, id: str, key: str, known: set[str]) -> bool:
    """Whether nothing was called so before; else a fault, since links and files bear its name."""
    if id in known:
        said.fault("twice", id, key)
        return False
    known.add(id)
    return True


def _check_files(said: Toml, desk: _Desk) -> None:
    """Chapters and texts that lie in the folder and that nobody names: nobody would miss them in the book."""
    for name in _file_names(desk.folder / "chapters", ".toml"):
        if name not in desk.chapters:
            said.fault("unused_file", f"chapters/{name}.toml", "part")
    # A fault elsewhere may have kept the block that names a text from being read.
    for name in () if any(own.issues for own in desk.gathered) else _file_names(desk.folder / "texts", ".md"):
        if f"texts/{name}.md" not in desk.texts_used:
            said.fault("unused_file", f"texts/{name}.md", "part")


def _file_names(folder: Path, suffix: str) -> tuple[str, ...]:
    return tuple(sorted(path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}")))
