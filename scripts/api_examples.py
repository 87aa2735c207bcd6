"""One good body for every operation that takes one: in docs/openapi.json and in docs/clients.

tests/conformance sends each of them. Times and days lie in a quiet past, so that examples stay
good; ids are those of the shape, not of things that exist.
"""

from typing import Any, Final

Json = dict[str, Any]

SHA256: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MONTH: Final = {"from": "2026-10-01", "to": "2026-10-31"}
SPAN: Final = {"from": "2026-10-01T00:00:00Z", "to": "2026-10-02T00:00:00Z"}
HOURS: Final = ["09:00-18:00"]
WEEK: Final = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS) | {"sat": [], "sun": []}
CUSTOMER: Final = {"name": "Анна Белова", "phones": ["+7 900 000-00-02"], "kind": "person"}
TECHNICIAN: Final = {"name": "Борис Орлов", "skills": ["boilers"], "active": True}

BODIES: Final[dict[str, Any]] = {
    "create_order": {
        "title": "Не греет котёл",
        "customer": {"name": "Анна Белова", "phone": "+7 900 000-00-01"},
        "priority": "high",
        "items": [{"name": "Выезд и осмотр", "qty": "1", "unit_price": 150000}],
    },
    "edit_order": {"priority": "urgent"},
    "move_order": {"to": "cancelled", "cancelled_by": "customer", "reason": "Передумали"},
    "act_on_orders": {"ids": ["ord_1"], "action": {"assign": {"technician_id": None}}},
    "pay_order": {"amount": 150000, "method": "card"},
    "announce_attachment": {
        "name": "boiler.jpg",
        "mime": "image/jpeg",
        "bytes": 4,
        "sha256": SHA256,
    },
    "create_import": {"orders": [{"title": "Не греет", "customer_name": "Анна Белова"}]},
    "create_customer": CUSTOMER,
    "edit_customer": {"notes": "Звонить после обеда"},
    "erase_customer": {"reason": "subject_request"},
    "add_technician": TECHNICIAN,
    "edit_technician": {"active": False},
    "replace_sla": {"calendar": {"week": WEEK, "holidays": "RU"}, "policies": []},
    "create_link": {"order_id": "ord_1"},
    "follow_up_feedback": {"state": "open", "note": "Перезвонить"},
    "moderate_feedback": {"state": "published"},
    "reply_to_feedback": {"text": "Спасибо, исправим"},
    "set_feedback_topics": {"topics": ["price"]},
    "answer": {"rating": 5, "comment": "Быстро"},
    "create_export": {"kind": "orders", "format": "xlsx", **MONTH},
    "create_schedule": {"kind": "orders", "format": "xlsx", "when": "daily", "hour": 6},
    "replace_schedule": {"kind": "orders", "format": "xlsx", "when": "weekly", "hour": 6},
    "replace_company": {
        "name": "ООО «Тёплый дом»",
        "phone": "+7 900 000-00-01",
        "status_names": {"ru": {"new": "Заявка"}},
        "type_names": {"ru": {"repair": "Ремонт"}},
    },
    "replace_targets": {"targets": {"sla_compliance": 0.95, "lead_time": 86400}},
    "replace_report": {"enabled": False, "hour": 9, "weekday": 0, "recipients": []},
    "preview_report": {"language": "ru"},
    "send_report": {"recipients": None},
    "create_integration": {
        "kind": "webhook",
        "name": "Партнёр",
        "event_types": ["order.created"],
        "settings": {"url": "https://partner.example/hook"},
    },
    "edit_integration": {"name": "Партнёр"},
    "preview_template": {
        "event_type": "order.created",
        "language": "ru",
        "subject": "Заказ",
        "text": "Заказ {number} принят",
    },
    "resume_integration": {"release": "all"},
    "rotate_secret": {"overlap_hours": 24},
    "write_template": {"subject": "Заказ", "text": "Заказ {number} принят"},
    "create_key": {"name": "Склад", "scopes": ["orders:read"]},
    "edit_key": {"name": "Склад"},
    "revoke_key": {"name": "Склад"},
    "rotate_key": {"overlap_hours": 24},
    "reconcile": {"from": None, "to": None},
    "create_replay": {"filter": {**SPAN, "states": ["failed"]}},
    "invite_user": {
        "email": "anna@naryad.example",
        "name": "Анна Белова",
        "roles": ["dispatcher"],
    },
    "edit_user": {"language": "en"},
    "hear_telegram": {},
    "report_leaked_keys": [{"token": "nrd_live_0", "type": "naryad_api_key"}],
}
"""By operationId."""


def shown(operation: Json) -> Json:
    """Put an operation's example into its JSON body."""
    name = operation["operationId"]
    content = operation.get("requestBody", {}).get("content", {})
    if name in BODIES and "application/json" in content:
        content["application/json"]["example"] = BODIES[name]
    return operation
