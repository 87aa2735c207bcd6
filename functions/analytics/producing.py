"""Writing one export: its file first, its manifest next, the pointer to it last.

Whoever reads takes the manifest for the sign that a revision is whole. An export reads the versions
of the lake that it was recorded with, so a repeated message writes the same bytes. One period is
written by one export at a time; one that finds what the newest revision holds makes no new one.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

from analytics.dataset import DataSet, Wanted
from analytics.export import ExportFormat, Manifest, Setting, file_name
from analytics.exporting import Range
from analytics.layout import folder_of, series_of
from analytics.model import ENDED, Company, Export, FileEntry, Series
from analytics.order_file import complete
from analytics.period import Period
from analytics.ports import Exports, Files, Lake, Rollups, SeriesStore, Upload
from analytics.shipping.beat import Beat, CancelledError
from analytics.shipping.gathering import Gathered, Gathering, OrdersNow
from analytics.shipping.totals import KpiTotals, MoneyTotals
from shared.clock import Clock, text

SCHEMA_VERSION: Final = 2
FAILED: Final = "the export could not be written; its cause is in the log"
HELD_FOR: Final = timedelta(minutes=16)
"""Longer than a function may run: whoever holds a period longer than that is dead."""


class Named(Protocol):
    """What technicians are called."""

    def names(self) -> Mapping[str, str]:
        """Give the names by id."""
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


class ExportWriter:
    """The worker's use case."""

    def __init__(self, stock: Stock, range_: Range, company: Company, clock: Clock) -> None:
        """Join the parts."""
        self._stock = stock
        self._range = range_
        self._company = company
        self._clock = clock

    def write(self, export_id: str) -> Export | None:
        """Write an export unless it has ended; None when there is no such export.

        SeriesBusyError when another export of the same period is being written.
        """
        export = self._stock.exports.get(export_id)
        if export is None or export.state in ENDED:
            return export
        data_set, form = self._of(export)
        name = series_of(export, data_set.axes[0], always_personal=form.is_personal)
        now = self._clock()
        series = self._stock.series.take(name, export.id, now=now, until=now + HELD_FOR)
        try:
            return self._written(export, name, self._caught_up(name, export, series))
        except CancelledError:
            return self._stock.exports.get(export_id)
        finally:
            self._stock.series.release(name, export.id)

    def give_up(self, export_id: str) -> None:
        """Record that an export failed for good, for whoever waits for it."""
        export = self._stock.exports.get(export_id)
        if export is not None:
            update = {"state": "failed", "finished_at": self._clock(), "error": FAILED}
            self._stock.exports.save(export.model_copy(update=update))

    def _of(self, export: Export) -> tuple[DataSet, ExportFormat]:
        return self._range.data_sets[export.kind], self._range.formats[export.format]

    def _caught_up(self, name: str, export: Export, series: Series) -> Series:
        """Record revisions that were sealed by somebody who came no further."""
        while manifest := self._stock.files.manifest(folder_of(name, series.latest + 1)):
            series = self._settled(name, export, manifest)
        return series

    def _settled(self, name: str, export: Export, manifest: Manifest) -> Series:
        series = Series(
            latest=manifest["revision"],
            content=manifest["content"],
            export_id=manifest["export_id"],
        )
        self._stock.files.point(name, _pointer(manifest))
        self._stock.series.settle(name, export.id, series)
        return series

    def _written(self, export: Export, name: str, series: Series) -> Export:
        if series.export_id == export.id:
            return self._done(export, name, series)
        revision = series.latest + 1
        manifest = self._produced(export, name, revision, series)
        if manifest is None:
            return self._done(export, name, series, unchanged=True)
        folder = folder_of(name, revision)
        self._stock.files.seal(folder, manifest, personal=self._is_personal(export))
        # Another worker with the same message may have sealed it first.
        sealed = self._stock.files.manifest(folder) or manifest
        return self._done(export, name, self._settled(name, export, sealed))

    def _produced(
        self, export: Export, name: str, revision: int, series: Series
    ) -> Manifest | None:
        """Write the file of a revision; None, and no file, where the newest one holds the same."""
        _, form = self._of(export)
        key = folder_of(name, revision) + file_name(export.kind, form)
        personal = self._is_personal(export)
        with self._stock.files.upload(key, form.media_type, personal=personal) as upload:
            job = _Job(self, export, upload)
            job.run()
            job.beat.passed(0, "sending")
            content = job.found.digest or upload.digest()
            if content == series.content and not export.closing:
                upload.discard()
                return None
        return job.manifest(upload.entry(), revision, content)

    def _done(
        self, export: Export, name: str, series: Series, *, unchanged: bool = False
    ) -> Export:
        folder = folder_of(name, series.latest)
        manifest = self._stock.files.manifest(folder)
        if manifest is None:
            raise AssertionError(folder)
        update = {
            "state": "done",
            "progress": None,
            "revision": series.latest,
            "unchanged": unchanged,
            "rows": manifest["rows"],
            "warnings": manifest["warnings"],
            "finished_at": self._clock(),
            "files": self._stock.files.entries(folder, manifest),
            "error": None,
        }
        done = export.model_copy(update=update)
        if self._stock.exports.save(done):
            return done
        return self._stock.exports.get(export.id) or done

    def _is_personal(self, export: Export) -> bool:
        return export.personal or self._range.formats[export.format].is_personal


class _Job:
    """One writing of one export."""

    def __init__(self, writer: ExportWriter, export: Export, upload: Upload) -> None:
        self._writer = writer
        self._export = export
        self._upload = upload
        self._data_set, self._form = writer._of(export)  # noqa: SLF001 - a part of it
        self._stock = writer._stock  # noqa: SLF001
        self._company = writer._company  # noqa: SLF001
        self._period = Period(export.first, export.last)
        self._span = self._period.span(self._company.zone)
        rows = sum(part.rows for part in export.parts)
        self.beat = Beat(export, rows, self._stock.exports.save, writer._clock)  # noqa: SLF001
        self.found = Gathered(MoneyTotals(), self._kpis(), Counter())
        self._watermark = export.watermark
        usual = writer._range.usual  # noqa: SLF001
        self._options = complete(self._form, export.options, usual)

    def run(self) -> None:
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
            self._form.write_orders(self._gathering().whole_orders(), self._upload, setting)
            self.found.judge(self._options)
        elif self._form.write_columns:
            batches = self._told() if self._data_set.tell else self._gathering().columns()
            self._form.write_columns(batches, self._upload, setting)

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
        batch = tell(figures, self._wanted())
        self.found.rows = batch.num_rows
        return [batch]


def _pointer(manifest: Manifest) -> Manifest:
    names = ("export_id", "revision", "closing", "rows", "watermark", "files")
    folder = f"rev={manifest['revision']}/"
    return {**{name: manifest[name] for name in names}, "folder": folder}


def _moment(at: datetime | None) -> str | None:
    return text(at.astimezone(UTC)) if at else None
