"""The export formats: one file and one line each."""

from collections.abc import Mapping
from typing import Final

from analytics.export import ExportFormat
from analytics.exports import as_csv

FORMATS: Final[Mapping[str, ExportFormat]] = {
    "csv": as_csv.FORMAT,
}
