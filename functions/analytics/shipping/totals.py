"""What an export's rows add up to: by currency and rate of VAT, and in KPIs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from analytics.columns import vat_of
from analytics.export import Manifest
from analytics.frame import Frame, Ints
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.model import Company
from analytics.period import Span
from analytics.rows import Kind
from analytics.tally import NOTHING, Tally
from shared.money import Money

_Sums = tuple[int, int, int]


class MoneyTotals:
    """Net, VAT and gross by currency and rate; without VAT stands apart from 0 %."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._sums: dict[tuple[str, str | None], _Sums] = defaultdict(lambda: (0, 0, 0))

    def add(self, currency: str, vat: str | None, net: int, tax: int, gross: int) -> None:
        """Add amounts in minor units."""
        before = self._sums[currency, vat]
        self._sums[currency, vat] = (before[0] + net, before[1] + tax, before[2] + gross)

    def add_batch(self, orders: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        """Add the lines of a batch of orders as the lake holds them."""
        import pyarrow.compute as pc

        lines, owner = pc.list_flatten(orders.column("items")), _owners(orders)
        own = dict(zip(lines.type.names, lines.flatten(), strict=True))
        currency = orders.column("currency").take(owner)
        keys = (currency, vat_of(own["vat_rate"]))
        self._add_grouped(keys, [own[name] for name in ("net", "vat_amount", "total")])
        self._add_rest(orders, owner, own["total"])

    def add_amounts(self, currency: Any, amount: Any) -> None:  # noqa: ANN401 - pyarrow
        """Add amounts of which no VAT is told."""
        import pyarrow as pa

        nothing = pa.nulls(len(amount), pa.string())
        zero = pa.array([0] * len(amount), pa.int64())
        self._add_grouped((currency, nothing), [amount, zero, amount])

    def shown(self) -> list[dict[str, Any]]:
        """Show them in a fixed order; `vat` is null where no line tells it."""
        return [
            {"currency": currency, "vat": vat, "net": net, "vat_amount": tax, "gross": gross}
            for (currency, vat), (net, tax, gross) in sorted(
                self._sums.items(), key=lambda item: (item[0][0], item[0][1] or "")
            )
        ]

    def _add_rest(self, orders: Any, owner: Any, totals: Any) -> None:  # noqa: ANN401
        """Add what orders come to beyond their lines: old ones may have none."""
        import numpy as np
        import pyarrow as pa

        rest = _ints(orders.column("total")).copy()
        np.subtract.at(rest, _ints(owner), _ints(totals))
        mask = rest != 0
        if mask.any():
            left = orders.column("currency").filter(pa.array(mask))
            self.add_amounts(left, pa.array(rest[mask]))

    def _add_grouped(self, keys: tuple[Any, Any], sums: Iterable[Any]) -> None:
        import numpy as np

        currency, vat = (each.dictionary_encode() for each in keys)
        currencies, rates = currency.dictionary.to_pylist(), [*vat.dictionary.to_pylist(), None]
        places = _ints(vat.indices.fill_null(len(rates) - 1))
        groups = _ints(currency.indices) * len(rates) + places
        columns = [_ints(each) for each in sums]
        for group in np.unique(groups).tolist():
            mask = groups == group
            # As Python's own numbers: sums of millions of amounts may leave 64 bits.
            net, tax, gross = (_sum(each[mask]) for each in columns)
            self.add(currencies[group // len(rates)], rates[group % len(rates)], net, tax, gross)


class KpiTotals:
    """The counts and sums on an axis: what the page of figures shows for the same period."""

    def __init__(self, kind: Kind, axis: str, span: Span, company: Company) -> None:
        """Choose the KPIs."""
        self._kpis = {n: k for n, k in KPIS.items() if k.kind == kind and k.axis == axis}
        self._span = [int(at.timestamp() * 1000) for at in (span.start, span.end)]
        self._company = company
        self._tallies: dict[str, Tally] = dict.fromkeys(self._kpis, NOTHING)

    def add(self, frame: Frame) -> None:
        """Add rows; those outside the period do not count."""
        if not frame.size:
            return
        for name, kpi in self._kpis.items():
            company = self._company
            seen = kpi.seen(frame, company.currency, hidden_counts=company.hidden_counts)
            inside = seen.only((seen.at >= self._span[0]) & (seen.at < self._span[1]))
            bins = NOTHING.bins
            self._tallies[name] += Tally(_sum(inside.n), _sum(inside.total), bins=bins)

    def shown(self) -> Manifest:
        """Show counts, sums of money, and of means and shares both parts."""
        return {
            name: told
            for name, kpi in self._kpis.items()
            if (told := _told(kpi, self._tallies[name], self._company.currency)) is not None
        }


def _told(kpi: Kpi, tally: Tally, currency: str) -> Any:  # noqa: ANN401 - JSON
    if kpi.shape in {"count", "sum"}:
        is_money = kpi.unit == "money"
        return (
            Money(amount=tally.total, currency=currency).model_dump() if is_money else tally.total
        )
    if kpi.shape == "quantile":
        return None
    found: Mapping[str, int] = {"total": tally.total, "n": tally.n}
    return found


def _owners(orders: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow.compute as pc

    return pc.list_parent_indices(orders.column("items"))


def _ints(array: Any) -> Ints:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    found: Ints = array.cast(pa.int64()).fill_null(0).to_numpy()
    return found


def _sum(values: Ints) -> int:
    """Add up exactly: halves of 64 bits can't overflow over a batch."""
    high, low = values >> 32, values & 0xFFFFFFFF
    return (int(high.sum()) << 32) + int(low.sum())
