"""What can be read of the log. No AWS here: storage comes as ports."""

from collections.abc import Mapping
from typing import Any

from integrations.model import Delivery
from integrations.ports import Deliveries, DeliveryPage, Integrations
from shared.errors import NotFoundError


class LogService:
    """Reads the log of deliveries."""

    def __init__(self, integrations: Integrations, deliveries: Deliveries) -> None:
        """Join the stores."""
        self._integrations = integrations
        self._deliveries = deliveries

    def newest(
        self, integration_id: str | None, *, limit: int, after: str | None, state: str | None
    ) -> DeliveryPage:
        """List deliveries newest first, of one integration or of all, the deleted included."""
        ids = [integration_id] if integration_id else self._all_ids()
        return self._deliveries.newest(ids, limit=limit, after=after, state=state)

    def _all_ids(self) -> list[str]:
        return [*(each.id for each in self._integrations.all()), *self._integrations.gone()]

    def get(self, delivery_id: str) -> tuple[Delivery, list[Mapping[str, Any]]]:
        """Read one delivery with the full records of its attempts, or NotFoundError."""
        found = self._deliveries.get(delivery_id)
        if found is None:
            raise NotFoundError(f"there is no delivery {delivery_id}")
        return found, self._deliveries.records(delivery_id)
