"""What an export format is, and what an export holds of figures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from analytics.model import OrderRow


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


class Tally:
    """Counts rows and sums figures while the rows pass by."""

    def __init__(self, figures: dict[str, Callable[[OrderRow], int]]) -> None:
        """Take the figures to sum, by name."""
        self.rows = 0
        self.values = dict.fromkeys(figures, 0)
        self._figures = figures

    def over(self, orders: Iterable[OrderRow]) -> Iterator[OrderRow]:
        """Pass the rows on, counting them."""
        for order in orders:
            self.rows += 1
            for name, figure in self._figures.items():
                self.values[name] += figure(order)
            yield order


Manifest = dict[str, Any]
