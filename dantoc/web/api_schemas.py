"""What stands in each answer of the API, as JSON Schema (Draft 2020-12): closed, so that all of it is described."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dantoc.engine.derivations import DERIVATIONS
from dantoc.l10n.messages import find, locales, say
from dantoc.model.dataset import Catalogue
from dantoc.model.disclosure import PUBLISHED
from dantoc.model.publication import EDITIONS, PAPERS
from dantoc.model.publication import KINDS as PUBLICATION_KINDS
from dantoc.model.query import ORDERS
from dantoc.model.saved import ID, KINDS, PERIODS, STATES, STORE_STATES
from dantoc.model.status import ObsStatus
from dantoc.model.structure import MEASURE, TIME
from dantoc.model.text import Locale
from dantoc.reports.edition import ARCHIVES
from dantoc.web.health import DEGRADED, READY, STARTING

Json = dict[str, object]

TEXT: Json = {"type": "string"}
COUNT: Json = {"type": "integer", "minimum": 0}
NUMBER_OR_NULL: Json = {"type": ["number", "null"]}
TEXT_OR_NULL: Json = {"type": ["string", "null"]}
YES_OR_NO: Json = {"type": "boolean"}
ADDRESS: Json = {"type": "string", "format": "uri-reference"}
DAY: Json = {"type": "string", "format": "date"}
YEAR: Json = {"type": "integer", "minimum": 1, "maximum": 9999}
CHECKSUM: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
SAVED_ID: Json = {"type": "string", "pattern": f"^{ID.pattern}$"}
VERSION: Json = {"type": "string", "pattern": r"^\d+\.\d+\.\d+"}


def schemas(catalogue: Catalogue, locale: Locale) -> Json:
    """The schemas by name, with their words in the language."""
    own = _Words(catalogue, locale)
    return {
        **_shared(own),
        **_listing(own),
        **_dataset(own),
        **_figures(own),
        **_table(own),
        **_availability(own),
        **_codelists(own),
        **_chart(own),
        **_publications(own),
        **_saved(own),
        "OpenApi": own.open("open_api", {"openapi": TEXT, "info": {"type": "object"}, "paths": {"type": "object"}}),
    }


def ref(name: str) -> Json:
    """A pointer to the schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def array(of: Mapping[str, object]) -> Json:
    """A list of such things."""
    return {"type": "array", "items": dict(of)}


def choice(values: Collection[str]) -> Json:
    """One word of a closed list; any word where the list is empty, as that of the datasets of a broken catalogue."""
    return {"type": "string", **({"enum": list(values)} if values else {})}


class _Words:
    """Makes schemas of objects, each with what it is and with the names of its members that have one."""

    def __init__(self, catalogue: Catalogue, locale: Locale) -> None:
        self.catalogue = catalogue
        self.locale = locale
        self.dimensions = sorted({name for own in catalogue.datasets.values() for name in own.structure.ids})

    def closed(self, key: str, members: Mapping[str, Json], optional: Collection[str] = (), **more: object) -> Json:
        """An object with these members and no other; those not in `optional` are always there."""
        return {**self.open(key, members, optional), "additionalProperties": False, **more}

    def open(self, key: str, members: Mapping[str, Json], optional: Collection[str] = ()) -> Json:
        """An object with these members and perhaps others."""
        described: Json = {"type": "object"}
        if key:
            described["description"] = say(f"web.api.schema.{key}", self.locale)
        described["required"] = [name for name in members if name not in optional]
        described["properties"] = {name: self._named(name, member) for name, member in members.items()}
        return described

    def _named(self, name: str, member: Json) -> Json:
        concept = self.catalogue.concepts.get(name)
        title = concept.name.say(self.locale) if concept else find(f"formats.fact.{name}", self.locale)
        return {"title": title, **member} if title and "$ref" not in member else member


