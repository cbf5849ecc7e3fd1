"""How programs fetch the figures: addresses, parameters, the grammar of selections, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from dantoc.engine.engine import open_engine
from dantoc.formats.registry import FORMATS
from dantoc.l10n.messages import say
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import DantocError
from dantoc.model.text import Locale
from dantoc.model.view import data_address, default_view
from dantoc.ui import addresses
from dantoc.ui.copyable import copyable
from dantoc.ui.dataset_page.samples import samples
from dantoc.ui.listing import listing

EXAMPLE = "population_census"
ADDRESSES = (
    ("datasets", "/api/v1/datasets", "/api/v1/datasets?q=dan+so"),
    ("dataset", "/api/v1/datasets/{id}", f"/api/v1/datasets/{EXAMPLE}"),
    ("data", "/api/v1/datasets/{id}/data", f"/api/v1/datasets/{EXAMPLE}/data?format=csv&area=VN&sex=_T&residence=_T"),
    (
        "availability",
        "/api/v1/datasets/{id}/availability",
        f"/api/v1/datasets/{EXAMPLE}/availability?by=area,year&ethnic_group=08",
    ),
    (
        "chart",
        "/api/v1/datasets/{id}/chart.{png,svg,pdf,json,html}",
        f"/api/v1/datasets/{EXAMPLE}/chart.svg?ethnic_group=top(10)&area=VN&sex=_T&residence=_T&year=2019",
    ),
    ("codelists", "/api/v1/codelists/{id}", "/api/v1/codelists/ethnic_group"),
    ("citation", "/datasets/{id}/citation.{txt,bib,ris}", f"/datasets/{EXAMPLE}/citation.bib"),
    ("publications", "/api/v1/publications", "/api/v1/publications"),
    ("publication", "/publications/{id}.{vi,en,vi-en}.pdf", "/publications/group_sheet.vi.pdf?code=08"),
    ("openapi", "/api/v1/openapi.json", "/api/v1/openapi.json"),
)
PARAMETERS = ("dimension", "format", "lang", "labels", "rows", "derive", "order", "limit", "by", "mark")
SELECTIONS = (
    ("codes", "ethnic_group=02,08"),
    ("all", "year=*"),
    ("children", "ethnic_group=children(EM)"),
    ("leaves", "area=leaves(VN)"),
    ("descendants", "area=descendants(R1)"),
    ("top", "ethnic_group=top(10)"),
    ("range", "year=2009:2019"),
    ("latest", "year=latest"),
    ("sum", "ethnic_group=_T,EM,top(5)"),
)
PARTS = (
    ("whole", f"/api/v1/datasets/{EXAMPLE}/data?format=csv"),
    ("first_part", f"/api/v1/datasets/{EXAMPLE}/data?limit=1000"),
    ("printed", f"/api/v1/datasets/{EXAMPLE}/data?format=html&ethnic_group=top(10)&area=VN&sex=_T&residence=_T"),
)
"""Ways to a large answer, and to one that is read as it stands."""


def _below(error: type[DantocError]) -> Iterator[type[DantocError]]:
    """The classes that are made of this one, and those made of them."""
    for own in error.__subclasses__():
        yield own
        yield from _below(own)


ERRORS = tuple(
    own
    for own in sorted(_below(DantocError), key=lambda own: (own.status, own.kind))
    if own.__module__ == DantocError.__module__
)
"""Each class of problem a request can have; the `type` of a problem document leads to its line."""


def draw(catalogue: Catalogue, locale: Locale) -> None:
    """Draw the guide, every example a link that answers."""
    _addresses(locale)
    _parameters(locale)
    _selections(locale)
    _derivations(catalogue, locale)
    _parts(locale)
    _errors(locale)
    _code(catalogue, locale)


def example_of(selection: str) -> str:
    """The address that asks the example dataset for one selection, the other dimensions held at their totals."""
    asked = selection.split("=", 1)[0]
    totals = {"ethnic_group": "EM,_T", "area": "VN", "sex": "_T", "residence": "_T", "year": "2019"}
    rest = "&".join(f"{name}={code}" for name, code in totals.items() if name != asked)
    return f"/api/v1/datasets/{EXAMPLE}/data?format=csv&{selection}&{rest}"


def _section(name: str, locale: Locale) -> None:
    st.header(say(f"pages.api.{name}", locale), anchor=name)
    st.markdown(say(f"pages.api.{name}.text", locale))


def _table(name: str, heads: Sequence[str], rows: list[tuple[str, ...]], locale: Locale) -> None:
    st.html(listing(say(f"pages.api.{name}", locale), [say(f"pages.api.head.{head}", locale) for head in heads], rows))


def _link(address: str, shown: str = "") -> str:
    return f'<a href="{escape(address, quote=True)}" target="_blank"><code>{_breakable(shown or address)}</code></a>'


def _breakable(address: str) -> str:
    """The address as HTML that a phone may break before its parts, never within a word."""
    return "<wbr>".join(escape(part) for part in re.split(r"(?<=.)(?=[/{?&])|(?<=,)", address))


def _addresses(locale: Locale) -> None:
    _section("addresses", locale)
    rows: list[tuple[str, ...]] = [
        (
            f"<code>{_breakable(path)}</code>",
            escape(say(f"pages.api.address.{name}", locale)),
            f'<a href="{escape(example, quote=True)}" target="_blank">{escape(say("pages.api.try", locale))}</a>',
        )
        for name, path, example in ADDRESSES
    ]
    _table("addresses", ("address", "gives", "example"), rows, locale)


def _parameters(locale: Locale) -> None:
    _section("parameters", locale)
    formats = ", ".join(FORMATS)
    rows: list[tuple[str, ...]] = [
        (
            f"<code>{escape(say(f'pages.api.parameter.{name}', locale))}</code>",
            escape(say(f"pages.api.parameter.{name}.text", locale, formats=formats)),
        )
        for name in PARAMETERS
    ]
    _table("parameters", ("parameter", "meaning"), rows, locale)


def _selections(locale: Locale) -> None:
    _section("selections", locale)
    rows: list[tuple[str, ...]] = [
        (_link(example_of(example), example), escape(say(f"pages.api.selection.{name}", locale)))
        for name, example in SELECTIONS
    ]
    _table("selections", ("selection", "meaning"), rows, locale)


def _derivations(catalogue: Catalogue, locale: Locale) -> None:
    """What can be derived from the example's first view, each a link that derives it."""
    dataset = catalogue.datasets.get(EXAMPLE)
    if dataset is None:
        return
    engine, view = open_engine(), default_view(dataset)
    _section("derivations", locale)
    rows: list[tuple[str, ...]] = [
        (
            _link(data_address(dataset, replace(view, query=view.query.deriving(own.key)), "csv"), f"derive={own.key}"),
            escape(own.name.say(locale)),
        )
        for own in engine.offers(engine.run(view.query))
    ]
    _table("derivations", ("parameter", "meaning"), rows, locale)


