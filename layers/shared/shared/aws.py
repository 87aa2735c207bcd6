"""Clients of AWS with a deadline on every call.

botocore waits 60 s by default, longer than a request may live. It is asked directly: boto3 gives
the same clients, but its import brings a transfer manager and more that nothing here uses, a
twelfth of a cold start (`make bench`).
"""

import json
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config

from shared.answers import AnswerParsers
from shared.settings import Settings

CONNECT_TIMEOUT_S = 2
READ_TIMEOUT_S = 5
ATTEMPTS = 3
USER_AGENT = "naryad"


@cache
def client(service: str) -> Any:  # noqa: ANN401 - the caller names the typed client
    """Give the process's client of a service, made on first use.

    AWS_ENDPOINT_URL, or AWS_ENDPOINT_URL_<SERVICE>, says where it is, if not at AWS.
    """
    return _made(service, _config(service))


def storage(config: Settings) -> Any:  # noqa: ANN401 - boto3's client of S3
    """Give the client of the storage of files: S3, or what speaks as it does elsewhere."""
    if not config.storage_endpoint:
        return client("s3")
    return _elsewhere(config.storage_endpoint, config.storage_region, config.storage_secret_id)


@cache
def _elsewhere(endpoint: str, region: str, secret_id: str) -> Any:  # noqa: ANN401
    answer = client("secretsmanager").get_secret_value(SecretId=secret_id)
    keys = json.loads(answer["SecretString"])
    # Not every store takes names in the host, or check sums that nobody asked it for.
    own = Config(
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return _made(
        "s3",
        _config("s3").merge(own),
        endpoint_url=endpoint,
        region_name=region or None,
        aws_access_key_id=keys["access_key_id"],
        aws_secret_access_key=keys["secret_access_key"],
    )


def _made(service: str, config: Config, **where: Any) -> Any:  # noqa: ANN401
    return _session().create_client(service, config=config, **where)


def _config(service: str) -> Config:
    return Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        # The default is put together anew for every call, a tenth of a GetItem.
        user_agent=USER_AGENT,
        # With the default a presigned link is of the old kind and never expires in emulators.
        signature_version="s3v4" if service == "s3" else None,
        # Stream end points with the account in their name are not served everywhere.
        account_id_endpoint_mode="disabled" if "dynamodb" in service else None,
    )


@cache
def _session() -> botocore.session.Session:
    session = botocore.session.get_session()
    session.register_component("response_parser_factory", AnswerParsers())
    return session