def _shared(own: _Words) -> Json:
    return {
        "Problem": own.closed(
            "problem",
            {
                "type": ADDRESS,
                "title": TEXT,
                "status": {"type": "integer", "minimum": 400, "maximum": 599},
                "detail": TEXT,
                "parameter": TEXT,
                "value": TEXT,
                "allowed": array(TEXT),
                "instance": TEXT,
            },
            optional=("parameter", "value", "allowed"),
        ),
        "Health": own.closed(
            "health",
            {
                "status": choice((READY, STARTING, DEGRADED)),
                "version": TEXT,
                "datasets": COUNT,
                "unavailable": array(TEXT),
                "store": choice(STORE_STATES),
                "faulty": array(TEXT),
            },
        ),
        "Life": own.closed("life", {"status": choice(("alive",)), "version": TEXT}),
        "CodeLabel": own.closed(
            "code_label", {"code": TEXT, "label": TEXT, "description": TEXT}, optional=("description",)
        ),
        "CodeName": own.closed("code_label", {"code": TEXT, "name": TEXT}),
        "Disclosure": own.closed("disclosure", {"threshold": COUNT, "published": choice(PUBLISHED), "text": TEXT}),
        "Licence": own.closed("licence", {"id": TEXT, "name": TEXT, "text": TEXT, "url": TEXT}),
        "Source": own.closed(
            "source",
            {
                "id": TEXT,
                "title": TEXT,
                "publisher": TEXT,
                "published": TEXT,
                "url": TEXT,
                "level": choice(("primary", "secondary", "tertiary")),
            },
        ),
        "Break": own.closed(
            "break",
            {"after": YEAR, "where": {"type": "object", "additionalProperties": array(TEXT)}, "text": TEXT},
        ),
    }


def _summary() -> dict[str, Json]:
    return {
        "id": TEXT,
        "title": TEXT,
        "summary": TEXT,
        "themes": array(TEXT),
        "system": TEXT,
        "version": VERSION,
        "issued": DAY,
        "modified": DAY,
        "years": array(YEAR),
        "dimensions": array(TEXT),
        "figures": COUNT,
        "source_levels": array(TEXT),
        "links": ref("DatasetLinks"),
    }


def _listing(own: _Words) -> Json:
    links = ("self", "page", "data", "availability", "default_view", "chart", "citation")
    return {
        "DatasetLinks": own.closed("links", dict.fromkeys(links, ADDRESS)),
        "DatasetSummary": own.closed("dataset_summary", _summary()),
        "DatasetList": own.closed(
            "dataset_list",
            {
                "title": TEXT,
                "publisher": TEXT,
                "language": choice(locales()),
                "query": own.closed("", {"q": TEXT, "theme": TEXT, "limit": COUNT, "offset": COUNT}),
                "count": COUNT,
                "next": {"type": ["string", "null"]},
                "themes": array(own.closed("", {"id": TEXT, "name": TEXT})),
                "datasets": array(ref("DatasetSummary")),
                "unavailable": array(TEXT),
            },
        ),
    }


def _dataset(own: _Words) -> Json:
    texts = ("description", "coverage", "method", "quality", "known_problems", "comparability")
    return {
        "Dimension": own.closed(
            "dimension",
            {
                "id": TEXT,
                "name": TEXT,
                "description": TEXT,
                "role": choice(("dimension", "time")),
                "sdmx_id": TEXT,
                "codelist": TEXT_OR_NULL,
                "codes": array(ref("CodeName")),
            },
        ),
        "Offer": own.closed(
            "offer",
            {
                "key": TEXT,
                "name": TEXT,
                "derivation": choice([derivation.id for derivation in DERIVATIONS]),
                "dimension": TEXT,
            },
        ),
        "Dataset": own.closed(
            "dataset",
            {
                **_summary(),
                "language": choice(locales()),
                **dict.fromkeys(texts, TEXT),
                "disclosure": ref("Disclosure"),
                "keywords": array(TEXT),
                "frequency": TEXT,
                "publisher": own.closed("", {"name": TEXT, "url": TEXT}),
                "contact": TEXT,
                "licence": ref("Licence"),
                "structure": array(ref("Dimension")),
                "breaks": array(ref("Break")),
                "sources": array(ref("Source")),
                "distribution": own.closed("", {"rows": COUNT, "bytes": COUNT, "sha256": CHECKSUM}, ("bytes",)),
                "formats": array(TEXT),
                "derivations": array(ref("Offer")),
                "citation": TEXT,
            },
        ),
    }


def _figures(own: _Words) -> Json:
    heading = {"metadata": ref("Metadata"), "structure": array(ref("Column")), "codes": _codes_by_column()}
    return {
        "Column": own.closed(
            "column",
            {
                "name": TEXT,
                "title": TEXT,
                "description": TEXT,
                "type": choice(("text", "integer", "number")),
                "codelist": TEXT,
            },
        ),
        "Part": own.closed("part", {"start": COUNT, "total": COUNT, "next": {"type": ["string", "null"]}}),
        "Metadata": _metadata(own),
        "Observation": _observation(own),
        "Data": own.closed("data", {**heading, "observations": array(ref("Observation"))}),
        "DataDescription": own.closed("data_description", heading),
    }


