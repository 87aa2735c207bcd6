"""S3 and DynamoDB in memory, as much of them as lake and roll-ups use, behind faults.

`test_aws.py` holds them to the emulator.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from botocore.exceptions import ClientError

from shared.clock import Clock
from tests.simulation.chaos import Chaos, Port

LISTED = 40
QUERIED = 6
"""Pages are short, so that others come between them."""


@dataclass
class Version:
    """A version of an object, and when another one took its place."""

    id: str
    body: bytes
    etag: str
    modified: datetime
    replaced: datetime | None = None


class Body(BytesIO):
    """What `get_object` gives to read."""

    def iter_chunks(self, size: int) -> Iterator[bytes]:
        while chunk := self.read(size):
            yield chunk


class SimS3:
    """A bucket with versions, which the lifecycle takes away some days after they were replaced."""

    def __init__(
        self, clock: Clock, keeps: Mapping[str, int], lag_s: Callable[[], float] = lambda: 0.0
    ) -> None:
        self._clock = clock
        self._lag_s = lag_s
        self._keeps = keeps
        self._ids = count()
        self.kept: dict[str, list[Version]] = {}

    def put_object(
        self,
        *,
        Bucket: str,  # noqa: N803
        Key: str,  # noqa: N803
        Body: bytes,  # noqa: N803
        IfMatch: str | None = None,  # noqa: N803
        IfNoneMatch: str | None = None,  # noqa: N803
    ) -> dict[str, Any]:
        versions = self.kept.get(Key, [])
        etag = versions[-1].etag if versions else None
        if (IfMatch and etag and IfMatch != etag) or (IfNoneMatch and etag):
            raise _refused(412, "PreconditionFailed")
        if IfMatch and not etag:
            raise _refused(404, "NoSuchKey")
        if versions:
            versions[-1].replaced = self._clock()
        number = next(self._ids)
        made = Version(f"v{number}", bytes(Body), f'"{number}"', self._began())
        self.kept[Key] = [*versions, made]
        return {"VersionId": made.id, "ETag": made.etag}

    def get_object(
        self,
        *,
        Bucket: str,  # noqa: N803
        Key: str,  # noqa: N803
        VersionId: str | None = None,  # noqa: N803
    ) -> dict[str, Any]:
        found = self._version(Key, VersionId)
        return {"Body": Body(found.body), "VersionId": found.id, "ETag": found.etag}

    def head_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        found = self._version(Key, None)
        return {"VersionId": found.id, "ETag": found.etag, "ContentLength": len(found.body)}

    def list_objects_v2(
        self,
        *,
        Bucket: str,  # noqa: N803
        Prefix: str,  # noqa: N803
        MaxKeys: int = LISTED,  # noqa: N803
        StartAfter: str = "",  # noqa: N803
    ) -> dict[str, Any]:
        keys = sorted(k for k in self.kept if k.startswith(Prefix) and k > StartAfter)
        newest = [(key, self.kept[key][-1]) for key in keys[:MaxKeys]]
        shown = [
            {"Key": k, "ETag": v.etag, "LastModified": v.modified, "Size": len(v.body)}
            for k, v in newest
        ]
        contents = {"Contents": shown} if shown else {}
        return {**contents, "IsTruncated": len(keys) > MaxKeys}

    def _began(self) -> datetime:
        """An object is dated by the beginning of its upload, and there at its end."""
        return self._clock() - timedelta(seconds=self._lag_s())

    def expire(self) -> int:
        """Take away what was replaced long enough ago; gives how many versions went."""
        gone = 0
        for key, versions in self.kept.items():
            days = next((d for prefix, d in self._keeps.items() if key.startswith(prefix)), 30)
            ends = self._clock() - timedelta(days=days)
            left = [each for each in versions if not each.replaced or each.replaced > ends]
            gone += len(versions) - len(left)
            self.kept[key] = left
        return gone

    def _version(self, key: str, version: str | None) -> Version:
        versions = self.kept.get(key)
        if not versions:
            raise _refused(404, "NoSuchKey")
        found = [each for each in versions if each.id == version] if version else versions[-1:]
        if not found:
            raise _refused(404, "NoSuchVersion")
        return found[0]


class SimTable:
    """The Rollups table: transactions of puts under a condition on one of them."""

    def __init__(self) -> None:
        self.items: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self._tokens: set[str] = set()

    def get_item(self, *, TableName: str, Key: Any, ConsistentRead: bool) -> Any:  # noqa: N803
        found = self.items[Key["pk"]["S"]].get(Key["sk"]["S"])
        return {"Item": found} if found else {}

    def batch_get_item(self, *, RequestItems: Any) -> Any:  # noqa: N803
        ((table, asked),) = RequestItems.items()
        found = [self.items[k["pk"]["S"]].get(k["sk"]["S"]) for k in asked["Keys"]]
        return {"Responses": {table: [each for each in found if each]}, "UnprocessedKeys": {}}

    def query(
        self,
        *,
        TableName: str,  # noqa: N803
        KeyConditionExpression: str,  # noqa: N803
        ExpressionAttributeValues: Any,  # noqa: N803
        ConsistentRead: bool,  # noqa: N803
        ExclusiveStartKey: str = "",  # noqa: N803
    ) -> Any:
        values = {name: value["S"] for name, value in ExpressionAttributeValues.items()}
        first, last = values.get(":first", ""), values.get(":last", "\U0010ffff")
        rows = self.items[values[":pk"]]
        keys = [k for k in sorted(rows) if first <= k <= last and k > ExclusiveStartKey]
        answer: dict[str, Any] = {"Items": [rows[key] for key in keys[:QUERIED]]}
        if len(keys) > QUERIED:
            answer["LastEvaluatedKey"] = keys[QUERIED - 1]
        return answer

    def transact_write_items(self, *, TransactItems: Any, ClientRequestToken: str) -> Any:  # noqa: N803
        if ClientRequestToken in self._tokens:
            return {}
        puts = [each["Put"] for each in TransactItems]
        codes = ["None" if self._may(put) else "ConditionalCheckFailed" for put in puts]
        if set(codes) != {"None"}:
            error = _refused(400, "TransactionCanceledException")
            told: Any = error.response
            told["CancellationReasons"] = [{"Code": code} for code in codes]
            raise error
        self._tokens.add(ClientRequestToken)
        for put in puts:
            item = put["Item"]
            self.items[item["pk"]["S"]][item["sk"]["S"]] = item
        return {}

    def _may(self, put: Any) -> bool:
        item, condition = put["Item"], put.get("ConditionExpression", "")
        found = self.items[item["pk"]["S"]].get(item["sk"]["S"])
        if condition == "attribute_not_exists(pk)":
            return found is None
        if condition == "#version = :version":
            wanted = put["ExpressionAttributeValues"][":version"]
            return found is not None and found["version"] == wanted
        assert not condition
        return True


class Client(Port):
    """A client whose every call may fail, each page of a walk being one."""

    def get_paginator(self, verb: str) -> "Walk":
        return Walk(getattr(self, verb))


@dataclass(frozen=True)
class Walk:
    """A walk through pages."""

    call: Any

    def paginate(self, **asked: Any) -> Iterator[Any]:
        while True:
            answer = self.call(**asked)
            yield answer
            if answer.get("IsTruncated"):
                asked["StartAfter"] = answer["Contents"][-1]["Key"]
            elif "LastEvaluatedKey" in answer:
                asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
            else:
                return


def over(name: str, target: Any, chaos: Chaos) -> Client:
    return Client(name, target, chaos)


def _refused(status: int, code: str) -> ClientError:
    told: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "call")
