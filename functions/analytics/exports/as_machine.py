"""CSV, profile machine: what a program reads without a guess.

UTF-8 without BOM, `,`, CRLF, quotes after RFC 4180, decimal point, moments as
2026-11-22T08:00:00+03:00, heads and codes instead of words.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from analytics.export import ExportFormat, Setting, Sink
from analytics.writing import delimited, texts

DIALECT: Final = delimited.Dialect(
    mark=".",
    delimiter=",",
    head=attrgetter("name"),
    has_words=False,
    day=delimited.machine_day,
    safe=texts.for_machines,
    with_offset=True,
)


def write(batches: Iterable[Any], file: Sink, setting: Setting) -> None:
    """Write the head line and a line per row."""
    delimited.write(batches, file, setting, DIALECT)


FORMAT: Final = ExportFormat(
    profile="machine",
    title={"ru": "CSV для программ", "en": "CSV for programs"},
    extension="csv",
    media_type="text/csv; charset=utf-8",
    write_columns=write,
)
