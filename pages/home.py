"""Home: what this is, four figures, some charts, the yearbook, the themes, the 53 groups, the latest datasets."""

from __future__ import annotations

from dantoc.engine.engine import open_engine
from dantoc.ui import language
from dantoc.ui.home_page import charts, groups, headlines, latest, publications, themes, welcome

locale = language.locale()
engine = open_engine()

welcome.draw(locale)
headlines.draw(engine, locale)
charts.draw(engine, locale)
publications.draw(engine, locale)
themes.draw(engine.catalogue, locale)
groups.draw(engine.catalogue, locale)
latest.draw(engine.catalogue, locale)
