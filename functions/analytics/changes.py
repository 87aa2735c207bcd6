"""The files of changes: gzipped JSON lines in S3, written once, never changed.

    lake/changes/dt=2026-11-22/<stream>-<first sequence>-<digest>.jsonl.gz

The name holds a digest of the content, so the same batch is the same object however often it is
written, and a batch with other boundaries (the mapping bisects and replays) is another one: no
write can take a record away. Duplicates in different files are the merge's business.

No customer can be read out of a line: names, telephones and whatever is written freely are emptied
before it is stored, so that an erasure has nothing to look for here, nor in what is made of it.

`dt` is the UTC day of the first record, except for records older than the stream itself keeps
them: those were replayed by hand and lie under the day of their arrival, where the roll-up looks.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic_core import from_json

from analytics.opinions import opinion, read_opinion
from analytics.order_lines import read_order
from analytics.position import ChangeFile
from analytics.rows import OrderLines, Row
from shared.ahead import ahead, in_turn
from shared.clock import Clock
from shared.events import IMPERSONAL, read_change
from shared.feedback_events import is_feedback

PREFIX: Final = "lake/changes/"
STREAM_KEEPS: Final = timedelta(hours=24)
LOOK_BACK: Final = STREAM_KEEPS + timedelta(hours=2)
"""How far before its storing a file's day may lie; two hours are for clocks that disagree."""
_DIGEST: Final = 16

LINES_BYTES: Final = 8 * 1024 * 1024
"""So much is read into columns at once."""
FILES_AHEAD: Final = 8
"""The client keeps ten connections."""
BYTES_AHEAD: Final = 4 * 1024 * 1024
"""As they are stored: a batch of the stream, a thousand changes, is some 0.1 MB."""
TOLD_WHOLE: Final = (b'"kind": "orders", "order": {', b'"first_reopened_at": ')

EMPTIED: Final[Mapping[str, Callable[[Any], Any]]] = {
    "title": lambda _: "",
    "description": lambda _: "",
    "customer": lambda customer: {"id": customer["id"], "name": "", "kind": customer["kind"]},
    "items": lambda lines: [{**line, "name": ""} for line in lines],
    "cancel_reason": lambda _: None,
}


Fetching = Callable[
    [Callable[[ChangeFile], bytes], Iterable[ChangeFile]], Generator[bytes, None, None]
]
"""How many files are fetched: in turn, or some ahead of their reader."""


def some_ahead(
    fetch: Callable[[ChangeFile], bytes], files: Iterable[ChangeFile]
) -> Generator[bytes, None, None]:
    """Fetch files in threads before they are read, as many as memory has room for."""
    return ahead(fetch, files, most=FILES_AHEAD, weigh=lambda file: file.size, room=BYTES_AHEAD)


def line(record: Mapping[str, Any]) -> str | None:
    """Write a stream record as a line; None for what is no change of an order or of an answer."""
    if is_feedback(record):
        told = opinion(record)
        return json.dumps({"sequence": sequence(record), **told}) if told else None
    change = read_change(record)
    if change is None:
        return None
    whole = change.after.model_dump(mode="json")
    order = {
        **{name: whole[name] for name in whole if name in IMPERSONAL},
        **{name: empty(whole[name]) for name, empty in EMPTIED.items()},
    }
    return json.dumps({"sequence": sequence(record), "kind": "orders", "order": order})


def sequence(record: Mapping[str, Any]) -> str:
    """Give the record's place in its shard."""
    return str(record["dynamodb"]["SequenceNumber"])


class S3Changes:
    """The files of changes: 1 PUT per batch, 1 LIST per 1,000 files of two days, 1 GET per file."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - boto3
        bucket: str,
        clock: Clock,
        *,
        fetching: Fetching = in_turn,
    ) -> None:
        """Bind to the data bucket; say how many files are fetched."""
        self._client = client
        self._bucket = bucket
        self._clock = clock
        self._fetching = fetching

    def add(self, first: Mapping[str, Any], lines: Sequence[str]) -> str:
        """Store the lines of a batch that begins with this record; give the file's key."""
        content = "".join(f"{each}\n" for each in lines).encode()
        digest = hashlib.sha256(content).hexdigest()[:_DIGEST]
        stream = "".join(filter(str.isdigit, first["eventSourceARN"].rsplit("/", 1)[-1])) or "0"
        name = f"{stream}-{sequence(first)}-{digest}.jsonl.gz"
        key = f"{PREFIX}dt={self._day(first)}/{name}"
        # Without a time in its header the same content is the same bytes.
        body = gzip.compress(content, mtime=0)
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body)
        return key

    def stored(self, since: datetime | None) -> Iterator[ChangeFile]:
        """List the files that may have been stored since a moment; all of them for None."""
        after = f"{PREFIX}dt={since.astimezone(UTC) - LOOK_BACK:%Y-%m-%d}" if since else None
        return self.walk(after)

    def walk(self, after: str | None) -> Iterator[ChangeFile]:
        """List the files in the order of their keys from behind a key on; all of them for None."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=PREFIX, StartAfter=after or PREFIX
        )
        for found in (each for page in pages for each in page.get("Contents", [])):
            digest = found["Key"].removesuffix(".jsonl.gz").rsplit("-", 1)[-1]
            yield ChangeFile(found["Key"], digest, found["LastModified"], found["Size"])

    def read(self, files: Iterable[ChangeFile]) -> Generator[Row | OrderLines, None, None]:
        """Read every version of every row in these files; orders as many lines at once."""
        lines = bytearray()
        with closing(self._fetching(self._body, files)) as bodies:
            for content in map(gzip.decompress, bodies):
                if not _is_told_whole(content):
                    yield from (_row(from_json(text)) for text in content.splitlines())
                    continue
                lines += content
                if len(lines) >= LINES_BYTES:
                    yield OrderLines(bytes(lines))
                    lines.clear()
        if lines:
            yield OrderLines(bytes(lines))

    def _body(self, file: ChangeFile) -> bytes:
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=file.key)["Body"].read()
        return content

    def _day(self, first: Mapping[str, Any]) -> str:
        now = self._clock()
        at = datetime.fromtimestamp(float(first["dynamodb"]["ApproximateCreationDateTime"]), UTC)
        return f"{at if now - at < STREAM_KEEPS else now:%Y-%m-%d}"


def _is_told_whole(content: bytes) -> bool:
    """Say whether each line is an order with all that tells a later shape from an earlier one.

    A name with its quotes stands in no text: there they are escaped.
    """
    lines = content.count(b"\n")
    return all(content.count(mark) == lines for mark in TOLD_WHOLE)


def _row(told: Mapping[str, Any]) -> Row:
    # Lines of before there were other kinds are orders and name none.
    if told.get("kind", "orders") == "orders":
        return read_order(told["order"])
    return read_opinion(told)
