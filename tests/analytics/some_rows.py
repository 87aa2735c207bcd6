"""Rows of any kind: what may be in the lake, at the edges of days, windows and clock changes."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from analytics.reworks import CAUSES, mark
from analytics.rows import AnswerRow, AskRow, LineRow, OrderRow, PaymentRow
from tests.analytics.frames import plain

MS = timedelta(milliseconds=1)
# The nights on which clocks changed in Berlin, the turns of a month and of a year there.
STARTS: Final = (
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, 59, 999000, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 11, 30, 22, 59, 59, 999000, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
)
# Around what windows ask: 12 and 48 hours, 30 days; before the start, and at it.
WINDOWS = tuple(timedelta(hours=hours) for hours in (0, 1, 12, 13, 24, 48, 720))
LATER: Final = (*(w + d for w in WINDOWS for d in (-MS, timedelta(), MS)), timedelta(days=61))
TECHNICIANS: Final = (None, "tec_a", "tec_b", "tec_c")
STATUSES: Final = (
    "new", "scheduled", "en_route", "in_progress", "on_hold", "completed", "closed", "cancelled",
)  # fmt: skip
STAMPS: Final = (
    "assigned_at", "en_route_at", "started_at", "completed_at", "last_completed_at", "cancelled_at",
    "reopened_at", "first_scheduled_at", "scheduled_start", "scheduled_end", "due_at",
)  # fmt: skip
MOMENTS = st.builds(
    lambda start, later: start + later, st.sampled_from(STARTS), st.sampled_from(LATER)
)


@st.composite
def stamped(draw: st.DrawFn, names: tuple[str, ...]) -> dict[str, datetime | None]:
    """Some stamps near each other, in any order: what doesn't happen has to be borne too."""
    start = draw(st.sampled_from(STARTS))
    offsets = draw(
        st.lists(st.none() | st.sampled_from(LATER), min_size=len(names), max_size=len(names))
    )
    return {
        name: None if offset is None else start + offset
        for name, offset in zip(names, offsets, strict=True)
    }


LINES = st.lists(
    st.builds(
        lambda total, who: plain(LineRow, total=total, technician_id=who),
        st.integers(0, 10**11),
        st.sampled_from(TECHNICIANS),
    ),
    max_size=3,
)
PAYMENTS = st.lists(
    st.builds(
        lambda kind, amount, at: plain(PaymentRow, kind=kind, amount=amount, at=at),
        st.sampled_from(("payment", "payment", "refund")),
        st.integers(1, 10**11),
        MOMENTS,
    ),
    max_size=3,
)


@st.composite
def orders(draw: st.DrawFn) -> OrderRow:
    """Give an order; its total is that of its lines, as it is everywhere."""
    items = draw(LINES)
    stamps = draw(stamped(("created_at", "again_at", *STAMPS)))
    again, cause = stamps.pop("again_at"), draw(st.sampled_from(CAUSES))
    said: dict[str, Any] = {
        "currency": draw(st.sampled_from(("RUB", "RUB", "RUB", "KZT"))),
        "type": draw(st.sampled_from(("paid", "paid", "warranty", "rework"))),
        "status": draw(st.sampled_from(STATUSES)),
        "outcome": draw(st.sampled_from((None, "resolved", "partly", "not_resolved"))),
        "cancelled_by": draw(st.sampled_from((None, "customer", "company"))),
        "technician_id": draw(st.sampled_from(TECHNICIANS)),
        "rework_of": draw(st.sampled_from((None, None, "ord_0"))),
        "rework_cause": draw(st.sampled_from(CAUSES)),
        "zone": draw(st.sampled_from((None, "north", "south"))),
        "hold_seconds": draw(st.sampled_from((0, 0, 600, 10**6))),
        "reopen_count": draw(st.integers(0, 3)),
    }
    return plain(
        OrderRow,
        **said,
        **stamps,
        first_rework=again and mark(again, draw(st.integers(1, 9)), cause),
        items=tuple(items),
        payments=tuple(draw(PAYMENTS)),
        total=sum(line.total for line in items),
    )


@st.composite
def answers(draw: st.DrawFn) -> AnswerRow:
    """Give an answer."""
    at = draw(MOMENTS)
    closed = draw(st.none() | st.sampled_from(LATER))
    return plain(
        AnswerRow,
        technician_id=draw(st.sampled_from(TECHNICIANS)),
        rating=draw(st.integers(1, 5)),
        nps=draw(st.none() | st.integers(0, 10)),
        ces=draw(st.none() | st.integers(1, 7)),
        submitted_at=at,
        followup_closed_at=None if closed is None else at + closed,
    )


@st.composite
def asks(draw: st.DrawFn) -> AskRow:
    """Give a request for an answer."""
    stamps = draw(stamped(("sent_at", "answered_at")))
    return plain(AskRow, technician_id=draw(st.sampled_from(TECHNICIANS)), **stamps)
