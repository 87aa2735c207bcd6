"""What became of a message to a customer, as the log of deliveries tells it to other rooms.

The integrations room alone writes the Deliveries table; its items are read here as they lie there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from shared.clock import moment

CHANNELS: Final = frozenset({"email", "sms", "telegram"})
"""The kinds of integrations that write to people."""
FATE_FIELDS: Final = (
    "kind", "audience", "recipient", "state", "finished_at", "ended_because", "attempts",
    "provider_status",
)  # fmt: skip
"""What is read of a delivery."""
_OVER: Final = frozenset({"failed", "skipped"})


@dataclass(frozen=True)
class Fate:
    """One message to the customer: underway, delivered to its channel, or lost, and why."""

    channel: str
    state: Literal["underway", "delivered", "lost"]
    at: datetime | None = None
    because: str | None = None


def fate(item: Mapping[str, Any]) -> Fate | None:
    """Read a delivery; None for what goes to somebody else than the customer."""
    if item["kind"] not in CHANNELS or item.get("recipient") is not None:
        return None
    if item.get("audience") not in {None, "customer"}:
        return None
    told = item.get("provider_status") or {}
    at = moment(item["finished_at"]) if item.get("finished_at") else None
    if told.get("state") == "failed":
        return Fate(item["kind"], "lost", at, f"the provider says {told['code']}")
    if item["state"] == "delivered":
        return Fate(item["kind"], "delivered", at)
    if item["state"] in _OVER:
        return Fate(item["kind"], "lost", at, _because(item))
    return Fate(item["kind"], "underway")


def together(fates: Iterable[Fate]) -> Fate | None:
    """Give the one fate of a message that went by several channels; None where none carries it.

    One that arrived is enough; what is underway may still arrive.
    """
    ranks = ("delivered", "underway", "lost")
    return min(fates, key=lambda each: ranks.index(each.state), default=None)


def _because(item: Mapping[str, Any]) -> str:
    if item.get("ended_because"):
        return str(item["ended_because"])
    # What a partner answers may name the customer, whom this must not outlive: its kind is told.
    attempts = item.get("attempts") or [{}]
    return f"it was refused ({attempts[-1].get('error_class') or 'unknown'})"
