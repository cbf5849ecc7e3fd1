"""Publishing builds the same bytes from the same content, and never half a file."""

import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dantoc.curation import published_file
from dantoc.curation.parquet import curate
from tests.synthetic import PERSONS, RATE


def parquet(content, dataset=PERSONS):
    return content / "datasets" / dataset / "data.parquet"


def source(content, dataset=PERSONS):
    return content / "datasets" / dataset / "source.csv"


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_same_content_gives_the_same_bytes(content):
    before = parquet(content).read_bytes()
    parquet(content).unlink()
    assert {own.state for own in curate(content, [PERSONS])} == {"written"}
    assert parquet(content).read_bytes() == before
    assert {own.state for own in curate(content)} == {"unchanged"}


def test_the_order_of_the_lines_does_not_matter(content):
    header, *lines = source(content).read_text(encoding="utf-8").splitlines()
    table = pq.read_table(parquet(content))
    source(content).write_text("\n".join([header, *reversed(lines)]) + "\n", encoding="utf-8")
    curate(content, [PERSONS])
    assert pq.read_table(parquet(content)).drop_columns([]).equals(table)


def test_columns_and_types_are_those_of_the_data_model(content):
    schema = pq.read_schema(parquet(content))
    dictionary = pa.dictionary(pa.int32(), pa.string())
    assert dict(zip(schema.names, schema.types, strict=True)) == {
        "indicator": dictionary,
        "ethnic_group": dictionary,
        "area": dictionary,
        "sex": dictionary,
        "year": pa.int16(),
        "value": pa.float64(),
        "decimals": pa.int8(),
        "unit": dictionary,
        "obs_status": dictionary,
        "source_id": dictionary,
        "locator": dictionary,
        "note_vi": dictionary,
        "note_en": dictionary,
    }
    assert schema.names[:5] == ["indicator", "ethnic_group", "area", "sex", "year"]


def test_rows_follow_the_code_lists_and_nothing_is_lost(content):
    published = pd.read_parquet(parquet(content))
    assert published.iloc[0][["ethnic_group", "area", "sex", "year"]].tolist() == ["EM", "VN", "_T", 2009]
    written = pd.read_csv(source(content), dtype=str, keep_default_na=False)
    key = ["indicator", "ethnic_group", "area", "sex", "year"]
    published["year"] = published["year"].astype(str)
    both = published.astype(dict.fromkeys(key, str)).merge(written, on=key, suffixes=("", "_read"))
    assert len(both) == len(written) == len(published)
    assert (both["value"] == both["value_read"].astype(float)).all()


def test_the_footer_says_what_the_file_holds(content):
    said = json.loads(pq.read_metadata(parquet(content)).metadata[b"dantoc"])
    assert set(said) == {
        "id", "version", "title", "rows", "codes", "sources", "units", "source_sha256", "toml_sha256", "licence",
    }  # fmt: skip
    assert said["codes"]["ethnic_group"] == ["EM", "02", "08"]
    assert said["codes"]["year"] == ["2009", "2019"]
    assert (said["rows"], said["sources"], said["units"]) == (54, ["book"], ["persons"])
    assert said["licence"] == "free"


def test_missing_figures_are_null_and_never_zero(content):
    published = pd.read_parquet(parquet(content, RATE)).set_index(["ethnic_group", "year"])
    assert pd.isna(published.loc[("08", 2019), "value"])
    assert published.loc[("08", 2019), "obs_status"] == "O"


def test_the_declared_break_is_in_the_file(content):
    published = pd.read_parquet(parquet(content))
    broken = published[published["obs_status"] == "B"]
    assert set(broken["ethnic_group"]) == {"08"}
    assert set(broken["year"]) == {2019}


def test_a_dataset_with_faults_is_not_published_and_its_old_file_stays(content):
    before = parquet(content).read_bytes()
    edit(source(content), "persons_counted,EM,VN,_T,2009", "persons_counted,XX,VN,_T,2009")
    (own,) = curate(content, [PERSONS])
    assert own.state == "faulty"
    assert not own.ok
    assert "unknown_code" in {issue.kind for issue in own.issues}
    assert parquet(content).read_bytes() == before


def test_check_writes_nothing_and_sees_what_is_stale(content):
    before = parquet(content).read_bytes()
    edit(content / "datasets" / PERSONS / "dataset.toml", 'version = "1.0.0"', 'version = "1.0.1"')
    states = {own.dataset: own.state for own in curate(content, check=True)}
    assert states == {PERSONS: "stale", RATE: "unchanged"}
    assert parquet(content).read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file_and_no_scraps(content, monkeypatch):
    before = parquet(content).read_bytes()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(published_file.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        published_file.write_whole(parquet(content), b"half")
    assert parquet(content).read_bytes() == before
    assert [path.name for path in parquet(content).parent.iterdir() if path.name.startswith(".")] == []
