"""Answers with what it was asked."""

import json
import os
from typing import Any


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if event["rawPath"].endswith("/raise"):
        raise RuntimeError("asked to")
    import greeting

    answer = {
        "greeting": os.environ["GREETING"],
        "language": greeting.LANGUAGE,
        "method": event["requestContext"]["http"]["method"],
        "path": event["rawPath"],
        "query": event["rawQueryString"],
        "route": event["routeKey"],
        "headers": event["headers"],
        "body": event.get("body"),
        "is_base64": event["isBase64Encoded"],
        "who": event["requestContext"].get("authorizer", {}).get("lambda"),
    }
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json", "etag": '"7"'},
        "body": json.dumps(answer),
    }
