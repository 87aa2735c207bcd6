"""Imports, promised times and erasures of the small company."""

from tests.web.demo import Json, actor, at


def imports() -> list[Json]:
    """List imports: one at work, one done with failures, one that could not be read."""
    return [
        import_of("i1", "running", rows=400, created=180, unchanged=20),
        import_of("i2", "done", rows=1200, created=1170, unchanged=6, failures=failures()),
        import_of("i3", "failed", error={"field": "file", "rule": "is empty"}),
    ]


def import_of(id_: str, state: str, **changes: object) -> Json:
    """Make an import."""
    made: Json = {
        "id": id_,
        "state": state,
        "format": "csv",
        "name": f"заявки-{id_}.csv",
        "bytes": 48_200,
        "rows": None,
        "created": 0,
        "unchanged": 0,
        "failed": 0,
        "ignored_columns": ["Комментарий"],
        "error": None,
        "failures": [],
        "created_by": "Инна Полевая",
        "created_at": at(1),
        "updated_at": at(0),
        "finished_at": at(0.5) if state == "done" else None,
        **changes,
    }
    made["failed"] = 24 if made["failures"] else 0
    return made | {"done": made["created"] + made["unchanged"] + made["failed"]}


def failures() -> list[Json]:
    """List rows that failed, as many as the API gives."""
    no_phone = {"field": "customer.phone", "value": "12", "rule": "is not a telephone number"}
    no_customer = {"field": "customer.name", "value": None, "rule": "Field required"}
    cause = {
        "field": "rework_cause",
        "value": "качество работы",
        "rule": "is only for an order that has rework_of",
    }
    near = "срочный, обычный, низкий, высокий"
    word = {"field": "priority", "value": "срчно", "rule": f"is not known; nearest: {near}"}
    named = "Иван Петров (12), Пётр Петров (tec_4)"
    who = {"field": "technician", "value": "Петров", "rule": f"may mean each of: {named}"}
    return [
        {
            "row": 40 + number,
            "external_id": f"1C-{number:05}",
            "result": "failed",
            "errors": [{1: no_customer, 2: cause, 3: word, 4: who}.get(number, no_phone)],
        }
        for number in range(20)
    ]


def rules() -> Json:
    """Give the company's rules."""
    day = ["09:00-13:00", "14:00-18:00"]
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day) | {"sat": [], "sun": []}
    own = {"day": "2026-12-30", "hours": ["09:00-14:00"], "note": "Короткий день"}
    return {
        "version": 3,
        "calendar": {"week": week, "holidays": "RU", "exceptions": [own]},
        "policies": [
            policy("usual", 60, 480),
            policy("urgent", 30, 240, priorities=["urgent", "high"], works="24x7"),
            policy("warranty", 120, 2880, types=["warranty"]),
        ],
        "updated_at": at(2),
        "updated_by": actor(),
        "holidays_known_until": 2027,
    }


def policy(name: str, response: int, resolution: int, **changes: object) -> Json:
    """Make a policy."""
    times = {"response_minutes": response, "resolution_minutes": resolution}
    return {"id": name, "types": [], "priorities": [], "works": "calendar", **times, **changes}


def erasures() -> list[Json]:
    """List erasures: one that runs, one that is over."""
    return [erasure("e1", "c1", "running"), erasure("e0", "c2", "done")]


def erasure(name: str, customer: str, state: str) -> Json:
    """Make a record of an erasure."""
    ended = at(20) if state == "done" else None
    times = {"passed_at": ended, "done_at": ended}
    return {
        "id": f"era_{name}",
        "customer_id": customer,
        "reason": "subject_request",
        "actor": actor(),
        "what": ["customer", "orders"],
        "state": state,
        "orders": 3,
        "places": [{"name": "feedback", "state": state, "rows": 2, **times}],
        "erased_at": at(21),
        "orders_done_at": at(21),
        "done_at": ended,
    }


def report() -> Json:
    """Give settings that are on, with one report that arrived and one that was missed."""
    return {
        "version": 3,
        "enabled": True,
        "weekday": 0,
        "hour": 9,
        "zone": "Europe/Moscow",
        "recipients": ["u1", "u9"],
        "language": "ru",
        "kpis": ["created", "revenue"],
        "sentences": True,
        "next_at": at(-24),
        "warning": None,
        "sendings": [
            sending("rep_2", "handed_over", 1, is_scheduled=False, asked_by="Максим Громов"),
            sending("rep_1", "missed", 170),
        ],
    }


def sending(id_: str, state: str, hours: float, **changes: object) -> Json:
    """Make a report of the past."""
    return {
        "id": id_,
        "week": "2026-11-09",
        "state": state,
        "is_scheduled": True,
        "at": at(hours),
        "recipients": ["u1", "u2"],
        "asked_by": None,
        "event_id": f"evt_{id_}",
        **changes,
    }


def company() -> Json:
    """Give what the company is called; its states go by their usual names."""
    return {
        "version": 2,
        "name": "ООО «Тёплый дом»",
        "phone": "+7 900 000-00-01",
        "address": "Москва, Лесная улица, 5",
        "requisites": "ИНН 7707083893",
        "status_names": {},
        "type_names": {},
        "updated_at": at(2),
        "updated_by": actor(),
        "zone": "Europe/Moscow",
        "currency": "RUB",
    }


def targets() -> Json:
    """Give targets: none is set yet."""
    return {"version": 0, "targets": {}, "updated_at": None, "updated_by": ""}


def target_changes() -> list[Json]:
    """List who set which targets, the last change first: all were taken away again."""
    rows: list[Json] = [
        {"sla_compliance": {"from": 0.955, "to": None}, "revenue": {"from": 10**8, "to": None}},
        {"sla_compliance": {"from": 0.9, "to": 0.955}},
        {"sla_compliance": {"from": None, "to": 0.9}, "revenue": {"from": None, "to": 10**8}},
    ]
    return [change("targets", index, changes) for index, changes in enumerate(rows)]


def report_changes() -> list[Json]:
    """List who changed the settings of the report, the last change first."""
    rows: list[Json] = [
        {"recipients": {"from": ["u1"], "to": ["u1", "u9"]}, "weekday": {"from": 0, "to": 1}},
        {"enabled": {"from": False, "to": True}, "recipients": {"from": [], "to": ["u1"]}},
    ]
    return [change("report", index, changes) for index, changes in enumerate(rows)]


def change(subject: str, index: int, changes: Json) -> Json:
    """Make one row of the record of settings."""
    return {
        "id": f"aud_{subject}_{index}",
        "at": at(index * 30),
        "actor": actor("Инна Полевая"),
        "action": f"{subject}.changed",
        "subject": subject,
        "subject_name": "",
        "changes": changes,
    }
