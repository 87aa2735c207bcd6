"""What customers said as the fake server keeps it: one page, one answer, what staff do about it."""

from collections.abc import Callable, Mapping

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.web import demo, demo_feedback
from tests.web.company import FakeApi, Routes, problem, stale
from tests.web.demo import Json

Check = Callable[[Json, str], bool]
CHECKS: Mapping[str, Check] = {
    "technician_id": lambda row, wanted: row["technician_id"] == wanted,
    "customer_id": lambda row, wanted: row["customer_id"] == wanted,
    "has_comment": lambda row, wanted: bool(row["comment"]) == (wanted == "true"),
    "follow_up": lambda row, wanted: wanted == ((row["follow_up"] or {}).get("state") or "none"),
    "topic": lambda row, wanted: wanted in row["topics"],
}
LISTS = {"rating": "rating", "type": "order_type", "state": "state"}
SORTS = {
    "date": "submitted_at",
    "rating": "rating",
    "comment": "comment",
    "technician": "technician_name",
    "order": "order_number",
    "customer": "customer_name",
    "type": "order_type",
    "state": "state",
}


def matches(row: Json, asked: QueryParams) -> bool:
    """Tell whether a row passes all filters."""
    fits = all(check(row, asked[name]) for name, check in CHECKS.items() if name in asked)
    return fits and all(
        str(row[field]) in asked.getlist(name) for name, field in LISTS.items() if name in asked
    )


def overview(api: FakeApi, request: Request, body: Json) -> Response:
    """Answer the whole page at once; parts that fail are named and null."""
    asked = request.query_params
    api.asked_of_feedback.append(list(asked.multi_items()))
    rows = [row for row in api.feedback if matches(row, asked)]
    rows.sort(key=lambda row: row["order_id"])
    by, way = asked.get("sort", "date"), asked.get("order", "desc")
    rows.sort(key=lambda row: row[SORTS[by]], reverse=way == "desc")
    start, limit = int(asked.get("cursor", "0")), int(asked["limit"])
    page = {
        "items": [without_history(row) for row in rows[start : start + limit]],
        "next_cursor": str(start + limit) if start + limit < len(rows) else None,
        "matches": len(rows),
        "period": {"from": asked["from"], "to": asked["to"]},
        "responses": demo_feedback.responses(len(api.feedback)),
        **demo_feedback.figures(api.feedback),
    }
    return JSONResponse(page | api.lost_parts | {"errors": errors(api)})


def errors(api: FakeApi) -> list[Json]:
    """Say why parts are null."""
    parts = {"items": "rows", "summary": "figures", "responses": "responses"}
    problem_of = {"type": "urn:naryad:problem:unavailable", "title": "Away", "status": 503}
    lost = [part for name, part in parts.items() if name in api.lost_parts]
    return [problem_of | {"part": part, "detail": "the table is away"} for part in lost]


def without_history(row: Json) -> Json:
    """Give a row of the list."""
    return {name: value for name, value in row.items() if name != "history"}


def answer(api: FakeApi, request: Request) -> Json | None:
    """Find the answer that the address names."""
    wanted = request.path_params["id"]
    return next((row for row in api.feedback if row["order_id"] == wanted), None)


def get_feedback(api: FakeApi, request: Request, body: Json) -> Response:
    row = answer(api, request)
    return JSONResponse(row) if row else problem(404, "There is no answer")


def of_order(api: FakeApi, request: Request, body: Json) -> Response:
    row = answer(api, request)
    known = {"items": [row] if row else [], "request": None if row else api.request}
    return JSONResponse(known)


def export(api: FakeApi, request: Request, body: Json) -> Response:
    api.asked_of_feedback.append(list(request.query_params.multi_items()))
    name = f"feedback-2026-11-22.{request.query_params['format']}"
    return JSONResponse({"url": f"/bucket/{name}"})


def moderate(api: FakeApi, request: Request, body: Json) -> Response:
    fields = {"state": body["state"], "hidden_reason": body.get("reason")}
    return changed(api, request, "moderated", fields, state=body["state"], text=body.get("reason"))


def reply(api: FakeApi, request: Request, body: Json) -> Response:
    said = {"text": body["text"], "by": demo.actor(), "at": demo.at(0)}
    return changed(api, request, "replied", {"reply": said}, text=body["text"])


def follow_up(api: FakeApi, request: Request, body: Json) -> Response:
    row = answer(api, request)
    assert row is not None
    usual = {"assignee": None, "opened_at": demo.at(0), "due_at": demo.at(-48), "note": ""}
    task = usual | (row["follow_up"] or {}) | body
    task |= {"closed_at": demo.at(0) if body["state"] == "done" else None}
    told = {name: task[name] for name in ("state", "assignee", "due_at")}
    return changed(api, request, "followed_up", {"follow_up": task}, **told, text=task["note"])


def set_topics(api: FakeApi, request: Request, body: Json) -> Response:
    return changed(api, request, "topics_set", body, topics=body["topics"])


def changed(api: FakeApi, request: Request, action: str, fields: Json, **told: object) -> Response:
    """Write what staff did, and remember it."""
    row = answer(api, request)
    assert row is not None
    refused = stale(row, request)
    if refused:
        return refused
    row |= fields | {"version": row["version"] + 1}
    entry = {"action": action, "at": demo.at(0), "by": demo.actor(), "version": row["version"]}
    row["history"] = [*row["history"], entry | told]
    return JSONResponse(row)


ROUTES: Routes = {
    ("GET", "/v1/feedback"): overview,
    ("GET", "/v1/feedback/export"): export,
    ("GET", "/v1/feedback/orders/{id}"): of_order,
    ("GET", "/v1/feedback/{id}"): get_feedback,
    ("PUT", "/v1/feedback/{id}/moderation"): moderate,
    ("PUT", "/v1/feedback/{id}/reply"): reply,
    ("PUT", "/v1/feedback/{id}/follow-up"): follow_up,
    ("PUT", "/v1/feedback/{id}/topics"): set_topics,
}
