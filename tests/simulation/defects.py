"""Planted defects of decisions: each is a mistake that somebody might make in the engine.

A defect is put into the real modules for the time of one test. The simulation must find each.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, Final

import pytest

from integrations.connectors import webhook
from integrations.engine import (
    attempt,
    breaker,
    delivery,
    dispatch,
    health,
    outlook,
    pace,
    retry,
    serial,
    sweep,
    watch,
    watching,
)
from integrations.engine.delivery import give_up, hold, plan, wait
from integrations.model import DeliveryState, Hold, Integration
from shared import events

Plant = Callable[[pytest.MonkeyPatch], None]


def random_event_id(patch: Any) -> None:
    numbers = count()
    patch.setattr(events, "event_id", lambda *_: f"evt_{next(numbers):032d}")


def random_delivery_id(patch: Any) -> None:
    numbers = count()
    patch.setattr(delivery, "delivery_id", lambda *_: f"dlv_{next(numbers):032d}")


def event_id_without_version(patch: Any) -> None:
    real = events.event_id
    patch.setattr(events, "event_id", lambda order, _, type_: real(order, 1, type_))


def new_webhook_id_per_attempt(patch: Any) -> None:
    real, numbers = webhook.webhook_headers, count()
    patch.setattr(webhook, "webhook_headers", lambda _, *rest: real(f"evt_{next(numbers)}", *rest))


def signs_with_the_oldest_secret(patch: Any) -> None:
    patch.setattr(Integration, "active_secrets", lambda self, _: self.secrets[-1:])


def paused_are_not_planned(patch: Any) -> None:
    def planned(event: Any, found: Any, now: Any) -> Any:
        return plan(event, [each for each in found if each.goes_out], now)

    patch.setattr(dispatch, "plan", planned)


def paused_end_in_the_worker(patch: Any) -> None:
    def ended(each: Any, because: Hold) -> Any:
        if because is Hold.PAUSED:
            return give_up(each, each.created_at, because="paused")
        return hold(each, because)

    patch.setattr(attempt, "hold", ended)


def holding_burns_an_attempt(patch: Any) -> None:
    def burnt(each: Any, because: Any) -> Any:
        return hold(each, because).model_copy(update={"attempt_count": each.attempt_count + 1})

    patch.setattr(attempt, "hold", burnt)


def waiting_burns_an_attempt(patch: Any) -> None:
    def burnt(each: Any, until: Any) -> Any:
        return wait(each, until).model_copy(update={"attempt_count": each.attempt_count + 1})

    patch.setattr(attempt, "wait", burnt)


def waiting_is_in_no_index(patch: Any) -> None:
    patch.setattr(
        attempt, "wait", lambda each, until: wait(each, until).model_copy(update={"due_at": None})
    )


def retries_are_in_no_index(patch: Any) -> None:
    patch.setattr(delivery, "_due", lambda *_: None)


def planned_is_in_no_index(patch: Any) -> None:
    def forgotten(event: Any, found: Any, now: Any) -> Any:
        return [each.model_copy(update={"due_at": None}) for each in plan(event, found, now)]

    patch.setattr(dispatch, "plan", forgotten)


def a_failure_is_final(patch: Any) -> None:
    patch.setattr(delivery, "next_retry", lambda *_, **__: None)


def retries_without_cap(patch: Any) -> None:
    real = retry.next_retry

    def endless(number: int, **named: Any) -> Any:
        return real(min(number, 7), **named)

    patch.setattr(delivery, "next_retry", endless)
    patch.setattr(attempt, "is_spent", lambda _: False)


def attempts_one_too_few(patch: Any) -> None:
    patch.setattr(attempt, "is_spent", lambda each: each.attempt_count >= 1)


def ignores_retry_after(patch: Any) -> None:
    patch.setattr(delivery, "retry_after_s", lambda *_: None)


def timer_without_limit(patch: Any) -> None:
    patch.setattr(attempt, "timer_s", _delay)


def _delay(each: Any, now: Any) -> int | None:
    if not each.is_open or each.next_at is None:
        return None
    return max(0, round((each.next_at - now).total_seconds()))


def anything_answered_is_delivered(patch: Any) -> None:
    _answers(patch, lambda sent: {"delivered": sent.status is not None})


def a_timeout_is_delivered(patch: Any) -> None:
    _answers(patch, lambda sent: {"delivered": sent.delivered or sent.error_class == "timeout"})


def overload_is_permanent(patch: Any) -> None:
    _answers(patch, lambda sent: {"permanent": sent.permanent or sent.status in {429, 503}})


def gone_does_not_disable(patch: Any) -> None:
    _answers(patch, lambda _: {"gone": False})


def any_failure_disables(patch: Any) -> None:
    _answers(patch, lambda sent: {"gone": not sent.delivered})


def _answers(patch: Any, changed: Callable[[Any], Mapping[str, Any]]) -> None:
    real = webhook.WebhookConnector.send

    def sent(self: Any, parcel: Any) -> Any:
        outcome = real(self, parcel)
        return replace(outcome, **changed(outcome))

    patch.setattr(webhook.WebhookConnector, "send", sent)


def lease_of_three_seconds(patch: Any) -> None:
    patch.setattr(attempt, "LEASE", timedelta(seconds=3))


def breaker_never_closes(patch: Any) -> None:
    patch.setattr(breaker.Breaker, "succeeded", lambda self, _: self)


def breaker_lets_all_probe(patch: Any) -> None:
    patch.setattr(breaker.Breaker, "may_probe", lambda *_: True)


def breaker_lets_two_probes(patch: Any) -> None:
    real = breaker.Breaker.may_probe
    patch.setattr(
        breaker.Breaker,
        "may_probe",
        lambda self, now: self.state == "half_open" or real(self, now),
    )


def no_rate(patch: Any) -> None:
    patch.setattr(pace.Pace, "_free_at", lambda _, __, now: now)


def no_concurrency(patch: Any) -> None:
    patch.setattr(pace.Pace, "_busy", lambda *_: {})


def the_gate_is_open(patch: Any) -> None:
    go = health.Admission(health.Verdict.GO)
    patch.setattr(attempt.Gate, "admit", lambda *_: go)


def any_may_go(patch: Any) -> None:
    for module in (serial, attempt, sweep):
        patch.setattr(module, "may_go", lambda *_: True)


def no_patience_in_lanes(patch: Any) -> None:
    patch.setattr(serial, "AGE_BOUND", timedelta(minutes=1))


def hopeless_go_on(patch: Any) -> None:
    patch.setattr(watching, "is_hopeless", lambda *_: False)


def hopeless_after_an_hour(patch: Any) -> None:
    patch.setattr(watch, "DISABLED_AFTER", timedelta(minutes=1))
    patch.setattr(watch, "LEAST_TO_DISABLE", 2)


def an_open_breaker_blocks_the_stream(patch: Any) -> None:
    real = outlook.Outlook.turns_away

    def raising(self: Any, *rest: Any) -> bool:
        if real(self, *rest):
            raise RuntimeError("one partner's trouble")
        return False

    patch.setattr(outlook.Outlook, "turns_away", raising)


def a_success_forgets_the_failures(patch: Any) -> None:
    real = delivery.finish

    def finished(each: Any, sent: Any, *, spread: float) -> Any:
        done = real(each, sent, spread=spread)
        if done.state is DeliveryState.DELIVERED:
            return done.model_copy(update={"attempts": done.attempts[-1:], "attempt_count": 1})
        return done

    patch.setattr(attempt, "finish", finished)


OF_DECISIONS: Final[tuple[Plant, ...]] = (
    random_event_id,
    random_delivery_id,
    event_id_without_version,
    new_webhook_id_per_attempt,
    signs_with_the_oldest_secret,
    paused_are_not_planned,
    paused_end_in_the_worker,
    holding_burns_an_attempt,
    waiting_burns_an_attempt,
    waiting_is_in_no_index,
    retries_are_in_no_index,
    planned_is_in_no_index,
    a_failure_is_final,
    retries_without_cap,
    attempts_one_too_few,
    ignores_retry_after,
    timer_without_limit,
    anything_answered_is_delivered,
    a_timeout_is_delivered,
    overload_is_permanent,
    gone_does_not_disable,
    any_failure_disables,
    lease_of_three_seconds,
    breaker_never_closes,
    breaker_lets_all_probe,
    breaker_lets_two_probes,
    no_rate,
    no_concurrency,
    the_gate_is_open,
    any_may_go,
    no_patience_in_lanes,
    hopeless_go_on,
    hopeless_after_an_hour,
    an_open_breaker_blocks_the_stream,
    a_success_forgets_the_failures,
)
