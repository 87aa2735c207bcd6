"""The decisions at the gate by themselves: what each leaves of the breaker, the pace, the scout."""

from datetime import timedelta

import pytest

from integrations.engine.breaker import Breaker, BreakerState
from integrations.engine.health import (
    Admission,
    Health,
    Result,
    Verdict,
    Visit,
    admit,
    forgiven,
    reported,
    turns_away,
    vanished,
)
from integrations.engine.pace import Pace
from tests.integrations.builders import NOW, make_integration

SECOND = timedelta(seconds=1)
LEASE = NOW + 90 * SECOND
ONE = make_integration(limits={"rate_per_minute": 6, "concurrency": 1})
BUSY = Pace(under_way={"other": LEASE}, next_free_at=NOW, slow=2)
OPEN = Breaker(state=BreakerState.OPEN, opened_at=NOW, next_probe_at=NOW + 30 * SECOND, trips=1)
PROBED = Breaker(state=BreakerState.HALF_OPEN, probe="me", probe_until=LEASE, trips=3)
FAILED = Result(delivered=False, took_s=2)


def health(**changes):
    return Health(integration_id="int_1", **changes)


def visit(*, had_turn=False, delivery="dlv_1"):
    return Visit(delivery, "me", had_turn, LEASE)


def test_who_finds_no_room_is_given_a_moment_and_the_next_one_a_later_one():
    first, waits = admit(health(pace=BUSY), ONE, visit(), NOW)
    second, waits_longer = admit(first, ONE, visit(delivery="dlv_2"), NOW)

    assert waits.verdict is waits_longer.verdict is Verdict.WAIT
    assert NOW < waits.until < waits_longer.until
    assert first.pace == BUSY.queued(waits.until)
    assert second.pace.queue_until == waits_longer.until


def test_who_had_a_turn_goes_before_newcomers_and_so_does_a_probe():
    queued = Pace(queue_until=NOW + 60 * SECOND)
    due = OPEN.model_copy(update={"next_probe_at": NOW})

    assert admit(health(pace=queued), ONE, visit(), NOW)[1].verdict is Verdict.WAIT
    assert admit(health(pace=queued), ONE, visit(had_turn=True), NOW)[1].verdict is Verdict.GO
    assert admit(health(pace=queued, breaker=due), ONE, visit(), NOW)[1].verdict is Verdict.GO


def test_whoever_is_let_in_is_under_way_and_no_longer_the_scout():
    due = OPEN.model_copy(update={"next_probe_at": NOW})

    let_in, answer = admit(health(breaker=due, scout="dlv_1"), ONE, visit(), NOW)

    assert answer == Admission(Verdict.GO)
    assert let_in.scout is None
    assert dict(let_in.pace.under_way) == {"me": LEASE}
    assert (let_in.breaker.probe, let_in.breaker.probe_until) == ("me", LEASE)


@pytest.mark.parametrize(
    ("breaker", "scout", "away"),
    [
        (Breaker(), "dlv_9", False),
        (OPEN, None, False),
        (OPEN, "dlv_9", True),
        (PROBED, None, True),
        (PROBED.model_copy(update={"next_probe_at": NOW}), None, True),
        (PROBED.model_copy(update={"next_probe_at": NOW + SECOND}), None, False),
        (PROBED.model_copy(update={"probe_until": NOW}), "dlv_9", False),
    ],
)
def test_a_newcomer_is_turned_away_unless_it_may_go_probe_or_be_the_scout(breaker, scout, away):
    assert turns_away(health(breaker=breaker, scout=scout), NOW) is away


def test_a_success_frees_the_place_eases_the_pace_and_ends_the_failing():
    ill = health(
        breaker=PROBED,
        pace=BUSY.model_copy(update={"under_way": {"me": LEASE, "other": LEASE}}),
        scout="dlv_9",
        failures_in_row=7,
        failing_since=NOW - 60 * SECOND,
    )

    well = reported(ill, "me", Result(delivered=True, took_s=3), NOW)

    assert well.breaker == Breaker(closed_at=NOW)
    assert (dict(well.pace.under_way), well.pace.slow, well.pace.mean_s) == ({"other": LEASE}, 1, 3)
    assert (well.scout, well.failures_in_row, well.failing_since) == (None, 0, None)
    assert well.last_success_at == NOW


def test_a_failed_probe_opens_the_breaker_again_for_twice_as_long():
    ill = reported(health(breaker=PROBED, failures_in_row=2), "me", FAILED, NOW)

    assert ill.breaker.state is BreakerState.OPEN
    assert ill.breaker.next_probe_at == NOW + 240 * SECOND
    assert (ill.failures_in_row, ill.failing_since, ill.last_failure_at) == (3, NOW, NOW)
    assert (ill.pace.slow, ill.pace.stopped_until) == (0, None)


def test_a_partner_who_is_overloaded_is_stopped_for_as_long_as_it_says():
    result = Result(delivered=False, overloaded=True, stop_s=40, took_s=1)

    ill = reported(health(pace=BUSY), "other", result, NOW)

    assert (ill.pace.slow, ill.pace.stopped_until) == (3, NOW + 40 * SECOND)
    assert dict(ill.pace.under_way) == {}


def test_an_attempt_that_never_set_out_frees_its_place_and_its_probe():
    pace = Pace(under_way={"me": LEASE, "other": LEASE})

    left = vanished(health(breaker=PROBED, pace=pace), "me", NOW)

    assert dict(left.pace.under_way) == {"other": LEASE}
    opened = {"state": BreakerState.OPEN, "opened_at": NOW, "next_probe_at": NOW, "trips": 3}
    assert left.breaker == Breaker(**opened)


def test_whoever_is_forgiven_is_probed_at_once_and_sent_to_at_full_speed():
    pace = BUSY.model_copy(update={"queue_until": LEASE, "stopped_until": LEASE})

    free = forgiven(health(breaker=PROBED, pace=pace, scout="dlv_9"), NOW)

    assert free.breaker.may_probe(NOW)
    assert (free.breaker.next_probe_at, free.breaker.probe_until, free.breaker.trips) == (
        NOW,
        NOW,
        0,
    )
    assert (free.pace.queue_until, free.pace.stopped_until, free.pace.slow) == (None, None, 0)
    assert free.scout is None
    assert forgiven(health(), NOW).breaker == Breaker()
