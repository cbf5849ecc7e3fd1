"""Bytes of a text file to text, with every departure from UTF-8, NFC and `\\n` named."""

from __future__ import annotations

import re
import unicodedata

from dantoc.curation.faults import Fault

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_VIETNAMESE_1258 = re.compile("[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]|[đơưăĐƠƯĂ₫]", re.IGNORECASE)


def decode(file: str, raw: bytes) -> tuple[str, list[Fault]]:
    """The text of the file as far as it can be read, and the faults of its encoding.

    A file that is not UTF-8 gives no text: figures read in a guessed encoding would be silently wrong.
    """
    faults: list[Fault] = []
    if raw.startswith(_BOM):
        faults.append(Fault.at(file, "bom", 1))
        raw = raw[len(_BOM) :]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02X}"
        return "", [Fault.at(file, "encoding", line, "", byte=byte, encoding=likely_encoding(raw))]
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return "", [*faults, Fault.at(file, "encoding", line, "", byte="0x00", encoding=likely_encoding(raw))]
    if "\r" in text:
        faults.append(Fault.at(file, "line_ends", text.count("\n", 0, text.index("\r")) + 1))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, faults


def likely_encoding(raw: bytes) -> str:
    """The name of the encoding the bytes were most likely written in, as programs spell it in their menus."""
    if raw.startswith(_UTF16) or raw[:400].count(0) * 4 > len(raw[:400]):
        return "UTF-16"
    marks = len(_VIETNAMESE_1258.findall(raw.decode("cp1258", errors="ignore")))
    return "windows-1258" if marks else "windows-1252"


def is_nfc(text: str) -> bool:
    """Whether the text is in Unicode's composed form, as everything inside the product is."""
    return unicodedata.is_normalized("NFC", text)
