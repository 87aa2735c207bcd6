"""Restore a stack's tables into new ones, beside those that are there. See docs/backup.md.

    python -m scripts.restore --stage prod --latest | --at 2026-11-22T10:00:00Z | --from FOLDER

The new tables get a stream only when they are filled: what was restored is told to nobody. What
must not come undone, such as erasures since, is carried over before (scripts.carrying). What to put
into samconfig.toml, so that the next deployment uses the new tables, is printed at the end.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from scripts.backup import Sum, Wire, began_at, items_of, kept, lines_of, summed, sums_of
from scripts.carrying import Carrying
from scripts.stacks import Clients, Deployed, look_up, of_environment

ROOT: Final = Path(__file__).resolve().parents[1]
BATCH: Final = 25
TRIES: Final = 20
WAIT_S: Final = 10.0
LONGEST_S: Final = 24 * 3600
MADE_OF: Final = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")

Sleep = Callable[[float], None]


class RestoreError(RuntimeError):
    """What went wrong, in one line for a person."""


@cache
def declared(template: Path = ROOT / "template.yaml") -> Mapping[str, Any]:
    """Read what the template says of each table."""
    from samtranslator.yaml_helper import yaml_parse

    found = yaml_parse(template.read_text())["Resources"].items()
    return {name: r["Properties"] for name, r in found if r["Type"] == "AWS::DynamoDB::Table"}


class Restoring:
    """One restoration of one stack; `stamp` ends the names of the new tables."""

    def __init__(
        self,
        clients: Clients,
        deployed: Deployed,
        stamp: str,
        *,
        sleep: Sleep = time.sleep,
    ) -> None:
        """Keep whose tables are restored, and how to wait."""
        self._client = clients("dynamodb")
        self._deployed = deployed
        self._stamp = stamp
        self._sleep = sleep
        self._declared = declared()
        self.deleted: list[str] = []
        """Tables that were gone: they come back as of their last moment, whatever was asked for."""

    def to_moment(self, at: datetime | None) -> dict[str, str]:
        """Restore all tables as of a moment, the latest possible for None."""
        new = {name: self._name(name) for name in kept(self._deployed)}
        for name, target in new.items():
            self._ask(kept(self._deployed)[name], target, at)
        for target in new.values():
            self._until_active(target)
        return new

    def from_files(self, folder: Path) -> dict[str, str]:
        """Make tables of what `scripts.backup` wrote; RestoreError when they differ from it."""
        new = {}
        wished = kept(self._deployed)
        for name, wanted in sums_of(folder).items():
            if name not in wished:
                continue
            new[name] = self._name(name)
            self._create(name, new[name])
            self._until_active(new[name])
            self._fill(new[name], lines_of(folder, name))
            found = self.sum_of(new[name])
            if found != wanted:
                raise RestoreError(f"{name} holds {found}, its backup {wanted}")
        return new

    def set_up(self, new: Mapping[str, str]) -> dict[str, str]:
        """Give the new tables what a restoration leaves out; give the parameters of the swap."""
        swap = {}
        for name, table in new.items():
            self._protect(name, table)
            swap[name] = table
            if stream := self._stream(name, table):
                swap[f"{name}Stream"] = stream
        return swap

    def sum_of(self, table: str) -> Sum:
        """Count and digest a table."""
        return summed(items_of(self._client, table))

    def _name(self, name: str) -> str:
        return f"{self._deployed.name}-{name}-{self._stamp}"

    def _ask(self, source: str, target: str, at: datetime | None) -> None:
        latest = {"UseLatestRestorableTime": True}
        moment: dict[str, Any] = {"RestoreDateTime": at} if at else latest
        try:
            self._client.restore_table_to_point_in_time(
                SourceTableName=source, TargetTableName=target, **moment
            )
        except self._client.exceptions.TableNotFoundException:
            # A table that was deleted leaves a backup of its last moment, for 35 days.
            self._client.restore_table_from_backup(
                BackupArn=self._last_backup(source), TargetTableName=target
            )
            self.deleted.append(source)

    def _last_backup(self, table: str) -> str:
        found = self._client.list_backups(TableName=table, BackupType="SYSTEM")["BackupSummaries"]
        if not found:
            raise RestoreError(f"{table} is gone and has left no backup")
        latest = max(found, key=lambda each: each["BackupCreationDateTime"])
        return str(latest["BackupArn"])

    def _create(self, name: str, table: str) -> None:
        properties = {key: value for key, value in self._declared[name].items() if key in MADE_OF}
        self._client.create_table(TableName=table, SSESpecification={"Enabled": True}, **properties)

    def _fill(self, table: str, items: Iterable[Wire]) -> None:
        left = iter(items)
        while batch := list(islice(left, BATCH)):
            self._write(table, [{"PutRequest": {"Item": item}} for item in batch])

    def _write(self, table: str, requests: Sequence[Any]) -> None:
        for tries in range(TRIES):
            answer = self._client.batch_write_item(RequestItems={table: requests})
            requests = answer.get("UnprocessedItems", {}).get(table, [])
            if not requests:
                return
            self._sleep(min(0.1 * 2**tries, WAIT_S))
        raise RestoreError(f"{table} takes no more writes")

    def _until_active(self, table: str) -> None:
        waited = 0.0
        while waited < LONGEST_S:
            described = self._client.describe_table(TableName=table)["Table"]
            indexes = described.get("GlobalSecondaryIndexes", [])
            states = {described["TableStatus"], *(each["IndexStatus"] for each in indexes)}
            if states == {"ACTIVE"}:
                return
            self._sleep(WAIT_S)
            waited += WAIT_S
        raise RestoreError(f"{table} was not ready within a day")

    def _protect(self, name: str, table: str) -> None:
        if ttl := self._declared[name].get("TimeToLiveSpecification"):
            self._client.update_time_to_live(
                TableName=table,
                TimeToLiveSpecification={"Enabled": True, "AttributeName": ttl["AttributeName"]},
            )
        self._client.update_continuous_backups(
            TableName=table,
            PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
        )
        if self._deployed.parameters.get("Stage") == "prod":
            self._client.update_table(TableName=table, DeletionProtectionEnabled=True)
            self._until_active(table)

    def _stream(self, name: str, table: str) -> str | None:
        wanted = self._declared[name].get("StreamSpecification")
        if not wanted:
            return None
        # Only now: what stands in the table before its stream begins is in no record of it.
        self._client.update_table(
            TableName=table, StreamSpecification={**wanted, "StreamEnabled": True}
        )
        self._until_active(table)
        described = self._client.describe_table(TableName=table)["Table"]
        return str(described["LatestStreamArn"])


def only(deployed: Deployed, names: Sequence[str]) -> Deployed:
    """Give the stack with no tables but these, or all for none; RestoreError for unknown ones."""
    if unknown := set(names) - kept(deployed).keys():
        raise RestoreError(f"{', '.join(sorted(unknown))} is no table that is restored")
    wanted = names or kept(deployed)
    return replace(deployed, tables={name: deployed.tables[name] for name in wanted})


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} names no zone; write {text}+00:00 for UTC")
    return found


def _wish(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.restore", description=__doc__)
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--stack", default="", help="the stack's own name, if it has no stage")
    whence = parser.add_mutually_exclusive_group(required=True)
    whence.add_argument("--latest", action="store_true")
    whence.add_argument("--at", type=_moment)
    whence.add_argument("--from", type=Path, dest="folder")
    parser.add_argument(
        "--only", action="append", default=[], help="a table; may be repeated; else all of them"
    )
    return parser.parse_args(words)


def main(words: Sequence[str], clients: Clients = of_environment) -> int:
    """Do what the command line asks."""
    wish = _wish(words)
    deployed = look_up(clients, wish.stage, wish.stack)
    try:
        wanted = only(deployed, wish.only)
        restoring = Restoring(clients, wanted, f"{datetime.now(UTC):%Y%m%dT%H%M%S}")
        new = restoring.from_files(wish.folder) if wish.folder else restoring.to_moment(wish.at)
    except RestoreError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for name, table in new.items():
        total = restoring.sum_of(table)
        print(f"# {name}: {total.items} items, {total.digest[:16]}")
    for table in restoring.deleted:
        print(f"# {table} had been deleted: it is as of its last moment")
    at = began_at(wish.folder) if wish.folder else wish.at or datetime.now(UTC)
    for told in Carrying(clients, deployed, new).run(at):
        print(f"# {told}")
    print(f"[{wish.stage}.restored.parameters]")
    for name, value in restoring.set_up(new).items():
        print(f'{name} = "{value}"')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
