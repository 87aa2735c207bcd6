"""Exports and their schedules for the fake API."""

from typing import Final

from tests.web.demo import CURRENCY, Json, at

OCTOBER: Final = {
    "format": "ru_excel",
    "axis": "completed_at",
    "from": "2026-10-01",
    "to": "2026-10-31",
    "scope": "month",
    "period": "2026-10",
    "personal": False,
    "closing": False,
    "options": {},
    "progress": None,
    "unchanged": False,
    "warnings": {},
    "asked_by": "alice",
    "schedule_id": None,
}


def exports() -> list[Json]:
    """List one export of each state."""
    files = [
        {
            "name": "orders.csv",
            "key": "exports/e0/orders.csv",
            "bytes": 48_200,
            "sha256": "ab" * 32,
        },
        {
            "name": "manifest.json",
            "key": "exports/e0/manifest.json",
            "bytes": 618,
            "sha256": "c" * 64,
        },
    ]
    rows: list[tuple[str, int | None, list[Json], str | None]] = [
        ("done", 342, files, None),
        ("failed", None, [], "В периоде нет ни одного заказа"),
    ]
    return [
        {
            "id": f"e{index}",
            "kind": "orders",
            **OCTOBER,
            "revision": 1 if made else None,
            "state": state,
            "rows": count,
            "watermark": at(3),
            "created_at": at(4 + index * 30),
            "finished_at": at(3),
            "files": made,
            "error": error,
            "attempts": 0,
        }
        for index, (state, count, made, error) in enumerate(rows)
    ]


def schedules() -> list[Json]:
    """List the schedule that is there from the start, and a closing for 1C that is off."""
    usual: Json = {
        "id": "sch_daily",
        "version": 0,
        "kind": "orders",
        "format": "ru_excel",
        "axis": "completed_at",
        "when": "daily",
        "hour": None,
        "working_day": None,
        "personal": False,
        "enabled": True,
        "options": {},
        "created_at": at(2000),
        "next_at": None,
    }
    closing = {
        "id": "sch_closing",
        "version": 4,
        "kind": "payments",
        "format": "xlsx",
        "axis": "paid_at",
        "when": "closing",
        "hour": 7,
        "working_day": 3,
        "next_at": at(-200),
    }
    return [usual, usual | closing]


def manifest() -> Json:
    """Tell what the done export adds up to."""
    rates = [("20", 1_000_00, 200_00), ("none", 500_00, 0), (None, 70_00, 0)]
    money = [
        {"currency": CURRENCY, "vat": vat, "net": net, "vat_amount": tax, "gross": net + tax}
        for vat, net, tax in rates
    ]
    return {
        "rows": 342,
        "currency": CURRENCY,
        "zone": "Europe/Moscow",
        "closing": False,
        "watermark": at(3),
        "totals": {
            "money": money,
            "kpis": {
                "completed": 342,
                "revenue": {"amount": 1_770_00, "currency": CURRENCY},
                "average_ticket": {"total": 1_770_00, "n": 342},
            },
        },
        "filters": {"personal": False, "options": {"version": "1.20"}},
        "warnings": {"changed_since": 2, "left_out_not_completed": 5},
        "refused": [
            {"id": "o9", "number": "10009", "code": "no_lines", "words": "the order has no lines"}
        ],
    }
