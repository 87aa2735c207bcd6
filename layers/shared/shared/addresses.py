"""Which network addresses an outbound call may reach: the public internet and nothing else.

The standard library's `is_global` is no guard: it lets translated, site-local and multicast
addresses through, and its answers differ between Python versions. So the lists are written out.
Source: https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

_V4_DENIED: Final = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's wire server, public by number only
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_V6_ALLOWED: Final = IPv6Network("2000::/3")
_V6_DENIED: Final = tuple(
    IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


def is_public(address: str) -> bool:
    """Tell whether an address lies in the public internet; a zone id never does."""
    if "%" in address:
        return False
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        return _is_public_v6(parsed)
    return _is_public_v4(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    return not any(address in net for net in _V4_DENIED)


def _is_public_v6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return _is_public_v4(address.ipv4_mapped)
    return address in _V6_ALLOWED and not any(address in net for net in _V6_DENIED)


def is_address(host: str) -> bool:
    """Tell whether a host is an address and no name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
