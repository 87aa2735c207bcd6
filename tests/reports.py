"""Weekly reports for the tests of several rooms."""

import base64
from datetime import UTC, date, datetime
from typing import Any

from shared.item import pack, to_wire
from shared.report import KEY, ReportLine, Said, SentReport, WeeklyReport

AT = datetime(2026, 11, 16, 6, 4, tzinfo=UTC)
LINK = "https://naryad.example/overview?from=2026-11-09&to=2026-11-15"


def a_line(**changes: Any) -> ReportLine:
    fields: dict[str, Any] = {
        "kpi": "created",
        "title": Said(ru="Создано", en="Created"),
        "figure": 120,
        "n": 120,
        "base_figure": 100,
        "value": Said(ru="120 заказов", en="120 orders"),
        "base": Said(ru="100 заказов", en="100 orders"),
        "change": Said(ru="+20 %", en="+20%"),
        "tone": "good",
        "verdict": Said(ru="Заказов <больше>.", en="More <orders>."),
    }
    return ReportLine(**fields | changes)


def a_report(**changes: Any) -> WeeklyReport:
    fields: dict[str, Any] = {
        "id": "rep_1",
        "week": "2026-W46",
        "first": date(2026, 11, 9),
        "last": date(2026, 11, 15),
        "currency": "RUB",
        "period": Said(ru="9–15 ноября 2026 года", en="9–15 November 2026"),
        "base_period": Said(ru="2–8 ноября 2026 года", en="2–8 November 2026"),
        "lines": (a_line(),),
        "link": LINK,
    }
    return WeeklyReport(**fields | changes)


def sent_report(**changes: Any) -> SentReport:
    fields: dict[str, Any] = {
        "report": a_report(),
        "recipients": ("usr_1",),
        "language": "ru",
        "created_at": AT,
    }
    return SentReport(**fields | changes)


def report_record(sent: SentReport, *, name: str = "INSERT", number: int = 1) -> dict[str, Any]:
    """Give the record of the Rollups table's stream that a report makes."""
    key = {"pk": f"{KEY}{sent.report.id}", "sk": "REPORT"}
    packed = base64.b64encode(pack(sent.model_dump_json())).decode()
    return {
        "eventID": str(number),
        "eventName": name,
        "eventSource": "aws:dynamodb",
        "dynamodb": {
            "Keys": to_wire(key),
            "NewImage": {**to_wire(key), "doc": {"B": packed}},
            "SequenceNumber": str(number),
            "StreamViewType": "NEW_IMAGE",
        },
    }
