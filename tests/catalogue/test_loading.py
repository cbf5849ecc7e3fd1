import shutil
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dantoc.catalogue.loading import load_catalogue
from dantoc.model.dataset import Catalogue
from dantoc.model.errors import BrokenDataset, UnknownDataset
from tests.synthetic import PERSONS, RATE


def test_the_content_becomes_nouns(published_content: Path):
    catalogue = load_catalogue(published_content)
    assert not catalogue.broken
    assert catalogue.title.say("vi") == "Danh mục thử nghiệm"
    dataset = catalogue.dataset(PERSONS)
    assert dataset.structure.ids == ("indicator", "ethnic_group", "area", "sex", "year")
    assert dataset.structure["ethnic_group"].codes == ("EM", "02", "08")
    assert dataset.years == (2009, 2019)
    assert dataset.distribution.rows == 54
    assert Path(dataset.distribution.path).stat().st_size == dataset.distribution.bytes
    assert dataset.source_levels == ("primary",)
    assert dataset.licence.name.say("en") == "Free to use"
    assert dataset.publisher_url == "https://example.org"
    assert dict(dataset.keywords) == {"vi": ("giả định",), "en": ("synthetic",)}
    assert dataset.breaks[0].where == (("ethnic_group", ("08",)),)
    assert [(rule.over, rule.total, rule.parts) for rule in dataset.sums] == [
        ("sex", "_T", "M,F"),
        ("ethnic_group", "EM", "children(EM)"),
    ]
    assert str(dataset.default_view.query.selection("ethnic_group")) == "children(EM)"


def test_codes_keep_their_names_and_what_stands_beside_them(published_content: Path):
    hmong = load_catalogue(published_content).codelist("ethnic_group")["08"]
    assert hmong.parents == (("main", "EM"), ("family", "L_HD"))
    assert (hmong.aliases, hmong.search_only, hmong.annotation("iso639_3")) == (("Mông",), ("Mèo",), "hmn")


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("dataset.toml", "version = ", "bad_toml"),
        ("dataset.toml", "", "missing_key"),
        ("data.parquet", "no parquet", "bad_parquet"),
        ("data.parquet", None, "missing_file"),
    ],
)
def test_a_broken_dataset_is_told_and_the_rest_keeps_serving(content: Path, file: str, text: str | None, told: str):
    path = content / "datasets" / PERSONS / file
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    catalogue = load_catalogue(content)
    assert list(catalogue.datasets) == [RATE]
    with pytest.raises(BrokenDataset, match=f"{PERSONS}/{file}.*{told}"):
        catalogue.dataset(PERSONS)


def test_a_published_file_cut_short_is_broken(content: Path):
    path = content / "datasets" / PERSONS / "data.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    assert set(load_catalogue(content).broken) == {PERSONS}


@pytest.mark.parametrize("place", ["pages", "description"])
def test_a_published_file_altered_in_one_bit_is_broken(content: Path, place: str):
    path = content / "datasets" / PERSONS / "data.parquet"
    raw = bytearray(path.read_bytes())
    at = 40 if place == "pages" else raw.index(b'"version":"') + len('"version":"')
    raw[at] ^= 1
    path.write_bytes(raw)
    broken = load_catalogue(content).broken
    assert set(broken) == {PERSONS}
    assert "data.parquet" in str(broken[PERSONS])


def test_a_published_file_of_another_structure_is_broken(content: Path):
    path = content / "datasets" / PERSONS / "dataset.toml"
    toml = (
        path.read_text(encoding="utf-8").replace('"area", "sex", "year"', '"area", "year"').replace(', sex = "_T"', "")
    )
    path.write_text(toml, encoding="utf-8")
    assert "stale_parquet" in str(load_catalogue(content).broken[PERSONS])


@pytest.mark.parametrize("change", ["columns", "types", "rows"])
def test_a_published_file_whose_footer_promises_other_figures_is_broken(content: Path, change: str):
    path = content / "datasets" / PERSONS / "data.parquet"
    table = pq.read_table(path)
    value = table.schema.get_field_index("value")
    altered = {
        "columns": lambda: table.drop_columns(["sex"]),
        "types": lambda: table.set_column(value, "value", pa.array(["abc"] * table.num_rows)),
        "rows": lambda: table.slice(1),
    }[change]()
    pq.write_table(altered.replace_schema_metadata(table.schema.metadata), path)
    catalogue = load_catalogue(content)
    assert list(catalogue.datasets) == [RATE]
    assert "stale_parquet" in str(catalogue.broken[PERSONS])


