"""What the document of a publication's page says before any script runs: its files, and itself as schema.org has it."""

from __future__ import annotations

from dantoc.catalogue.settings import settings
from dantoc.engine.engine import open_engine
from dantoc.l10n.messages import say
from dantoc.model.publication import EDITIONS, Publication
from dantoc.model.text import Locale, LocalizedText
from dantoc.reports.order import Order, read_order
from dantoc.web.publications import PDF

Json = dict[str, object]


def schema_org(own: Publication, about: str, address: str, locale: Locale) -> Json:
    """The publication with the file of each edition, for search engines and library catalogues.

    `about` is the code that the address names; fact sheets without are described as a series, and have no file.
    """
    catalogue = open_engine().catalogue
    publisher = {"@type": "Organization", "name": catalogue.publisher.say(locale)}
    return {
        "@context": "https://schema.org",
        "@type": "CreativeWorkSeries" if is_series(own, about) else "Report",
        "name": title(own, about).say(locale),
        "abstract": summary(own, about, locale),
        "url": address,
        "version": own.version,
        "datePublished": own.issued.isoformat(),
        "inLanguage": sorted({said for order in _editions(own, about) for said in order.edition.locales}),
        "publisher": publisher,
        "author": publisher,
        "isAccessibleForFree": True,
        **({} if is_series(own, about) else _of_its_own(own, about, locale)),
    }


def _of_its_own(own: Publication, about: str, locale: Locale) -> Json:
    """What a publication has and a series has not."""
    return {
        "alternativeHeadline": own.subtitle.say(locale),
        "keywords": own.keywords.say(locale),
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": PDF,
                "contentUrl": settings().base_url + order.address,
                "inLanguage": list(order.edition.locales),
            }
            for order in _editions(own, about)
        ],
    }


def title(own: Publication, about: str) -> LocalizedText:
    """What the publication is called; fact sheets that no code is named for by what all of them are called."""
    return own.series if is_series(own, about) else own.title


def summary(own: Publication, about: str, locale: Locale) -> str:
    """What stands in the publication, in a sentence."""
    return say(f"web.publications.{own.subject}", locale) if is_series(own, about) else own.summary.say(locale)


def is_series(own: Publication, about: str) -> bool:
    """Whether all fact sheets of the kind are meant, and not the one about the code."""
    return bool(own.subject) and not about


def files(own: Publication, about: str, locale: Locale) -> list[tuple[str, str]]:
    """The name and the address of each file; of a series, one for everybody that there is a sheet about."""
    if is_series(own, about):
        codes = open_engine().catalogue.codelists[own.subject]
        edition = locale if locale in EDITIONS else EDITIONS[0]
        sheets = [(code, _order(own, edition, code)) for code in own.subject_codes]
        return [(codes[code].name.say(locale), order.address) for code, order in sheets]
    name = own.title.say(locale)
    return [
        (f"{name}, {say(f'web.no_script.edition.{order.edition.languages}', locale)}", order.address)
        for order in _editions(own, about)
    ]


def _editions(own: Publication, about: str) -> list[Order]:
    return [_order(own, edition, about) for edition in EDITIONS]


def _order(own: Publication, edition: str, about: str) -> Order:
    return read_order(open_engine(), own.id, edition, {"code": about} if about else {})
