"""What must hold at every moment: each write and each call is looked at as it happens."""

import base64
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from integrations.engine.delivery import delivery_id
from integrations.engine.health import Health
from integrations.model import Delivery, DeliveryState
from tests.simulation.clockwork import Clockwork
from tests.simulation.partners import Send
from tests.simulation.stores import SimDeliveries

MOST_ATTEMPTS: Final = 8
EARLY_S: Final = 2.1
RATE_WINDOW_S: Final = 50.0
"""Less than a minute by as much as a slow write can shift when an attempt is noted."""


class Watch:
    """Looks on; whatever must not be is kept in `violations`."""

    def __init__(self, clock: Clockwork) -> None:
        self._clock = clock
        self.violations: list[str] = []
        self.deliveries: SimDeliveries
        self.limits: Callable[[str], Any]
        self.secrets: Callable[[str], list[str]]
        self.exists: Callable[[str], bool]
        self.by_delivery: defaultdict[str, list[Send]] = defaultdict(list)
        self.by_integration: defaultdict[str, list[Send]] = defaultdict(list)
        self.bodies: dict[str, bytes] = {}
        self._admitted: defaultdict[str, list[float]] = defaultdict(list)
        self._owners: set[str] = set()

    def violate(self, rule: str, detail: object) -> None:
        self.violations.append(f"{rule}: {detail} at {self._clock.now:.1f} s")

    # ------------------------------------------------------------------ on the wire
    def sets_out(self, send: Send) -> None:
        key = delivery_id(send.event_id, send.integration_id)
        row = self.deliveries.rows.get(key)
        if row is None:
            self.violate("phantom: a send without a delivery", key)
            return
        earlier = self.by_delivery[key]
        self._alone(send, row, earlier)
        self._in_time(row)
        self._as_promised(send)
        self._in_turn(row)
        earlier.append(send)
        self.by_integration[send.integration_id].append(send)

    def _alone(self, send: Send, row: Delivery, earlier: list[Send]) -> None:
        if any(other.under_way for other in earlier):
            self.violate("two sends of one delivery at once", row.id)
        holder, until = self.deliveries.leases.get(row.id, ("", None))
        if holder != send.owner or until is None or until < self._clock():
            self.violate("a send without a lease", row.id)
        if not row.is_open:
            self.violate("a send after the end", (row.id, row.state))
        if row.attempt_count >= MOST_ATTEMPTS:
            self.violate("more attempts than the cap", row.id)
        if send.owner not in self._owners:
            self.violate("a send that the gate did not let out", row.id)
        limits = self.limits(send.integration_id)
        running = [e for e in self.by_integration[send.integration_id] if e.under_way]
        if limits and len(running) >= limits.concurrency:
            self.violate("more sends at once than agreed", send.integration_id)

    def _in_time(self, row: Delivery) -> None:
        if not row.attempts or row.attempts[-1].next_attempt_at is None:
            return
        early = (row.attempts[-1].next_attempt_at - self._clock()).total_seconds()
        if early > EARLY_S:
            self.violate("a retry before its time", (row.id, early))

    def _as_promised(self, send: Send) -> None:
        if self.bodies.setdefault(send.event_id, send.body) != send.body:
            self.violate("another body under the same id", send.event_id)
        moment = send.headers.get("webhook-timestamp", "")
        content = f"{send.event_id}.{moment}.".encode() + send.body
        given = send.headers.get("webhook-signature", "").split()
        known = self.secrets(send.integration_id)
        if known and not any(f"v1,{_mark(secret, content)}" in given for secret in known):
            self.violate("a signature by no secret in force", send.integration_id)

    def _in_turn(self, row: Delivery) -> None:
        before = self.deliveries.rows.get(row.after or "")
        if before is None or not before.is_open or row.skipped_ahead or self._serial_over(row):
            return
        self.violate("serial order", (row.id, before.id, before.state))

    def _serial_over(self, row: Delivery) -> bool:
        return (self._clock() - row.created_at).total_seconds() >= 24 * 3600

    # ------------------------------------------------------------------ deliveries
    def wrote(self, before: Delivery | None, row: Delivery) -> None:
        if row.attempt_count != len(row.attempts):
            self.violate("attempts are counted that were not made", (row.id, row.attempt_count))
        if before is None:
            return
        if not before.is_open:
            self.violate("a delivery was written after its end", (row.id, before.state))
        if self.deliveries.is_releasing and before.state is not DeliveryState.HELD:
            self.violate("released though nobody held it", (row.id, before.state))
        if row.attempts[: before.attempt_count] != before.attempts:
            self.violate("an attempt was lost from the log", row.id)
        if row.attempt_count > before.attempt_count:
            self._attempted(before, row)
        elif not row.is_open and before.is_open:
            self._given_up(row)

    def _attempted(self, before: Delivery, row: Delivery) -> None:
        last, sends = row.attempts[-1], self.by_delivery[row.id]
        if row.attempt_count != before.attempt_count + 1 or row.attempt_count > len(sends):
            self.violate("an attempt that no send stands for", row.id)
        if (row.id, last.number, last.started_at) not in self.deliveries.logged:
            self.violate("an attempt that is not in the log", row.id)
        owner = self.deliveries.leases.get(row.id, ("", None))[0]
        mine = [each for each in sends if each.owner == owner]
        heard = [each.status for each in mine][-1:]
        well = heard and heard[0] is not None and 200 <= heard[0] < 300
        if row.state is DeliveryState.DELIVERED and not well:
            self.violate("delivered without a partner's yes", (row.id, heard))
        is_early = row.attempt_count < MOST_ATTEMPTS and heard != [410]
        if row.state is DeliveryState.FAILED and is_early:
            self.violate("failed with attempts left", (row.id, row.attempt_count, heard))
        if row.is_open and mine and last.next_attempt_at is not None:
            waits = (last.next_attempt_at - self._clock()).total_seconds()
            ran = self._clock.now - (mine[-1].end or self._clock.now)
            if mine[-1].asked_s and waits + ran < mine[-1].asked_s - 1:
                self.violate("Retry-After was not kept to", (row.id, mine[-1].asked_s, waits))

    def _given_up(self, row: Delivery) -> None:
        if row.attempt_count >= MOST_ATTEMPTS or not self.exists(row.integration_id):
            return
        self.violate("given up for no reason", (row.id, row.ended_because))

    def sent(self, delivery_ids: Iterable[str]) -> None:
        if self._clock.process is not None:
            self._clock.process.sent.update(delivery_ids)

    def pushed(self, delivery_id: str) -> None:
        """Whoever dies between push and send has put a delivery off by a quarter of an hour."""
        process = self._clock.process
        if process is not None and delivery_id not in process.sent:
            self.violate("put off before it was sent", delivery_id)

    # ------------------------------------------------------------------ health
    def fares(self, before: Health, after: Health) -> None:
        new = [each for each in after.pace.under_way if each not in before.pace.under_way]
        if not new:
            return
        self._owners.update(new)
        if not before.breaker.is_closed and not after.breaker.is_closed:
            self._probed(before, after, new)
        self._paced(after.integration_id, len(new))

    def _probed(self, before: Health, after: Health, new: list[str]) -> None:
        now, breaker = self._clock(), before.breaker
        ends = breaker.next_probe_at if breaker.state == "open" else breaker.probe_until
        if len(new) > 1 or after.breaker.probe != new[0]:
            self.violate("a breaker let more than a probe through", after.integration_id)
        elif ends is not None and ends > now:
            self.violate("a probe before its time", (after.integration_id, str(ends)))

    def _paced(self, integration_id: str, count: int) -> None:
        limits, now = self.limits(integration_id), self._clock.now
        times = [at for at in self._admitted[integration_id] if now - at < RATE_WINDOW_S]
        times += [now] * count
        self._admitted[integration_id] = times
        if limits and len(times) > limits.rate_per_minute:
            self.violate("more attempts in a minute than agreed", integration_id)


def _mark(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
