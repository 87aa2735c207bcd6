"""A partner who is told of orders, and does as docs/webhooks.md and docs/backup.md say."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.integrations.receiver import Receiver


class Partner:
    """A partner who does as docs/webhooks.md says: repeats and older versions are dropped."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._read = 0
        self.ids: dict[str, Any] = {}
        self._came: dict[str, datetime] = {}
        self.orders: dict[str, Any] = {}
        self.dropped: list[Any] = []

    def hear(self) -> list[Any]:
        """Read what came since; gives all of it, taken or dropped."""
        new = self._receiver.got[self._read :]
        self._read += len(new)
        came = [json.loads(each.body) for each in new]
        for event, got in zip(came, new, strict=True):
            sent = datetime.fromtimestamp(int(got.headers["webhook-timestamp"]), UTC)
            self._came[event["id"]] = sent
            if event["id"] in self.ids or not self._is_newer(event):
                self.dropped.append(event)
            elif event["type"].startswith("order."):
                self.orders[event["data"]["order"]["id"]] = event["data"]["order"]
            self.ids.setdefault(event["id"], event)
        return came

    def forget(self, first: datetime, until: datetime) -> set[str]:
        """Forget ids and versions of what came between two moments; gives its orders."""
        ids = {id_ for id_ in self.ids if first <= self._came[id_] <= until}
        forgotten = {self.ids.pop(id_)["data"]["order"]["id"] for id_ in ids}
        for order_id in forgotten & self.orders.keys():
            self.orders[order_id] = {**self.orders[order_id], "version": 0}
        return forgotten

    def _is_newer(self, event: Mapping[str, Any]) -> bool:
        known = self.orders.get(event["data"]["order"]["id"], {"version": 0})
        return event["type"].startswith("feedback.") or event["data"]["version"] >= known["version"]
