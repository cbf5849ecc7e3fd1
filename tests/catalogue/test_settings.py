import pytest

from dantoc.catalogue.settings import CHECKOUT, settings


def test_defaults_work_in_a_fresh_checkout():
    own = settings({})
    assert (own.port, own.base_url, own.root) == (8501, "http://localhost:8501", CHECKOUT)
    assert (own.root / "datasets").is_dir()
    assert own.warehouse_url.startswith("duckdb")
    assert own.store_url == f"sqlite:///{CHECKOUT}/var/store.sqlite"


def test_the_environment_is_heard():
    own = settings(
        {"PORT": "80", "DANTOC_BASE_URL": "https://example.org/", "DANTOC_WAREHOUSE_URL": "postgresql://h/d"}
    )
    assert (own.port, own.base_url, own.warehouse_url) == (80, "https://example.org", "postgresql://h/d")


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "８０"])
def test_a_port_that_is_none_is_named(port: str):
    with pytest.raises(ValueError, match="allowed: 1 to 65535"):
        settings({"PORT": port})


def test_a_map_file_is_a_path_or_none():
    assert settings({}).map_file is None
    assert str(settings({"DANTOC_MAP_FILE": " /srv/map.json "}).map_file) == "/srv/map.json"


def test_books_are_kept_where_the_environment_says():
    assert settings({}).books == CHECKOUT / "var" / "publications"
    assert str(settings({"DANTOC_BOOKS_FOLDER": " /srv/books "}).books) == "/srv/books"
