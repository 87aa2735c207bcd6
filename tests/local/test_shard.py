from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from local.mapping import Mapping
from local.shard import Shard

from .records import make_mapping, numbers


class FakeStreams:
    """The public API of a stream with one shard; positions are iterators."""

    class exceptions:  # noqa: N801 - as boto3's clients have it
        ClientError = ClientError

    def __init__(self, *sequence_numbers: int) -> None:
        self.records = [self.record(number) for number in sequence_numbers]
        self.opened: list[str] = []
        self.faults: list[str] = []

    @staticmethod
    def record(number: int, **image: Any) -> dict[str, Any]:
        return {
            "eventName": "INSERT",
            "dynamodb": {
                "SequenceNumber": f"{number:030d}",
                "ApproximateCreationDateTime": datetime(2026, 11, 22, tzinfo=UTC),
                "NewImage": image,
            },
        }

    def client(self, service: str) -> "FakeStreams":
        assert service == "dynamodbstreams"
        return self

    def describe_stream(self, **_: Any) -> dict[str, Any]:
        return {"StreamDescription": {"Shards": [{"ShardId": "shard-1"}]}}

    def get_shard_iterator(self, **asked: Any) -> dict[str, Any]:
        kind = asked["ShardIteratorType"]
        self.opened.append(kind)
        if kind == "TRIM_HORIZON":
            return {"ShardIterator": "0"}
        if kind == "LATEST":
            return {"ShardIterator": str(len(self.records))}
        known = [each["dynamodb"]["SequenceNumber"] for each in self.records]
        if asked["SequenceNumber"] not in known:
            raise self.fault("TrimmedDataAccessException")
        return {"ShardIterator": str(known.index(asked["SequenceNumber"]) + 1)}

    def get_records(self, **asked: Any) -> dict[str, Any]:
        if self.faults:
            raise self.fault(self.faults.pop())
        at = int(asked["ShardIterator"])
        page = self.records[at : at + asked["Limit"]]
        return {"Records": page, "NextShardIterator": str(at + len(page))}

    @staticmethod
    def fault(code: str) -> ClientError:
        return ClientError({"Error": {"Code": code, "Message": code}}, "GetRecords")


def shard(streams: FakeStreams, after: int | None = None, **mapping: Any) -> Shard:
    wanted: Mapping = make_mapping(**mapping)
    return Shard(streams, wanted, None if after is None else f"{after:030d}")  # type: ignore[arg-type]


def test_it_starts_where_the_mapping_says() -> None:
    assert numbers(shard(FakeStreams(1, 2)).read()) == [1, 2]
    assert shard(FakeStreams(1, 2), start="LATEST").read() == []


def test_it_goes_on_behind_the_last_position() -> None:
    assert numbers(shard(FakeStreams(1, 2, 3), after=2).read()) == [3]


def test_each_record_is_read_once() -> None:
    streams = FakeStreams(1)
    reader = shard(streams)
    reader.read()
    streams.records.append(streams.record(2))

    assert numbers(reader.read()) == [2]
    assert reader.read() == []


def test_an_expired_iterator_is_renewed_behind_what_was_read() -> None:
    streams = FakeStreams(1, 2)
    reader = shard(streams)
    reader.read()
    streams.records.append(streams.record(3))
    streams.faults.append("ExpiredIteratorException")

    assert reader.read() == []
    assert numbers(reader.read()) == [3]
    assert streams.opened[-1] == "AFTER_SEQUENCE_NUMBER"


def test_a_position_that_is_gone_means_the_oldest_record_that_is_newer() -> None:
    streams = FakeStreams(4, 6, 7)
    reader = shard(streams, after=5)

    assert reader.read() == []
    assert numbers(reader.read()) == [6, 7]
    assert streams.opened == ["AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON"]


def test_a_record_looks_as_a_function_gets_it() -> None:
    streams = FakeStreams()
    streams.records.append(streams.record(1, photo={"B": b"\xff\x00"}, tags={"BS": [b"a"]}))

    (record,) = shard(streams).read()

    assert record["eventSourceARN"] == "arn:aws:dynamodb:x:0:table/t/stream/1"
    assert record["dynamodb"]["ApproximateCreationDateTime"] == 1795305600.0
    assert record["dynamodb"]["NewImage"] == {"photo": {"B": "/wA="}, "tags": {"BS": ["YQ=="]}}
