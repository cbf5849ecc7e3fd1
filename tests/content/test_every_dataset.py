"""What holds for every published dataset: found, read, said, tabled, drawn and cited in both languages."""

from pathlib import Path

import duckdb
import pytest

from dantoc.catalogue.search import SearchIndex
from dantoc.curation.parquet import curate
from dantoc.curation.validation import validate
from dantoc.engine.engine import open_engine
from dantoc.figures import choice, drawing
from dantoc.formats.citation import cite
from dantoc.l10n.folding import lower
from dantoc.l10n.sentence import sentence, title
from dantoc.model.query import Query
from dantoc.model.status import FLAGS, NO_FIGURE, NOT_TOLD, ObsStatus
from dantoc.model.table import TableSpec
from dantoc.tables.layout import lay_out

ROOT = Path(__file__).resolve().parents[2]
ENGINE = open_engine()
DATASETS = ENGINE.catalogue.datasets
LANGUAGES = ("vi", "en")


def test_no_dataset_is_broken_and_none_is_left_out():
    assert not ENGINE.catalogue.broken
    assert set(DATASETS) == {path.parent.name for path in (ROOT / "datasets").glob("*/dataset.toml")}


def test_the_content_has_no_fault():
    report = validate(ROOT)
    assert report.ok, "\n".join(map(str, report.issues[:20]))
    assert report.figures == 25_309


def test_building_the_files_again_changes_no_byte():
    for publication in curate(ROOT, check=True):
        assert publication.state == "unchanged", publication


def test_the_signs_that_are_printed_are_those_of_the_code_list():
    statuses = ENGINE.catalogue.codelist("obs_status")
    printed = {ObsStatus.MISSING: NO_FIGURE, ObsStatus.SUPPRESSED: NOT_TOLD, **FLAGS}
    assert {status: statuses[status].annotation("sign") for status in ObsStatus} == {
        status: printed.get(status) for status in ObsStatus
    }


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_figure_stands_as_its_source_prints_it_and_the_policy_says_so(dataset):
    policy = DATASETS[dataset].disclosure
    assert policy.stands
    assert set(policy.text.as_dict()) >= set(LANGUAGES)
    shown = ENGINE.run(Query(dataset)).data
    (stored,) = duckdb.sql(f"SELECT count(value) FROM '{ROOT / 'datasets' / dataset / 'data.parquet'}'").fetchall()
    assert stored == (len(shown) - shown.column("value").null_count,)


@pytest.mark.parametrize("dataset", DATASETS)
def test_duckdb_alone_finds_the_figures_sorted_with_their_metadata(dataset):
    path = ROOT / "datasets" / dataset / "data.parquet"
    own = DATASETS[dataset]
    columns = [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
    assert tuple(columns[: len(own.structure.ids)]) == own.structure.ids
    keys = duckdb.sql(f"SELECT {', '.join(own.structure.ids)} FROM '{path}'").fetchall()
    assert len(keys) == len(set(keys)) == own.distribution.rows
    dimensions = list(own.structure)
    places = [
        tuple(dimension.position(str(code)) for dimension, code in zip(dimensions, key, strict=True)) for key in keys
    ]
    assert places == sorted(places)
    footer = duckdb.sql(f"SELECT decode(key) FROM parquet_kv_metadata('{path}')").fetchall()
    assert ("dantoc",) in footer


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_default_view_is_said_tabled_drawn_and_cited(dataset, lang):
    own = DATASETS[dataset]
    view = own.default_view
    result = ENGINE.run(view.query)
    assert len(result) > 0
    for text in (title(result, lang), sentence(result, lang)):
        assert text
        assert f"[{lang}:" not in text
    table = lay_out(result, TableSpec(view.rows, view.columns), lang)
    printed = [cell for row in table.rows for cell in row.cells if not cell.empty]
    assert len(printed) == len(result)
    assert table.sources
    figure = choice.suggest(result, view.rows, view.columns)[0]
    assert drawing.draw(result, figure, lang)["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert drawing.alt_text(result, figure, lang)
    citation = cite(result, lang, "https://example.org/dataset")
    assert own.title.say(lang) in citation.plain
    assert own.version in citation.plain


def test_no_name_held_to_be_demeaning_is_among_the_names_shown():
    for code in ENGINE.catalogue.codelist("ethnic_group"):
        shown = {lower(name) for name in (*code.aliases, *(text for _, text in code.name))}
        assert not shown & {lower(name) for name in code.search_only}, code.id


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hmong", "population_census"),
        ("Mèo", "population_census"),
        ("tay nguyen", "province_population"),
        ("poverty", "poverty_review"),
        ("nghèo", "poverty_review"),
        ("ngheo", "poverty_review"),
        ("dân số", "population_census"),
        ("dan so", "population_census"),
        ("Đắk Lắk", "population_census"),
        ("dak lak", "population_census"),
        ("tảo hôn", "survey_marriage"),
        ("teachers", "minority_pupils_teachers"),
    ],
)
def test_what_readers_type_finds_what_it_should(typed, found):
    hits = [hit.dataset for hit in SearchIndex(ENGINE.catalogue).search(typed)]
    names = [getattr(hit, "id", hit) for hit in hits]
    assert found in names[:8], names
