"""What a book says of itself to catalogues and archives: title, subject, language, day and kind, as XMP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import dantoc
from dantoc.l10n.messages import locales, say
from dantoc.model.text import NO_TEXT, Locale, LocalizedText
from dantoc.reports.order import Order
from dantoc.reports.pdf_syntax import day, stream, text_string

if TYPE_CHECKING:
    from dantoc.reports.setting import Setting

TOOL = f"dantoc {dantoc.__version__}"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


@dataclass(frozen=True)
class Description:
    """A book in the words of a catalogue. `languages` are those it is written in, the first one that of its title."""

    title: LocalizedText
    creator: LocalizedText
    languages: tuple[Locale, ...]
    issued: date
    subject: LocalizedText = NO_TEXT
    keywords: LocalizedText = NO_TEXT
    identifier: str = ""
    """The address at which the book is kept."""

    @property
    def locale(self) -> Locale:
        """The language in which it is said what can be said in one only."""
        return self.languages[0]


def description(setting: Setting) -> Description:
    """The description of the book in the making, its title and subject in every language there is."""
    publication = setting.publication
    return Description(
        title=_joined(publication.title, publication.subtitle),
        creator=LocalizedText.of({locale: say("core.product", locale) for locale in locales()}),
        languages=setting.locales,
        issued=publication.issued,
        subject=publication.summary,
        keywords=publication.keywords,
        identifier=setting.base_url + Order(publication.id, setting.edition, publication.about).address,
    )


def information(described: Description) -> str:
    """The dictionary of document information, which says the same in one language."""
    locale, issued = described.locale, day(described.issued)
    said = {
        "Title": described.title.say(locale),
        "Author": described.creator.say(locale),
        "Subject": described.subject.say(locale),
        "Keywords": described.keywords.say(locale),
        "Creator": TOOL,
        "Producer": TOOL,
    }
    texts = "".join(f"/{key}{text_string(_one_line(text))}" for key, text in said.items() if text)
    return f"<<{texts}/CreationDate{issued}/ModDate{issued}>>"


def xmp(described: Description, part: int, conformance: str) -> bytes:
    """The packet of metadata, for that part of PDF/A."""
    locale, moment = described.locale, f"{described.issued:%Y-%m-%d}T00:00:00Z"
    lines = [
        f"<pdfaid:part>{part}</pdfaid:part>",
        f"<pdfaid:conformance>{conformance}</pdfaid:conformance>",
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{_in_languages(described.title, locale)}</dc:title>",
        f"<dc:creator>{_listed('Seq', [described.creator.say(locale)])}</dc:creator>",
        f"<dc:language>{_listed('Bag', described.languages)}</dc:language>",
        f"<dc:date>{_listed('Seq', [f'{described.issued:%Y-%m-%d}'])}</dc:date>",
    ]
    if described.identifier:
        lines.append(f"<dc:identifier>{escape(described.identifier)}</dc:identifier>")
    if described.subject:
        lines.append(f"<dc:description>{_in_languages(described.subject, locale)}</dc:description>")
    if described.keywords:
        words = [word.strip() for _, text in described.keywords for word in text.split(",")]
        lines.append(f"<dc:subject>{_listed('Bag', dict.fromkeys(words))}</dc:subject>")
        lines.append(f"<pdf:Keywords>{escape(_one_line(described.keywords.say(locale)))}</pdf:Keywords>")
    lines += [
        f"<pdf:Producer>{escape(TOOL)}</pdf:Producer>",
        f"<xmp:CreatorTool>{escape(TOOL)}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
    ]
    declared = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{declared}>\n' + "\n".join(lines) + "\n</rdf:Description>\n"
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    )
    return stream("/Type/Metadata/Subtype/XML", packet.encode(), packed=False)


def _joined(title: LocalizedText, subtitle: LocalizedText) -> LocalizedText:
    """Title and subtitle as one line, in each language of the title."""
    return LocalizedText.of(
        {locale: f"{text}: {below}" if (below := subtitle.get(locale)) else text for locale, text in title}
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_languages(text: LocalizedText, locale: Locale) -> str:
    """The text in each of its languages, and first in the one for those who ask for none."""
    said = {"x-default": text.say(locale), **text.as_dict()}
    items = "".join(f'<rdf:li xml:lang="{own}">{escape(_one_line(words))}</rdf:li>' for own, words in said.items())
    return f"<rdf:Alt>{items}</rdf:Alt>"


def _listed(kind: str, texts: Iterable[str]) -> str:
    return f"<rdf:{kind}>{''.join(f'<rdf:li>{escape(_one_line(text))}</rdf:li>' for text in texts)}</rdf:{kind}>"
