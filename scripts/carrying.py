"""Carry over into restored tables what a restoration must not undo. See docs/backup.md.

Erasures since the moment begin again, no order number is given twice, orders go on past what
partners know of them (scripts.raising), and what was refused stays so (scripts.refusals).
`scripts.restore` does it before the new tables have a stream, as far as the tables of before are
still there; what could not be looked at is told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from orders.people.erasing import Erasure, erased_customer
from orders.people.erasure_storage import DynamoErasures
from orders.people.storage import DynamoCustomers
from scripts.raising import ahead, raise_versions, told_since, versions
from scripts.refusals import keep_addresses_shut, keep_consents_withdrawn, keep_keys_shut
from scripts.stacks import Clients, Deployed
from shared.clock import now
from shared.table import Table

SLACK: Final = timedelta(minutes=10)
"""The latest moment is up to five minutes ago, and clocks differ; too much does no harm."""
PAGE: Final = 200
COUNTER: Final = {"pk": "COUNTER"}
HOLDING: Final = frozenset(
    {"OrdersTable", "DirectoryTable", "FeedbackTable", "IntegrationsTable", "DeliveriesTable"}
)
"""What an erasure empties: when one of them is restored, the erased is in it again."""
REFUSALS: Final[Mapping[str, Callable[[Table, Table], Iterator[str]]]] = {
    "AccessTable": keep_keys_shut,
    "IntegrationsTable": keep_addresses_shut,
    "DirectoryTable": keep_consents_withdrawn,
}


class Carrying:
    """What is carried from the tables of before to those that take their place."""

    def __init__(self, clients: Clients, deployed: Deployed, new: Mapping[str, str]) -> None:
        """Bind to the stack with the tables of before, and to the new ones by the same names."""
        self._client = clients("dynamodb")
        self._deployed = deployed
        self._new = new

    def run(self, at: datetime) -> Iterator[str]:
        """Carry over what was done since a moment; tell what, a line each."""
        there = {name for name in self._new if self._is_there(name)}
        for name in sorted(self._new.keys() - there):
            yield f"{name} of before is gone: what was done in it since is not carried over"
        if "OrdersTable" in there:
            yield from self._numbers()
        if "OrdersTable" in self._new:
            yield from self._versions(at)
        for name in sorted(there & REFUSALS.keys()):
            yield from REFUSALS[name](self._before(name), self._in_force(name))
        if HOLDING & self._new.keys():
            yield from self._erasures(at)

    def _is_there(self, name: str) -> bool:
        try:
            self._client.describe_table(TableName=self._deployed.tables[name])
        except self._client.exceptions.ResourceNotFoundException:
            return False
        return True

    def _before(self, name: str) -> Table:
        return Table(self._deployed.tables[name], self._client)

    def _in_force(self, name: str) -> Table:
        return Table(self._new.get(name, self._deployed.tables[name]), self._client)

    def _numbers(self) -> Iterator[str]:
        known = self._before("OrdersTable").get(COUNTER)
        orders = self._in_force("OrdersTable")
        there = orders.get(COUNTER)
        if known and known["last_number"] > (there["last_number"] if there else 0):
            orders.put(known)
            yield f"order numbers go on after {known['last_number']}"

    def _versions(self, at: datetime) -> Iterator[str]:
        orders = self._in_force("OrdersTable")
        known: list[tuple[str, int]] = []
        if self._is_there("OrdersTable"):
            known += ahead(versions(self._before("OrdersTable")), orders)
        if self._is_there("DeliveriesTable"):
            shards = int(self._deployed.parameters["DueShards"])
            told = told_since(self._before("DeliveriesTable"), at - SLACK, shards)
            known += ahead(told, orders)
        raised = raise_versions(orders, known, at, self._deployed.shards())
        if raised:
            yield f"orders that went back and go on past what is known of them: {raised}"

    def _erasures(self, at: datetime) -> Iterator[str]:
        """Begin those again that were not done in all rooms at the moment."""
        directory = self._in_force("DirectoryTable")
        erasures, customers = DynamoErasures(directory), DynamoCustomers(directory)
        begun = 0
        for record in self._records():
            if record.done_at and record.done_at < at - SLACK:
                continue
            there = erasures.erasure(record.customer_id)
            customer = customers.customer(record.customer_id)
            if there:
                erasures.begin_again(there.again(now()), None)
            elif customer:
                left = erased_customer(customer, record.erased_at)
                erasures.begin(record.again(now()), left, before=customer, request=None)
            begun += 1 if there or customer else 0
        if begun:
            yield f"erasures that begin again, each as its timer runs: {begun}"

    def _records(self) -> Iterable[Erasure]:
        """Give the record of each customer, of before where it is there."""
        tables = [self._in_force("DirectoryTable")]
        if self._is_there("DirectoryTable"):
            tables.append(self._before("DirectoryTable"))
        return {each.customer_id: each for table in tables for each in _all(table)}.values()


def _all(directory: Table) -> Iterator[Erasure]:
    after = None
    while True:
        page = DynamoErasures(directory).erasures(limit=PAGE, after=after)
        yield from page.erasures
        after = page.after
        if after is None:
            return
