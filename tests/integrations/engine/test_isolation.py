"""One integration that is slow and one that never answers hold up no neighbour on the channel."""

import pytest

from integrations.connectors import KINDS
from tests.bench.isolation import ANSWER_S, GOAL, LONG_S, RATE, Channel, p95, workers


@pytest.mark.parametrize("is_fair", [True, False], ids=["fair", "plain"])
def test_the_p95_of_a_healthy_neighbour_grows_by_less_than_a_quarter(is_fair):
    alone = Channel(workers(), ["healthy"], is_fair=is_fair).run(RATE)
    among = Channel(workers(), list(ANSWER_S), is_fair=is_fair).run(RATE)

    assert len(among.waits["healthy"]) == len(alone.waits["healthy"]) == RATE * LONG_S
    assert p95(among) < GOAL * p95(alone)
    assert len(among.waits["slow"]) > 100
    assert len(among.waits["never"]) < 40


@pytest.mark.parametrize("kind", KINDS)
def test_every_channel_has_the_workers_that_this_takes(kind):
    assert workers(kind.capitalize()) >= workers()


def test_with_a_fifth_of_the_workers_the_neighbour_would_wait():
    alone = Channel(workers() // 5, ["healthy"]).run(RATE)
    among = Channel(workers() // 5, list(ANSWER_S)).run(RATE)

    assert p95(among) > GOAL * p95(alone)


def test_a_partner_who_never_answers_soon_costs_hardly_a_message():
    among = Channel(workers(), list(ANSWER_S)).run(RATE)

    assert among.sent["healthy"] == RATE * LONG_S
    assert among.sent["never"] < among.sent["healthy"] / 10
