import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.catalogue.loading import load_catalogue
from dantoc.catalogue.search import Facets, SearchIndex
from dantoc.catalogue.words import joined, tokens
from dantoc.model.dataset import Catalogue

INDEX = SearchIndex(load_catalogue())


def found(text: str, facets: Facets | None = None) -> list[str]:
    return [hit.dataset for hit in INDEX.search(text, facets)]


def named(text: str) -> list[tuple[str, str]]:
    return [(own.dimension, own.code) for own in INDEX.suggest(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dân số", "population_census"),
        ("dan so", "population_census"),
        ("population", "population_census"),
        ("dân số hmông", "population_census"),
        ("rà soát hộ nghèo", "poverty_review"),
        ("135", "programme_135"),
        ("tảo hôn", "survey_marriage"),
        ("child marriage", "survey_marriage"),
        ("Kon Tum", "housing_kon_tum_2019"),
        ("Lâm Đồng", "population_share_lam_dong"),
        ("biết chữ", "province_education_labour"),
    ],
)
def test_the_best_comes_first(text: str, first: str):
    assert first in found(text)[:3]


@pytest.mark.parametrize("text", ["poverty", "nghèo", "ngheo", "NGHÈO"])
def test_poverty_is_found_in_either_language_with_or_without_marks(text: str, catalogue: Catalogue):
    best = found(text)[:3]
    assert best
    for dataset in best:
        title = catalogue.dataset(dataset).title
        assert "nghèo" in title.say("vi").lower() or "poverty" in title.say("en").lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hmong", ("ethnic_group", "08")),
        ("H'Mông", ("ethnic_group", "08")),
        ("Mèo", ("ethnic_group", "08")),
        ("meo", ("ethnic_group", "08")),
        ("êđê", ("ethnic_group", "12")),
        ("ê đê", ("ethnic_group", "12")),
        ("jarai", ("ethnic_group", "10")),
        ("tay nguyen", ("area", "R4")),
        ("dak lak", ("area", "66")),
        ("ĐẮK LẮK", ("area", "66")),
        ("hà giang", ("area", "02")),
        ("thái", ("ethnic_group", "03")),
        ("mon khmer", ("ethnic_group", "L_MK")),
        ("dân số", ("indicator", "population")),
    ],
)
def test_names_lead_to_what_they_name(text: str, expected: tuple[str, str]):
    assert named(text)[0] == expected


def test_a_search_for_a_demeaning_name_tells_the_official_one_and_never_that_name(catalogue: Catalogue):
    result = INDEX.search("Mèo")
    bearing = {own.id for own in catalogue.datasets.values() if "08" in own.structure["ethnic_group"].codes}
    assert {hit.dataset for hit in result} == bearing
    told = [match.name.say("vi") for hit in result for match in hit.matches] + [
        own.name.say("vi") for own in INDEX.suggest("Mèo")
    ]
    assert set(told) == {"Hmông"}


def test_no_name_that_is_only_searched_is_ever_told(catalogue: Catalogue):
    official = {name for code in catalogue.codelist("ethnic_group") for _, name in code.name}
    for code in catalogue.codelist("ethnic_group"):
        for name in code.search_only:
            told = [said for own in INDEX.suggest(name, limit=50) for _, said in own.name]
            assert name not in told or name in official


def test_marks_that_are_typed_must_fit_a_name_that_is_only_searched():
    assert ("ethnic_group", "09") not in named("xã")
    assert ("ethnic_group", "09") in named("Xá")


def test_exact_marks_stand_before_others():
    assert named("thổ")[0] == ("ethnic_group", "24")
    scores = {hit.dataset: hit.score for hit in INDEX.search("nghèo")}
    bare = {hit.dataset: hit.score for hit in INDEX.search("ngheo")}
    assert all(scores[dataset] >= bare[dataset] for dataset in scores if dataset in bare)


def test_words_side_by_side_are_meant_together(catalogue: Catalogue):
    for dataset in found("tay nguyen"):
        assert "R4" in catalogue.dataset(dataset).structure["area"].codes


def test_a_beginning_of_a_word_finds_and_a_whole_word_finds_better():
    assert set(found("popul")) >= set(found("population"))
    assert INDEX.search("population").hits[0].score > INDEX.search("popul").hits[0].score


def test_no_words_find_everything(catalogue: Catalogue):
    assert set(found("")) == set(catalogue.datasets)
    assert set(found("  ,.;  ")) == set(catalogue.datasets)


