"""Home: what this is, four figures, the themes, the 53 groups, the latest datasets."""

from __future__ import annotations

from dantoc.engine.engine import open_engine
from dantoc.ui import language
from dantoc.ui.home_page import groups, headlines, latest, themes, welcome

locale = language.locale()
engine = open_engine()

welcome.draw(locale)
headlines.draw(engine, locale)
themes.draw(engine.catalogue, locale)
groups.draw(engine.catalogue, locale)
latest.draw(engine.catalogue, locale)
