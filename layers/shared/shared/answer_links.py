"""Links by which a customer answers about an order: a sealed statement, with no row behind it.

The room of feedback reads them; messages of the integrations carry them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

PURPOSE: Final = "feedback"
LINK_LIFE: Final = timedelta(days=30)


class Closes(Protocol):
    """What seals statements."""

    def close(self, purpose: str, statement: Mapping[str, Any]) -> str:
        """Seal a statement."""


def make_token(sealer: Closes, order_id: str, until: datetime) -> str:
    """Seal the right to answer about an order until a moment."""
    return sealer.close(PURPOSE, {"order": order_id, "until": int(until.timestamp())})


def make_link(sealer: Closes, order_id: str, now: datetime) -> tuple[str, datetime]:
    """Make the path of a link that is good from now on for its whole life, and tell its end."""
    until = now.replace(microsecond=0) + LINK_LIFE
    return f"/f/{make_token(sealer, order_id, until)}", until
