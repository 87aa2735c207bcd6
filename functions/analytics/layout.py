"""Where the files of exports lie, so that whoever copies a prefix gets one kind of file.

exports/<kind>/<format>/<scope>/<period>/rev=<n>/<file>
exports/<kind>/<format>/<scope>/<period>/rev=<n>/manifest.json   last: with it the revision is whole
exports/<kind>/<format>/<scope>/<period>/latest.json             points to the newest whole revision

The scope is day, week, month or custom. One that goes by another axis than usual, or names people
although its format need not, says so: month.created_at.personal. So does one with options.
"""

import calendar
import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from analytics.model import Export, Scope

ROOT: Final = "exports/"
MANIFEST: Final = "manifest.json"
LATEST: Final = "latest.json"
_WEEK: Final = 6


def scope_of(first: date, last: date) -> Scope:
    """Say what a period is: a day, a week from Monday, a calendar month, or any other."""
    if first == last:
        return "day"
    if first.weekday() == 0 and last - first == timedelta(days=_WEEK):
        return "week"
    days = calendar.monthrange(first.year, first.month)[1]
    is_month = first.day == 1 and last == first.replace(day=days)
    return "month" if is_month else "custom"


def period_name(first: date, last: date) -> str:
    """Name a period: 2026-11-22, 2026-W47, 2026-11 or 2026-11-01_2026-11-22."""
    match scope_of(first, last):
        case "day":
            return first.isoformat()
        case "week":
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{first:%Y-%m}"
        case _:
            return f"{first.isoformat()}_{last.isoformat()}"


def series_of(export: Export, usual_axis: str, *, always_personal: bool) -> str:
    """Name the folder that holds all revisions of a period; it ends with a slash."""
    scope: list[str] = [scope_of(export.first, export.last)]
    if export.axis != usual_axis:
        scope.append(export.axis)
    if export.personal and not always_personal:
        scope.append("personal")
    if export.options:
        scope.append(_digest(export.options))
    period = period_name(export.first, export.last)
    return f"{ROOT}{export.kind}/{export.format}/{'.'.join(scope)}/{period}/"


def folder_of(series: str, revision: int) -> str:
    """Name the folder of a revision; it ends with a slash."""
    return f"{series}rev={revision}/"


def _digest(options: Mapping[str, str]) -> str:
    told = "\n".join(f"{name}={options[name]}" for name in sorted(options))
    return hashlib.sha256(told.encode()).hexdigest()[:8]
