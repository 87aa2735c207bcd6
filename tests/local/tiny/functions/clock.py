"""Notes that its time has come."""

from typing import Any

import diary


def lambda_handler(event: dict[str, Any], context: Any) -> None:
    diary.note("Clock", [event["job"]])
