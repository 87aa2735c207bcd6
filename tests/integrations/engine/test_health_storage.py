"""The contracts of health, notices and lanes: DynamoDB and the fakes pass them alike."""

from datetime import timedelta

import pytest

from integrations.engine.breaker import Breaker, Bucket
from integrations.engine.delivery import hold
from integrations.engine.health import Health, Stage
from integrations.engine.health_storage import DynamoHealths, DynamoNotices
from integrations.engine.lane_storage import DynamoLanes
from integrations.engine.pace import Pace
from integrations.engine.storage import DynamoDeliveries
from integrations.model import KEEP_DAYS, Hold, Notice
from integrations.ports import HealthMovedError, LaneMovedError
from shared.table import Table
from tests.integrations.builders import NOW, answered, attempted, make_delivery, take
from tests.integrations.fakes import FakeDeliveries, FakeHealths, FakeNotices

FULL = Health(
    integration_id="int_1",
    rev=1,
    breaker=Breaker(
        state="half_open",
        opened_at=NOW,
        next_probe_at=NOW + timedelta(milliseconds=1),
        probe="me",
        probe_until=NOW,
        trips=3,
        buckets=(Bucket(at=NOW, attempts=3, failed=2),),
    ),
    pace=Pace(next_free_at=NOW, slow=2, mean_s=0.125, under_way={"me": NOW}),
    failures_in_row=3,
    failing_since=NOW,
    warned=Stage.DAY,
    warned_since=NOW,
)


@pytest.fixture(params=["fake", "dynamo"])
def healths(request):
    if request.param == "fake":
        return FakeHealths()
    return DynamoHealths(Table("IntegrationsTable", request.getfixturevalue("dynamo")))


class TestHealths:
    def test_of_an_unknown_integration_nothing_bad_is_known(self, healths):
        assert healths.get("int_1") == Health(integration_id="int_1")

    def test_health_comes_back_as_it_was_written(self, healths):
        healths.save(FULL)

        assert healths.get("int_1") == FULL
        assert healths.get_many(["int_1", "int_2"]) == {
            "int_1": FULL,
            "int_2": Health(integration_id="int_2"),
        }
        assert healths.get_many([]) == {}

    @pytest.mark.parametrize("rev", [1, 2, 4])
    def test_whoever_writes_an_old_revision_is_told_what_stands(self, healths, rev):
        now = FULL.model_copy(update={"rev": 2, "scout": "dlv_1"})
        healths.save(FULL)
        healths.save(now)

        with pytest.raises(HealthMovedError) as raised:
            healths.save(FULL.model_copy(update={"rev": rev}))

        assert raised.value.found == now

    def test_a_write_repeated_after_a_lost_reply_is_no_conflict(self, healths):
        healths.save(FULL)
        healths.save(FULL)

        assert healths.get("int_1") == FULL


def make_notice(**changes):
    fields = {
        "integration_id": "int_1",
        "integration_name": "Склад",
        "kind": "failing_1h",
        "since": NOW,
        "at": NOW + timedelta(hours=1),
        "detail": "no delivery got through for an hour",
    }
    return Notice(**{**fields, **changes})


@pytest.fixture(params=["fake", "dynamo"])
def notices(request):
    if request.param == "fake":
        return FakeNotices()
    return DynamoNotices(Table("IntegrationsTable", request.getfixturevalue("dynamo")))


class TestNotices:
    def test_a_notice_is_kept_once(self, notices):
        assert notices.add(make_notice())
        assert not notices.add(make_notice(at=NOW + timedelta(hours=2)))

        assert notices.of("int_1") == (make_notice(),)
        assert notices.of("int_2") == ()

    def test_a_notice_waits_until_it_was_told_and_not_again(self, notices):
        other = make_notice(integration_id="int_2")
        for each in (make_notice(), other):
            notices.add(each)
        assert set(notices.untold()) == {make_notice(), other}

        notices.settle(make_notice())
        notices.settle(make_notice())
        assert not notices.add(make_notice(at=NOW + timedelta(hours=2)))

        assert notices.untold() == (other,)
        assert notices.of("int_1") == (make_notice(),)

    def test_notices_are_listed_newest_first(self, notices):
        day = make_notice(kind="failing_24h", at=NOW + timedelta(days=1))
        again = make_notice(since=NOW + timedelta(days=9), at=NOW + timedelta(days=9, hours=1))
        for each in (make_notice(), again, day):
            notices.add(each)

        assert notices.of("int_1") == (again, day, make_notice())


class Both:
    """Deliveries and their lanes in DynamoDB."""

    def __init__(self, table, clock):
        self._parts = (
            DynamoLanes(table, due_shards=3, clock=clock),
            DynamoDeliveries(table, due_shards=3, clock=clock),
        )

    def __getattr__(self, name):
        return next(getattr(part, name) for part in self._parts if hasattr(part, name))


@pytest.fixture(params=["fake", "dynamo"])
def lanes(request, clock):
    if request.param == "fake":
        return FakeDeliveries()
    return Both(Table("DeliveriesTable", request.getfixturevalue("dynamo")), clock)


def behind(delivery, last):
    return hold(delivery, Hold.SERIAL).model_copy(update={"after": last.id})


class TestLanes:
    FIRST, SECOND, THIRD = (make_delivery(id=f"dlv_{n}") for n in (1, 2, 3))

    def test_a_lane_knows_its_last_and_what_follows_each(self, lanes):
        second = behind(self.SECOND, self.FIRST)
        assert lanes.last("int_1", "ord_1") is None

        assert lanes.join(self.FIRST)
        assert lanes.last("int_1", "ord_1") == self.FIRST
        assert lanes.next_of("dlv_1") is None
        assert lanes.join(second)

        assert lanes.last("int_1", "ord_1") == second
        assert lanes.next_of("dlv_1") == second
        assert lanes.get("dlv_2") == second
        assert list(lanes.held("int_1", Hold.SERIAL)) == [second]

    def test_of_two_who_join_behind_the_same_one_the_second_looks_again(self, lanes):
        lanes.join(self.FIRST)
        lanes.join(behind(self.SECOND, self.FIRST))

        with pytest.raises(LaneMovedError):
            lanes.join(behind(self.THIRD, self.FIRST))
        with pytest.raises(LaneMovedError):
            lanes.join(self.THIRD)

        assert lanes.get("dlv_3") is None

    def test_a_delivery_joins_once(self, lanes):
        lanes.join(self.FIRST)

        assert not lanes.join(self.FIRST)

    def test_lanes_are_apart_by_integration_and_order(self, lanes):
        others = [make_delivery("int_2"), make_delivery(order="ord_2")]
        for each in (self.FIRST, *others):
            assert lanes.join(each)

        assert lanes.last("int_2", "ord_1") == others[0]
        assert lanes.last("int_1", "ord_2") == others[1]

    def test_what_became_of_the_last_is_seen(self, lanes):
        lanes.join(self.FIRST)
        take(lanes, self.FIRST)
        done = attempted(self.FIRST, answered())
        lanes.settle(done, "me")

        assert lanes.last("int_1", "ord_1") == done


def test_a_lane_that_expired_is_begun_anew_although_dynamo_deletes_late(dynamo, clock):
    lanes = Both(Table("DeliveriesTable", dynamo), clock)
    lanes.join(TestLanes.FIRST)

    clock.pass_by(days=KEEP_DAYS, seconds=1)

    assert lanes.last("int_1", "ord_1") is None
    assert lanes.join(TestLanes.SECOND)
