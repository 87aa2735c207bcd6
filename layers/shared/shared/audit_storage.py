"""The record of changes in DynamoDB.

Items of whichever table holds what is changed, so that an entry is of one transaction with it:
    AUDIT/<at>#<id>             an entry, in the list of all
    AUDIT#<subject>/<at>#<id>   the same entry, in the list of one key, user or set of settings

Price: an entry 4 write units (2 items in one transaction); a page 0.5 read units per 4 KB.
One partition holds the list of all: some hundred changes a day, a thousandth of what it bears.
"""

import json
from decimal import Decimal
from typing import Final

from shared.audit import AuditPage, Entry
from shared.clock import text
from shared.item import Item
from shared.table import Put, Table, write_together

ALL: Final = "AUDIT"
LAST: Final = "~"  # after every time


class DynamoAudit:
    """The store of entries."""

    def __init__(self, table: Table) -> None:
        """Bind to a table."""
        self._table = table

    def add(self, entry: Entry) -> None:
        """Keep an entry; a repeat is no change."""
        write_together(self._table.client, entry_puts(self._table.name, entry))

    def page(self, subject: str | None, *, limit: int, after: str | None) -> AuditPage:
        """Read one page, newest first, of one subject or of all."""
        partition = ALL if subject is None else f"{ALL}#{subject}"
        items = self._table.page(
            "pk = :pk AND sk < :after",
            {":pk": partition, ":after": after or LAST},
            limit=limit + 1,
            newest_first=True,
        )
        shown = items[:limit]
        return AuditPage(
            tuple(map(_entry, shown)),
            shown[-1]["sk"] if len(items) > limit else None,
        )


def entry_puts(table: str, entry: Entry) -> list[Put]:
    """Give the puts of an entry, for the transaction of the change that it tells of."""
    # DynamoDB knows decimals and no floats: a share of 0.95 is kept as exactly that.
    item: Item = json.loads(entry.model_dump_json(), parse_float=Decimal)
    place = {"sk": f"{text(entry.at)}#{entry.id}"}
    return [
        Put(table, {"pk": partition, **place, **item})
        for partition in (ALL, f"{ALL}#{entry.subject}")
    ]


def _entry(item: Item) -> Entry:
    return Entry.model_validate_json(json.dumps(item, default=float))
