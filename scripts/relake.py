"""Make the lake of changes anew from the tables, as after a restoration. See docs/backup.md.

    python -m scripts.relake --stage prod

What is there is set aside, not deleted; then the function that rolls up rebuilds from what the
tables say now. The tables know only the last version of each order, and so will the lake.
"""

import argparse
import base64
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from analytics.changes import PREFIX, S3Changes, line
from scripts.backup import Wire, items_of
from scripts.stacks import Clients, Deployed, look_up, of_environment
from shared.clock import now
from shared.feedback_events import ANSWER, REQUEST

TOLD: Final = {"OrdersTable": ("ORDER#",), "FeedbackTable": (ANSWER, REQUEST)}
"""The tables that the lake is made of, and the keys of what it holds."""
ASIDE: Final = "lake/set-aside/"
BATCH: Final = 1_000
FUNCTION: Final = "AnalyticsSchedule"


class RelakeError(RuntimeError):
    """The figures could not be made anew; the files are in their place, so it can be repeated."""


class Relake:
    """The lake of one stack."""

    def __init__(self, clients: Clients, deployed: Deployed, tables: Mapping[str, str]) -> None:
        """Bind to the bucket, and to the tables by their names in the template."""
        self._clients = clients
        self._deployed = deployed
        self._tables = tables
        self._bucket = deployed.resources["DataBucket"]

    def run(self) -> int:
        """Set aside what is there, write what the tables say, rebuild; give the number of rows."""
        self._set_aside(f"{ASIDE}{datetime.now(UTC):%Y%m%dT%H%M%S}/")
        written = sum(self._write(name, table) for name, table in self._told())
        self._rebuild()
        return written

    def _told(self) -> Iterator[tuple[str, str]]:
        return ((name, self._tables[name]) for name in TOLD)

    def _set_aside(self, prefix: str) -> None:
        client = self._clients("s3")
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=PREFIX)
        for each in [found for page in pages for found in page.get("Contents", [])]:
            key = each["Key"]
            source = {"Bucket": self._bucket, "Key": key}
            target = prefix + key.removeprefix(PREFIX)
            client.copy_object(Bucket=self._bucket, Key=target, CopySource=source)
            client.delete_object(Bucket=self._bucket, Key=key)

    def _write(self, name: str, table: str) -> int:
        changes = S3Changes(self._clients("s3"), self._bucket, now)
        found = items_of(self._clients("dynamodb"), table)
        records = (_record(i, n, table) for n, i in enumerate(_of(name, found), 1))
        written = 0
        while batch := list(islice(records, BATCH)):
            lines = [told for told in map(line, batch) if told is not None]
            if lines:
                changes.add(batch[0], lines)
            written += len(lines)
        return written

    def _rebuild(self) -> None:
        said = self._clients("lambda").invoke(
            FunctionName=self._deployed.resources[FUNCTION],
            Payload=json.dumps({"job": "rebuild", "anew": True}).encode(),
        )
        if "FunctionError" in said:
            raise RelakeError(said["Payload"].read().decode())


def _of(name: str, items: Iterable[Wire]) -> Iterator[Wire]:
    return (item for item in items if item["pk"]["S"].startswith(TOLD[name]))


def _record(item: Wire, number: int, table: str) -> dict[str, Any]:
    """Write an item as the stream would tell of it, had it been written now."""
    return {
        "eventName": "INSERT",
        "eventSourceARN": f"arn:aws:dynamodb:::table/{table}/stream/0",
        "dynamodb": {
            "Keys": {"pk": item["pk"]},
            "NewImage": {name: _told(value) for name, value in item.items()},
            "SequenceNumber": f"{number:021d}",
            "ApproximateCreationDateTime": now().timestamp(),
        },
    }


def _told(value: Any) -> Any:  # noqa: ANN401 - DynamoDB's JSON
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {name: _told(each) for name, each in value.items()}
    return [_told(each) for each in value] if isinstance(value, list) else value


def main(words: Sequence[str]) -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m scripts.relake", description=__doc__)
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--stack", default="", help="the stack's own name, if it has no stage")
    wish = parser.parse_args(words)
    deployed = look_up(of_environment, wish.stage, wish.stack)
    try:
        written = Relake(of_environment, deployed, deployed.tables).run()
    except RelakeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{written} rows of orders, answers and requests; the figures follow, see RollUpLag")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
