"""The app: Streamlit's pages and the HTTP routes in one ASGI process.

Run it with ``uvicorn streamlit_app:app`` (or ``streamlit run streamlit_app.py``, which answers each small request some
44 ms later). The main script lies in another folder than ``pages/``: beside it, Streamlit would run a deep link's page
without it.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import streamlit as st

from dantoc.catalogue.settings import IN_PROCESS, settings
from dantoc.web.middleware import middleware
from dantoc.web.request_log import configure
from dantoc.web.warming import lifespan

HERE = Path(__file__).resolve().parent
SHELL = Path(st.__file__).parent / "static" / "index.html"


def import_pages() -> None:
    """Imports what the pages are made of, all but the main script, which draws when it is imported."""
    for module in walk_packages([str(HERE / "dantoc" / "ui")], "dantoc.ui."):
        if module.name != "dantoc.ui.main":
            import_module(module.name)


def pictures() -> Iterator[str]:
    """The addresses of the pictures that the start of the studio and of the product show."""
    yield from import_module("dantoc.ui.charts_page.gallery").every_picture()


own = settings()
if own.warehouse_url != IN_PROCESS:
    import_module("dantoc.engine.connecting").check(own.warehouse_url)  # takes long to import, and few need it
configure(own.log)
app = st.App(
    HERE / "dantoc" / "ui" / "main.py", middleware=middleware(SHELL), lifespan=lifespan(import_pages, pictures=pictures)
)
