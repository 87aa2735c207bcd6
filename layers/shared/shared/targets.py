"""Which URLs an integration may name: checked when it is saved and again at every send.

A URL is read once, here, and what is called is what was read: no second parser can see another
host in it.
"""

import re
import string
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from shared.addresses import is_public

MAX_URL: Final = 2048
MAX_HOST: Final = 253
PORTS: Final = frozenset({443, 8443})
MAIL_PORTS: Final = frozenset({465, 587, 2465, 2525, 2587})
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+")
_PRIVATE_NAMES: Final = frozenset(
    {
        "alt",
        "arpa",
        "corp",
        "home",
        "internal",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "onion",
        "private",
        "test",
    }
)
_OTHER_DOTS: Final = frozenset("\u3002\uff0e\uff61")
"""What IDNA takes for a dot; nobody writes a host so but to hide what it is."""


class TargetError(ValueError):
    """A URL that must not be called; says which rule it breaks."""


@dataclass(frozen=True)
class Target:
    """Where a call may go: the host as DNS knows it, and the port."""

    host: str
    port: int
    is_secure: bool = True

    @property
    def authority(self) -> str:
        """Write host and port as the Host header does."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _usual_port(is_secure=self.is_secure) else f"{host}:{self.port}"


def check_target(url: str, *, private_hosts: frozenset[str] = frozenset()) -> Target:
    """Check a URL's text; `private_hosts` may be called by plain http on any port (development)."""
    parts, port = _parts(url)
    host = (parts.hostname or "").removesuffix(".")
    if host in private_hosts and parts.scheme in {"http", "https"}:
        is_secure = parts.scheme == "https"
        return Target(host, port or _usual_port(is_secure=is_secure), is_secure)
    if parts.scheme != "https":
        raise TargetError("must begin with https://")
    if port is not None and port not in PORTS:
        raise TargetError(f"must use one of the ports {sorted(PORTS)}")
    if ("[" in parts.netloc) != (":" in host):
        raise TargetError("must hold nothing but an IPv6 address in brackets")
    return Target(_checked_host(host), port or 443)


def check_server(host: str, port: int, *, private_hosts: frozenset[str] = frozenset()) -> Target:
    """Check the name and port of a mail server; `private_hosts` may have any port."""
    plain = host.lower().removesuffix(".")
    if plain in private_hosts:
        return Target(plain, port)
    if port not in MAIL_PORTS:
        raise TargetError(f"must use one of the ports {sorted(MAIL_PORTS)}")
    return Target(_checked_host(plain), port)


def path_of(url: str) -> str:
    """Give the path and query of a checked URL as they go over the line."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(path, safe=string.punctuation)


def _parts(url: str) -> tuple[SplitResult, int | None]:
    if len(url) > MAX_URL:
        raise TargetError(f"must not be longer than {MAX_URL} characters")
    if any(c <= " " or c in "\\\x7f" for c in url):
        raise TargetError("must hold no blanks, control characters or backslashes")
    try:
        url.encode()
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise TargetError("is not a URL") from error
    if "@" in parts.netloc:
        raise TargetError("must hold no user name or password")
    if "#" in url:
        raise TargetError("must hold no fragment")
    return parts, port


def _usual_port(*, is_secure: bool) -> int:
    return 443 if is_secure else 80


def _checked_host(host: str) -> str:
    if ":" in host:
        return _checked_address(IPv6Address, host)
    host = _ascii(host)
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # 127.1, 0177.0.0.1 and 2130706433 are addresses to some resolvers: only the plain form is.
        return _checked_address(IPv4Address, host)
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):  # noqa: PLR2004 - name and domain
        raise TargetError("must name a host with a domain")
    if len(host) > MAX_HOST:
        raise TargetError(f"must name a host of at most {MAX_HOST} characters")
    if labels[-1] in _PRIVATE_NAMES:
        raise TargetError("must name a public host")
    return host


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    import idna

    try:
        if _OTHER_DOTS & set(host):
            raise TargetError("must have plain dots in its host")
        return idna.encode(host.lower()).decode()
    except UnicodeError as error:  # idna's own errors are of this kind
        raise TargetError("must name a host that DNS can hold") from error


def _checked_address(kind: type[IPv4Address | IPv6Address], host: str) -> str:
    try:
        address = kind(host)
    except (AddressValueError, ValueError) as error:
        raise TargetError("must name a host or a plain address") from error
    if not is_public(host):
        raise TargetError("must be a public address")
    return str(address)
