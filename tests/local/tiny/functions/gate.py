"""Lets everyone in who says 'Bearer good'."""

from typing import Any


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return {
        "isAuthorized": event["headers"]["authorization"] == "Bearer good",
        "context": {"name": "Alice"},
    }
