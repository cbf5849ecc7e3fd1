from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dantoc.engine.engine import Engine, open_engine
from dantoc.formats.citation import cite
from dantoc.l10n.messages import locales, say
from dantoc.model.query import Query
from dantoc.model.text import LocalizedText

LINK = "https://example.org/dataset?id=a&area=children(VN)"


def fields(bibtex: str) -> dict[str, str]:
    """The fields of an entry, read by counting braces as BibTeX does."""
    entry = re.fullmatch(r"@misc\{([^\s,{}]+),\n(.*)\n\}\n", bibtex, re.DOTALL)
    assert entry, bibtex
    found = {}
    for line in entry[2].split(",\n  "):
        name, _, value = line.strip().partition(" = ")
        depth = 0
        for place, sign in enumerate(value):
            escaped = place and value[place - 1] == "\\"
            depth += (sign == "{" and not escaped) - (sign == "}" and not escaped)
            assert depth > 0 or place == len(value) - 1, f"braces of {name} do not match: {value}"
        assert depth == 0, f"braces of {name} do not match: {value}"
        found[name] = value[1:-1]
    return found


@pytest.mark.parametrize("locale", locales())
def test_a_dataset_is_cited_by_who_published_it_where_in_which_version(engine: Engine, locale: str):
    for dataset in engine.catalogue.datasets.values():
        cited = cite(dataset, locale, LINK)
        title = dataset.title.say(locale)
        for part in (title, dataset.version, str(dataset.modified.year), dataset.publisher.say(locale), LINK):
            assert part in cited.plain
        assert say("core.product", locale) in cited.plain
        entry = fields(cited.bibtex)
        assert (entry["version"], entry["year"], entry["url"]) == (dataset.version, str(dataset.modified.year), LINK)
        lines = cited.ris.split("\r\n")
        assert lines[0] == "TY  - DATA"
        assert lines[-2:] == ["ER  - ", ""]
        assert f"TI  - {title}" in lines
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])


def test_a_result_is_cited_with_what_was_asked(engine: Engine):
    result = engine.run(Query.of("population_census", {"area": "VN", "ethnic_group": "08", "year": "2019"}))
    cited = cite(result, "vi", LINK)
    assert cited.plain != cite(result.dataset, "vi", LINK).plain
    assert "Hmông" in cited.plain
    assert "Hmông" in fields(cited.bibtex)["note"]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_title_makes_a_valid_entry(title: str):
    dataset = replace(open_engine().catalogue.dataset("population_census"), title=LocalizedText.of(vi=f"A {title}"))
    cited = cite(dataset, "vi", "https://example.org/{}")
    entry = fields(cited.bibtex)
    assert not re.search(r"(?<!\\)[$&#%_]", entry["title"])
    assert "{" not in entry["url"]
    assert len(cited.ris.split("\r\n")) == len(
        cite(replace(dataset, title=LocalizedText.of(vi="A")), "vi", "x").ris.split("\r\n")
    )
