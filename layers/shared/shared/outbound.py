"""Calls to the outside: guarded, bounded in time and size, over one shared client.

A URL is read once (`targets`), a name is resolved once and every address it has must be public
(`addresses`), and the connection goes to an address that was checked (`opening`). No redirects, no
proxies from the environment. The deadline covers the whole exchange, a slow drip included.
"""

import logging
import socket
import ssl
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import certifi
import h11
import httpx

from shared.calls import MAX_DEADLINE_S, OutboundError, Reply
from shared.exchange import Exchange
from shared.lines import IdleLines
from shared.opening import Connect, Opening, Resolve
from shared.targets import Target, TargetError, check_server, check_target, path_of
from shared.watch import Watch

OURS: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Headers that belong to the line: whoever calls can't set them."""


class Outbound:
    """Sends requests to hosts that we do not trust."""

    def __init__(
        self,
        *,
        private_hosts: frozenset[str] = frozenset(),
        resolve: Resolve = socket.getaddrinfo,
        connect: Connect = socket.create_connection,
        authorities: Path | None = None,
    ) -> None:
        """Make the client.

        Args:
            private_hosts: let through in development, whatever their addresses are.
            resolve: asks DNS.
            connect: opens a connection.
            authorities: who may vouch for a certificate, instead of the public ones.
        """
        self._private_hosts = private_hosts
        tls = _tls(str(authorities or certifi.where()))
        self._opening = Opening(tls, private_hosts=private_hosts, resolve=resolve, connect=connect)
        self._idle = IdleLines()
        guarded = _Guarded(self._opening, self._idle)
        self._client = httpx.Client(transport=guarded, trust_env=False)
        # It would log each URL, and those of some partners hold a secret.
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        """Send a body and read at most MAX_REPLY bytes of the answer within the deadline."""
        return self._send("POST", url, body, headers, deadline_s=deadline_s)

    def patch(
        self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        """Send what is to be other about the thing at a URL, under the same bounds."""
        return self._send("PATCH", url, body, headers, deadline_s=deadline_s)

    def get(self, url: str, headers: Mapping[str, str], *, deadline_s: float) -> Reply:
        """Ask for what is at a URL, under the same bounds."""
        return self._send("GET", url, b"", headers, deadline_s=deadline_s)

    def dial(self, host: str, port: int, watch: Watch) -> socket.socket:
        """Connect to a mail server under the same guard, for what is no HTTP."""
        try:
            return self._opening.reach(
                check_server(host, port, private_hosts=self._private_hosts), watch
            )
        except TargetError as error:
            raise OutboundError("target", str(error)) from error

    def _send(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        watch = Watch(min(deadline_s, MAX_DEADLINE_S))
        try:
            target = check_target(url, private_hosts=self._private_hosts)
            request = _request(method, target, url, body, headers)
            request.extensions |= {"target": target, "path": path_of(url), "watch": watch}
            reply: Reply = self._client.send(request).extensions["reply"]
        except TargetError as error:
            raise OutboundError("target", str(error)) from error
        except OutboundError as error:
            error.measured = watch.read()
            raise
        return reply

    def close(self) -> None:
        """Close the lines that are kept open."""
        self._client.close()


class _Guarded(httpx.BaseTransport):
    """Carries httpx's requests over checked, bounded lines instead of its own pool's."""

    def __init__(self, opening: Opening, idle: IdleLines) -> None:
        self._opening = opening
        self._idle = idle

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target: Target = request.extensions["target"]
        watch: Watch = request.extensions["watch"]
        asked = _on_the_line(request)
        line = self._idle.take(target) or self._opening.open(target, watch)
        watch.remote_ip = line.address
        exchange = Exchange(line, watch)
        try:
            reply = exchange.perform(asked, request.content)
        finally:
            if exchange.leaves_line_open:
                self._idle.keep(target, line)
            else:
                line.close()
        # Neither headers nor body are given on: httpx would keep cookies and unpack what is packed.
        return httpx.Response(reply.status, extensions={"reply": reply})

    def close(self) -> None:
        self._idle.close()


@cache
def outbound(private_hosts: frozenset[str]) -> Outbound:
    """Give the process's shared client."""
    return Outbound(private_hosts=private_hosts)


@cache
def _tls(authorities: str) -> ssl.SSLContext:
    # Reading the authorities takes 30 ms of CPU: once in a process.
    context = ssl.create_default_context(cafile=authorities)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _request(
    method: str, target: Target, url: str, body: bytes, headers: Mapping[str, str]
) -> httpx.Request:
    if theirs := [name for name in headers if name.lower() in OURS]:
        raise OutboundError("request", f"the header {theirs[0]} is not for the caller to set")
    ours = {
        "Host": target.authority,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
    }
    if method != "GET":
        ours["Content-Length"] = str(len(body))
    try:
        return httpx.Request(method, url, headers=[*ours.items(), *headers.items()], content=body)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise OutboundError("request", str(error)) from error


def _on_the_line(request: httpx.Request) -> h11.Request:
    """Give the request as it is sent; where it goes was read once, by `targets`."""
    try:
        return h11.Request(
            method=request.method,
            target=request.extensions["path"],
            headers=request.headers.raw,
        )
    except (h11.LocalProtocolError, UnicodeError) as error:
        raise OutboundError("request", str(error)) from error
