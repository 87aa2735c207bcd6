"""Which policy holds, and which rules are refused."""

import pytest
from pydantic import ValidationError

from orders.sla.rules import SlaRules, check_rules
from shared.errors import InvalidError
from shared.worktime.week import USUAL
from tests.orders.sla.builders import policy, rules
from tests.shared.worktime.builders import calendar, own_day, week

ALL = policy("all")
URGENT = policy("urgent", priorities=("urgent", "high"))
WARRANTY = policy("warranty", types=("warranty",))
BOTH = policy("both", types=("warranty",), priorities=("urgent",))


@pytest.mark.parametrize(
    ("type_", "priority", "policy_id"),
    [
        ("paid", "normal", "all"),
        ("paid", "urgent", "urgent"),
        ("warranty", "normal", "warranty"),
        ("warranty", "high", "warranty"),
        ("warranty", "urgent", "both"),
    ],
)
def test_the_most_specific_policy_holds_whatever_the_order_of_the_list(type_, priority, policy_id):
    policies = [ALL, URGENT, WARRANTY, BOTH]

    for row in (policies, policies[::-1]):
        assert rules(*row).policy_for(type_, priority).id == policy_id


def test_without_a_policy_that_holds_there_is_none():
    assert rules(WARRANTY).policy_for("paid", "urgent") is None
    assert SlaRules().policy_for("paid", "urgent") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (policy("one"), policy("two")),
        (policy("one", types=("paid", "favour")), policy("two", types=("favour",))),
        (policy("one", priorities=("low",)), policy("two", priorities=("low", "high"))),
        (
            policy("one", types=("paid",), priorities=("low",)),
            policy("two", types=("paid",), priorities=("low",)),
        ),
    ],
)
def test_two_policies_that_hold_alike_for_some_order_are_refused(one, other):
    with pytest.raises(InvalidError) as refused:
        check_rules(USUAL, [one, other])

    assert refused.value.errors[0].field == "policies.1"


def test_policies_that_never_meet_or_differ_in_rank_stand_together():
    apart = policy("apart", types=("paid",), priorities=("urgent",))

    check_rules(USUAL, [ALL, URGENT, WARRANTY, BOTH, apart])


@pytest.mark.parametrize(
    ("calendar_", "policies", "field"),
    [
        (USUAL, [policy("one"), policy("one", types=("paid",))], "policies.1.id"),
        (USUAL, [policy(response_minutes=481)], "policies.0.response_minutes"),
        (USUAL, [policy(resolution_minutes=45 * 60 * 52 + 1)], "policies.0.resolution_minutes"),
        (calendar(week=week()), [], "calendar.week"),
        (
            calendar(own_day("2026-11-23"), own_day("2026-11-23", "09:00-10:00")),
            [],
            "calendar.exceptions.1.day",
        ),
    ],
)
def test_rules_that_cannot_be_kept_are_refused_by_field(calendar_, policies, field):
    with pytest.raises(InvalidError) as refused:
        check_rules(calendar_, policies)

    assert refused.value.errors[0].field == field


def test_a_round_the_clock_promise_may_be_longer_than_the_open_hours_of_a_year():
    check_rules(USUAL, [policy(works="24x7", resolution_minutes=300 * 24 * 60)])


@pytest.mark.parametrize(
    "hours",
    [
        ("18:00-09:00",),
        ("09:00-09:00",),
        ("09:00-13:00", "12:00-18:00"),
        ("14:00-18:00", "09:00-13:00"),
        ("9:00-18:00",),
        ("09:00-24:01",),
        ("09:00 18:00",),
    ],
)
def test_hours_that_are_none_are_refused(hours):
    with pytest.raises(ValidationError):
        week(mon=hours)


def test_a_day_may_last_until_midnight():
    assert week(mon=("00:00-24:00",)).open_minutes == 1440
