"""The export formats: one file and one line each."""

from collections.abc import Mapping
from typing import Final

from analytics.export import ExportFormat
from analytics.exports import (
    as_commerceml,
    as_enterprise_data,
    as_machine,
    as_parquet,
    as_ru_excel,
    as_windows_1251,
    as_xlsx,
)

FORMATS: Final[Mapping[str, ExportFormat]] = {
    "ru_excel": as_ru_excel.FORMAT,
    "windows_1251": as_windows_1251.FORMAT,
    "machine": as_machine.FORMAT,
    "xlsx": as_xlsx.FORMAT,
    "parquet": as_parquet.FORMAT,
    "commerceml": as_commerceml.FORMAT,
    "enterprise_data": as_enterprise_data.FORMAT,
}
