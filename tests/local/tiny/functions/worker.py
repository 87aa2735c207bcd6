"""A queue consumer that does what the messages tell it: 'bad' fails, 'slow' takes its time."""

import time
from typing import Any

import diary


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    bodies = [record["body"] for record in event["Records"]]
    diary.note(context.function_name.split("-")[1], bodies)
    if "slow" in bodies:
        time.sleep(5)
    bad = [each["messageId"] for each in event["Records"] if each["body"].startswith("bad")]
    return {"batchItemFailures": [{"itemIdentifier": each} for each in bad]}
