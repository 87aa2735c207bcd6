"""Whether a key is let in. Every reason is looked at each time, for a decoy too.

So an unknown key costs what a revoked one costs, and the time of a refusal tells nothing.
"""

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from integrations.access.model import KeyState
from integrations.access.ports import Door
from shared.clock import text

DECOY: Final = Door(id="", name="", scopes=(), state=KeyState.ACTIVE)
"""What an unknown key is judged as."""
EVERYWHERE: Final = ("0.0.0.0/0", "::/0")
"""The networks of a key that is bound to none."""


def refusal(door: Door | None, now: datetime, ip: str) -> str | None:
    """Say why a key is not let in, for our log; None when it is."""
    judged = door or DECOY
    reasons = (
        ("key unknown", not judged.id),
        ("key revoked", judged.state == KeyState.REVOKED),
        ("key inactive", judged.state != KeyState.ACTIVE),
        ("key expired", judged.ends_at <= text(now)),
        ("key used from another address", not is_allowed(ip, judged.ip_allow)),
    )
    return next((reason for reason, holds in reasons if holds), None)


def is_allowed(ip: str, networks: tuple[str, ...]) -> bool:
    """Tell whether an address lies in one of the networks; without any, every address does."""
    try:
        address = ip_address(ip)
    except ValueError:
        return not networks
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in ip_network(each) for each in networks or EVERYWHERE)
