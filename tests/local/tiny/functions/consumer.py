"""A stream consumer that does what the records tell it: keys with 'bad' in them are refused."""

import os
from typing import Any

import diary


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    keys = [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]
    diary.note(context.function_name.split("-")[1], keys)
    if os.environ["GREETING"] == "hello" and any("raise" in key for key in keys):
        raise RuntimeError("asked to")
    for record in event["Records"]:
        if "bad" in record["dynamodb"]["Keys"]["pk"]["S"]:
            number = record["dynamodb"]["SequenceNumber"]
            return {"batchItemFailures": [{"itemIdentifier": number}]}
    return {"batchItemFailures": []}