def test_the_published_file_of_another_dataset_is_never_served_under_a_wrong_name(content: Path):
    twin = content / "datasets" / "synthetic_twin"
    shutil.copytree(content / "datasets" / RATE, twin)
    assert "synthetic_rate" in str(load_catalogue(content).broken["synthetic_twin"])


def test_a_reader_is_not_told_where_the_files_lie(content: Path):
    (content / "datasets" / PERSONS / "data.parquet").unlink()
    assert str(content) not in str(load_catalogue(content).broken[PERSONS])


def test_a_description_that_is_not_built_yet_keeps_the_version_of_its_figures(
    content: Path, caplog: pytest.LogCaptureFixture
):
    path = content / "datasets" / PERSONS / "dataset.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"1.0.0"', '"1.1.0"'), encoding="utf-8")
    assert load_catalogue(content).dataset(PERSONS).version == "1.0.0"
    assert f"curate {PERSONS}" in caplog.text and RATE not in caplog.text


def test_a_catalogue_is_served_without_the_figures_it_was_built_from(content: Path):
    (content / "datasets" / PERSONS / "source.csv").unlink()
    (content / "datasets" / RATE / "source.csv").unlink()
    (content / "datasets" / RATE / "source.csv").mkdir()
    assert not load_catalogue(content).broken


@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ("after = 2019", "after = nan", False),
        ("after = 2019", "after = inf", False),
        ("after = 2019", "", False),
        ('parts = ["M", "F"]', 'parts = "top(3"', False),
        ('over = "sex"', 'over = "gender"', False),
        ('indicator = "persons_counted"', 'indicator = "persons_cuonted"', False),
        ('year = "*"', 'year = "abc"', False),
        ("issued = 2026-11-23", "issued = 2026-11-23T10:00:00", True),
        ("[structure]", "x = " + "[" * 5_000 + "\n[structure]", True),
    ],
)
def test_an_odd_value_breaks_its_own_dataset_at_most_and_the_others_answer(
    content: Path, old: str, new: str, broken: bool
):
    path = content / "datasets" / PERSONS / "dataset.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    catalogue = load_catalogue(content)
    assert RATE in catalogue.datasets
    assert set(catalogue.broken) == ({PERSONS} if broken else set())


def test_a_folder_whose_name_is_no_id_is_told_and_a_hidden_one_is_passed_over(content: Path):
    for name in ("Odd name", "o'b", ".new-draft"):
        shutil.copytree(content / "datasets" / PERSONS, content / "datasets" / name)
    catalogue = load_catalogue(content)
    assert sorted(catalogue.datasets) == [PERSONS, RATE]
    assert sorted(catalogue.broken) == ["Odd name", "o'b"]
    assert all("bad_id" in str(error) for error in catalogue.broken.values())


def test_a_missing_translation_is_shown_and_does_not_stop_a_dataset(content: Path):
    path = content / "datasets" / PERSONS / "dataset.toml"
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("summary.en")]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert load_catalogue(content).dataset(PERSONS).summary.say("en").startswith("[en: —]")


def test_a_shared_file_that_cannot_be_read_leaves_an_empty_catalogue_not_an_error(content: Path):
    (content / "datasets/concepts.toml").write_text("[", encoding="utf-8")
    catalogue = load_catalogue(content)
    assert not catalogue.datasets
    assert set(catalogue.broken) == {PERSONS, RATE}
    with pytest.raises(UnknownDataset):
        catalogue.dataset("another")


def test_the_served_catalogue_is_whole(catalogue: Catalogue):
    assert not catalogue.broken
    assert len(catalogue.datasets) >= 30
    for dataset in catalogue.datasets.values():
        assert dataset.sources and dataset.distribution.rows > 0


def test_the_served_catalogue_loads_fast():
    load_catalogue()
    taken = []
    for _ in range(3):
        start = time.process_time()
        load_catalogue()
        taken.append(time.process_time() - start)
    assert min(taken) < 0.5
