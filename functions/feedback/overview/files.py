"""The filtered answers as a file, behind a link of some minutes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final, Literal, Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

from feedback.overview.query import Query
from feedback.overview.service import OverviewService
from feedback.overview.table import Cell, Language, table
from shared.clock import local_day

Format = Literal["csv", "xlsx"]
MOST_ROWS: Final = 10_000
"""What is written well within the time of a request, comments of 4,000 characters included."""
MEDIA_TYPES: Final[Mapping[Format, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Writer = Callable[[Iterable[tuple[Cell, ...]], BinaryIO, ZoneInfo], None]


class Store(Protocol):
    """Where files lie for a day."""

    def keep(self, key: str, content: BinaryIO, *, media_type: str, name: str) -> str:
        """Write a file and give a link of ten minutes to it."""
        ...


@dataclass(frozen=True)
class FileService:
    """Writes what the list shows, all pages of it."""

    overviews: OverviewService
    store: Store
    writers: Mapping[Format, Writer]

    def link(self, query: Query, format_: Format, language: Language) -> str:
        """Write the rows that pass the filters, in their order, and give a link to the file."""
        _, answers = self.overviews.all(query, limit=MOST_ROWS)
        zone, now = self.overviews.zone, self.overviews.clock()
        file = BytesIO()
        self.writers[format_](table(answers, language, now), file, zone)
        file.seek(0)
        name = f"feedback-{local_day(now, zone):%Y-%m-%d}.{format_}"
        key = f"reports/feedback/{uuid4().hex}/{name}"
        return self.store.keep(key, file, media_type=MEDIA_TYPES[format_], name=name)
