"""Which URLs an integration may name: checked when it is saved and again at every send."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import urlsplit

from shared.addresses import is_public

MAX_URL: Final = 2048
PORTS: Final = frozenset({443, 8443})
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)$")
_NUMBER: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)$")
_PRIVATE_NAMES: Final = ("localhost", "local", "internal", "arpa", "onion", "test", "invalid")


class TargetError(ValueError):
    """A URL that must not be called; says which rule it breaks."""


@dataclass(frozen=True)
class Target:
    """Where a call may go: the host as it is named and the port."""

    host: str
    port: int


def check_target(url: str, *, private_hosts: frozenset[str] = frozenset()) -> Target:
    """Check a URL's text; `private_hosts` may be called by plain http on any port (development)."""
    if len(url) > MAX_URL:
        raise TargetError(f"must not be longer than {MAX_URL} characters")
    if any(c <= " " or c in "\\\x7f" for c in url):
        raise TargetError("must hold no blanks, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise TargetError("is not a URL") from error
    host = (parts.hostname or "").rstrip(".")
    if "@" in parts.netloc:
        raise TargetError("must hold no user name or password")
    if "#" in url:
        raise TargetError("must hold no fragment")
    if host in private_hosts and parts.scheme in {"http", "https"}:
        return Target(host, port or (443 if parts.scheme == "https" else 80))
    if parts.scheme != "https":
        raise TargetError("must begin with https://")
    if port is not None and port not in PORTS:
        raise TargetError(f"must use one of the ports {sorted(PORTS)}")
    if ("[" in parts.netloc) != (":" in host):
        raise TargetError("must hold nothing but an IPv6 address in brackets")
    _check_host(host)
    return Target(host, port or 443)


def _check_host(host: str) -> None:
    if ":" in host:
        _check_address(IPv6Address, host)
        return
    labels = _ascii(host).split(".")
    if _NUMBER.match(labels[-1]):
        # 127.1, 0177.0.0.1 and 2130706433 are addresses to some resolvers: only the plain form is.
        _check_address(IPv4Address, host)
        return
    if len(labels) < 2 or not all(_LABEL.match(label) for label in labels):  # noqa: PLR2004
        raise TargetError("must name a host with a domain")
    if labels[-1] in _PRIVATE_NAMES:
        raise TargetError("must name a public host")


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise TargetError("must name a host that DNS can hold") from error


def _check_address(kind: type[IPv4Address | IPv6Address], host: str) -> None:
    try:
        kind(host)
    except (AddressValueError, ValueError) as error:
        raise TargetError("must name a host or a plain address") from error
    if not is_public(host):
        raise TargetError("must be a public address")
