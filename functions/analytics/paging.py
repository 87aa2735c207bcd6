"""What a month of the lake adds to which pages: by the rows that have changed, or by all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from analytics.additions import Addition
from analytics.balance import BALANCE, SLICED, balance_additions, balance_parts
from analytics.changing import day_additions
from analytics.contents import name_additions, names_of
from analytics.frame import Frame, Ints
from analytics.model import Company, PageKey, Part
from analytics.ports import Month, OpenedMonth
from analytics.rollup import CONTENT, CUTS, day_parts, look
from analytics.stamped import days_of, rows_on, spans
from analytics.standing import STANDING, standing_addition, standing_part
from analytics.zones import day_of

PAGES: Final = (*(f"DAY#{cut}" for cut in CUTS), CONTENT, STANDING, BALANCE, *SLICED)
"""All that pages are about."""


@dataclass(frozen=True)
class Changed:
    """A month that is stored, and what its changes add to pages; those that stay are left out."""

    part: Part
    additions: Mapping[PageKey, Addition]
    newest: datetime | None


@dataclass(frozen=True)
class Turned:
    """A month that is stored, and what it comes to on pages; no bytes where nothing any more."""

    part: Part
    parts: Mapping[PageKey, bytes]
    newest: datetime | None


def changed(month: Month, known: Part | None, company: Company) -> Changed:
    """Store a month with changes merged in, and compute what these add to pages.

    What it costs hangs on how many rows have changed, not on how many there are.
    """
    both, signs = month.both, _signs(month.before.size, month.after.size)
    seen = look(both, month.kind, company)
    additions: dict[PageKey, Addition] = dict(day_additions(both, seen, signs, company.zone))
    if month.kind == "orders":
        additions |= _of_changed_orders(month, both, signs, company)
    # No day is taken off again: whoever looks for rows there finds none.
    part = month.save(_wider(known, spans(month.after, month.kind, company.zone)))
    return Changed(part, additions, month.newest)


def everything(month: OpenedMonth, company: Company) -> Turned:
    """Compute all that a month comes to on pages."""
    days = days_of(month.frame, month.kind, company.zone)
    parts = _parts(month, company, month.frame, days)
    part = month.spanned(spans(month.frame, month.kind, company.zone))
    return Turned(part, parts, month.newest)


def on_days(month: OpenedMonth, company: Company, days: Collection[int]) -> dict[PageKey, bytes]:
    """Compute what a month comes to on the pages of these days, and on those of no single day."""
    # KPIs see one row at a time: on these days they see the same in the rows that touch them.
    rows = month.frame.only(rows_on(month.frame, month.kind, days, company.zone))
    return _parts(month, company, rows, days)


def _parts(
    month: OpenedMonth, company: Company, rows: Frame, days: Collection[int]
) -> dict[PageKey, bytes]:
    parts = day_parts(rows, look(rows, month.kind, company), days, company.zone)
    if month.kind == "orders":
        names = names_of(rows, days, company.zone)
        parts |= {(CONTENT, day_of(day).isoformat()): name for day, name in names.items()}
        parts |= balance_parts(month.frame, company)
        parts[STANDING, month.month] = standing_part(month.frame, company)
    return parts


def _of_changed_orders(
    month: Month, both: Frame, signs: Ints, company: Company
) -> dict[PageKey, Addition]:
    standing = standing_addition(both, company, signs)
    names = name_additions(both, signs, company.zone)
    return {
        **{(CONTENT, day_of(day).isoformat()): added for day, added in names.items()},
        **balance_additions(both, company, signs),
        **({(STANDING, month.month): standing} if standing.counts else {}),
    }


def _signs(before: int, after: int) -> Ints:
    import numpy as np

    return np.repeat(np.array([-1, 1], np.int64), (before, after))


def _wider(
    known: Part | None, found: Mapping[str, tuple[date, date]]
) -> dict[str, tuple[date, date]]:
    spans_ = dict(known.spans) if known else {}
    for axis, (first, last) in found.items():
        low, high = spans_.get(axis, (first, last))
        spans_[axis] = min(low, first), max(high, last)
    return dict(sorted(spans_.items()))