@pytest.mark.parametrize(
    "facets",
    [
        Facets(theme="education"),
        Facets(group="08"),
        Facets(group="L_MK"),
        Facets(area="R4", start=2015),
        Facets(start=1989, end=1989),
        Facets(level="tertiary", end=2019),
        Facets(theme="population", group="02", area="VN", start=1999, end=2009, level="primary"),
    ],
)
def test_facets_keep_exactly_what_fits(catalogue: Catalogue, facets: Facets):
    families = catalogue.codelist("ethnic_group")
    groups = {facets.group, *families.descendants(facets.group)} if facets.group else set()
    expected = {
        own.id
        for own in catalogue.datasets.values()
        if (not facets.theme or facets.theme in own.themes)
        and (not groups or groups & set(own.structure["ethnic_group"].codes))
        and (not facets.area or facets.area in own.structure["area"].codes)
        and any((facets.start or 0) <= year <= (facets.end or 9999) for year in own.years)
        and (not facets.level or facets.level in own.source_levels)
    }
    assert set(found("", facets)) == expected


def test_counts_say_what_another_choice_of_the_facet_would_bring():
    counts = INDEX.search("", Facets(theme="education")).counts
    for theme, number in counts["theme"].items():
        assert len(found("", Facets(theme=theme))) == number
    for group, number in counts["group"].items():
        assert len(found("", Facets(theme="education", group=group))) == number
    for year, number in counts["year"].items():
        assert len(found("", Facets(theme="education", start=int(year), end=int(year)))) == number


@pytest.mark.parametrize("text", ["", "dân số", "poverty 2019", "tay nguyen"])
def test_counts_are_those_of_the_words_too(text: str):
    counts = INDEX.search(text).counts
    for facet, values in counts.items():
        for value, number in values.items():
            one = Facets(start=int(value), end=int(value)) if facet == "year" else Facets(**{facet: value})
            assert len(found(text, one)) == number


def test_with_no_words_the_order_is_that_of_the_themes_and_the_larger_come_first(catalogue: Catalogue):
    themes = [theme.id for theme in catalogue.themes]
    ranks = [
        (themes.index(own.themes[0]), -own.distribution.rows, own.id)
        for own in (catalogue.dataset(dataset) for dataset in found(""))
    ]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("text", ["dân số", "ngheo", "population"])
def test_hits_stand_best_first_and_equals_as_they_rest(text: str):
    resting = {dataset: place for place, dataset in enumerate(found(""))}
    ranks = [(-hit.score, resting[hit.dataset]) for hit in INDEX.search(text)]
    assert ranks == sorted(ranks)


def test_a_catalogue_without_datasets_can_be_searched(catalogue: Catalogue):
    result = SearchIndex(replace(catalogue, datasets={})).search("dân số", Facets(theme="education", start=2009))
    assert (result.hits, result.loosen) == ((), ())
    assert not any(result.counts.values())


def test_every_official_name_leads_to_its_own(catalogue: Catalogue):
    borne = INDEX.search().counts["group"]
    for code in catalogue.codelist("ethnic_group"):
        for _, name in code.name:
            if code.id in borne and code.id != "_T":
                assert ("ethnic_group", code.id) in [(own.dimension, own.code) for own in INDEX.suggest(name, 99)]
                if len(tokens(name)) == 1 and len(name) > 2:
                    begun = INDEX.suggest(name[:-1], 99)
                    assert ("ethnic_group", code.id) in [(own.dimension, own.code) for own in begun]


def test_an_empty_result_says_what_to_loosen():
    result = INDEX.search("tảo hôn", Facets(theme="infrastructure"))
    assert not result.hits
    ways = dict(result.loosen)
    assert ways["theme"] == len(found("tảo hôn"))
    assert ways["text"] == len(found("", Facets(theme="infrastructure")))
    assert dict(INDEX.search("zzzzz").loosen).keys() == {"text"}


def test_a_page_of_hits_is_a_piece_of_them_all():
    result = INDEX.search("")
    assert result.page(5, 5) == result.hits[5:10]
    assert len(result) == len(result.hits)


def test_words_are_cut_as_readers_write_them():
    assert tokens("Ê-đê, H'Mông (1/4/2019)") == ["ê", "đê", "hmông", "1", "4", "2019"]
    assert joined("Gia-rai và Ê-đê") == ["giarai", "êđê"]


@given(st.text(max_size=60))
def test_any_text_can_be_searched_and_gives_the_same_composed_or_not(text: str):
    result = [hit.dataset for hit in INDEX.search(text)]
    assert [hit.dataset for hit in INDEX.search(unicodedata.normalize("NFD", text))] == result
