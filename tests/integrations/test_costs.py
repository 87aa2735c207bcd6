"""What an event and its delivery ask of AWS, against docs/scale.md."""

import pytest

from integrations import schedule
from integrations.channels import KmsVault
from integrations.storage import DynamoIntegrations
from shared.aws import client
from shared.clock import now
from shared.table import Table
from tests.integrations.builders import NOW, SECRET, make_change, make_integration
from tests.integrations.chain import dispatch, make_record, received, work
from tests.metering import Meters, hold, installed

PARTNERS = 3


@pytest.fixture
def meters(stack, monkeypatch) -> Meters:
    return installed(monkeypatch)


def connect(stack, cloud, partner, number=1):
    kept = DynamoIntegrations(Table("IntegrationsTable", stack), clock=now)
    for n in range(1, number + 1):
        name = f"int_{n}"
        secret = KmsVault(cloud["SECRETS_KEY_ID"], client("kms")).encrypt(name, SECRET)
        secrets = [{"encrypted": secret, "created_at": NOW}]
        kept.add(make_integration(name, secrets=secrets, settings={"url": partner.url}))
    received(cloud["WEBHOOK_QUEUE_URL"])


def change(n=0):
    return [make_record(make_change(id=f"ord_{n}"), sequence=n + 1)]


def test_an_event_that_nobody_wants_is_kept(meters):
    dispatch(change())  # the first look at the integrations is of the process, not of the event

    hold("an event that nobody wants", meters.spent(lambda: dispatch(change(1))))


@pytest.mark.parametrize(("name", "number"), [("one partner", 1), ("three partners", PARTNERS)])
def test_an_event_becomes_a_delivery_for_each_partner(meters, stack, cloud, partner, name, number):
    connect(stack, cloud, partner, number)
    dispatch(change())

    spent = meters.spent(lambda: dispatch(change(1)))

    hold(f"an event for {name}", spent)


def test_a_delivery_that_gets_through_is_taken_tried_and_settled(meters, stack, cloud, partner):
    connect(stack, cloud, partner)
    dispatch(change())
    work(cloud["WEBHOOK_QUEUE_URL"])
    dispatch(change(1))

    hold("a delivery that gets through", meters.spent(lambda: work(cloud["WEBHOOK_QUEUE_URL"])))
    assert len(partner.got) == 2


def test_an_attempt_that_fails_costs_what_one_that_gets_through_does(meters, stack, cloud, partner):
    connect(stack, cloud, partner)
    dispatch(change())
    work(cloud["WEBHOOK_QUEUE_URL"])
    partner.status = 503
    dispatch(change(1))

    hold("an attempt that fails", meters.spent(lambda: work(cloud["WEBHOOK_QUEUE_URL"])))


def test_the_minutes_sweep_costs_little_while_nothing_is_due(meters, stack):
    schedule.lambda_handler({"job": "sweep"}, None)

    sweep = meters.spent(lambda: schedule.lambda_handler({"job": "sweep"}, None))

    hold("the minute's sweep, nothing due", sweep)
