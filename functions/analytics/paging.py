"""What a month of the lake adds to which pages, when some of its rows have changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from analytics.frame import Frame
from analytics.model import Company, PageKey, Part
from analytics.ports import Month
from analytics.rollup import CONTENT, CUTS, day_parts, look
from analytics.stamped import days_of, rows_on, spans
from analytics.standing import BALANCE, STANDING, balance_parts, standing_part, years_of
from analytics.zones import day_of

PAGES: Final = (*(f"DAY#{cut}" for cut in CUTS), CONTENT, STANDING, BALANCE)
"""All that pages are about."""


@dataclass(frozen=True)
class Turned:
    """A month that is stored, and what it adds to pages; no bytes where nothing any more."""

    part: Part
    parts: Mapping[PageKey, bytes]
    newest: datetime | None


def touched(month: Month, company: Company) -> Turned:
    """Store a month and compute what it adds to the days and years that its changes touch."""
    both = (month.before, month.after)
    days = {day for frame in both for day in days_of(frame, month.kind, company.zone)}
    years = years_of(both, company) if month.kind == "orders" else set()
    # KPIs see one row at a time: on these days they see the same in the rows that touch them.
    rows = month.frame.only(rows_on(month.frame, month.kind, days, company.zone))
    return _turned(month, company, rows, days=days, years=years)


def everything(month: Month, company: Company) -> Turned:
    """Store a month and compute all that it adds to pages."""
    days = days_of(month.frame, month.kind, company.zone)
    return _turned(month, company, month.frame, days=days, years=None)


def _turned(
    month: Month, company: Company, rows: Frame, *, days: Iterable[int], years: set[str] | None
) -> Turned:
    parts = day_parts(rows, look(rows, month.kind, company), days, company.zone)
    if month.kind == "orders":
        parts |= _of_orders(month, company, days, years)
    part = month.save(spans(month.frame, month.kind, company.zone))
    return Turned(part, parts, month.newest)


def _of_orders(
    month: Month, company: Company, days: Iterable[int], years: set[str] | None
) -> dict[PageKey, bytes]:
    contents = month.contents(days)
    named = {(CONTENT, day_of(day).isoformat()): contents.get(day, b"") for day in days}
    found = balance_parts(month.frame, company)
    keys = set(found) if years is None else {(BALANCE, year) for year in years}
    balance = {key: found.get(key, b"") for key in keys}
    standing = standing_part(month.frame, company)
    return {**named, **balance, (STANDING, month.month): standing}
