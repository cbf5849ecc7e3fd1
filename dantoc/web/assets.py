"""Streamlit's own scripts and styles, packed: several megabytes that it would send as they are.

Their names carry a checksum of what is in them, so browsers keep them for good; packed bytes are kept here.
"""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dantoc.web import packing
from dantoc.web.answers import Answer, Shelf

ASSETS = Shelf(16 << 20)
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_FOR_GOOD = "public, immutable, max-age=31536000"


class Assets:
    """The files below a folder that packing makes smaller, by the path they are asked for under."""

    def __init__(self, folder: Path, root: str) -> None:
        """`root` is the path of the folder, such as ``/static``; a path that is no file's is never looked for."""
        self._files = {
            f"{root}/{path.relative_to(folder).as_posix()}": path
            for path in folder.rglob("*")
            if path.suffix in _TYPES and path.stat().st_size >= packing.SMALLEST
        }

    async def answer(self, request: Request) -> Response | None:
        """The file packed; None where Streamlit gives it as well: nothing to pack, or a reader who takes none."""
        path = self._files.get(request.scope["path"])
        encoding = packing.choose(request.headers.get("accept-encoding", ""))
        if path is None or not encoding or "range" in request.headers:
            return None
        key = f"{encoding} {path}"
        kept = ASSETS.get(key)
        if kept is None:
            kept = await run_in_threadpool(_packed, path, encoding)
            ASSETS.put(key, kept)
        headers = {"Cache-Control": _FOR_GOOD, "Content-Encoding": encoding, "Vary": "Accept-Encoding"}
        return Response(kept.body, headers=headers, media_type=kept.media_type)


def _packed(path: Path, encoding: str) -> Answer:
    return Answer(packing.pack(path.read_bytes(), encoding), _TYPES[path.suffix], "")
