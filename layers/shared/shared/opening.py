"""Guarded connections: a name is resolved once, and what was checked is what is connected to.

Every address of a name must be public, so that no answer of a hostile DNS slips in a private one.
The connection goes to the number that was checked; SNI and the certificate stay with the name.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Final

from shared.addresses import is_address, is_public
from shared.calls import Fault, OutboundError
from shared.lines import Line
from shared.targets import Target
from shared.watch import Watch

STEP_S: Final = 5.0
"""For the name, for the connection and for TLS, each."""
ADDRESSES: Final = 4
"""How many addresses of a name are tried; all of them are checked."""
RESOLVERS: Final = 64

Resolve = Callable[..., list[Any]]
"""Answers as `socket.getaddrinfo` does."""
Connect = Callable[[tuple[str, int], float], socket.socket]
"""Connects as `socket.create_connection` does."""


class Opening:
    """Opens lines to checked addresses."""

    def __init__(
        self,
        tls: ssl.SSLContext,
        *,
        private_hosts: frozenset[str],
        resolve: Resolve,
        connect: Connect,
    ) -> None:
        """Keep how to resolve and connect; `private_hosts` may have any address."""
        self._tls = tls
        self._private_hosts = private_hosts
        self._resolve = resolve
        self._connect = connect
        self._resolver = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="resolve")

    def open(self, target: Target, watch: Watch) -> Line:
        """Resolve, check, connect and secure; OutboundError says which of them failed."""
        sock = self.reach(target, watch)
        address = watch.remote_ip or ""
        if not target.is_secure:
            return Line(sock, address)
        with watch.step("tls"):
            return Line(self._secured(sock, target.host, watch), address)

    def reach(self, target: Target, watch: Watch) -> socket.socket:
        """Resolve, check and connect, no more."""
        addresses = self._addresses(target, watch)
        if target.host not in self._private_hosts and not all(map(is_public, addresses)):
            raise OutboundError("target", f"{target.host} has an address that is not public")
        with watch.step("connect"):
            return self._connected(addresses[:ADDRESSES], target.port, watch)

    def _addresses(self, target: Target, watch: Watch) -> list[str]:
        if is_address(target.host):
            return [target.host]
        with watch.step("dns"), _waiting("dns", f"{target.host} was not resolved in time"):
            # getaddrinfo knows no timeout of its own, so it is waited for on the side.
            found: Future[list[Any]] = self._resolver.submit(
                self._resolve, target.host, target.port, type=socket.SOCK_STREAM
            )
            answers = found.result(watch.left(STEP_S))
        if not answers:
            raise OutboundError("dns", f"{target.host} has no address")
        return list(dict.fromkeys(str(answer[4][0]) for answer in answers))

    def _connected(self, addresses: list[str], port: int, watch: Watch) -> socket.socket:
        share = STEP_S / len(addresses)
        for address in addresses[:-1]:
            with suppress(OutboundError):
                return self._tried(address, port, share, watch)
        return self._tried(addresses[-1], port, share, watch)

    def _tried(self, address: str, port: int, seconds: float, watch: Watch) -> socket.socket:
        watch.remote_ip = address
        with _waiting("unreachable", f"{address} took no connection in time"):
            sock = self._connect((address, port), watch.left(seconds))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return sock

    def _secured(self, sock: socket.socket, host: str, watch: Watch) -> ssl.SSLSocket:
        try:
            with _waiting("tls", "no secure line came about in time"):
                sock.settimeout(watch.left(STEP_S))
                return self._tls.wrap_socket(sock, server_hostname=host)
        except OutboundError:
            sock.close()
            raise


@contextmanager
def _waiting(kind: Fault, too_late: str) -> Iterator[None]:
    """Name what goes wrong at a step."""
    try:
        yield
    except TimeoutError as error:
        raise OutboundError("timeout", too_late) from error
    except ssl.SSLCertVerificationError as error:
        raise OutboundError("certificate", error.verify_message) from error
    except ConnectionRefusedError as error:
        raise OutboundError("refused", "nobody takes connections there") from error
    except OSError as error:
        raise OutboundError(kind, str(error)) from error
