"""A queue consumer that does what the messages tell it.

'bad' fails, 'slow' goes on until another worker was told something meanwhile.
"""

import time
from typing import Any

import diary

PATIENCE_S = 40


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    bodies = [record["body"] for record in event["Records"]]
    diary.note(context.function_name.split("-")[1], bodies)
    if "slow" in bodies:
        ends = time.monotonic() + PATIENCE_S
        while not (seen := diary.holds("FastWorker", "meanwhile")) and time.monotonic() < ends:
            time.sleep(0.1)
        diary.note("SlowWorker", ["saw it" if seen else "gave up"])
    bad = [each["messageId"] for each in event["Records"] if each["body"].startswith("bad")]
    return {"batchItemFailures": [{"itemIdentifier": each} for each in bad]}