def _codes_by_column() -> Json:
    return {"type": "object", "additionalProperties": array(ref("CodeLabel"))}


def _metadata(own: _Words) -> Json:
    texts = ("title", "description", "coverage", "method", "quality", "known_problems", "comparability", "publisher")
    derived = {"column": TEXT, "key": TEXT, "name": TEXT, "unit": TEXT, "decimals": COUNT, "formula": TEXT}
    return own.closed(
        "metadata",
        {
            "title": TEXT,
            "query": TEXT,
            "language": choice(locales()),
            "rows": COUNT,
            "part": ref("Part"),
            "units": array(ref("CodeLabel")),
            "dataset": own.closed(
                "",
                {
                    "id": TEXT,
                    "version": VERSION,
                    "issued": DAY,
                    "modified": DAY,
                    **dict.fromkeys(texts, TEXT),
                    "disclosure": ref("Disclosure"),
                    "sha256": CHECKSUM,
                },
            ),
            "selections": {"type": "object", "additionalProperties": TEXT},
            "order": choice(ORDERS),
            "derived": array(own.closed("", {**derived, "inputs": TEXT})),
            "breaks": array(ref("Break")),
            "sources": array(ref("Source")),
            "licence": ref("Licence"),
            "link": ADDRESS,
            "api_link": ADDRESS,
            "citation": TEXT,
        },
        optional=("part",),
    )


def _observation(own: _Words) -> Json:
    """A figure: columns by their names; which dimensions, labels and derived columns there are, the query decides."""
    notes = {f"note_{locale}": TEXT_OR_NULL for locale in locales()}
    columns: dict[str, Json] = {
        **{name: TEXT for name in own.dimensions if name != TIME},
        TIME: YEAR,
        MEASURE: NUMBER_OR_NULL,
        "decimals": COUNT,
        "unit": TEXT,
        "obs_status": choice([status.value for status in ObsStatus]),
        "source_id": TEXT,
        "locator": TEXT_OR_NULL,
        **notes,
    }
    always = (TIME, MEASURE, "decimals", "locator", *notes)
    labels = "|".join((*own.dimensions, "unit", "obs_status", "source_id"))
    derived = "|".join(derivation.id for derivation in DERIVATIONS)
    return own.closed(
        "observation",
        columns,
        optional=[name for name in columns if name not in always],
        patternProperties={
            f"^({labels})_label$": TEXT,
            f"^({derived})(_.*)?$": {"type": ["number", "string", "null"]},
        },
    )


def _table(own: _Words) -> Json:
    footnote = own.closed("", {"mark": TEXT, "text": TEXT})
    head = own.closed("", {"text": TEXT, "code": TEXT, "span": {"type": "integer", "minimum": 1}})
    cell = own.closed(
        "cell",
        {
            "text": TEXT,
            "value": NUMBER_OR_NULL,
            "status": choice([status.value for status in ObsStatus]),
            "notes": array(TEXT),
            "derived": YES_OR_NO,
            "empty": YES_OR_NO,
            "break_before": YES_OR_NO,
        },
        optional=("status", "notes", "derived", "empty", "break_before"),
    )
    stub = own.closed("", {"text": TEXT, "code": TEXT, "indent": COUNT, "aggregate": YES_OR_NO})
    table = own.closed(
        "table",
        {
            "title": TEXT,
            "subtitle": TEXT,
            "unit": TEXT,
            "constants": array(own.closed("", {"dimension": TEXT, "code": TEXT})),
            "notes": array(footnote),
            "signs": array(footnote),
            "sources": array(TEXT),
            "stub_heads": array(TEXT),
            "heading": array(array(head)),
            "rows": array(own.closed("", {"stub": array(stub), "cells": array(ref("TableCell"))})),
        },
    )
    return {
        "TableCell": cell,
        "Table": own.closed("data_table", {"metadata": ref("Metadata"), "table": table}),
    }


def _availability(own: _Words) -> Json:
    codes: dict[str, Json] = {name: YEAR if name == TIME else TEXT for name in own.dimensions}
    return {
        "Availability": own.closed(
            "availability",
            {
                "dataset": TEXT,
                "title": TEXT,
                "version": VERSION,
                "language": choice(locales()),
                "selections": {"type": "object", "additionalProperties": TEXT},
                "by": array(choice(own.dimensions)),
                "figures": COUNT,
                "count": COUNT,
                "available": array(own.closed("combination", {**codes, "figures": COUNT}, optional=tuple(codes))),
                "codes": _codes_by_column(),
                "links": own.closed("", {"dataset": ADDRESS, "data": ADDRESS, "page": ADDRESS}),
            },
        )
    }


