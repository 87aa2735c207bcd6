"""Receivers on the loopback that behave as they are told, good or bad, over real sockets."""

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAUSE_S = 0.01
# Closing with this set cuts the line instead of ending it.
CUT = struct.pack("ii", 1, 0)


@dataclass
class Receiver:
    """A listening socket; what came to it, and under which names it was asked for."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    names: list[str | None] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


def request_of(connection: socket.socket) -> bytes:
    """Read one request, head and body; nothing when the other side is gone."""
    read = b""
    while b"\r\n\r\n" not in read:
        chunk = connection.recv(65536)
        if not chunk:
            return b""
        read += chunk
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(
    status: str = "200 OK", body: bytes = b"ok", headers: str = "connection: close"
) -> bytes:
    lines = f"HTTP/1.1 {status}\r\n{headers}\r\ncontent-length: {len(body)}\r\n\r\n"
    return lines.encode() + body


@dataclass(frozen=True)
class Manners:
    """How a receiver behaves: it reads and says what it has to say, unless told otherwise."""

    handshake_s: float = 0
    delay_s: float = 0
    reads: bool = True
    drip: bytes = b""
    pause_s: float = PAUSE_S
    holds: bool = False
    cuts: threading.Event | None = None

    def talk(self, line: socket.socket, found: Receiver, said: tuple[bytes, ...]) -> None:
        for words in said:
            if self.reads:
                request = request_of(line)
                if not request:
                    return
                found.requests.append(request)
            found.over.wait(self.delay_s)
            line.sendall(words)
        while self.drip and not found.over.wait(self.pause_s):
            line.sendall(self.drip)
        if self.holds:
            found.over.wait()
        if self.cuts:
            self.cuts.wait(5)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CUT)


@contextmanager
def receiver(*said: bytes, secure: Path | None = None, **manners: Any) -> Iterator[Receiver]:
    """Answer each request of a connection with the next of `said`, then do as `manners` say."""
    behaviour = Manners(**manners)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)
        found = Receiver(listening.getsockname()[1])
        context = _context(secure, found) if secure else None

        def serve(connection: socket.socket) -> None:
            with suppress(OSError), connection:
                connection.settimeout(5)
                found.over.wait(behaviour.handshake_s)
                secured = context.wrap_socket(connection, server_side=True) if context else None
                with secured or connection as line:
                    behaviour.talk(line, found, said)

        def accept() -> None:
            threads = []
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    found.connections += 1
                    threads.append(threading.Thread(target=serve, args=(connection,)))
                    threads[-1].start()
            for thread in threads:
                thread.join()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield found
        finally:
            found.over.set()
            # Closing alone does not wake a thread that waits in accept().
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _context(pem: Path, found: Receiver) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.sni_callback = lambda _, name, __: found.names.append(name)
    return context
