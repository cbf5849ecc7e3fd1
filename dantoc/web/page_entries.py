"""The pages there are, as crawlers and link previews see them."""

from __future__ import annotations

from dataclasses import dataclass

FAVICON = "/app/static/favicon.svg"
"""The sign of the product; Streamlit serves the folder ``static`` beside the main script."""


@dataclass(frozen=True)
class PageEntry:
    """A page: its path, the key of its title and description, and whether it stands in the site map by itself."""

    path: str
    key: str
    listed: bool = True


PAGES = (
    PageEntry("/", "home"),
    PageEntry("/catalogue", "catalogue"),
    PageEntry("/dataset", "dataset", listed=False),
    PageEntry("/charts", "charts"),
    PageEntry("/publications", "publications"),
    PageEntry("/methods", "methods"),
    PageEntry("/api-guide", "api_guide"),
)
BY_PATH = {page.path: page for page in PAGES}
