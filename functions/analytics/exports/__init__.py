"""The export formats: one file and one line each."""

from collections.abc import Mapping
from typing import Final

from analytics.export import RowFormat
from analytics.exports import as_csv

FORMATS: Final[Mapping[str, RowFormat]] = {
    "csv": as_csv.FORMAT,
}
