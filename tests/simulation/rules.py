"""The figures of the platform that the simulation keeps to, read from template.yaml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.tables import number, template


@dataclass(frozen=True)
class Rules:
    """Time-outs, batches, retries and visibility as they are deployed."""

    stream_timeout: float
    stream_batch: int
    stream_retries: int
    worker_timeout: float
    worker_batch: int
    workers: int
    sweep_timeout: float
    visibility: float
    receives: int


@cache
def rules() -> Rules:
    """Read the template."""
    found = template()["Resources"]
    stream, worker = found["IntegrationsStream"], found["IntegrationsWorker"]
    changes = _event(stream, "OrderChanges")
    messages = _event(worker, "Webhook")
    queue = found["WebhookQueue"]["Properties"]
    return Rules(
        stream_timeout=stream["Properties"]["Timeout"],
        stream_batch=changes["BatchSize"],
        stream_retries=changes["MaximumRetryAttempts"],
        worker_timeout=worker["Properties"]["Timeout"],
        worker_batch=messages["BatchSize"],
        workers=number(messages["ScalingConfig"]["MaximumConcurrency"]),
        sweep_timeout=found["IntegrationsSchedule"]["Properties"]["Timeout"],
        visibility=queue["VisibilityTimeout"],
        receives=queue["RedrivePolicy"]["maxReceiveCount"],
    )


def _event(function: Any, name: str) -> Any:
    return function["Properties"]["Events"][name]["Properties"]
