"""What each KPI counts, and what it leaves out."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from analytics.kpis import KPIS
from analytics.reworks import mark
from analytics.rows import ROWS, AnswerRow, AskRow, LineRow, OrderRow, PaymentRow
from tests.analytics.frames import by_day, frame_of, plain, tallies, whole

ZONE = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR, DAY, MS = timedelta(hours=1), timedelta(days=1), timedelta(milliseconds=1)


def order(**changes: Any) -> OrderRow:
    """Give an order of which only this is told."""
    return plain(OrderRow, **{"currency": "RUB", "type": "paid", "created_at": NOON} | changes)


def done(at: datetime = NOON, **changes: Any) -> OrderRow:
    """Give a completed order."""
    stamps = {"completed_at": at, "last_completed_at": at}
    return order(**{"status": "completed", "outcome": "resolved", **stamps} | changes)


def value(name: str, *rows: Any) -> float | int | None:
    """Give the figure when all days are over."""
    return KPIS[name].value(whole(KPIS[name], rows).settled)


def test_a_reopening_takes_no_completion_and_no_revenue_back() -> None:
    reopened = done(status="in_progress", reopened_at=NOON + HOUR, reopen_count=1, total=500)

    assert (value("completed", reopened), value("revenue", reopened)) == (1, 500)


def test_a_completion_after_a_reopening_is_a_completion_more() -> None:
    again = done(last_completed_at=NOON + 3 * DAY, reopen_count=1)

    days = by_day(KPIS["completions"], [again], ZONE)

    assert [tally.total for tally in days.values()] == [1, 1]
    assert value("completed", again) == 1


def test_a_reopened_order_that_was_cancelled_is_both() -> None:
    both = done(status="cancelled", cancelled_at=NOON, cancelled_by="customer", reopen_count=1)

    assert value("cancellation_rate", both, done()) == 1 / 3
    assert value("cancelled_by_customer", both) == 1
    assert value("cancelled_by_company", both) == 0
    assert value("completions", both) == 1


def test_money_of_other_currencies_is_never_added() -> None:
    foreign = {
        "currency": "KZT",
        "payments": (plain(PaymentRow, kind="payment", amount=7, at=NOON),),
    }

    rows = [done(total=100), done(total=7, items=(plain(LineRow, total=7),), **foreign)]

    assert (value("revenue", *rows), value("received", *rows)) == (100, 0)
    assert (value("average_ticket", *rows), value("revenue_by_technician", *rows)) == (100, 0)
    assert value("completed", *rows) == 2


def test_money_is_received_on_the_day_of_payment_less_refunds() -> None:
    payments = (
        plain(PaymentRow, kind="payment", amount=900, at=NOON),
        plain(PaymentRow, kind="refund", amount=200, at=NOON + DAY),
    )

    days = by_day(KPIS["received"], [order(payments=payments)], ZONE)

    assert [(tally.total, tally.n) for tally in days.values()] == [(900, 1), (-200, 1)]


def test_an_average_ticket_is_of_what_customers_are_charged_for() -> None:
    rows = [
        done(total=300),
        done(total=100),
        done(type="warranty", total=0),
        done(type="rework", total=0),
        done(rework_of="ord_1", total=0),
    ]

    assert value("average_ticket", *rows) == 200


def test_a_line_is_credited_to_its_own_technician_else_to_that_of_the_order() -> None:
    lines = (plain(LineRow, total=70), plain(LineRow, total=30, technician_id="tec_b"))
    rows = [done(technician_id="tec_a", items=lines), done(items=lines)]

    credited = tallies(KPIS["revenue_by_technician"], rows, lambda _, __, who: who)

    assert {who: each.total for who, each in credited.items()} == {
        "tec_a": 70,
        "tec_b": 60,
        None: 70,
    }


def test_hands_on_time_is_without_holds() -> None:
    worked = done(started_at=NOON - 2 * HOUR, hold_seconds=1800)

    assert whole(KPIS["work_seconds"], [worked]).total == 5400
    assert whole(KPIS["on_job_time"], [worked]).total == 7200


def test_holds_of_a_reopened_order_are_not_taken_off_its_first_completion() -> None:
    mixed = done(started_at=NOON - 2 * HOUR, hold_seconds=1800, reopen_count=1)
    unheld = done(started_at=NOON - 2 * HOUR, reopen_count=1)

    assert value("cycle_time", mixed) is None
    assert value("cycle_time", unheld) == pytest.approx(7200, rel=0.01)


def test_a_visit_is_the_way_and_the_work() -> None:
    visit = done(en_route_at=NOON - 3 * HOUR, started_at=NOON - 2 * HOUR)

    figures = [
        whole(KPIS[name], [visit]).total for name in ("travel_time", "on_job_time", "visit_time")
    ]

    assert figures == [3600, 7200, 10800]


def test_a_departure_after_the_first_start_is_no_way_to_it() -> None:
    second = done(en_route_at=NOON - HOUR, started_at=NOON - 2 * HOUR)

    assert value("travel_time", second) is None
    assert value("visit_time", second) is None


@pytest.mark.parametrize("name", ["assigned_at", "en_route_at", "started_at"])
def test_whoever_acts_first_responds(name: str) -> None:
    acted = order(**{"started_at": NOON + 5 * HOUR, name: NOON + HOUR})

    assert whole(KPIS["response_time"], [acted, order()]).total == 3600


@pytest.mark.parametrize(
    ("changes", "fixed"),
    [
        ({}, 1),
        ({"outcome": "partly"}, 0),
        ({"outcome": "not_resolved"}, 0),
        ({"reopened_at": NOON + 5 * DAY}, 0),
        ({"first_rework": mark(NOON + 30 * DAY, 1, None)}, 0),
        ({"first_rework": mark(NOON + 30 * DAY + MS, 1, None)}, 1),
        ({"rework_of": "ord_1"}, None),
        ({"type": "warranty"}, 1),
        ({"type": "maintenance"}, None),
        ({"type": "installation"}, None),
        ({"type": "inspection", "outcome": "partly"}, None),
    ],
)
def test_what_comes_back_within_thirty_days_was_not_fixed_at_once(
    changes: dict[str, Any], fixed: int | None
) -> None:
    assert value("first_time_fix", done(**changes)) == fixed


def test_what_is_left_lying_past_its_due_day_counts_as_missed() -> None:
    rows = [
        done(due_at=NOON),
        done(due_at=NOON - HOUR),
        order(status="new", due_at=NOON),
        order(status="cancelled", due_at=NOON),
        done(),
    ]

    today = whole(KPIS["sla_compliance"], rows)

    assert (today.total, today.n, today.pending) == (1, 2, 1)
    assert value("sla_compliance", *rows) == 1 / 3
    assert value("without_due", *rows) == 1


def test_a_reopened_order_is_in_time_by_its_last_completion() -> None:
    again = done(due_at=NOON + HOUR, last_completed_at=NOON + DAY, reopen_count=1)

    assert value("sla_compliance", again) == 0


@pytest.mark.parametrize(
    ("started", "status", "told"),
    [
        (NOON + 2 * HOUR, "completed", (1, 1, 0)),
        (NOON + 3 * HOUR, "completed", (0, 1, 0)),
        (NOON - 11 * HOUR, "completed", (1, 1, 0)),
        (NOON - 12 * HOUR, "completed", (0, 0, 0)),
        (None, "scheduled", (0, 0, 1)),
        (None, "cancelled", (0, 0, 0)),
        (NOON + HOUR, "cancelled", (1, 1, 0)),
    ],
)
def test_an_arrival_is_in_time_by_the_end_of_the_window(
    started: datetime | None, status: str, told: tuple[int, int, int]
) -> None:
    window = {"scheduled_start": NOON, "scheduled_end": NOON + 2 * HOUR}

    seen = whole(KPIS["on_time_arrival"], [order(status=status, started_at=started, **window)])

    assert (seen.total, seen.n, seen.pending) == told


def answer(rating: int = 5, **changes: Any) -> AnswerRow:
    """Give an answer."""
    return plain(AnswerRow, **{"rating": rating, "submitted_at": NOON} | changes)


def test_satisfaction_is_of_all_ratings() -> None:
    rows = [answer(rating) for rating in (5, 4, 3, 1)]

    assert value("csat", *rows) == 0.5
    assert value("average_rating", *rows) == 3.25


@pytest.mark.parametrize(("hidden_counts", "expected"), [(True, 3.0), (False, 5.0)])
def test_hidden_answers_count_if_they_do_in_all_figures_of_feedback(
    *, hidden_counts: bool, expected: float
) -> None:
    frame = frame_of([answer(5), answer(1, hidden=True)], AnswerRow)

    seen = KPIS["average_rating"].seen(frame, "RUB", hidden_counts=hidden_counts)

    assert seen.total.mean() == expected


def test_hidden_answers_count_where_nothing_is_said_of_them() -> None:
    assert value("average_rating", answer(5), answer(1, hidden=True)) == 3


def test_hiding_is_nothing_that_orders_know() -> None:
    frame = frame_of([done()])

    assert KPIS["completed"].seen(frame, "RUB", hidden_counts=False).rows.size == 1


def test_net_promoters_are_of_those_who_were_asked_and_said_so() -> None:
    rows = [answer(nps=score) for score in (10, 9, 8, 7, 6, 0, 0, None)]

    assert value("nps", *rows) == pytest.approx((2 - 3) / 7)


def test_effort_is_the_mean_of_what_was_said() -> None:
    assert value("ces", answer(ces=7), answer(ces=2), answer()) == 4.5


def test_a_low_rating_is_recovered_when_its_follow_up_is_closed_in_time() -> None:
    rows = [
        answer(1, followup_closed_at=NOON + 48 * HOUR),
        answer(2, followup_closed_at=NOON + 49 * HOUR),
        answer(2),
        answer(3),
    ]

    today = whole(KPIS["bad_rating_recovery"], rows)

    assert (today.total, today.n, today.pending) == (1, 2, 1)
    assert value("bad_rating_recovery", *rows) == 1 / 3


def test_an_answer_counts_for_the_day_of_its_request() -> None:
    rows = [
        plain(AskRow, sent_at=NOON, answered_at=NOON + 20 * DAY),
        plain(AskRow, sent_at=NOON),
        plain(AskRow, sent_at=None),
    ]

    assert value("response_rate", *rows) == 0.5
    assert len(by_day(KPIS["response_rate"], rows, ZONE)) == 1


@pytest.mark.parametrize("name", [name for name, kpi in KPIS.items() if kpi.kind == "orders"])
def test_an_origin_that_has_not_arrived_takes_part_in_nothing(name: str) -> None:
    stub = plain(ROWS["orders"], id="ord_1", first_rework=mark(NOON, 1, None))

    assert not whole(KPIS[name], [stub])
