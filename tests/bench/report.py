"""The table that `make bench` prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.rounds import Spread

HEAD = ("what", "ours", "against", "ratio [quarters]", "goal", "")


@dataclass(frozen=True)
class Row:
    """One measured thing, beside what it is compared with and its goal if it has one."""

    what: str
    ours: str
    against: str = ""
    ratio: Spread | None = None
    goal: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Write the row's cells."""
        shown = self.ratio
        spread = f"x{shown.median:.2f} [{shown.low:.2f}-{shown.high:.2f}]" if shown else ""
        goal = f"<= x{self.goal:.2f}" if self.goal is not None else ""
        return (self.what, self.ours, self.against, spread, goal, self._verdict())

    def _verdict(self) -> str:
        if self.goal is None or self.ratio is None:
            return ""
        return "met" if self.ratio.median <= self.goal else "MISSED"


def table(title: str, rows: Sequence[Row]) -> str:
    """Write rows as a text table with columns as wide as they need."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    rule = "-" * max(map(len, lines))
    return "\n".join([title, rule, lines[0], rule, *lines[1:], ""])


def micro(seconds: float) -> str:
    """Write a time in microseconds."""
    return f"{seconds * 1e6:.1f} us"


def milli(seconds: float) -> str:
    """Write a time in milliseconds."""
    return f"{seconds * 1e3:.0f} ms"
