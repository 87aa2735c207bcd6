"""CSV, profile ru-excel: what Excel of a Russian Windows opens by double click.

UTF-8 with BOM, `;`, CRLF, quotes after RFC 4180, decimal comma, no thousands separators, dates as
22.11.2026 08:00:00 in the company's zone; see analytics.writing.texts for what is done to texts.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from analytics.export import ExportFormat, Setting, Sink
from analytics.writing import delimited, texts

DIALECT: Final = delimited.Dialect(
    mark=",",
    delimiter=";",
    head=attrgetter("title"),
    has_words=True,
    day=delimited.people_day,
    safe=texts.for_people,
    begin="\ufeff",
)


def write(batches: Iterable[Any], file: Sink, setting: Setting) -> None:
    """Write the head line and a line per row."""
    delimited.write(batches, file, setting, DIALECT)


FORMAT: Final = ExportFormat(
    profile="ru-excel",
    title={"ru": "CSV для Excel", "en": "CSV for Excel (Russian)"},
    extension="csv",
    media_type="text/csv; charset=utf-8",
    write_columns=write,
)
