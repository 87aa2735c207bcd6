"""Clients of AWS with a deadline on every call.

boto3 waits 60 s by default, longer than a request may live.
"""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

CONNECT_TIMEOUT_S = 2
READ_TIMEOUT_S = 5
ATTEMPTS = 3


@cache
def client(service: str) -> Any:  # noqa: ANN401 - the caller names the typed client
    """Give the process's client of a service, made on first use."""
    return boto3.client(  # type: ignore[call-overload]
        service,
        config=Config(
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=READ_TIMEOUT_S,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # With the default a presigned link is of the old kind and never expires in emulators.
            signature_version="s3v4" if service == "s3" else None,
            # Stream end points with the account in their name are not served everywhere.
            account_id_endpoint_mode="disabled" if "dynamodb" in service else None,
        ),
    )
