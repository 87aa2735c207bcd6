"""What became of texts, and how many parts a day has."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from integrations import wiring
from integrations.engine.storage import DynamoDeliveries
from integrations.sms.fates import MOST_A_MINUTE, STEPS, Fates
from integrations.sms.gate import Fate
from integrations.sms.ledger import DynamoLedger
from integrations.sms.storage import DynamoStatuses, DynamoWatches
from integrations.sms.telling import Callbacks, callback_url
from shared.errors import NotFoundError
from shared.signing import Seal
from shared.table import Table
from tests.integrations.builders import FixedClock, make_delivery, make_integration
from tests.integrations.fakes import FakeIntegrations

MOSCOW = ZoneInfo("Europe/Moscow")


class Room:
    """Texts that a gateway took, over real tables; the gateway says what it is told to."""

    def __init__(self, dynamo, deliveries):
        self.clock, self.says, self.asked = FixedClock(), None, []
        table = Table("IntegrationsTable", dynamo)
        self.watches = DynamoWatches(table)
        self.deliveries = deliveries
        self.integrations = FakeIntegrations(make_integration("int_1", kind="sms"))
        statuses = DynamoStatuses(Table("DeliveriesTable", dynamo))
        self.fates = Fates(self.watches, statuses, self.integrations, self._ask, self.clock)

    def _ask(self, integration, watched):
        self.asked.append(watched.reference)
        return self.says

    def sent(self, reference="SM1", **changes):
        delivery = make_delivery(kind="sms", **changes)
        self.deliveries.add(delivery)
        self.fates.watch(delivery, "+79000000001", reference)
        return delivery.id

    def later(self, state, code="1", **time):
        self.says = Fate(state, code) if state else None
        self.clock.pass_by(**time)
        return self.fates.poll()

    def status(self, delivery_id):
        found = self.deliveries.get(delivery_id).provider_status
        return (found.state, found.code) if found else None

    def rows(self, dynamo):
        return dynamo.scan(TableName="IntegrationsTable")["Count"]


@pytest.fixture
def room(dynamo, clock):
    table = Table("DeliveriesTable", dynamo)
    return Room(dynamo, DynamoDeliveries(table, due_shards=3, clock=clock))


def test_what_the_gateway_says_stands_in_the_log_until_it_is_final(room, dynamo):
    delivery = room.sent()

    assert room.fates.poll() == {"asked": 0, "over": 0}
    assert room.later("sent", "0", seconds=30) == {"asked": 1, "over": 0}
    assert room.status(delivery) == ("sent", "0")
    assert room.later("delivered", "1", minutes=2) == {"asked": 1, "over": 1}
    assert room.status(delivery) == ("delivered", "1")
    assert room.rows(dynamo) == 0


def test_a_gateway_that_does_not_answer_is_asked_for_a_day_and_no_longer(room, dynamo):
    room.sent()

    for step in STEPS:
        assert room.later(None, seconds=step.total_seconds())["asked"] == 1
    assert room.later(None, days=2)["asked"] == 0
    assert room.rows(dynamo) == 0


def test_the_number_is_kept_shorter_than_an_erasure_waits():
    assert sum(STEPS, timedelta()) < wiring.SETTLE


def test_of_a_deleted_integration_nobody_is_asked(room, dynamo):
    room.sent()
    room.integrations.kept.clear()

    assert room.later("delivered", seconds=30) == {"asked": 1, "over": 1}
    assert (room.asked, room.rows(dynamo)) == ([], 0)


def test_no_more_are_asked_for_than_a_minute_bears_the_longest_due_first(room):
    for number in range(MOST_A_MINUTE + 3):
        room.sent(f"SM{number}", id=f"dlv_{number:03}")
        room.clock.pass_by(milliseconds=1)

    room.later("sent", seconds=31)

    assert room.asked == [f"SM{number}" for number in range(MOST_A_MINUTE)]


def test_only_texts_are_followed(room, dynamo):
    room.fates.watch(make_delivery(kind="email"), "a@x.example", "1")

    assert room.rows(dynamo) == 0


class TestToldByGateways:
    """Each gateway's own words at an address that only it knows."""

    @pytest.mark.parametrize(
        ("form", "status", "answer"),
        [
            ({"MessageSid": "SM1", "MessageStatus": "delivered"}, ("delivered", "delivered"), "OK"),
            (
                {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"},
                ("failed", "undelivered 30003"),
                "OK",
            ),
            ({"id": "SM1", "phone": "79000000001", "status": "1"}, ("delivered", "1"), "OK"),
            ({"data[0]": "sms_status\nSM1\n103\n1795334400"}, ("delivered", "103"), "100"),
            ({"data[0]": "callcheck_status\nSM1\n401"}, None, "100"),
            ({"MessageSid": "SM9", "MessageStatus": "delivered"}, None, "OK"),
            ({"id": "SM1", "status": "nonsense"}, None, "OK"),
            ({}, None, "OK"),
        ],
    )
    def test_what_they_tell_stands_in_the_log(self, room, form, status, answer):
        delivery, callbacks = room.sent(), Callbacks(Seal(b"key"), room.fates)

        assert callbacks.take(token(), form) == answer
        assert room.status(delivery) == status

    def test_nobody_else_can_tell_anything(self, room):
        callbacks = Callbacks(Seal(b"key"), room.fates)

        for guess in ("", "guess", token(b"other")):
            with pytest.raises(NotFoundError):
                callbacks.take(guess, {"id": "SM1", "status": "1"})

    def test_what_was_final_is_asked_for_no_more(self, room, dynamo):
        room.sent()

        Callbacks(Seal(b"key"), room.fates).take(token(), {"id": "SM1", "status": "20"})

        assert room.rows(dynamo) == 0

    def test_another_integrations_texts_are_not_theirs_to_tell(self, room):
        delivery = room.sent()

        Callbacks(Seal(b"key"), room.fates).take(token(of="int_2"), {"id": "SM1", "status": "1"})

        assert room.status(delivery) is None

    def test_without_an_address_of_ours_no_gateway_is_asked_to_tell(self):
        assert callback_url(Seal(b"key"), "", "int_1") == ""


def token(key=b"key", of="int_1"):
    return callback_url(Seal(key), "https://naryad.example", of).rpartition("/")[2]


class TestTheDaysParts:
    """The bound of a day in the company's zone."""

    def ledger(self, dynamo, clock):
        return DynamoLedger(Table("IntegrationsTable", dynamo), MOSCOW, clock)

    def test_what_is_over_the_bound_waits_for_the_companys_midnight(self, dynamo, clock):
        ledger = self.ledger(dynamo, clock)

        taken = [ledger.take("int_1", 2, 5) for _ in range(3)]

        assert taken == [None, None, datetime(2026, 11, 22, 21, 0, tzinfo=UTC)]
        assert ledger.take("int_1", 1, 5) is None
        assert ledger.take("int_2", 5, 5) is None

    def test_the_next_day_begins_with_nothing_spent(self, dynamo, clock):
        ledger = self.ledger(dynamo, clock)
        ledger.take("int_1", 5, 5)

        clock.now = ledger.take("int_1", 1, 5)

        assert ledger.take("int_1", 5, 5) is None

    def test_what_was_not_used_is_given_back(self, dynamo, clock):
        ledger = self.ledger(dynamo, clock)
        ledger.take("int_1", 5, 5)
        ledger.give_back("int_1", 5)
        ledger.give_back("int_1", 5)

        assert ledger.take("int_1", 5, 5) is None
        assert ledger.take("int_1", 1, 5) is not None

    def test_a_text_of_more_parts_than_the_day_has_is_never_taken(self, dynamo, clock):
        assert self.ledger(dynamo, clock).take("int_1", 6, 5) is not None

    def test_a_bound_that_was_lowered_holds_at_once(self, dynamo, clock):
        ledger = self.ledger(dynamo, clock)
        ledger.take("int_1", 5, 10)

        assert ledger.take("int_1", 1, 3) is not None
