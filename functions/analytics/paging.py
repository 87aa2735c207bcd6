"""What a month of the lake adds to which pages, when some of its rows have changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from analytics.frame import Frame
from analytics.model import Company, PageKey, Part
from analytics.ports import Month
from analytics.rollup import CONTENT, CUTS, day_parts, days_of, look, spans
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
    days = {day for frame in both for day in _days(frame, month, company)}
    years = years_of(both, company) if month.kind == "orders" else set()
    return _turned(month, company, days, years)


def everything(month: Month, company: Company) -> Turned:
    """Store a month and compute all that it adds to pages."""
    return _turned(month, company, _days(month.frame, month, company), None)


def _turned(month: Month, company: Company, days: Iterable[int], years: set[str] | None) -> Turned:
    frame = month.frame
    seen = look(frame, month.kind, company)
    parts = day_parts(frame, seen, days, company.zone)
    if month.kind == "orders":
        parts |= _of_orders(month, company, days, years)
    part = month.save(spans(frame, month.kind, seen, company.zone))
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


def _days(frame: Frame, month: Month, company: Company) -> set[int]:
    seen = look(frame, month.kind, company)
    return days_of(frame, month.kind, seen, company.zone) if frame.size else set()
