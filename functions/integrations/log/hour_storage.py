"""The figures of integrations by hour, in the Deliveries table.

Items:
    STAT#<integration>#<hour>/<start>#<delivery>#<n>   one attempt; written by `engine.storage`
    HOURS#<integration>/<hour>                         the figures of an hour that is over
    HOURS/COUNTED                                      until when all hours are counted

Price: an attempt costs 1 write unit; counting an hour 0.5 read units per 4 KB of its attempts (some
40) and 1 write unit for each integration that had any; statistics 0.5 read units per 4 KB of hours
(some 20), and the attempts of the hour that is not over.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from integrations.engine.items import attempts_of_hour
from integrations.log.statistics import Figures, Hour, Point
from integrations.model import KEEP_DAYS
from shared.clock import moment, text
from shared.table import ConditionError, Table

KEEP_S: Final = KEEP_DAYS * 86_400
_COUNTED: Final = {"pk": "HOURS", "sk": "COUNTED"}


class DynamoHours:
    """The store of hours."""

    def __init__(self, table: Table) -> None:
        """Bind to the Deliveries table."""
        self._table = table

    def points(self, integration_id: str, at: datetime) -> Iterator[Point]:
        """Walk through the attempts that began in an hour."""
        values = {":pk": attempts_of_hour(integration_id, at)}
        for item in self._table.walk("pk = :pk", values):
            yield Point(item["duration_ms"], item["delivered"])

    def get(self, integration_id: str, first: datetime, until: datetime) -> Mapping[datetime, Hour]:
        """Read the hours that were counted, up to, not including, `until`."""
        values = {":pk": f"HOURS#{integration_id}", ":first": text(first), ":until": text(until)}
        condition = "pk = :pk AND sk BETWEEN :first AND :until"
        found = {}
        for item in self._table.walk(condition, values):
            at = moment(item["sk"])
            if at < until:
                figures = Figures(item["attempts"], item["delivered"], tuple(item["bins"]))
                found[at] = Hour(at, figures)
        return found

    def save(self, integration_id: str, at: datetime, figures: Figures) -> None:
        """Write an hour's figures; a repeat writes the same."""
        self._table.put(
            {
                "pk": f"HOURS#{integration_id}",
                "sk": text(at),
                "attempts": figures.attempts,
                "delivered": figures.delivered,
                "bins": list(figures.bins),
                "expires_at": int(at.timestamp()) + KEEP_S,
            }
        )

    def counted_until(self) -> datetime | None:
        """Give the end of the last hour that was counted for all."""
        item = self._table.get(_COUNTED)
        return moment(item["until"]) if item else None

    def settle(self, until: datetime) -> None:
        """Note that all hours until a moment are counted; never goes back."""
        try:
            self._table.put(
                {**_COUNTED, "until": text(until)},
                condition="attribute_not_exists(pk) OR #until < :until",
                names={"#until": "until"},
                values={":until": text(until)},
            )
        except ConditionError:
            return  # another run has counted further
