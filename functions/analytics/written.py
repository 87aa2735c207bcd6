"""What a writer of whole orders put into its file, for the manifest: it may leave orders out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from shared.events import Line, OrderSnapshot

WITHOUT_VAT: Final = "none"
"""The rate of lines without VAT, which is not 0 %."""
MOST_REFUSED: Final = 1000
"""So many are named; a file that refuses more has a wrong setting, and the first ones tell it."""


@dataclass(frozen=True)
class Refused:
    """An order that the file can't hold as it is: which, a code for programs, words for people."""

    id: str
    number: str
    code: str
    words: str


@dataclass
class Written:
    """Counts of what went in and what did not; sums are in minor units.

    `sums` has of a currency and a rate of VAT, None for without VAT, the VAT and the gross sum.
    `left_out` counts by a code what has no place in such a file; `refused` is what should have
    been there and needs somebody to look at it.
    """

    orders: int = 0
    lines: int = 0
    sums: dict[tuple[str, int | None], list[int]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    refused_orders: int = 0

    def add(self, order: OrderSnapshot, lines: Iterable[Line]) -> None:
        """Count an order that was written, with the lines of it that were."""
        self.orders += 1
        sums, currency = self.sums, order.currency
        for each in lines:
            self.lines += 1
            own = sums.setdefault((currency, each.vat_rate), [0, 0])
            own[0] += each.vat_amount
            own[1] += each.total

    def refuse(self, order: OrderSnapshot, code: str, words: str) -> None:
        """Name an order that is not in the file, and why."""
        self.refused_orders += 1
        if len(self.refused) < MOST_REFUSED:
            self.refused.append(Refused(order.id, order.number, code, words))

    def totals(self) -> list[dict[str, str | int]]:
        """Show the sums by currency and rate as the manifest has them, without VAT last."""
        known = sorted(self.sums, key=lambda key: (key[0], key[1] is None, key[1] or 0))
        return [_shown(*key, *self.sums[key]) for key in known]


def _shown(currency: str, rate: int | None, vat: int, gross: int) -> dict[str, str | int]:
    name = WITHOUT_VAT if rate is None else str(rate)
    sums = {"net": gross - vat, "vat_amount": vat, "gross": gross}
    return {"currency": currency, "vat": name, **sums}
