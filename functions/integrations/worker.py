"""Queue edge: makes the attempts that messages point to, side by side."""

import json
from typing import Any

from integrations import wiring
from integrations.ports import Pointer
from shared.stream import side_by_side


def lambda_handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Attempt a batch; only messages that failed by a fault of ours come again."""
    attempts = wiring.attempts()

    def one(record: dict[str, Any]) -> None:
        body = json.loads(record["body"])
        attempts.perform(Pointer(body["delivery_id"], body["attempt_count"], group="", kind=""))

    return side_by_side(event, one)
