"""A small load of the stated mix on the running stack: every promise is kept, in every place."""

import dataclasses
from collections import Counter

import pytest

from local.stack import Stack
from tests.load.ledger import losses
from tests.load.office import FAULTS
from tests.load.run import Outcome, play

ORDERS, CALLERS = 12, 4


@pytest.fixture(scope="module")
def outcome(stack: Stack) -> Outcome:
    return play(stack, orders=ORDERS, threads=CALLERS)


def test_nothing_is_lost_under_load(outcome: Outcome) -> None:
    assert len(outcome.promised.created) == ORDERS
    assert outcome.promised.completed
    assert outcome.promised.rated
    assert outcome.lost == []


def test_what_failed_at_first_was_tried_again_until_it_arrived(outcome: Outcome) -> None:
    failing = outcome.seen.received["failing"]

    assert failing.total() >= len(outcome.promised.events) + FAULTS
    assert len(failing) == len(outcome.promised.events)


def test_a_request_that_got_lost_on_the_way_would_be_told(outcome: Outcome) -> None:
    came = dict(outcome.seen.received)
    missing = next(iter(came["slow"]))
    came["slow"] = Counter({each: n for each, n in came["slow"].items() if each != missing})

    told = losses(outcome.promised, dataclasses.replace(outcome.seen, received=came))

    (named,) = told
    assert named.startswith("slow: ")
    assert named.endswith(f" answers logged, 0 came: {missing}")
