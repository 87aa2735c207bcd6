"""One HTTP/1.1 exchange over an open line, bounded before the answer and in its body.

Nothing is unpacked: the answer is asked for as it is, and one that comes compressed all the same
is kept compressed, so a few bytes never become many.
"""

from collections.abc import Mapping
from typing import Final

import h11

from shared.calls import Fault, OutboundError, Reply
from shared.lines import Line
from shared.watch import Watch

MAX_REPLY: Final = 64 * 1024
MAX_HEAD: Final = 32 * 1024
"""Of status, headers and whatever interim answers come before them."""
_CHUNK: Final = 16 * 1024
_Event = h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]


class Exchange:
    """Asks once and reads the answer."""

    def __init__(self, line: Line, watch: Watch) -> None:
        """Talk over a line by a watch."""
        self._line = line
        self._watch = watch
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        self._received = 0
        self._broken: OSError | None = None

    def perform(self, request: h11.Request, body: bytes) -> Reply:
        """Send a request and read its answer; OutboundError when none came."""
        self._send(request, body)
        head = self._head()
        read, size, fault = self._body()
        headers = _joined(head)
        return Reply(
            head.status_code,
            headers,
            bytes(read),
            truncated=size > len(read),
            body_error=fault,
            size=_whole(headers, size, is_whole=fault is None and size <= MAX_REPLY),
            http_version=head.http_version.decode(),
            measured=self._watch.read(),
        )

    @property
    def leaves_line_open(self) -> bool:
        """Tell whether the line may carry another exchange."""
        return self._http.states == {h11.CLIENT: h11.DONE, h11.SERVER: h11.DONE} and (
            self._http.trailing_data == (b"", False)
        )

    def _send(self, request: h11.Request, body: bytes) -> None:
        events = (request, h11.Data(data=body), h11.EndOfMessage())
        data = b"".join(self._http.send(event) or b"" for event in events)
        try:
            self._line.send(data, self._watch)
        except TimeoutError as error:
            raise OutboundError("timeout", "the request was not taken in time") from error
        except OSError as error:
            self._broken = error  # the partner may have answered before it hung up

    def _head(self) -> h11.Response:
        with self._watch.step("first_byte"):
            self._receive()
        while True:
            event = self._next()
            if isinstance(event, h11.Response):
                return event
            if self._received > MAX_HEAD:
                raise OutboundError("protocol", f"more than {MAX_HEAD} bytes before an answer")

    def _body(self) -> tuple[bytearray, int, Fault | None]:
        read, size = bytearray(), 0
        try:
            while size <= MAX_REPLY and isinstance(event := self._next(), h11.Data):
                size += len(event.data)
                read += event.data[: MAX_REPLY - len(read)]
        except OutboundError as error:
            return read, size, error.kind
        return read, size, None

    def _next(self) -> _Event:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                raise OutboundError("protocol", str(error)) from error
            if event is not h11.NEED_DATA:
                return event
            self._receive()

    def _receive(self) -> None:
        try:
            data = self._line.receive(_CHUNK, self._watch)
        except TimeoutError as error:
            raise OutboundError("timeout", f"no answer within {self._watch.seconds:g} s") from error
        except OSError as error:
            raise OutboundError("reset", str(error)) from error
        if not data and not self._received:
            raise OutboundError("reset", "the line was closed before an answer") from self._broken
        self._received += len(data)
        self._http.receive_data(data)


def _joined(head: h11.Response) -> dict[str, str]:
    """Give headers that came more than once as one, as HTTP lets a receiver do."""
    found: dict[str, str] = {}
    for name, value in head.headers:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _whole(headers: Mapping[str, str], size: int, *, is_whole: bool) -> int | None:
    declared = headers.get("content-length")
    if is_whole:
        return size
    return int(declared) if declared else None
