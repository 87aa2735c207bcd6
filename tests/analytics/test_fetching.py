"""Files of changes are fetched ahead of what reads them, and what is read is the same."""

import gzip
import json
from collections.abc import Iterator
from io import BytesIO
from threading import Barrier, Lock, get_ident
from typing import Any

import pytest

from analytics import wiring
from analytics.changes import BYTES_AHEAD, FILES_AHEAD, S3Changes, line, some_ahead
from analytics.position import ChangeFile
from analytics.rows import OrderLines, OrderRow, Row
from shared.aws import client
from shared.cause import cause, caused_by
from tests.analytics.builders import NOON, completed, make_order, record

FILES = 3 * FILES_AHEAD
WAIT_S = 60


class Bucket:
    """Files of one order each: every third of today, the others of long ago."""

    def __init__(self, missing: int = -1) -> None:
        self.asked: list[tuple[int, int, str | None]] = []
        self._missing = missing
        self._lock = Lock()

    def get_object(self, Key: str, **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's name
        with self._lock:
            self.asked.append((int(Key), get_ident(), cause()))
        self.wait()
        if int(Key) == self._missing:
            raise LookupError(Key)
        return {"Body": BytesIO(gzip.compress(f"{told(int(Key))}\n".encode()))}

    def wait(self) -> None:
        """Answer at once."""

    def numbers(self) -> list[int]:
        return sorted(number for number, _, _ in self.asked)


def told(number: int) -> str:
    if number % 3:
        return json.dumps({"order": make_order(id=f"ord_{number}")})
    return line(record(completed(id=f"ord_{number}"))) or ""


def files(size: int = 0) -> list[ChangeFile]:
    return [ChangeFile(str(number), "", NOON, size) for number in range(FILES)]


def ahead(bucket: Bucket) -> S3Changes:
    return S3Changes(bucket, "data", lambda: NOON, fetching=some_ahead)


def ids(rows: Iterator[Row | OrderLines]) -> list[str]:
    return [each.id for each in rows if isinstance(each, OrderRow)]


def test_files_fetched_ahead_are_read_as_those_fetched_in_turn_are() -> None:
    in_turn = list(S3Changes(Bucket(), "data", lambda: NOON).read(files()))

    found = list(ahead(Bucket()).read(files()))

    assert found == in_turn
    assert ids(iter(found)) == [f"ord_{number}" for number in range(FILES) if number % 3]


@pytest.mark.usefixtures("room")
def test_the_room_fetches_eight_at_once_and_each_knows_what_led_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bucket, together = Bucket(), Barrier(FILES_AHEAD, timeout=WAIT_S)
    monkeypatch.setattr(bucket, "wait", together.wait)
    monkeypatch.setattr(wiring, "storage", lambda _: bucket)

    with caused_by("run-1", job="analytics.rebuild"):
        found = list(wiring.changes().read(files()))

    assert len(found) == 1 + len(ids(iter(found)))
    assert bucket.numbers() == list(range(FILES))
    assert {led for _, _, led in bucket.asked} == {"run-1"}
    assert get_ident() not in {thread for _, thread, _ in bucket.asked}


@pytest.mark.usefixtures("room")
def test_the_client_has_a_connection_for_each_file_fetched_ahead() -> None:
    assert client("s3").meta.config.max_pool_connections >= FILES_AHEAD


def test_large_files_are_fetched_fewer_at_a_time() -> None:
    bucket = Bucket()
    reading = ahead(bucket).read(files(BYTES_AHEAD // 2)[1:])

    next(reading)
    reading.close()  # type: ignore[attr-defined]  # it is a generator

    assert bucket.numbers() == [1, 2]


def test_a_reader_that_stops_early_has_no_more_files_fetched() -> None:
    bucket = Bucket()
    reading = ahead(bucket).read(files()[1:])

    next(reading)
    reading.close()  # type: ignore[attr-defined]  # it is a generator

    assert bucket.numbers() == list(range(1, 1 + FILES_AHEAD))


def test_a_file_that_can_not_be_fetched_ends_the_reading_behind_those_before_it() -> None:
    bucket, found = Bucket(missing=5), []

    with pytest.raises(LookupError, match="5"):
        found.extend(ahead(bucket).read(files()))

    assert ids(iter(found)) == ["ord_1", "ord_2", "ord_4"]
    assert bucket.numbers() == list(range(5 + FILES_AHEAD))
