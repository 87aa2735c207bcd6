"""What the fake server knows, and how it answers."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.web import (
    demo_access,
    demo_exports,
    demo_feedback,
    demo_figures,
    demo_log,
    demo_orders,
    demo_partners,
    demo_people,
    demo_settings,
)
from tests.web.demo import Json


class FakeApi:
    """What the server knows; tests look into it and change it."""

    def __init__(self) -> None:
        self.orders = [demo_orders.full(demo_orders.order(index)) for index in range(57)]
        self.technicians = demo_people.technicians()
        self.customers = demo_people.customers()
        self.integrations = demo_partners.integrations()
        self.deliveries = [demo_partners.delivery(index) for index in range(23)]
        self.partner_answers = 200
        self.asked_of_log: list[Json] = []
        self.feedback = [demo_feedback.feedback(index) for index in range(demo_feedback.COUNT)]
        self.asked_of_feedback: list[list[tuple[str, str]]] = []
        self.lost_parts: Json = {}
        self.figures = demo_figures.DemoPages()
        self.asked_of_figures: list[list[tuple[str, str]]] = []
        self.request: Json | None = None
        self.missed, self.replays = demo_log.missed(), demo_log.replays()
        self.replays_go_on, self.comparisons = True, demo_log.comparisons()
        self.texts: dict[tuple[str, str], tuple[int, Json]] = {}
        self.suppressions = demo_partners.suppressions()
        self.bots: list[Json] = []
        self.chats: dict[tuple[str, str], str] = {}
        self.onec: Json = {}
        self.exports, self.schedules = demo_exports.exports(), demo_exports.schedules()
        self.export_links: list[Json] = []
        self.exports_go_on = True
        self.imports, self.imports_go_on = demo_settings.imports(), True
        self.rules, self.report = demo_settings.rules(), demo_settings.report()
        self.company, self.targets = demo_settings.company(), demo_settings.targets()
        self.target_changes = demo_settings.target_changes()
        self.report_changes = demo_settings.report_changes()
        self.erasures = demo_settings.erasures()
        self.keys, self.users = demo_access.keys(), demo_access.users()
        self.record, self.touched = demo_access.record(), list[str]()
        self.answered: dict[str, Json] = {}
        self.role = "admin"
        self.permissions: list[str] | None = None
        self.token, self.token_life_s = "token-1", 900
        self.can_renew, self.renewals = True, 0
        self.revoked: list[str] = []
        self.codes_mailed_to, self.replaced_password = list[str](), ""
        self.uploads: dict[str, Json] = {}

    def order(self, request: Request) -> Json | None:
        return found(self.orders, request)


Answer = Callable[[FakeApi, Request, Json], Response]
Routes = dict[tuple[str, str], Answer]


def found(rows: list[Json], request: Request) -> Json | None:
    """Find what the address names."""
    wanted = request.path_params["id"]
    return next((one for one in rows if one["id"] == wanted), None)


def problem(status: int, title: str, **more: Any) -> Response:
    """Refuse as the API does."""
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": title,
        "request_id": "req_01JF9",
        **more,
    }
    return JSONResponse(body, status, media_type="application/problem+json")


def paged(rows: list[Json], request: Request) -> Response:
    """Cut one page out of rows."""
    limit = int(request.query_params.get("limit", "50"))
    start = int(request.query_params.get("cursor", "0"))
    rest = start + limit < len(rows)
    following = str(start + limit) if rest else None
    return JSONResponse({"items": rows[start : start + limit], "next_cursor": following})


def stale(row: Json, request: Request) -> Response | None:
    """Refuse a change that is based on another version."""
    if request.headers.get("if-match") == f'"{row["version"]}"':
        return None
    return problem(412, "It has changed", current_version=row["version"])
