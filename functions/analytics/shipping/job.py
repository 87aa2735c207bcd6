"""One writing of one export: its rows through the writer of its format, and what they come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from analytics.dataset import Reckoned, Wanted
from analytics.export import Manifest, Setting
from analytics.exporting import Range
from analytics.file_ports import Files, Upload
from analytics.model import Company, Export, FileEntry
from analytics.order_file import complete
from analytics.period import Period
from analytics.ports import Exports, Lake, Rollups, SeriesStore
from analytics.shipping.beat import Beat
from analytics.shipping.gathering import Gathered, Gathering, OrdersNow
from analytics.shipping.totals import KpiTotals, MoneyTotals
from shared.clock import Clock, text

SCHEMA_VERSION: Final = 2


class Named(Protocol):
    """What technicians are called."""

    def names(self) -> Mapping[str, str]:
        """Give the names by id."""
        ...


class Insight(Protocol):
    """What is reckoned of figures at reading."""

    def reckoned(self, period: Period) -> Sequence[Reckoned]:
        """Give the derived KPIs of each day of a period and of the whole."""
        ...


@dataclass(frozen=True)
class Stock:
    """What exports are made of, and where they go."""

    exports: Exports
    files: Files
    series: SeriesStore
    lake: Lake[Any]
    rollups: Rollups
    orders: OrdersNow
    people: Named
    insights: Insight


class Job:
    """One writing of one export."""

    def __init__(
        self, stock: Stock, range_: Range, company: Company, export: Export, *, clock: Clock
    ) -> None:
        """Begin with nothing found."""
        self._stock = stock
        self._company = company
        self._export = export
        self._data_set = range_.data_sets[export.kind]
        self._form = range_.formats[export.format]
        self._period = Period(export.first, export.last)
        self._span = self._period.span(company.zone)
        rows = sum(part.rows for part in export.parts)
        self.beat = Beat(export, rows, stock.exports.save, clock)
        self.found = Gathered(MoneyTotals(), self._kpis(), Counter())
        self._watermark = export.watermark
        self._options = complete(self._form, export.options, range_.usual)

    def run(self, upload: Upload) -> None:
        """Write the file."""
        personal = self._export.personal
        setting = Setting(
            kind=self._export.kind,
            columns=self._data_set.columns_for(personal=personal),
            zone=self._company.zone,
            currency=self._company.currency,
            first=self._export.first,
            last=self._export.last,
            made_at=self._export.watermark or datetime.fromtimestamp(0, UTC),
            options=self._options,
            warnings=self.found.warnings,
            written=self.found.written,
        )
        self.beat.passed(0)
        if self._form.write_orders:
            self._form.write_orders(self._gathering().whole_orders(), upload, setting)
            self.found.judge(self._options)
        elif self._form.write_columns:
            batches = self._told() if self._data_set.tell else self._gathering().columns()
            self._form.write_columns(batches, upload, setting)

    def manifest(self, entry: FileEntry, revision: int, content: str) -> Manifest:
        """Tell what was written."""
        export = self._export
        described = entry.model_dump(include={"name", "bytes", "sha256"})
        return {
            "schema_version": SCHEMA_VERSION,
            "export_id": export.id,
            "kind": export.kind,
            "format": export.format,
            "profile": self._form.profile,
            "from": export.first.isoformat(),
            "to": export.last.isoformat(),
            "axis": export.axis,
            "zone": self._company.zone.key,
            "currency": self._company.currency,
            "revision": revision,
            "closing": export.closing,
            "content": content,
            "rows": self.found.rows,
            "totals": self._totals(),
            "watermark": _moment(self._watermark),
            "filters": {"personal": export.personal, "options": self._options},
            "warnings": {n: c for n, c in sorted(self.found.warnings.items()) if c},
            "refused": [asdict(each) for each in self.found.written.refused],
            "created_at": _moment(export.created_at),
            "files": [{**described, "version_id": entry.version}],
        }

    def _totals(self) -> Manifest:
        kpis = self.found.kpis.shown() if self.found.kpis else {}
        if self._form.write_orders:
            return {"kpis": kpis, "money": self.found.written.totals()}
        money = self.found.money.shown() if self.found.has_money else []
        return {"kpis": kpis, "money": money}

    def _kpis(self) -> KpiTotals | None:
        source = self._data_set.source
        if source is None:
            return None
        return KpiTotals(source, self._export.axis, self._span, self._company)

    def _wanted(self) -> Wanted:
        return Wanted(
            axis=self._export.axis,
            span=self._span,
            days=self._period.days,
            zone=self._company.zone,
            currency=self._company.currency,
            names=self._stock.people.names(),
        )

    def _gathering(self) -> Gathering:
        return Gathering(
            export=self._export,
            data_set=self._data_set,
            wanted=self._wanted(),
            months=self._stock.lake,
            orders=self._stock.orders,
            beat=self.beat,
            found=self.found,
        )

    def _told(self) -> list[Any]:
        """Give the rows of a data set that is told from figures, with the state they are of."""
        tell = self._data_set.tell
        if tell is None:
            raise AssertionError(self._export.kind)
        state, figures = self._stock.rollups.figures(self._period, self._data_set.dimension)
        self._watermark = state.watermark
        wanted = self._wanted()
        if self._data_set.reckons:
            wanted = replace(wanted, reckoned=self._stock.insights.reckoned(self._period))
        batch = tell(figures, wanted)
        self.found.rows = batch.num_rows
        return [batch]


def _moment(at: datetime | None) -> str | None:
    return text(at.astimezone(UTC)) if at else None
