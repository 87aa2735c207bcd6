"""Messages through the engine's real use cases: lists, skips, quiet hours."""

from datetime import UTC, datetime, time, timedelta

from integrations.engine.attempt import Attempts, Parts
from integrations.engine.sending import Sender
from integrations.engine.switch import Switch
from integrations.messages.notifying import leak_event, warning_event
from integrations.model import DeliveryState, Notice, QuietHours
from tests.integrations.builders import NOW, answered, make_change, make_integration
from tests.integrations.engine.worlds import Engine
from tests.integrations.fakes_channels import FakeConnector
from tests.integrations.messages.test_composing import Room

LIST = ("boss@example.com", "office@example.com")


class Post(Engine):
    """An engine whose one integration sends letters."""

    def __init__(self, *outcomes, event_types=("order.completed",), **messaging):
        self.room = Room(**messaging)
        integration = self.room.integration.model_copy(update={"event_types": event_types})
        super().__init__([integration], partner=FakeConnector(*(outcomes or (answered(),))))
        self.room.clock = self.clock
        self.room.composer._clock = self.clock

    def attempts(self, crash=None):
        parts = Parts(
            self.integrations,
            self.deliveries,
            self.deliveries,
            self.queue,
            self.gate(),
            Sender(self.vault, {"email": self.partner}, clock=self.clock),
            Switch(self.integrations, self.notices, clock=self.clock),
            self.room.composer,
        )
        return Attempts(parts, clock=self.clock, spread=lambda: 0.5)

    @property
    def rows(self):
        return list(self.deliveries.rows.values())

    @property
    def sent_to(self):
        return [each.message.to for each in self.partner.parcels]


def test_each_of_a_list_has_a_delivery_of_its_own():
    post = Post(audience="list", recipients=LIST)

    post.dispatch(make_change("completed"), make_change("completed"))
    post.work()

    assert sorted(post.sent_to) == sorted(LIST)
    assert {each.state for each in post.rows} == {DeliveryState.DELIVERED}
    assert len({each.id for each in post.rows}) == len(LIST)


def test_one_of_a_list_who_is_not_reached_holds_up_no_other():
    post = Post(answered(550, permanent=True), answered(), audience="list", recipients=LIST)

    post.dispatch(make_change("completed"))
    post.work()

    assert {each.state for each in post.rows} == {DeliveryState.DELIVERED, DeliveryState.FAILED}


def test_a_message_that_nobody_is_to_get_ends_visibly_without_an_attempt():
    post = Post()
    post.room.directory.customers.clear()

    post.dispatch(make_change("completed"))
    post.work()

    (row,) = post.rows
    assert (row.state, row.attempt_count) == (DeliveryState.SKIPPED, 0)
    assert row.ended_because == "there is nobody to send it to"
    assert (row.due_at, row.finished_at) == (None, NOW)
    assert post.partner.parcels == []


def test_in_quiet_hours_a_message_waits_and_burns_no_attempt():
    post = Post(quiet_hours=QuietHours(begins=time(21), ends=time(12)))

    post.dispatch(make_change("completed"))
    later = post.work()

    (row,) = post.rows
    assert (row.attempt_count, post.sent_to, later) == (0, [], [])
    assert row.due_at == row.next_at == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    post.clock.pass_by(minutes=61)
    post.sweep()
    post.work()
    assert post.sent_to == ["maria@example.com"]
    assert post.rows[0].attempt_count == 1


def test_the_log_shows_the_message_not_the_event():
    post = Post()

    post.dispatch(make_change("completed"))
    post.work()

    (record,) = post.deliveries.logged.values()
    assert "maria@example.com" in record["request_body"]
    assert "Заказ 1042" in record["request_body"]


def test_an_order_that_is_only_edited_tells_people_nothing():
    post = Post(event_types=("order.updated", "order.completed"))

    post.dispatch(make_change("new", title="Ремонт крана"))
    assert post.rows == []

    post.dispatch(make_change("en_route", id="ord_2"), make_change("completed", id="ord_3"))
    assert sorted(each.event_type for each in post.rows) == ["order.completed", "order.updated"]


def test_an_address_without_a_mailbox_is_suppressed_for_the_next_message():
    post = Post(answered(550, permanent=True, unreachable=True))

    post.dispatch(make_change("completed"))
    post.work()
    post.dispatch(make_change("completed", id="ord_2"))
    post.work()

    assert len(post.sent_to) == 1
    assert [each.state for each in post.rows] == [DeliveryState.FAILED, DeliveryState.SKIPPED]


def test_events_of_webhooks_stay_as_they_are():
    post = Post()
    post.integrations.kept["int_1"] = make_integration()

    post.dispatch(make_change())

    (row,) = post.rows
    assert row.recipient is None
    assert row.due_at == NOW + timedelta(minutes=15)


def test_administrators_are_written_to_when_a_partner_does_not_answer():
    notice = Notice(
        integration_id="int_2",
        integration_name="Склад",
        kind="failing_1h",
        since=NOW,
        at=NOW + timedelta(hours=1),
        detail="no delivery got through for an hour",
    )
    post = Post(event_types=("integration.warning",), audience="list", recipients=LIST)

    tell = post.dispatcher().events()
    told = [tell(warning_event(notice)), tell(warning_event(notice))]
    post.work()

    assert told == [len(LIST), 0]
    assert sorted(post.sent_to) == sorted(LIST)
    assert "Склад" in post.partner.parcels[0].message.subject
    assert "22.11.2026 12:00" in post.partner.parcels[0].message.text


def test_administrators_are_written_to_once_of_a_key_that_leaked():
    post = Post(event_types=("key.leaked",), audience="list", recipients=LIST[:1])

    tell = post.dispatcher().events()
    for _ in range(2):
        tell(leak_event("key_1", "Партнёр", "found in public and switched off", NOW))
    post.work()

    assert post.sent_to == [LIST[0]]
    assert "Партнёр" in post.partner.parcels[0].message.subject
