"""Revisions, links, schedules in the Rollups table, and orders as they are now.

Items of the Rollups table:
    SERIES#<folder> | SERIES          the newest whole revision of a period, and who writes the next
    EXPORT#<id>     | LINK#<at>#<id>  a link to a file that was given to somebody; kept for good
    SCHEDULES       | <id>            a schedule, whole in `doc`
    PLANNED         | <id>            up to which day a schedule's exports are queued

Price: taking and settling a series 1 write unit each; a link 1 write unit; all schedules 0.5 read
units per 4 KB of them; orders by id 0.5 read units per 4 KB of each.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from uuid import uuid4

from analytics.model import Link, Series
from analytics.ports import SeriesBusyError
from analytics.shipping.plans import Schedule
from analytics.shipping.ports import ScheduleMovedError
from shared.clock import text
from shared.events import OrderSnapshot, snapshot
from shared.next_version import put_next
from shared.order_reading import order_key
from shared.stored import LINK, SCHEDULE
from shared.table import ConditionError, Table

SHOWN_LINKS: Final = 500
SCHEDULES: Final = "SCHEDULES"
PLANNED: Final = "PLANNED"
READERS: Final = 8
KEYS: Final = 100
"""Orders in one call."""


class DynamoSeries:
    """Where the revisions of each period stand."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def take(self, name: str, holder: str, *, now: datetime, until: datetime) -> Series:
        """Take a series for an export until a moment, or SeriesBusyError."""
        try:
            item = self._table.update(
                _series(name),
                "SET holder = :me, #until = :until, latest = if_not_exists(latest, :none)",
                values={":me": holder, ":now": text(now), ":until": text(until), ":none": 0},
                condition="attribute_not_exists(holder) OR holder = :me OR #until < :now",
                names={"#until": "until"},
            )
        except ConditionError as error:
            raise SeriesBusyError(name) from error
        return _read(item)

    def settle(self, name: str, holder: str, series: Series) -> None:
        """Record a whole revision, unless it or a later one is recorded already."""
        try:
            self._table.update(
                _series(name),
                "SET latest = :latest, content = :content, export_id = :export",
                values={
                    ":latest": series.latest,
                    ":content": series.content,
                    ":export": series.export_id,
                    ":me": holder,
                },
                condition="holder = :me AND latest < :latest",
            )
        except ConditionError as error:
            if _read(error.found or self._table.get(_series(name))).latest < series.latest:
                raise SeriesBusyError(name) from error

    def release(self, name: str, holder: str) -> None:
        """Let the next one have it; whoever lost it meanwhile changes nothing."""
        with suppress(ConditionError):
            self._table.update(
                _series(name),
                "REMOVE holder, #until",
                values={":me": holder},
                condition="holder = :me",
                names={"#until": "until"},
            )


class DynamoLinks:
    """Which links to files were given to whom."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def add(self, export_id: str, link: Link) -> None:
        """Keep a link that was given."""
        self._table.put(
            {
                "pk": f"EXPORT#{export_id}",
                "sk": f"LINK#{text(link.at)}#{uuid4().hex}",
                **LINK.packed(link.model_dump_json()),
            }
        )

    def of(self, export_id: str) -> Sequence[Link]:
        """List the links to an export's files, oldest first."""
        values = {":pk": f"EXPORT#{export_id}", ":link": "LINK#"}
        items = self._table.walk("pk = :pk AND begins_with(sk, :link)", values)
        return [Link.model_validate(LINK.read(each)) for each in islice(items, SHOWN_LINKS)]


class DynamoSchedules:
    """The schedules, and how far each has been planned."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def all(self) -> Sequence[Schedule]:
        """List them by id, those that were deleted among them."""
        items = self._table.walk("pk = :pk", {":pk": SCHEDULES})
        return [Schedule.model_validate(SCHEDULE.read(each)) for each in items]

    def save(self, schedule: Schedule) -> None:
        """Write the next version under the condition that the one before is current."""
        item = {
            "pk": SCHEDULES,
            "sk": schedule.id,
            "version": schedule.version,
            **SCHEDULE.packed(schedule.model_dump_json()),
        }
        put_next(self._table, item, moved=ScheduleMovedError)

    def planned(self) -> Mapping[str, date]:
        """Tell up to which day the exports of each schedule are queued."""
        items = self._table.walk("pk = :pk", {":pk": PLANNED})
        return {each["sk"]: date.fromisoformat(each["to"]) for each in items}

    def plan(self, schedule_id: str, to: date) -> None:
        """Remember up to which day a schedule's exports are queued; it never goes back."""
        key = {"pk": PLANNED, "sk": schedule_id}
        try:
            self._table.put(
                {**key, "to": to.isoformat()},
                condition="attribute_not_exists(pk) OR #to < :to",
                values={":to": to.isoformat()},
                names={"#to": "to"},
            )
        except ConditionError:
            return


class DynamoOrdersNow:
    """Orders as they are now, read by id in parallel calls."""

    def __init__(self, orders: Table) -> None:
        """Bind to the Orders table."""
        self._orders = orders

    def by_id(self, ids: Sequence[str]) -> Mapping[str, OrderSnapshot]:
        """Read orders; one that is not there is left out."""
        chunks = [ids[start : start + KEYS] for start in range(0, len(ids), KEYS)]
        with ThreadPoolExecutor(READERS) as pool:
            found = [order for some in pool.map(self._read, chunks) for order in some]
        return {order.id: order for order in found}

    def _read(self, ids: Sequence[str]) -> list[OrderSnapshot]:
        return [snapshot(item) for item in self._orders.get_many([order_key(i) for i in ids])]


def _series(name: str) -> dict[str, str]:
    return {"pk": f"SERIES#{name}", "sk": "SERIES"}


def _read(item: Mapping[str, Any] | None) -> Series:
    return Series.model_validate(item) if item else Series()
