"""Writing one export: its file first, its manifest last.

Whoever reads takes the manifest for the sign that the export is whole. An export reads the
versions of the lake that it was recorded with, so a repeated message writes the same bytes.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from analytics.export import Manifest, RowCounter, RowFormat
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.model import Company, Export
from analytics.period import Period, Span
from analytics.ports import Exports, Files, Lake
from shared.clock import Clock, text
from shared.money import Money

SCHEMA_VERSION: Final = 1
FAILED: Final = "the export could not be written; its cause is in the log"


class ExportWriter:
    """The worker's use case."""

    def __init__(
        self,
        exports: Exports,
        files: Files,
        lake: Lake[Any],
        formats: Mapping[str, RowFormat],
        company: Company,
        clock: Clock,
    ) -> None:
        """Join the parts."""
        self._exports = exports
        self._files = files
        self._lake = lake
        self._formats = formats
        self._company = company
        self._clock = clock

    def write(self, export_id: str) -> Export | None:
        """Write an export unless it is done; None when there is no such export."""
        export = self._exports.get(export_id)
        if export is None or export.state == "done":
            return export
        manifest = self._files.manifest(export)
        if manifest is None:
            manifest = self._produce(export)
            self._files.seal(export, manifest)
        done = export.model_copy(
            update={
                "state": "done",
                "rows": manifest["rows"],
                "finished_at": self._clock(),
                "files": self._files.entries(export, manifest),
                "error": None,
            }
        )
        self._exports.save(done)
        return done

    def give_up(self, export_id: str) -> None:
        """Record that an export failed for good, for whoever waits for it."""
        export = self._exports.get(export_id)
        if export is not None:
            update = {"state": "failed", "finished_at": self._clock(), "error": FAILED}
            self._exports.save(export.model_copy(update=update))

    def _produce(self, export: Export) -> Manifest:
        form = self._formats[export.format]
        span = Period(export.first, export.last).span(self._company.zone)
        counter = RowCounter()
        with self._files.upload(export, form.file_name, form.media_type) as upload:
            rows = self._lake.rows(export.parts, export.axis, span)
            form.write(counter.over(rows), upload, self._company.zone)
        entry = upload.entry()
        return {
            "schema_version": SCHEMA_VERSION,
            "export_id": export.id,
            "kind": export.kind,
            "profile": form.profile,
            "from": export.first.isoformat(),
            "to": export.last.isoformat(),
            "axis": export.axis,
            "zone": self._company.zone.key,
            "rows": counter.rows,
            "totals": self._totals(export, span),
            "watermark": _moment(export.watermark),
            "filters": {},
            "created_at": _moment(export.created_at),
            "files": [entry.model_dump(include={"name", "bytes", "sha256"})],
        }

    def _totals(self, export: Export, span: Span) -> Manifest:
        """Sum the KPIs on the export's axis: its totals are theirs, so the two can't differ."""
        currency = self._company.currency
        kpis = {name: kpi for name, kpi in KPIS.items() if _is_summed(kpi, export.axis)}
        totals = dict.fromkeys(kpis, 0)
        for frame in self._lake.frames(export.parts, export.axis, span):
            for name, kpi in kpis.items():
                totals[name] += int(kpi.seen(frame, currency).total.sum())
        return {name: _shown(kpis[name], total, currency) for name, total in totals.items()}


def _is_summed(kpi: Kpi, axis: str) -> bool:
    is_told = kpi.shape in {"count", "sum"} and kpi.unit in {"orders", "money"}
    return is_told and kpi.kind == "orders" and kpi.axis == axis


def _shown(kpi: Kpi, total: int, currency: str) -> Any:  # noqa: ANN401 - JSON
    return Money(amount=total, currency=currency).model_dump() if kpi.unit == "money" else total


def _moment(at: datetime | None) -> str | None:
    return text(at.astimezone(UTC)) if at else None
