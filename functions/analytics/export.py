"""What an export format is, and what an export holds of figures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from analytics.rows import OrderRow


class Sink(Protocol):
    """Where the bytes of a file go."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        ...


Write = Callable[[Iterable[OrderRow], Sink, ZoneInfo], None]


@dataclass(frozen=True)
class ExportFormat:
    """One format: the profile's name in the manifest, the file's name, and how rows are written.

    `write` reads its rows once and holds no more than a batch of them.
    """

    profile: str
    file_name: str
    media_type: str
    write: Write


class Counter:
    """Counts rows while they pass by."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows = 0

    def over(self, orders: Iterable[OrderRow]) -> Iterator[OrderRow]:
        """Pass the rows on, counting them."""
        for order in orders:
            self.rows += 1
            yield order


Manifest = dict[str, Any]
