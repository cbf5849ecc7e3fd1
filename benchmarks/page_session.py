"""A reader's session with a Streamlit page at its web socket: what the browser says, without the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

from benchmarks.serving import HOST


class PageSession:
    """One open page."""

    def __init__(self, socket: ClientConnection, path: str) -> None:
        self._socket = socket
        self._page = path.strip("/")

    def draw(self, query: str = "") -> int:
        """Ask for the page with this query string; the bytes that came until its script had finished.

        Raises:
            RuntimeError: the page shows an exception, or its script does not compile.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = self._page
        self._socket.send(asked.SerializeToString())
        received = 0
        while True:
            content = self._socket.recv(timeout=60)
            message = ForwardMsg.FromString(content)
            received += len(content)
            if message.delta.new_element.HasField("exception"):
                raise RuntimeError(f"/{self._page}?{query} shows: {message.delta.new_element.exception.message}")
            if message.HasField("script_finished"):
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError(f"the script of /{self._page}?{query} does not compile")
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return received


@contextmanager
def page_session(port: int, path: str) -> Iterator[PageSession]:
    """The page at that path, opened and left."""
    address = f"ws://{HOST}:{port}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None) as socket:
        yield PageSession(socket, path)
