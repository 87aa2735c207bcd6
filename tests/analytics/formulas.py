"""What all formulas come to over made-up rows; `python -m tests.analytics.formulas` notes it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from analytics.coding import unpacked
from analytics.figures import figures
from analytics.kpis import KPIS
from analytics.model import LAKE_SCHEMA, Page, PageKey
from analytics.reworks import CAUSES, mark
from analytics.rows import AnswerRow, AskRow, LineRow, OrderRow, PaymentRow, Row
from analytics.tally import NOTHING, Tally
from tests.analytics.fakes import FakeLake, turned
from tests.analytics.frames import plain
from tests.analytics.rooms import COMPANY
from tests.analytics.some_rows import LATER, STAMPS, STATUSES, TECHNICIANS

FILE: Final = Path(__file__).with_name("formulas.json")
NUMBERED: Final = ("CONTENT",)
"""Names of orders and versions: no formula is behind them."""
START: Final = datetime(2026, 9, 1, tzinfo=UTC)
ORDERS: Final = 600
TYPES: Final = ("paid", "paid", "warranty", "rework", "maintenance", "installation", "inspection")
REDONE: Final = 0.6
OUTCOMES: Final = (None, "resolved", "resolved", "partly", "not_resolved")


def rows() -> Iterator[Row]:
    """Make rows in which everything occurs that a formula may look at."""
    random = Random(8)  # noqa: S311 - made-up rows
    for number in range(ORDERS):
        key, at = f"ord_{number}", START + timedelta(minutes=random.randint(0, 80_000))
        yield _order(random, key, at)
        if number % 2:
            yield from _opinions(random, key, at)


def _order(random: Random, key: str, at: datetime) -> OrderRow:
    # At the edges of the windows that formulas have, and anywhere.
    near = [at + random.choice(LATER) for _ in STAMPS]
    later = [
        random.choice((each, each + timedelta(minutes=random.randint(1, 1500)))) for each in near
    ]
    stamps = {
        name: moment for name, moment in zip(STAMPS, later, strict=True) if random.random() < 0.6
    }
    lines, payments = _parts(random, later)
    again = random.choice(later)
    return plain(
        OrderRow,
        **stamps,
        id=key,
        version=1,
        created_at=at,
        updated_at=max(later),
        type=random.choice(TYPES),
        status=random.choice(STATUSES),
        priority=random.choice(("normal", "urgent")),
        source=random.choice(("api", "phone")),
        zone=random.choice((None, "north")),
        customer_kind=random.choice(("person", "company")),
        technician_id=random.choice(TECHNICIANS),
        currency=random.choice(("RUB", "RUB", "KZT")),
        outcome=random.choice(OUTCOMES),
        cancelled_by=random.choice((None, "customer", "company")),
        rework_of=random.choice((None, None, None, "ord_x")),
        hold_seconds=random.choice((0, 600)),
        reopen_count=random.randint(0, 2),
        total=sum(line.total for line in lines),
        first_rework=mark(again, 1, random.choice(CAUSES)) if random.random() < REDONE else None,
        items=lines,
        payments=payments,
    )


def _parts(
    random: Random, later: Sequence[datetime]
) -> tuple[tuple[LineRow, ...], tuple[PaymentRow, ...]]:
    lines = [
        plain(LineRow, total=random.randint(0, 10**6), technician_id=random.choice(TECHNICIANS))
        for _ in range(random.randint(0, 2))
    ]
    kinds = random.choices(("payment", "refund"), k=random.randint(0, 2))
    payments = [
        plain(PaymentRow, kind=kind, amount=random.randint(1, 10**5), at=random.choice(later))
        for kind in kinds
    ]
    return tuple(lines), tuple(payments)


def _opinions(random: Random, key: str, at: datetime) -> Iterator[Row]:
    def after(hours: int) -> datetime:
        return at + timedelta(hours=random.randint(0, hours))

    asked = after(9)
    told: dict[str, Any] = {"id": key, "version": 1, "technician_id": random.choice(TECHNICIANS)}
    yield plain(
        AskRow,
        **told,
        completed_at=at,
        asked_at=asked,
        updated_at=asked,
        sent_at=random.choice((None, asked)),
        expires_at=asked + timedelta(days=14),
        answered_at=random.choice((None, asked + timedelta(hours=4))),
    )
    yield plain(
        AnswerRow,
        **told,
        submitted_at=after(60),
        updated_at=after(60),
        type=random.choice(TYPES),
        rating=random.randint(1, 5),
        nps=random.choice((None, 3, 8, 10)),
        ces=random.choice((None, 2, 6)),
        followup_opened_at=at,
        followup_closed_at=random.choice((None, after(90))),
    )


def pages() -> dict[PageKey, dict[str, bytes]]:
    """Compute all pages of the rows."""
    found: dict[PageKey, dict[str, bytes]] = defaultdict(dict)
    lake = FakeLake()
    for batch in lake.sort_out(rows()):
        shown = turned(lake.merge(None, batch), COMPANY)
        for key, part in shown.parts.items():
            if part and key[0] not in NUMBERED:
                found[key][shown.part.name] = part
    return found


def fingerprint() -> dict[str, Any]:
    """Name what the formulas come to, beside the schema under which they do."""
    told = {
        f"{about} {day} {name}": unpacked(part)
        for (about, day), parts in sorted(pages().items())
        for name, part in parts.items()
    }
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return {"schema": LAKE_SCHEMA, "digest": hashlib.sha256(text.encode()).hexdigest()}


def whole() -> dict[str, Tally]:
    """Add up every KPI over all days."""
    days = [Page(key, parts) for key, parts in pages().items() if key[0] == "DAY#all"]
    found = dict.fromkeys(KPIS, NOTHING)
    for day in figures(days).values():
        for name, tally in day.get("", {}).items():
            found[name] += tally
    return found


if __name__ == "__main__":
    FILE.write_text(f"{json.dumps(fingerprint(), indent=2)}\n")
