"""A receiver in a process of its own, as lean as asyncio lets it be: `python -m tests.bench.sink`.

It answers a request to `/1000` after that many microseconds, over plain or TLS lines that stay
open, so that what is measured in the bench's own process is the sender alone.
"""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


class Sink(asyncio.Protocol):
    """Reads requests with a declared length and answers each."""

    def __init__(self) -> None:
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, end, body = self._read.partition(b"\r\n\r\n")
        if not end:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        self._read = body[length:]
        if delay := int(head[len("POST /") : head.index(b" HTTP")]):
            loop = asyncio.get_running_loop()
            loop.call_later(delay / 1e6, self._transport.write, ANSWER)
        else:
            self._transport.write(ANSWER)


async def serve(pem: str) -> None:
    context = None
    if pem:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", 0, ssl=context, backlog=512)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)  # until whoever started it lets go


@contextmanager
def sink(pem: Path | None = None) -> Iterator[int]:
    """Start one; give its port."""
    command = [sys.executable, "-m", "tests.bench.sink", str(pem or "")]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield int(process.stdout.readline())
        process.communicate()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
