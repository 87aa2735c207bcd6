"""The weekly report as the fake server keeps it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shared import report_letter
from tests.reports import a_report
from tests.web.company import FakeApi, Routes, paged, problem, stale
from tests.web.demo import Json
from tests.web.demo_settings import change, sending

PEOPLE = [
    {"id": "u1", "name": "Ирина Белова", "email": "i***@naryad.example"},
    {"id": "u2", "name": "Максим Громов", "email": "m***@naryad.example"},
]


def shown(api: FakeApi) -> Response:
    last = next(iter(api.report["sendings"]), None)
    return JSONResponse({**api.report, "last": last})


def get(api: FakeApi, request: Request, body: Json) -> Response:
    return shown(api)


def replace(api: FakeApi, request: Request, body: Json) -> Response:
    if refused := stale(api.report, request) or unknown(body["recipients"]):
        return refused
    told = {
        field: {"from": api.report[field], "to": value}
        for field, value in body.items()
        if api.report[field] != value
    }
    api.report_changes.insert(0, change("report", -api.report["version"], told))
    api.report |= body | {"version": api.report["version"] + 1}
    return shown(api)


def changes(api: FakeApi, request: Request, body: Json) -> Response:
    return paged(api.report_changes, request)


def unknown(recipients: list[str]) -> Response | None:
    rule = "is no user to whom letters go: unknown, blocked, or without an e-mail address"
    known = {each["id"] for each in PEOPLE}
    errors = [
        {"field": f"recipients.{place}", "value": one, "rule": rule}
        for place, one in enumerate(recipients)
        if one not in known
    ]
    return problem(422, "A field breaks a rule", errors=errors) if errors else None


def people(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"items": PEOPLE, "next_cursor": None})


def preview(api: FakeApi, request: Request, body: Json) -> Response:
    made, language = a_report(), body["language"]
    return JSONResponse(
        {
            "week": made.week,
            "subject": report_letter.title(made, language),
            "text": report_letter.text(made, language),
            "html": report_letter.html(made, language),
        }
    )


def send(api: FakeApi, request: Request, body: Json) -> Response:
    key = request.headers["idempotency-key"]
    made = sending(f"rep_{key}", "handed_over", 0, is_scheduled=False, asked_by="Ирина Белова")
    made["recipients"] = body["recipients"]
    api.report["sendings"].insert(0, made)
    return JSONResponse(made, 202)


ROUTES: Routes = {
    ("GET", "/v1/analytics/report"): get,
    ("PUT", "/v1/analytics/report"): replace,
    ("GET", "/v1/analytics/report/audit"): changes,
    ("GET", "/v1/analytics/report/people"): people,
    ("POST", "/v1/analytics/report/preview"): preview,
    ("POST", "/v1/analytics/report/send"): send,
}
