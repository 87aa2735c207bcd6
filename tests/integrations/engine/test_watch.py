"""Warnings after an hour, a day and three days; the end after five days without one success."""

from datetime import timedelta

import pytest

from integrations.engine.health import Health, Stage
from integrations.engine.watch import is_hopeless, new_stage, warned
from tests.integrations.builders import NOW, make_integration

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def failing(since=NOW, **changes):
    fields = {"failing_since": since, "last_failure_at": since, "failures_in_row": 20, **changes}
    return Health(integration_id="int_1", **fields)


OLD = make_integration(created_at=NOW - 30 * DAY)


@pytest.mark.parametrize(
    ("age", "stage"),
    [
        (HOUR - timedelta(seconds=1), None),
        (HOUR, Stage.HOUR),
        (DAY, Stage.DAY),
        (3 * DAY, Stage.THREE_DAYS),
    ],
)
def test_the_longer_it_fails_the_more_urgent_the_warning(age, stage):
    assert new_stage(failing(), OLD, NOW + age) is stage


def test_no_warning_is_given_twice_and_none_is_left_out():
    health, given = failing(), []
    for hour in range(24 * 6):
        stage = new_stage(health, OLD, NOW + hour * HOUR)
        if stage:
            given.append((hour, stage))
            health = warned(health, OLD, stage)

    assert given == [(1, Stage.HOUR), (24, Stage.DAY), (72, Stage.THREE_DAYS)]


def test_another_spell_of_failing_is_warned_of_anew():
    health = warned(failing(), OLD, Stage.DAY)
    again = health.model_copy(
        update={"failing_since": NOW + 2 * DAY, "last_failure_at": NOW + 2 * DAY}
    )

    assert new_stage(again, OLD, NOW + 2 * DAY + HOUR) is Stage.HOUR


def test_five_days_without_one_success_are_the_end():
    assert not is_hopeless(failing(), OLD, NOW + 5 * DAY - timedelta(seconds=1))
    assert is_hopeless(failing(), OLD, NOW + 5 * DAY)


@pytest.mark.parametrize(
    ("failures", "expected"), [(2, (None, False)), (9, (Stage.THREE_DAYS, False))]
)
def test_few_failures_in_a_quiet_week_are_no_failing(failures, expected):
    health, later = failing(failures_in_row=failures), NOW + 6 * DAY

    assert (new_stage(health, OLD, later), is_hopeless(health, OLD, later)) == expected


def test_what_failed_before_it_was_last_enabled_is_forgiven():
    enabled = make_integration(created_at=OLD.created_at, enabled_at=NOW + 5 * DAY)

    assert not is_hopeless(failing(), enabled, NOW + 6 * DAY)
    still = failing(last_failure_at=NOW + 6 * DAY)
    assert not is_hopeless(still, enabled, NOW + 9 * DAY)
    assert is_hopeless(still, enabled, NOW + 10 * DAY)


@pytest.mark.parametrize("state", ["paused", "disabled"])
def test_one_that_stands_still_is_not_watched(state):
    integration = make_integration(state=state, created_at=OLD.created_at)

    assert new_stage(failing(), integration, NOW + DAY) is None
    assert not is_hopeless(failing(), integration, NOW + 9 * DAY)


def test_one_that_works_is_left_alone():
    fine = Health(integration_id="int_1", last_success_at=NOW)

    assert new_stage(fine, OLD, NOW + 9 * DAY) is None
    assert not is_hopeless(fine, OLD, NOW + 9 * DAY)


def test_a_warning_needs_three_failures_in_a_row_and_the_end_ten():
    stages = [new_stage(failing(failures_in_row=n), OLD, NOW + HOUR) for n in (2, 3)]
    ends = [is_hopeless(failing(failures_in_row=n), OLD, NOW + 5 * DAY) for n in (9, 10)]

    assert stages == [None, Stage.HOUR]
    assert ends == [False, True]


def test_who_has_not_failed_since_it_was_enabled_is_not_failing():
    never = failing(last_failure_at=None)

    assert new_stage(never, OLD, NOW + DAY) is None
    assert not is_hopeless(never, OLD, NOW + 6 * DAY)
