"""Copy a stack's tables into files that need no AWS to be read. See docs/backup.md.

    python -m scripts.backup --stage prod --folder backup-2026-11-22

A table is `<logical id>.jsonl.gz`, an item a line in DynamoDB's own JSON; `manifest.json` tells the
number of items of each and a digest that does not depend on their order.
"""

import argparse
import base64
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from scripts.stacks import Clients, Deployed, look_up, of_environment

PASSING: Final = frozenset({"LimitsTable"})
"""What is worth no copy: tokens of the present minute."""
MANIFEST: Final = "manifest.json"
_MODULUS: Final = 1 << 256

Wire = Mapping[str, Any]


@dataclass(frozen=True)
class Sum:
    """How many items there are, and a digest of all of them in any order."""

    items: int = 0
    digest: str = f"{0:064x}"

    def plus(self, item: Wire) -> "Sum":
        """Give the sum with one more item."""
        own = int(hashlib.sha256(line_of(item).encode()).hexdigest(), 16)
        return Sum(self.items + 1, f"{(int(self.digest, 16) + own) % _MODULUS:064x}")


def line_of(item: Wire) -> str:
    """Write an item as a line, the same for the same content."""
    return json.dumps(_plain(item), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def item_of(line: str) -> Any:  # noqa: ANN401 - DynamoDB's JSON
    """Read a line."""
    return _bytes(json.loads(line))


def _plain(value: Any) -> Any:  # noqa: ANN401 - DynamoDB's JSON
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _bytes(value: Any, kind: str = "") -> Any:  # noqa: ANN401 - DynamoDB's JSON
    if kind == "B" and isinstance(value, str):
        return base64.b64decode(value)
    if isinstance(value, dict):
        # A field may be called B too; then its value is no text.
        return {name: _bytes(each, name) for name, each in value.items()}
    one = "B" if kind == "BS" else ""
    return [_bytes(each, one) for each in value] if isinstance(value, list) else value


def items_of(client: Any, table: str) -> Iterator[Wire]:  # noqa: ANN401 - boto3's client
    """Read a whole table: half a read unit per 4 KB."""
    for page in client.get_paginator("scan").paginate(TableName=table):
        yield from page["Items"]


def summed(items: Iterable[Wire]) -> Sum:
    """Add up items."""
    total = Sum()
    for item in items:
        total = total.plus(item)
    return total


def kept(deployed: Deployed) -> dict[str, str]:
    """Name the tables that are worth a copy, by their names in the template."""
    return {name: table for name, table in deployed.tables.items() if name not in PASSING}


def save(clients: Clients, deployed: Deployed, folder: Path) -> dict[str, Sum]:
    """Write all tables into a folder; the manifest last, so a folder with one is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    at = datetime.now(UTC)
    sums = {}
    for name, table in kept(deployed).items():
        total = Sum()
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            for item in items_of(clients("dynamodb"), table):
                total = total.plus(item)
                file.write(f"{line_of(item)}\n")
        sums[name] = total
    told = {
        "stack": deployed.name,
        "began_at": at.isoformat(),
        "tables": {name: asdict(each) for name, each in sums.items()},
    }
    (folder / MANIFEST).write_text(json.dumps(told, indent=1) + "\n")
    return sums


def sums_of(folder: Path) -> dict[str, Sum]:
    """Read what a folder's manifest says of its tables."""
    told = json.loads((folder / MANIFEST).read_text())
    return {name: Sum(**each) for name, each in told["tables"].items()}


def began_at(folder: Path) -> datetime:
    """Read when a copy was begun: what was done since may be missing in it."""
    return datetime.fromisoformat(json.loads((folder / MANIFEST).read_text())["began_at"])


def lines_of(folder: Path, name: str) -> Iterator[Wire]:
    """Read the items of a table out of a folder."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(item_of, file)


def main(words: Sequence[str]) -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m scripts.backup", description=__doc__)
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--stack", default="", help="the stack's own name, if it has no stage")
    parser.add_argument("--folder", type=Path, required=True)
    wish = parser.parse_args(words)
    deployed = look_up(of_environment, wish.stage, wish.stack)
    for name, total in save(of_environment, deployed, wish.folder).items():
        print(f"{name}: {total.items} items, {total.digest[:16]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
