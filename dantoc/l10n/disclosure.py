"""A policy of disclosure said to readers: its own text, and the rule that it comes to."""

from __future__ import annotations

from dantoc.l10n.messages import say
from dantoc.model.disclosure import LISTED, DisclosurePolicy
from dantoc.model.text import Locale


def say_policy(policy: DisclosurePolicy, locale: Locale) -> str:
    """What the dataset says of it and, where figures may be suppressed, from which number on and with what besides."""
    return " ".join(said for said in (policy.text.say(locale), _rule(policy, locale)) if said)


def _rule(policy: DisclosurePolicy, locale: Locale) -> str:
    if policy.stands:
        return ""
    rule = say("core.disclosure.rule", locale, most=policy.threshold - 1)
    if policy.published == LISTED:
        sources = ", ".join(policy.published_sources)
        return f"{rule} {say('core.disclosure.listed', locale, sources=sources)}"
    return rule
