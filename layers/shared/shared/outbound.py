"""Calls to the outside: guarded, bounded in time and size, over one shared client.

The name is resolved once, every address it has must be public, and the connection goes to the
address that was checked, while Host, SNI and the certificate stay with the name. No redirects, no
proxies from the environment. The deadline covers the whole exchange, a slow drip included.
"""

import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from functools import cache
from typing import Any, Final

import certifi
import httpcore
import httpx

from shared.addresses import is_public
from shared.calls import OutboundError, Reply
from shared.targets import TargetError, check_target

CONNECT_S: Final = 5.0
MAX_REPLY: Final = 64 * 1024
POOL: Final = 64

Resolve = Callable[..., list[Any]]
"""Answers as `socket.getaddrinfo` does."""


class Outbound:
    """Sends requests to hosts that we do not trust."""

    def __init__(
        self,
        *,
        private_hosts: frozenset[str] = frozenset(),
        resolve: Resolve = socket.getaddrinfo,
    ) -> None:
        """Make the shared client; `private_hosts` are let through in development."""
        self._private_hosts = private_hosts
        self._timer = _Timer()
        context = ssl.create_default_context(cafile=certifi.where())
        transport = httpx.HTTPTransport(verify=context, trust_env=False)
        # httpx has no public way to give its pool a network backend.
        transport._pool = httpcore.ConnectionPool(  # noqa: SLF001
            ssl_context=context,
            max_connections=POOL,
            max_keepalive_connections=POOL,
            keepalive_expiry=20,
            network_backend=_Guarded(private_hosts, self._timer, resolve),
        )
        self._client = httpx.Client(
            transport=transport,
            trust_env=False,
            timeout=httpx.Timeout(None, pool=CONNECT_S),  # the deadline is ours
        )

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        """Send a body and read at most MAX_REPLY bytes of the answer within the deadline."""
        try:
            check_target(url, private_hosts=self._private_hosts)
        except TargetError as error:
            raise OutboundError("target", str(error)) from error
        self._timer.start(deadline_s)
        try:
            return self._exchange(url, body, headers)
        except httpx.TimeoutException as error:
            raise OutboundError("timeout", f"no answer within {deadline_s:g} s") from error
        except httpx.ConnectError as error:
            raise OutboundError(_connect_kind(error), str(error)) from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise OutboundError("protocol", str(error) or type(error).__name__) from error

    def _exchange(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        sent = {"accept-encoding": "identity", **headers}
        with self._client.stream("POST", url, content=body, headers=sent) as response:
            read, truncated, fault = bytearray(), False, None
            try:
                # Without a size: a size makes httpx wait for that many bytes past any deadline.
                for chunk in response.iter_raw():
                    read += chunk
                    if len(read) > MAX_REPLY:
                        truncated = True
                        break
            except httpx.TransportError as error:
                fault = type(error).__name__
            return Reply(
                response.status_code,
                dict(response.headers),
                bytes(read[:MAX_REPLY]),
                truncated,
                fault,
            )


@cache
def outbound(private_hosts: frozenset[str]) -> Outbound:
    """Give the process's shared client."""
    return Outbound(private_hosts=private_hosts)


def _connect_kind(error: httpx.ConnectError) -> str:
    text = str(error)
    if text.startswith("name:"):
        return "dns"
    if text.startswith("address:"):
        return "target"
    return "tls" if "SSL" in text or "CERTIFICATE" in text else "connect"


class _Timer(threading.local):
    """The deadline of the exchange that this thread is in."""

    ends = 0.0

    def start(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return left if most is None else min(left, most)


class _Guarded(httpcore.NetworkBackend):
    """Resolves once, checks every address, connects to the one that was checked."""

    def __init__(self, private_hosts: frozenset[str], timer: _Timer, resolve: Resolve) -> None:
        self._private_hosts = private_hosts
        self._timer = timer
        self._resolve = resolve
        self._resolver = ThreadPoolExecutor(POOL, thread_name_prefix="resolve")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - our own deadline stands above it
        local_address: str | None = None,  # noqa: ARG002 - never asked for
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - never asked for
    ) -> httpcore.NetworkStream:
        addresses = self._addresses(host, port)
        if host not in self._private_hosts and not all(map(is_public, addresses)):
            raise httpcore.ConnectError(f"address: {host} has an address that is not public")
        last: Exception | None = None
        for address in addresses:
            try:
                sock = socket.create_connection((address, port), self._timer.left(CONNECT_S))
            except TimeoutError as error:
                last = httpcore.ConnectTimeout(str(error))
            except OSError as error:
                last = httpcore.ConnectError(str(error))
            else:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return _Bounded(sock, self._timer)
        raise last or httpcore.ConnectError("name: no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        # getaddrinfo knows no timeout of its own, so it is waited for on the side.
        found: Future[list[Any]] = self._resolver.submit(
            self._resolve, host, port, type=socket.SOCK_STREAM
        )
        try:
            answers = found.result(self._timer.left(CONNECT_S))
        except FutureTimeoutError as error:
            raise httpcore.ConnectTimeout("name: not resolved in time") from error
        except OSError as error:
            raise httpcore.ConnectError(f"name: {error}") from error
        return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class _Bounded(httpcore.NetworkStream):
    """A stream whose every step ends at the exchange's deadline."""

    def __init__(self, sock: socket.socket, timer: _Timer) -> None:
        self._sock, self._timer = sock, timer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        self._sock.settimeout(self._timer.left())
        try:
            return self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout("deadline") from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._sock.settimeout(self._timer.left())
        try:
            self._sock.sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout("deadline") from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        self._sock.settimeout(self._timer.left(CONNECT_S))
        try:
            secure = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("deadline") from error
        except OSError as error:
            raise httpcore.ConnectError(f"SSL: {error}") from error
        return _Bounded(secure, self._timer)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's
        if info == "ssl_object" and isinstance(self._sock, ssl.SSLSocket):
            return self._sock
        if info == "is_readable":
            return _is_readable(self._sock)
        return None


def _is_readable(sock: socket.socket) -> bool:
    # What the pool asks of an idle connection: readable means closed by the other side.
    readable, _, _ = select.select([sock], [], [], 0)
    return bool(readable)
