"""A reader's session with a Streamlit page at its web socket: what the browser says, without the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

from benchmarks.serving import HOST


@dataclass(frozen=True)
class Widget:
    """A filter on the page: its id, its words, the fragment it stands in (none: a choice runs the whole script)."""

    id: str
    fragment: str = ""
    options: tuple[str, ...] = ()


class PageSession:
    """One open page."""

    def __init__(self, socket: ClientConnection, path: str) -> None:
        self._socket = socket
        self._page = path.strip("/")
        self._query = ""
        self._script = ""
        self._widgets: dict[str, Widget] = {}

    def draw(self, query: str = "") -> int:
        """Ask for the page with this query string; the bytes that came until its script had finished.

        Raises:
            RuntimeError: the page shows an exception, or its script does not compile.
        """
        self._query, self._script = query, ""
        return self._run(BackMsg())

    @property
    def query(self) -> str:
        """What the address of the page says by now."""
        return self._query

    def choose(self, label: str, chosen: Sequence[str] | Sequence[float]) -> int:
        """Set the filter of that label, as the browser does: with its part of the page alone where it stands in one.

        Raises:
            As `draw`.
        """
        widget, asked = self._widgets[label], BackMsg()
        state = asked.rerun_script.widget_states.widgets.add(id=widget.id)
        if widget.options:
            state.string_array_value.data.extend(map(str, chosen))
        else:
            state.double_array_value.data.extend(map(float, chosen))
        asked.rerun_script.fragment_id = widget.fragment
        return self._run(asked)

    def _run(self, asked: BackMsg) -> int:
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._script
        asked.rerun_script.page_name = "" if self._script else self._page
        self._socket.send(asked.SerializeToString())
        received = 0
        while True:
            content = self._socket.recv(timeout=60)
            message = ForwardMsg.FromString(content)
            received += len(content)
            self._remember(message)
            if message.HasField("script_finished"):
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError(f"the script of /{self._page}?{self._query} does not compile")
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return received

    def _remember(self, message: ForwardMsg) -> None:
        """Take from the message what the next one to the server must say."""
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._find_widget(message.delta)
        elif kind == "new_session":
            self._script = self._script or message.new_session.page_script_hash
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string

    def _find_widget(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"/{self._page}?{self._query} shows: {element.exception.message}")
        if kind == "multiselect":
            own = element.multiselect
            self._widgets[own.label] = Widget(own.id, delta.fragment_id, tuple(own.options))
        elif kind == "slider":
            self._widgets[element.slider.label] = Widget(element.slider.id, delta.fragment_id)


@contextmanager
def page_session(port: int, path: str) -> Iterator[PageSession]:
    """The page at that path, opened and left."""
    address = f"ws://{HOST}:{port}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None) as socket:
        yield PageSession(socket, path)
