"""Planted defects of steps and stores: left out, in the wrong order, or without condition."""

from typing import Any, Final

from integrations import channels
from integrations.channels import SqsQueues
from integrations.engine.attempt import Attempts
from integrations.engine.delivery import SAFETY_NET
from integrations.engine.dispatch import Dispatcher
from integrations.engine.sweep import Sweeper, Swept
from integrations.model import DeliveryState, Hold
from integrations.ports import Pointer
from shared.requests import Request
from tests.integrations.fakes import READY, FakeDeliveries, FakeHealths
from tests.orders.fakes import FakeOrders
from tests.simulation import house
from tests.simulation.defects import Plant
from tests.simulation.stores import SimDeliveries


def refused_messages_are_dropped(patch: Any) -> None:
    def sent(self: Any, url: str, batch: Any) -> None:
        entries = [channels._entry(n, pointer) for n, pointer in enumerate(batch)]
        self._client.send_message_batch(QueueUrl=url, Entries=entries)

    patch.setattr(SqsQueues, "_send", sent)


def the_stream_is_acked_on_failure(patch: Any) -> None:
    def acked(event: Any, handle: Any) -> Any:
        for record in event["Records"]:
            try:
                handle(record)
            except Exception:  # noqa: BLE001, S112 - the defect
                continue
        return {"batchItemFailures": []}

    patch.setattr(house, "in_order", acked)


def the_stream_goes_on_behind_the_failed(patch: Any) -> None:
    def skipping(event: Any, handle: Any) -> Any:
        for record in event["Records"]:
            try:
                handle(record)
            except Exception:  # noqa: BLE001 - the defect
                rest = event["Records"][event["Records"].index(record) + 1 :]
                left = [each["dynamodb"]["SequenceNumber"] for each in rest[:1]]
                return {"batchItemFailures": [{"itemIdentifier": each} for each in left]}
        return {"batchItemFailures": []}

    patch.setattr(house, "in_order", skipping)


def marks_before_it_sends(patch: Any) -> None:
    real = Attempts._try

    def marked(self: Any, row: Any, integration: Any, owner: str, *rest: Any) -> None:
        done = row.model_copy(update={"state": DeliveryState.DELIVERED, "due_at": None})
        self._parts.deliveries.settle(done, owner)
        real(self, row, integration, owner, *rest)

    patch.setattr(Attempts, "_try", marked)


def logs_after_it_settles(patch: Any) -> None:
    real_settle, real_log = SimDeliveries.settle, SimDeliveries.log
    kept: dict[str, Any] = {}

    def log(self: Any, row: Any, outcome: Any, body: bytes) -> None:
        kept[row.id] = (row, outcome, body)

    def settle(self: Any, row: Any, owner: str) -> bool:
        done = real_settle(self, row, owner)
        if row.id in kept:
            real_log(self, *kept.pop(row.id))
        return bool(done)

    patch.setattr(SimDeliveries, "log", log)
    patch.setattr(SimDeliveries, "settle", settle)


def failures_are_not_logged(patch: Any) -> None:
    real = SimDeliveries.log

    def log(self: Any, row: Any, outcome: Any, body: bytes) -> None:
        if outcome.delivered:
            real(self, row, outcome, body)

    patch.setattr(SimDeliveries, "log", log)


def another_body_each_time(patch: Any) -> None:
    real = SimDeliveries.event_body

    def body(self: Any, event_id: str) -> bytes | None:
        found = real(self, event_id)
        return found and found + b" " * len(self.logged)

    patch.setattr(SimDeliveries, "event_body", body)


def lease_without_condition(patch: Any) -> None:
    def lease(self: Any, pointer: Pointer, owner: str, now: Any, until: Any) -> Any:
        row = self.rows.get(pointer.delivery_id)
        if row is None or row.state not in READY or row.attempt_count != pointer.attempt_count:
            return None
        self.leases[row.id] = (owner, until)
        return row

    patch.setattr(SimDeliveries, "lease", lease)


def lease_of_what_is_over(patch: Any) -> None:
    def lease(self: Any, pointer: Pointer, owner: str, now: Any, until: Any) -> Any:
        row = self.rows.get(pointer.delivery_id)
        holder, ends = self.leases.get(pointer.delivery_id, (owner, now))
        if row is None or (holder != owner and ends >= now):
            return None
        self.leases[row.id] = (owner, until)
        return row

    patch.setattr(SimDeliveries, "lease", lease)