def _codelists(own: _Words) -> Json:
    summary: dict[str, Json] = {
        "id": TEXT,
        "name": TEXT,
        "size": COUNT,
        "hierarchies": array(TEXT),
        "link": ADDRESS,
    }
    words: Json = {"type": "object", "additionalProperties": TEXT}
    code: dict[str, Json] = {
        "code": TEXT,
        "name": TEXT,
        "names": words,
        "description": TEXT,
        "parents": words,
        "aliases": array(TEXT),
        "valid_from": DAY,
        "valid_to": DAY,
        "grouping": YES_OR_NO,
        "annotations": words,
        "children": array(ref("Code")),
    }
    return {
        "CodeListSummary": own.closed("codelist_summary", summary),
        "CodeLists": own.closed(
            "codelists", {"language": choice(locales()), "codelists": array(ref("CodeListSummary"))}
        ),
        "Code": own.closed("code", code, optional=[name for name in code if name not in ("code", "name", "names")]),
        "CodeList": own.closed("codelist", {**summary, "codes": array(ref("Code"))}),
    }


def _chart(own: _Words) -> Json:
    return {"Chart": own.open("chart", {"$schema": ADDRESS, "usermeta": own.open("", {"alt": TEXT})})}


def _publications(own: _Words) -> Json:
    if_printed: dict[str, Json] = {
        "bytes": {"type": ["integer", "null"], "minimum": 1},
        "pages": {"type": ["integer", "null"], "minimum": 1},
        "sha256": {**CHECKSUM, "type": ["string", "null"]},
    }
    file: dict[str, Json] = {
        "edition": choice(EDITIONS),
        "languages": array(choice(locales())),
        "media_type": TEXT,
        "archive": choice(ARCHIVES),
        "address": ADDRESS,
        "printed": YES_OR_NO,
        **if_printed,
    }
    publication: dict[str, Json] = {
        "id": TEXT,
        "kind": choice(PUBLICATION_KINDS),
        "title": TEXT,
        "titles": {"type": "object", "additionalProperties": TEXT},
        "summary": TEXT,
        "year": YEAR,
        "version": VERSION,
        "issued": DAY,
        "paper": choice(PAPERS),
        "subject": TEXT,
        "codes": array(ref("CodeName")),
        "page": ADDRESS,
        "files": array(ref("PublicationFile")),
    }
    listed: dict[str, Json] = {
        "title": TEXT,
        "publisher": TEXT,
        "language": choice(locales()),
        "count": COUNT,
        "publications": array(ref("Publication")),
        "unavailable": array(TEXT),
    }
    return {
        "PublicationFile": own.closed("publication_file", file),
        "Publication": own.closed("publication", publication),
        "Publications": own.closed("publications", listed),
    }


def _saved(own: _Words) -> Json:
    words: Json = {"type": "object", "additionalProperties": TEXT}
    asked: dict[str, Json] = {
        "dataset": choice(own.catalogue.datasets),
        "parameters": words,
        "kind": choice(KINDS),
        "periods": choice(PERIODS),
        "lang": choice(locales()),
    }
    now = own.closed(
        "standing",
        {
            "state": choice(STATES),
            "text": TEXT,
            "version": TEXT,
            "changed": array(TEXT),
            "added": array(TEXT),
            "removed": array(TEXT),
        },
    )
    links: dict[str, Json] = {"page": ADDRESS, "data": ADDRESS, "chart": ADDRESS}
    told: dict[str, Json] = {
        "id": SAVED_ID,
        "address": ADDRESS,
        **asked,
        "dataset": TEXT,
        "version": VERSION,
        "created": DAY,
        "standing": now,
        "links": own.closed("saved_links", links, optional=tuple(links)),
    }
    return {
        "Saving": own.closed(
            "saving",
            {
                "store": choice(STORE_STATES),
                "kinds": array(choice(KINDS)),
                "periods": array(choice(PERIODS)),
                "languages": array(choice(locales())),
                "longest_parameters": COUNT,
                "largest_body": COUNT,
            },
        ),
        "ToSave": own.closed("to_save", asked, optional=tuple(name for name in asked if name != "dataset")),
        "Saved": own.closed("saved", told),
    }
