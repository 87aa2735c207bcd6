"""Hourly figures: their definition, counting them, and their store."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.engine.storage import DynamoDeliveries
from integrations.log.counting import Counting
from integrations.log.hour_storage import DynamoHours
from integrations.log.service import LogService
from integrations.log.statistics import (
    BINS_MS,
    HOUR,
    Figures,
    Hour,
    Point,
    counted,
    hour_of,
    last_hours,
    summed,
)
from shared.errors import NotFoundError
from shared.table import Table
from tests.integrations.builders import NOW, answered, attempted, make_delivery, make_integration
from tests.integrations.fakes import FakeDeliveries, FakeIntegrations
from tests.integrations.log.fakes import FakeHours, FakeLog

points = st.lists(st.builds(Point, st.integers(0, 60_000), st.booleans()), max_size=50)


def test_without_attempts_there_is_no_rate_and_no_percentile():
    assert (Figures().success_rate, Figures().percentile_ms(95)) == (None, None)


def test_the_rate_is_that_of_attempts_that_delivered():
    assert counted([Point(1, delivered=True)] * 2 + [Point(1, delivered=False)]).success_rate == (
        0.6667
    )


@given(points.filter(bool), st.sampled_from([50, 95, 100]))
def test_a_percentile_is_the_end_of_the_bin_that_holds_the_nearest_rank(found, percent):
    ranked = sorted(each.duration_ms for each in found)
    rank = ranked[-(-len(ranked) * percent // 100) - 1]
    width = (0, *BINS_MS)

    shown = counted(found).percentile_ms(percent)

    assert shown == next(end for end in BINS_MS if end >= rank)
    assert width[width.index(shown) - 1] < rank or rank == 0


@given(points, points)
def test_the_figures_of_two_hours_are_those_of_all_their_attempts(one, other):
    assert summed([counted(one), counted(other)]) == counted(one + other)


def test_the_last_hours_end_with_the_present_one():
    assert last_hours(NOW + timedelta(minutes=59), 3) == [NOW - 2 * HOUR, NOW - HOUR, NOW]
    assert hour_of(NOW + timedelta(minutes=59)) == NOW


@pytest.fixture(params=["fake", "dynamo"])
def hours(request):
    if request.param == "fake":
        return FakeHours()
    return DynamoHours(Table("DeliveriesTable", request.getfixturevalue("dynamo")))


def test_hours_come_back_for_the_window_that_is_asked_for(hours):
    figures = counted([Point(7, delivered=True), Point(90, delivered=False)])
    for back in range(3):
        hours.save("int_1", NOW - back * HOUR, figures)
    hours.save("int_1", NOW, figures)
    hours.save("int_2", NOW, Figures())

    found = hours.get("int_1", NOW - HOUR, NOW)

    assert found == {NOW - HOUR: Hour(NOW - HOUR, figures)}


def test_what_is_counted_never_goes_back(hours):
    assert hours.counted_until() is None
    hours.settle(NOW)
    hours.settle(NOW - HOUR)
    assert hours.counted_until() == NOW


def test_every_attempt_that_is_logged_is_a_point_of_its_hour_once(dynamo, clock):
    table = Table("DeliveriesTable", dynamo)
    deliveries, hours = DynamoDeliveries(table, due_shards=2, clock=clock), DynamoHours(table)
    done = attempted(make_delivery(), answered())
    for _ in range(2):
        deliveries.log(done, answered(), b"{}")
    refused = attempted(make_delivery(order="ord_2"), answered(500))
    deliveries.log(refused, answered(500), b"{}")

    assert sorted(hours.points("int_1", NOW), key=lambda p: p.delivered) == [
        Point(1000, delivered=False),
        Point(1000, delivered=True),
    ]
    assert list(hours.points("int_1", NOW - HOUR)) == []
    assert list(hours.points("int_2", NOW)) == []


def attempt(at, integration_id="int_1", *, delivered=True):
    return (integration_id, at, Point(100, delivered))


def service(hours, clock):
    deliveries = FakeDeliveries()
    integrations = FakeIntegrations(make_integration())
    return LogService(integrations, deliveries, FakeLog(deliveries), hours, clock=clock)


def test_hours_are_counted_once_they_are_over(clock):
    hours = FakeHours(attempt(NOW - 2 * HOUR), attempt(NOW - HOUR), attempt(NOW))
    counting = Counting(FakeIntegrations(make_integration()), hours, clock=clock)

    clock.pass_by(minutes=4)
    counting.run(lambda: True)
    assert hours.until == NOW - HOUR
    clock.pass_by(minutes=1)
    assert counting.run(lambda: True) == 1

    assert hours.until == NOW
    assert sorted(at for _, at in hours.kept) == [NOW - 2 * HOUR, NOW - HOUR]
    assert counting.run(lambda: True) == 0


def test_counting_an_hour_again_gives_the_same(clock):
    hours = FakeHours(attempt(NOW - HOUR), attempt(NOW - HOUR, delivered=False))
    clock.pass_by(minutes=5)
    for _ in range(2):
        hours.until = None
        Counting(FakeIntegrations(make_integration()), hours, clock=clock).run(lambda: True)

    assert (hours.kept["int_1", NOW - HOUR].attempts, len(hours.kept)) == (2, 1)


def test_counting_without_time_goes_on_later(clock):
    hours = FakeHours(attempt(NOW - HOUR))
    clock.pass_by(minutes=5)

    counting = Counting(FakeIntegrations(make_integration()), hours, clock=clock)

    assert counting.run(lambda: False) == 0
    assert hours.until is None


def test_statistics_join_what_is_counted_and_what_is_not_yet(clock):
    hours = FakeHours(attempt(NOW - HOUR, delivered=False), attempt(NOW), attempt(NOW))
    clock.pass_by(minutes=30)
    Counting(FakeIntegrations(make_integration()), hours, clock=clock).run(lambda: True)
    hours.attempts = [each for each in hours.attempts if each[1] == NOW]

    shown = service(hours, clock).statistics("int_1", 3)

    assert [each.figures.attempts for each in shown] == [0, 1, 2]
    assert [each.at for each in shown] == [NOW - 2 * HOUR, NOW - HOUR, NOW]
    with pytest.raises(NotFoundError):
        service(hours, clock).statistics("int_9", 3)
