"""What tests have made again and again, asked for as of AWS once and of moto itself from then on.

A request goes through botocore and moto for fifty times as long as there is to do at its end.
tests/shared/test_quick_making.py holds the short way against the long one.
"""

import copy
import json
import os
from functools import cache
from typing import Any, cast
from unittest.mock import patch

import boto3
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import sqs_backends

BACKENDS: dict[str, Any] = {"create_table": dynamodb_backends, "create_queue": sqs_backends}

REGION = "us-east-1"
_ANSWERED: dict[str, tuple[Any, Any]] = {}


def client(service: str) -> Any:
    """Give a client that is made once: that takes longer than most of what it is asked for."""
    return _client(service, os.environ.get("AWS_ENDPOINT_URL"))


@cache
def _client(service: str, _: str | None) -> Any:
    return boto3.client(cast("Any", service), region_name=REGION)


def make(asked: Any, what: str, **wanted: Any) -> Any:
    """Make a table or a queue; give the answer of the first time that the same was made."""
    if not is_mocked(asked):
        return getattr(asked, what)(**wanted)
    backend = BACKENDS[what][DEFAULT_ACCOUNT_ID][asked.meta.region_name]
    key = json.dumps([what, asked.meta.region_name, wanted], sort_keys=True)
    if key not in _ANSWERED:
        _ANSWERED[key] = _noted(asked, backend, what, wanted)
    else:
        told, how = copy.deepcopy(_ANSWERED[key][0])
        getattr(backend, what)(*told, **how)
    return _ANSWERED[key][1]


def remove(asked: Any, table: str) -> None:
    """Remove a table with all that it holds."""
    if is_mocked(asked):
        dynamodb_backends[DEFAULT_ACCOUNT_ID][asked.meta.region_name].delete_table(table)
    else:
        asked.delete_table(TableName=table)


def is_mocked(asked: Any) -> bool:
    """Tell whether moto answers a client, rather than an emulator with an address of its own."""
    return bool(botocore_stubber.enabled) and "amazonaws.com" in asked.meta.endpoint_url


def _noted(asked: Any, backend: Any, what: str, wanted: dict[str, Any]) -> tuple[Any, Any]:
    """Go the long way; give what moto's backend was told at its end, and the answer."""
    told = []
    long_way = getattr(type(backend), what)

    def note(self: Any, *args: Any, **how: Any) -> Any:
        told.append(copy.deepcopy((args, how)))
        return long_way(self, *args, **how)

    with patch.object(type(backend), what, note):
        answer = getattr(asked, what)(**wanted)
    (only,) = told
    return only, answer
