"""The headers that keep readers safe: what a page may load and do, who may embed or read an answer."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from dantoc.catalogue.settings import Settings

Raw = tuple[tuple[bytes, bytes], ...]

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_ONE_YEAR = 31_536_000
_EXPOSED = "ETag, Link, Content-Disposition, Content-Language, Content-Range, Repr-Digest, Cache-Status"
_SHOWN = (b"image/", b"application/pdf", b"text/html")
_UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What a browser could let a page do and no page of ours does."""


class SafeHeaders:
    """The headers of every kind of answer, written once when the process starts."""

    def __init__(self, settings: Settings, shell: Path) -> None:
        """`shell` is the document that Streamlit ships: the only script written in it is allowed, by its checksum."""
        always = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
        if settings.base_url.startswith("https://"):
            always["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}"
        scripts = script_checksums(shell.read_text(encoding="utf-8"))
        open_to_all = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": _EXPOSED,
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        own_alone = {"Cross-Origin-Resource-Policy": "same-origin"}
        closed = {"Content-Security-Policy": _policy(default_src="'none'", frame_ancestors="'none'")}
        self.data: Raw = _raw(always | open_to_all | closed)
        self.shown_data: Raw = _raw(always | open_to_all | {"Content-Security-Policy": _shown_policy()})
        self.page: Raw = _raw(
            always
            | own_alone
            | {
                "Content-Security-Policy": _page_policy(settings, scripts),
                "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
                "Cross-Origin-Opener-Policy": "same-origin",
            }
        )
        self.other: Raw = _raw(always | own_alone)

    def of(self, is_open: bool, media_type: bytes) -> Raw:
        """The headers of an answer of this media type; `is_open` where any site may read it."""
        if is_open:
            return self.shown_data if media_type.startswith(_SHOWN) else self.data
        return self.page if media_type.startswith(b"text/html") else self.other


def script_checksums(document: str) -> tuple[str, ...]:
    """The scripts written in the document as a policy names them (``'sha256-…'``); data blocks are no scripts."""
    found = (body for attributes, body in _SCRIPT.findall(document) if _is_run(attributes))
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in found)


def _is_run(attributes: str) -> bool:
    """Whether a browser runs the body of a script element with these attributes."""
    kind = re.search(r"\btype\s*=\s*[\"']?([^\"'\s>]+)", attributes, re.IGNORECASE)
    is_script = kind is None or kind[1].lower() in ("module", "text/javascript", "application/javascript")
    return is_script and not re.search(r"\bsrc\s*=", attributes, re.IGNORECASE)


def _page_policy(settings: Settings, scripts: Iterable[str]) -> str:
    return _policy(
        default_src="'none'",
        # WebAssembly, not eval: what Streamlit's messages are read with counts in it, and is refused aloud without
        script_src=" ".join(("'self'", *scripts, "'wasm-unsafe-eval'")),
        style_src="'self' 'unsafe-inline'",  # Streamlit writes its styles into the document while it draws
        img_src="'self' data: blob:",
        font_src="'self' data:",
        connect_src=" ".join(("'self'", *_sockets(settings))),
        media_src="'self' blob:",
        worker_src="'self' blob:",
        manifest_src="'self'",
        object_src="'none'",
        frame_src="'none'",
        frame_ancestors="'none'",
        base_uri="'none'",
        form_action="'self'",
    )


def _sockets(settings: Settings) -> tuple[str, ...]:
    """The web socket under the public address: older browsers do not count it among ``'self'``."""
    if not settings.is_public:
        return ()
    address = urlsplit(settings.base_url)
    return (f"{'wss' if address.scheme == 'https' else 'ws'}://{address.netloc}",)


def _shown_policy() -> str:
    """Data that a browser draws: its own viewer writes styles, a chart and a table hold some; nothing of it runs.

    Any page may frame it, so that it can stand in an article: there is nothing in it to click by mistake.
    """
    return _policy(
        default_src="'none'",
        style_src="'unsafe-inline'",
        img_src="'self' data:",
        font_src="data:",
        object_src="'self'",
        base_uri="'none'",
        form_action="'none'",
        frame_ancestors="*",
    )


def _policy(**sources: str) -> str:
    return "; ".join(f"{name.replace('_', '-')} {said}" for name, said in sources.items())


def _raw(headers: dict[str, str]) -> Raw:
    return tuple((name.lower().encode("ascii"), value.encode("ascii")) for name, value in headers.items())
