"""How many parts of texts an integration has sent on a day of the company's, in DynamoDB.

Items of the Integrations table: SPENT#<integration>#<day>/DAY. One write unit for each text; what
would go over the bound is refused by the condition, however many workers count at once.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from shared.clock import Clock, local_day
from shared.item import Item
from shared.table import ConditionError, Table

KEEP: Final = timedelta(days=8)


@dataclass(frozen=True)
class DynamoLedger:
    """Counts days."""

    table: Table
    zone: ZoneInfo
    clock: Clock

    def take(self, integration_id: str, amount: int, most: int) -> datetime | None:
        """Use an amount of the day up; when it is too much, give when the next day begins."""
        now = self.clock()
        day = local_day(now, self.zone)
        try:
            self.table.update(
                _key(integration_id, day),
                "SET spent = if_not_exists(spent, :none) + :amount, expires_at = :ends",
                condition=(
                    "(attribute_not_exists(spent) AND :amount <= :most) OR spent <= :before"
                ),
                values={
                    ":none": 0,
                    ":amount": amount,
                    ":most": most,
                    ":before": most - amount,
                    ":ends": int((now + KEEP).timestamp()),
                },
            )
        except ConditionError:
            tomorrow = datetime.combine(day + timedelta(days=1), time.min, self.zone)
            return tomorrow.astimezone(now.tzinfo)
        return None

    def give_back(self, integration_id: str, amount: int) -> None:
        """Return what was taken today and not used."""
        try:
            self.table.update(
                _key(integration_id, local_day(self.clock(), self.zone)),
                "SET spent = spent - :amount",
                condition="spent >= :amount",
                values={":amount": amount},
            )
        except ConditionError:
            return  # midnight was in between: yesterday is over


def _key(integration_id: str, day: date) -> Item:
    return {"pk": f"SPENT#{integration_id}#{day.isoformat()}", "sk": "DAY"}
