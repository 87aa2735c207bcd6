"""Clients of AWS with a deadline on every call.

botocore waits 60 s by default, longer than a request may live. It is asked directly: boto3 gives
the same clients, but its import brings a transfer manager and more that nothing here uses, a
twelfth of a cold start (`make bench`).
"""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config

from shared.answers import AnswerParsers

CONNECT_TIMEOUT_S = 2
READ_TIMEOUT_S = 5
ATTEMPTS = 3
USER_AGENT = "naryad"


@cache
def client(service: str) -> Any:  # noqa: ANN401 - the caller names the typed client
    """Give the process's client of a service, made on first use."""
    return _session().create_client(
        service,
        config=Config(
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=READ_TIMEOUT_S,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # The default is put together anew for every call, a tenth of a GetItem.
            user_agent=USER_AGENT,
            # With the default a presigned link is of the old kind and never expires in emulators.
            signature_version="s3v4" if service == "s3" else None,
            # Stream end points with the account in their name are not served everywhere.
            account_id_endpoint_mode="disabled" if "dynamodb" in service else None,
        ),
    )


@cache
def _session() -> botocore.session.Session:
    session = botocore.session.get_session()
    session.register_component("response_parser_factory", AnswerParsers())
    return session
