"""The glossary: terms with their definitions, in the order of the alphabet of the first language."""

from __future__ import annotations

from reportlab.platypus import Flowable

from dantoc.l10n.sorting import sort_key
from dantoc.model.publication import GlossaryBlock
from dantoc.reports.markdown import set_text
from dantoc.reports.setting import Setting
from dantoc.reports.words import pair, plain


def set_glossary(block: GlossaryBlock, setting: Setting) -> list[Flowable]:
    """The terms, each over its definition."""
    made: list[Flowable] = []
    for own in sorted(block.terms, key=lambda one: sort_key(one.term.say(setting.locale))):
        made += pair([(locale, plain(said)) for locale, said in setting.texts(own.term)], "term")
        made += set_text(own.text, setting)
    return made