def settles_without_asking_whose(patch: Any) -> None:
    def settle(self: Any, row: Any, owner: str) -> bool:
        self._write(row.model_copy(update={"leased_since": None}))
        return True

    patch.setattr(SimDeliveries, "settle", settle)


def lets_go_without_looking(patch: Any) -> None:
    def let_go(self: Any, row: Any) -> bool:
        self._write(row)
        return True

    patch.setattr(FakeDeliveries, "let_go", let_go)


def adds_over_what_is_there(patch: Any) -> None:
    def add(self: Any, row: Any) -> bool:
        self.rows[row.id] = row
        return True

    patch.setattr(FakeDeliveries, "add", add)


def health_is_written_blindly(patch: Any) -> None:
    def save(self: Any, found: Any) -> None:
        self.kept[found.integration_id] = found

    patch.setattr(FakeHealths, "save", save)


def stops_at_the_first_that_is_there(patch: Any) -> None:
    real = Dispatcher._added

    def added(self: Any, row: Any, *rest: Any) -> Any:
        if any(each.event_id == row.event_id for each in self._deliveries._target.rows.values()):
            return None
        return real(self, row, *rest)

    patch.setattr(Dispatcher, "_added", added)


def no_sweeper(patch: Any) -> None:
    patch.setattr(Sweeper, "sweep", lambda _: Swept(0, 0))


def what_is_due_is_not_sent(patch: Any) -> None:
    patch.setattr(Sweeper, "_send_due", lambda _: 0)


def pushes_before_it_sends(patch: Any) -> None:
    def send_due(self: Any) -> int:
        now = self._clock()
        due = list(self._deliveries.due(now))
        for each in due:
            self._deliveries.push_due(each, now + SAFETY_NET)
        self._stores.queue.send(
            Pointer(e.delivery_id, e.attempt_count, e.integration_id, e.kind) for e in due
        )
        return len(due)

    patch.setattr(Sweeper, "_send_due", send_due)


def the_ends_of_the_deleted_are_forgotten(patch: Any) -> None:
    patch.setattr(Sweeper, "_end", lambda *_: None)


def only_the_first_are_released(patch: Any) -> None:
    real = Sweeper._let_go

    def let_go(self: Any, integration: Any, because: Any, most: int, now: Any) -> int:
        done = real(self, integration, because, min(most, 1), now)
        if because is Hold.PAUSED and integration.release_from:
            asked = integration.release_from
            self._stores.gate.note(
                integration.id, lambda found: found.model_copy(update={"released_at": asked})
            )
        return int(done)

    patch.setattr(Sweeper, "_let_go", let_go)


def what_the_breaker_held_is_forgotten(patch: Any) -> None:
    real = Sweeper._let_go
    patch.setattr(
        Sweeper,
        "_let_go",
        lambda self, one, why, most, now: real(
            self, one, why, 0 if why is Hold.BREAKER else most, now
        ),
    )


def lanes_are_left_to_the_workers(patch: Any) -> None:
    patch.setattr(Sweeper, "_release_serial", lambda *_: 0)


def the_deleted_are_left_open(patch: Any) -> None:
    real = Attempts._settle

    def settle(self: Any, done: Any, owner: str, integration: Any) -> None:
        if integration is not None:
            real(self, done, owner, integration)

    patch.setattr(Attempts, "_settle", settle)


def nobody_is_told_that_it_took_effect(patch: Any) -> None:
    patch.setattr(FakeOrders, "_remember", lambda *_: None)


def orders_are_written_blindly(patch: Any) -> None:
    def save(self: Any, order: Any, *, before: Any, request: Request | None) -> None:
        self._check_request(request)
        self.kept[order.id] = order
        self._remember(request, order)

    patch.setattr(FakeOrders, "save", save)


OF_STEPS: Final[tuple[Plant, ...]] = (
    refused_messages_are_dropped,
    the_stream_is_acked_on_failure,
    the_stream_goes_on_behind_the_failed,
    marks_before_it_sends,
    logs_after_it_settles,
    failures_are_not_logged,
    another_body_each_time,
    lease_without_condition,
    lease_of_what_is_over,
    settles_without_asking_whose,
    lets_go_without_looking,
    adds_over_what_is_there,
    health_is_written_blindly,
    stops_at_the_first_that_is_there,
    no_sweeper,
    what_is_due_is_not_sent,
    pushes_before_it_sends,
    the_ends_of_the_deleted_are_forgotten,
    only_the_first_are_released,
    what_the_breaker_held_is_forgotten,
    lanes_are_left_to_the_workers,
    the_deleted_are_left_open,
    nobody_is_told_that_it_took_effect,
    orders_are_written_blindly,
)
