"""A DynamoDB stream read record by record through its public API."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from local.aws import Aws
from local.mapping import Mapping, Record, sequence

LIMIT = 1000
LOST = ("ExpiredIteratorException", "TrimmedDataAccessException")


class Shard:
    """The only shard of a stream, from where the mapping stopped."""

    def __init__(self, aws: Aws, mapping: Mapping, after: str | None) -> None:
        self._client = aws.client("dynamodbstreams")
        self._mapping = mapping
        self._after = after
        self._iterator: str | None = None
        self._skipping = False

    def read(self) -> list[Record]:
        """Give what is new, as Lambda would show it to a function."""
        try:
            if self._iterator is None:
                self._iterator = self._open()
            page = self._client.get_records(ShardIterator=self._iterator, Limit=LIMIT)
        except self._client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] not in LOST:
                raise
            # An expired iterator is renewed; a record gone from the stream means its oldest one.
            self._skipping = error.response["Error"]["Code"] == "TrimmedDataAccessException"
            self._iterator = None
            return []
        self._iterator = page.get("NextShardIterator")
        records = list(self._new(page["Records"]))
        if records:
            self._after = sequence(records[-1])
        return records

    def _new(self, raw: list[dict[str, Any]]) -> Iterator[Record]:
        for each in raw:
            record = json.loads(json.dumps(each, default=plain))
            if self._skipping and self._after and int(sequence(record)) <= int(self._after):
                continue
            yield record | {"eventSourceARN": self._mapping.stream}

    def _open(self) -> str:
        described = self._client.describe_stream(StreamArn=self._mapping.stream)
        shard = described["StreamDescription"]["Shards"][0]["ShardId"]
        where: dict[str, str] = {"ShardIteratorType": self._mapping.start}
        if self._after and self._skipping:
            where = {"ShardIteratorType": "TRIM_HORIZON"}
        elif self._after:
            where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self._after}
        answer = self._client.get_shard_iterator(
            StreamArn=self._mapping.stream, ShardId=shard, **where
        )
        return str(answer["ShardIterator"])


def plain(value: Any) -> Any:  # noqa: ANN401
    """Make JSON of what boto3 made of JSON."""
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no place in a stream record")
