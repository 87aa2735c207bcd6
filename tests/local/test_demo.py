"""The demo's stories: the same for the same day, in order of time, and of every kind."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from local.crowd import CUSTOMERS, HOUSES, IN_A_HOUSE, REGULARS, phone_of
from local.demo import Step, Story, stories
from local.terms import CALENDAR, POLICIES, Money
from orders.schemas import OrderCreate
from orders.sla.rules import check_rules

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def told() -> list[Story]:
    return list(stories(NOW))


def lines() -> list[dict[str, object]]:
    return [line for story in told() for line in story.body["items"]]


def payments() -> list[Money]:
    return [step for story in told() for step in story.steps if isinstance(step, Money)]


def test_a_day_has_the_same_stories_whenever_they_are_told() -> None:
    assert told() == told()


def test_every_story_goes_forward_in_time_and_ends_before_now() -> None:
    for story in told():
        times = [story.at, *(step.at for step in story.steps)]
        assert times == sorted(times)
        assert times[-1] < NOW


def test_every_story_begins_with_an_order_that_the_api_takes() -> None:
    for story in told():
        assert OrderCreate.model_validate(story.body).wish().title


def test_lines_have_vat_and_discounts_of_many_kinds() -> None:
    assert {line["vat"] for line in lines()} == {"none", "general", "5"}
    assert {"0", "5", "10", "100"} <= {line["discount_percent"] for line in lines()}
    assert {story.body["vat_mode"] for story in told()} == {"inside", "on_top"}


def test_orders_are_paid_whole_in_part_and_given_back() -> None:
    assert {(each.kind, each.percent) for each in payments()} >= {
        ("payment", 100),
        ("payment", 50),
        ("refund", 100),
    }
    completed = [
        s for s in told() if any(e for e in s.steps if getattr(e, "to", "") == "completed")
    ]
    assert len(payments()) < len(completed) * 1.1


def test_a_share_is_reckoned_of_what_there_is() -> None:
    half = Money(NOW, "payment", "card", 50)
    back = Money(NOW, "refund", "card")

    assert half.amount(due=1001, paid=0) == 500
    assert back.amount(due=0, paid=700) == 700
    assert half.amount(due=0, paid=0) == 0


def test_some_orders_of_the_last_days_are_late() -> None:
    open_ones = [
        story
        for story in told()
        if not {"completed", "cancelled"} & {e.to for e in story.steps if isinstance(e, Step)}
    ]

    assert any(story.at < NOW - timedelta(days=5) for story in open_ones)
    assert all(story.at > NOW - timedelta(days=16) for story in open_ones)


def test_the_companys_promises_can_be_kept() -> None:
    check_rules(CALENDAR, POLICIES)


@pytest.mark.parametrize("month", [1, 4, 7, 11])
def test_some_two_in_five_customers_come_again_within_a_year(month: int) -> None:
    now = datetime(2026, month, 20, 15, 0, tzinfo=UTC)

    calls = Counter(
        story.body["customer"]["phone"]
        for story in stories(now)
        if story.at > now - timedelta(days=365)
    )

    assert 0.35 <= sum(count > 1 for count in calls.values()) / len(calls) <= 0.45


def test_each_customer_has_a_name_and_a_telephone_of_their_own() -> None:
    assert len(set(CUSTOMERS)) == len({phone_of(n) for n in range(len(CUSTOMERS))})
    assert len(CUSTOMERS) == len(REGULARS) + HOUSES * IN_A_HOUSE
    assert all(re.fullmatch(r"\+7900000\d{4}", phone_of(n)) for n in range(len(CUSTOMERS)))
