"""Writing one export: its file first, its manifest next, the pointer to it last.

Whoever reads takes the manifest for the sign that a revision is whole. An export reads the versions
of the lake that it was recorded with, so a repeated message writes the same bytes. One period is
written by one export at a time; one that finds what the newest revision holds makes no new one.
"""

from datetime import timedelta
from typing import Final

from analytics.dataset import DataSet
from analytics.export import ExportFormat, Manifest, file_name
from analytics.exporting import Range
from analytics.layout import folder_of, series_of
from analytics.model import ENDED, Company, Export, Series
from analytics.shipping.beat import CancelledError
from analytics.shipping.faults import FAILED, reason_of
from analytics.shipping.job import Job, Stock
from shared.clock import Clock

HELD_FOR: Final = timedelta(minutes=16)
"""Longer than a function may run: whoever holds a period longer than that is dead."""


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

    def failed(self, export_id: str, error: BaseException, *, attempt: int, is_last: bool) -> None:
        """Record that an attempt failed and why; after the last one the export has, for good."""
        export = self._stock.exports.get(export_id)
        if export is None:
            return
        reason = reason_of(error)
        update: dict[str, object] = {"state": "retrying", "error": reason}
        if is_last:
            ended = {"state": "failed", "finished_at": self._clock()}
            update = {**ended, "error": FAILED.format(reason)}
        told = {**update, "attempts": attempt, "progress": None}
        self._stock.exports.save(export.model_copy(update=told))

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
            job = Job(self._stock, self._range, self._company, export, clock=self._clock)
            job.run(upload)
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


def _pointer(manifest: Manifest) -> Manifest:
    names = ("export_id", "revision", "closing", "rows", "watermark", "files")
    folder = f"rev={manifest['revision']}/"
    return {**{name: manifest[name] for name in names}, "folder": folder}