def _parts(locale: Locale) -> None:
    _section("parts", locale)
    rows: list[tuple[str, ...]] = [
        (_link(address), escape(say(f"pages.api.parts.{name}", locale))) for name, address in PARTS
    ]
    _table("parts", ("address", "gives"), rows, locale)


def _errors(locale: Locale) -> None:
    _section("errors", locale)
    address = f"/api/v1/datasets/{EXAMPLE}/data?ethnic_group=99&lang={locale}"
    st.html(f"<p>{_link(address)}</p>")
    rows: list[tuple[str, ...]] = [
        (
            f'<code id="{escape(own.kind, quote=True)}">{escape(own.kind)}</code>',
            str(own.status),
            escape(say(f"core.fault.title.{own.kind}", locale)),
        )
        for own in ERRORS
    ]
    _table("errors", ("kind", "status", "meaning"), rows, locale)


def _code(catalogue: Catalogue, locale: Locale) -> None:
    dataset = catalogue.datasets.get(EXAMPLE)
    if dataset is None:
        return
    _section("code", locale)
    url = addresses.base() + data_address(dataset, default_view(dataset), "csv", labels="codes")
    for sample in samples(url, dataset.structure.ids, f"{dataset.id}.csv"):
        st.subheader(sample.name, anchor=False)
        st.html(copyable(sample.code))
