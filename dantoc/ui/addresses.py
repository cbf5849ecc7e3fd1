"""The pages of the app and the addresses that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from dantoc.catalogue.settings import settings
from dantoc.l10n.messages import say
from dantoc.model.dataset import Dataset
from dantoc.model.text import Locale
from dantoc.model.view import View, encode, view_params
from dantoc.ui import language

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True)
class PageEntry:
    """One page: its script in ``pages/``, its path, and whether the header names it."""

    id: str
    path: str
    in_header: bool = True

    @property
    def script(self) -> str:
        """The script, seen from the main script's folder."""
        return f"../../pages/{self.id}.py"


ENTRIES = (
    PageEntry("home", "", in_header=False),
    PageEntry("catalogue", "catalogue"),
    PageEntry("dataset", "dataset", in_header=False),
    PageEntry("charts", "charts"),
    PageEntry("publications", "publications"),
    PageEntry("methods", "methods"),
    PageEntry("api_guide", "api-guide"),
)


def page(entry: PageEntry, locale: Locale) -> StreamlitPage:
    """The page as Streamlit's navigation knows it, titled in the language."""
    return st.Page(
        entry.script, title=say(f"pages.nav.{entry.id}", locale), url_path=entry.path or None, default=not entry.path
    )


def pages(locale: Locale) -> list[StreamlitPage]:
    """All pages, the home page first."""
    return [page(entry, locale) for entry in ENTRIES]


def base() -> str:
    """Where the world reads these pages, with no slash at the end: as the settings say, else as the browser does."""
    own = settings()
    if own.is_public or not st.context.url:
        return own.base_url
    here = urlsplit(st.context.url)
    return f"{here.scheme}://{here.netloc}"


def script_of(page_id: str) -> str:
    """The script of a page, as `st.page_link` and `st.switch_page` take it.

    Raises:
        KeyError: there is no such page.
    """
    return {entry.id: entry.script for entry in ENTRIES}[page_id]


def link(page_id: str, label: str, **params: str) -> None:
    """Draw a link to a page of the app that keeps the language."""
    st.page_link(script_of(page_id), label=label, query_params=language.params(**params))


def dataset_link(dataset: Dataset, label: str, view: View | None = None) -> None:
    """Draw a link to the dataset's page, in the view given or else its own."""
    link("dataset", label, id=dataset.id, **(view_params(dataset, view) if view else {}))


def studio_link(dataset: Dataset, label: str, view: View) -> None:
    """Draw a link to the studio, with a chart of the view begun."""
    link("charts", label, id=dataset.id, **view_params(dataset, view))


def path_to(page_id: str, **params: str) -> str:
    """The address of a page within the app, for plain HTML links."""
    entry = next(own for own in ENTRIES if own.id == page_id)
    query = encode(language.params(**params))
    return f"/{entry.path}" + (f"?{query}" if query else "")
