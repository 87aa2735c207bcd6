"""DynamoDB in process and nothing else: a fifth of the time that all of AWS takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
from moto import mock_aws

from tests.tables import create_table, create_tables


@cache
def _client() -> Any:
    # Made once: loading the service's model costs more than a test.
    return boto3.client("dynamodb", region_name="us-east-1")


@contextmanager
def fresh_dynamo() -> Iterator[Any]:
    with mock_aws():
        create_tables(_client())
        yield _client()


def empty(client: Any, *tables: str) -> None:
    """Make tables anew: moto copies a whole table for each transaction, so small ones are quick."""
    for name in tables:
        client.delete_table(TableName=name)
        create_table(client, name)
