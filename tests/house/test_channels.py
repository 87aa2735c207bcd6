"""Each kind of integration has a queue, dead letters and workers of its own: a bulkhead."""

import copy

import pytest

from integrations.connectors import KINDS
from tests.house.stack import Stack, target
from tests.tables import setting_name

WORKER = "IntegrationsWorker"
SENDERS = ("IntegrationsStreamRole", "IntegrationsWorkerRole", "IntegrationsScheduleRole")
ACCOUNT = 1_000
"""What an account may run at once, unless AWS raises it."""


def queue_of(kind: str) -> str:
    return f"{kind.capitalize()}Queue"


def complaints(stack: Stack, kind: str):
    name = queue_of(kind)
    queue = stack.of("SQS::Queue").get(name)
    if queue is None:
        yield f"{kind} has no queue"
        return
    environment = stack.resources[WORKER]["Properties"]["Environment"]["Variables"]
    if target(environment.get(f"{setting_name(name)}_URL")) != name:
        yield f"nobody is told where {name} is"
    readers = [
        target(mapping["FunctionName"])
        for mapping in stack.mappings(streams=False).values()
        if target(mapping["EventSourceArn"]) == name
    ]
    if readers != [WORKER]:
        yield f"{name} is read by {readers}"
    letters = target(queue.get("RedrivePolicy", {}).get("deadLetterTargetArn"))
    if letters != f"{kind.capitalize()}DeadLetters":
        yield f"{name} leaves its dead letters in {letters}"
    for role in SENDERS:
        if name not in sends_to(stack, role):
            yield f"{role} may not send to {name}"


def sends_to(stack: Stack, role: str) -> set[str]:
    return {
        target(resource)
        for statement in stack.statements()
        if statement.role == role and "sqs:SendMessage" in statement.actions
        for resource in statement.resources
    }


def workers(stack: Stack) -> list[int]:
    return [
        stack.number(mapping["ScalingConfig"]["MaximumConcurrency"])
        for mapping in stack.mappings(streams=False).values()
        if target(mapping["FunctionName"]) == WORKER
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_channel_of_its_own(stack, kind):
    assert list(complaints(stack, kind)) == []


def test_who_sends_deliveries_may_send_to_no_other_queue(stack):
    channels = {
        target(mapping["EventSourceArn"])
        for mapping in stack.mappings(streams=False).values()
        if target(mapping["FunctionName"]) == WORKER
    }

    for role in SENDERS:
        assert sends_to(stack, role) == channels


def test_all_channels_together_leave_half_of_the_account_to_everybody_else(stack):
    assert len(workers(stack)) >= len(KINDS)
    assert sum(workers(stack)) <= ACCOUNT / 2


BREAKS = {
    "no queue": lambda r: r.pop("WebhookQueue"),
    "told": lambda r: r[WORKER]["Properties"]["Environment"]["Variables"].pop("WEBHOOK_QUEUE_URL"),
    "is read by": lambda r: r.pop("IntegrationsWorkerWebhook"),
    "leaves its dead letters": lambda r: r["WebhookQueue"]["Properties"]["RedrivePolicy"].update(
        deadLetterTargetArn={"Fn::GetAtt": ["EmailDeadLetters", "Arn"]}
    ),
    "may not send": lambda r: r.pop("IntegrationsStreamRole"),
}


@pytest.mark.parametrize("words", BREAKS)
def test_a_channel_that_lacks_a_part_is_seen(stack, words):
    template = copy.deepcopy(stack.template)
    BREAKS[words](template["Resources"])

    assert [each for each in complaints(Stack(template), "webhook") if words in each]
