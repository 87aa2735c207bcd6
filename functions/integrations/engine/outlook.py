"""How integrations fare as the dispatcher sees them: read at once, believed for five seconds."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from integrations.engine.health import Health, turns_away
from integrations.ports import Healths
from shared.clock import Clock

FRESH: Final = timedelta(seconds=5)


class Outlook:
    """Spares the queue what a worker would only hold; what it has not seen yet the worker holds."""

    def __init__(self, healths: Healths, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._healths = healths
        self._clock = clock
        self._seen: Mapping[str, Health] = {}
        self._seen_at: datetime | None = None

    def turns_away(self, integration_id: str, among: Sequence[str]) -> bool:
        """Tell whether an integration would be held back; `among` are all that may be asked for."""
        now = self._clock()
        is_old = self._seen_at is None or now - self._seen_at >= FRESH
        if is_old or integration_id not in self._seen:
            self._seen, self._seen_at = self._healths.get_many(among), now
        return turns_away(self._seen[integration_id], now)
