"""What can be read of the log. No AWS here: storage comes as ports."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from integrations.log.ports import Hours, LogStore
from integrations.log.query import Query
from integrations.log.statistics import HOUR, Hour, counted, last_hours
from integrations.model import Delivery
from integrations.ports import Deliveries, DeliveryPage, Integrations
from shared.clock import Clock
from shared.errors import NotFoundError


class LogService:
    """Reads the log of deliveries."""

    def __init__(
        self,
        integrations: Integrations,
        deliveries: Deliveries,
        log: LogStore,
        hours: Hours,
        *,
        clock: Clock,
    ) -> None:
        """Join the stores and the clock."""
        self._integrations = integrations
        self._deliveries = deliveries
        self._log = log
        self._hours = hours
        self._clock = clock

    def newest(self, query: Query, *, limit: int, after: str | None) -> DeliveryPage:
        """List deliveries newest first, of one integration or of all, the deleted included."""
        ids = [query.integration_id] if query.integration_id else self._all_ids()
        return self._log.page(ids, query, limit=limit, after=after)

    def _all_ids(self) -> list[str]:
        return [*(each.id for each in self._integrations.all()), *self._integrations.gone()]

    def get(
        self, delivery_id: str
    ) -> tuple[Delivery, list[Mapping[str, Any]], tuple[Delivery, ...]]:
        """Read one delivery with the full records of its attempts, and what sends it again."""
        found = self._deliveries.get(delivery_id)
        if found is None:
            raise NotFoundError(f"there is no delivery {delivery_id}")
        again = self._log.again(found.resend_of or found.id)
        return found, self._deliveries.records(delivery_id), again

    def statistics(self, integration_id: str, count: int) -> list[Hour]:
        """Give the figures of the last hours, oldest first; what is not counted yet is now."""
        if integration_id not in self._all_ids():
            raise NotFoundError(f"there is no integration {integration_id}")
        hours = last_hours(self._clock(), count)
        known = self._hours.get(integration_id, hours[0], hours[-1] + HOUR)
        until = self._hours.counted_until()
        return [known.get(at) or self._hour(integration_id, at, until) for at in hours]

    def _hour(self, integration_id: str, at: datetime, until: datetime | None) -> Hour:
        # An hour that was counted and is not there had no attempt.
        is_counted = until is not None and at < until
        points = () if is_counted else self._hours.points(integration_id, at)
        return Hour(at, counted(points))
