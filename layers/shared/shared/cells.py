"""Cells of CSV as Excel of a Russian Windows opens it by double click, profile ru-excel.

UTF-8 with BOM, `;`, CRLF, quotes after RFC 4180, dates as 22.11.2026 08:00:00 in the company's
zone. Text cells are always quoted; a text that a spreadsheet would take for a formula gets a `'` in
front (`plain` takes it off again), and line breaks and control characters in it become spaces.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

BOM: Final = "\ufeff"
_BREAKS: Final = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+")
# Spreadsheets skip spaces of all kinds and unseen characters before they look for a formula;
# full-width signs count as signs. Quotes in front are ours, from an earlier writing.
_FORMULA: Final = re.compile(
    "'*[\\s\\xa0\\xad\\u180e\\u200b-\\u200f\\u2060-\\u2064\\ufeff]*[=+@\uff1d\uff0b\uff0d\uff20-]"
)


def text(value: str | None) -> str:
    """Write a text cell; nothing stays an empty cell."""
    if not value:
        return ""
    shown = clean(value)
    return quoted(f"'{shown}" if _FORMULA.match(shown) else shown)


def plain(cell: str) -> str:
    """Read a text cell back: take off the quote that `text` put before a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def clean(value: str) -> str:
    """Put a text on one line, without control characters."""
    return _BREAKS.sub(" ", value)


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    """Write a moment as 22.11.2026 08:00:00 in the zone."""
    if at is None:
        return ""
    t = at.astimezone(zone)
    # strftime costs fifteen times as much.
    return f"{t.day:02}.{t.month:02}.{t.year:04} {t.hour:02}:{t.minute:02}:{t.second:02}"


def quoted(value: str) -> str:
    """Put quotes around a cell."""
    return '"' + value.replace('"', '""') + '"'
