"""The pages with an API that answers from memory; identity too. One company, one test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from local.web import SECURITY, page
from shared.auth import ROLES
from tests.web import demo
from tests.web.demo import Json

PASSWORD = "open sesame"
CONFIG = {
    "api": "",
    "identity": {"endpoint": "/identity/", "client_id": "web"},
    "company": {"zone": "Europe/Moscow", "currency": "RUB"},
}


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


class FakeApi:
    """What the server knows; tests look into it and change it."""

    def __init__(self) -> None:
        self.orders = [demo.full(demo.order(index)) for index in range(57)]
        self.integrations = demo.integrations()
        self.deliveries = [demo.delivery(index) for index in range(23)]
        self.exports = demo.exports()
        self.role = "admin"
        self.token = "token-1"
        self.can_renew = True
        self.renewals = 0

    def order(self, request: Request) -> Json | None:
        wanted = request.path_params["id"]
        return next((one for one in self.orders if one["id"] == wanted), None)


Answer = Callable[[FakeApi, Request, Json], Response]


def me(api: FakeApi, request: Request, body: Json) -> Response:
    name = "irina@naryad.example"
    return JSONResponse(
        {
            "kind": "user",
            "id": "u1",
            "name": name,
            "roles": [api.role],
            "scopes": [],
            "permissions": sorted(ROLES[api.role]),
        }
    )


def paged(rows: list[Json], request: Request) -> Response:
    limit = int(request.query_params.get("limit", "50"))
    start = int(request.query_params.get("cursor", "0"))
    rest = start + limit < len(rows)
    following = str(start + limit) if rest else None
    return JSONResponse({"items": rows[start : start + limit], "next_cursor": following})


def list_orders(api: FakeApi, request: Request, body: Json) -> Response:
    status = request.query_params.get("status")
    return paged([one for one in api.orders if status in {None, one["status"]}], request)


def create_order(api: FakeApi, request: Request, body: Json) -> Response:
    if body["customer"]["phone"].startswith("+1"):
        rule = "must be a number of Russia"
        wrong = {"field": "customer.phone", "value": body["customer"]["phone"], "rule": rule}
        return problem(422, "The order is not valid", errors=[wrong])
    row = demo.order(0) | {
        "id": "made",
        "number": "1085",
        "version": 1,
        "title": body["title"],
        "priority": body["priority"],
        "customer_name": body["customer"]["name"],
        "phone": body["customer"]["phone"],
        "total": demo.money(sum(int(one["unit_price"]) for one in body["items"])),
    }
    api.orders.insert(0, demo.full(row) | {"items": body["items"]})
    return JSONResponse(api.orders[0], 201)


def get_order(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    return JSONResponse(found) if found else problem(404, "There is no such order")


def move_order(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    if found is None:
        return problem(404, "There is no such order")
    if request.headers.get("if-match") != f'"{found["version"]}"':
        return problem(412, "The order has changed", current_version=found["version"])
    if body["to"] not in found["allowed_moves"]:
        return problem(409, "This move is not allowed", allowed=found["allowed_moves"])
    found["history"].append(
        demo.entry(found["version"] + 1, "move", found["status"], body["to"], demo.at(0), None)
    )
    found |= {
        "status": body["to"],
        "version": found["version"] + 1,
        "allowed_moves": demo.ALLOWED[body["to"]],
        "outcome": body.get("outcome"),
        "updated_at": demo.at(0),
    }
    return JSONResponse(found)


def technicians(api: FakeApi, request: Request, body: Json) -> Response:
    rows = [
        {
            "id": f"t{index}",
            "name": name,
            "phone": None,
            "skills": [],
            "active": True,
            "created_at": demo.at(900),
            "version": 1,
        }
        for index, name in enumerate(demo.TECHNICIANS)
    ]
    return paged(rows, request)


def list_integrations(api: FakeApi, request: Request, body: Json) -> Response:
    return paged(api.integrations, request)


def create_integration(api: FakeApi, request: Request, body: Json) -> Response:
    made = demo.integrations()[0] | body | {"id": "made", "updated_at": demo.at(0)}
    api.integrations.insert(0, made)
    secret = "whsec_" + "Zm9yIHRlc3RzIG9ubHk" * 2
    return JSONResponse(made | {"secret": secret}, 201, headers={"cache-control": "no-store"})


def change_integration(api: FakeApi, request: Request, body: Json) -> Response:
    wanted = request.path_params["id"]
    found = next(one for one in api.integrations if one["id"] == wanted)
    found |= body | {"version": found["version"] + 1, "updated_at": demo.at(0)}
    return JSONResponse(found)


def event_types(api: FakeApi, request: Request, body: Json) -> Response:
    rows = [
        {"type": name, "title": {"ru": ru, "en": en}, "description": {}, "schema": {}}
        for name, (ru, en) in demo.EVENT_TYPES.items()
    ]
    return JSONResponse({"items": rows, "next_cursor": None})


def list_deliveries(api: FakeApi, request: Request, body: Json) -> Response:
    chosen = request.query_params
    rows = [
        one
        for one in api.deliveries
        if chosen.get("integration_id") in {None, one["integration_id"]}
        and chosen.get("state") in {None, one["state"]}
    ]
    return paged(rows, request)


def get_delivery(api: FakeApi, request: Request, body: Json) -> Response:
    wanted = request.path_params["id"]
    found = next((one for one in api.deliveries if one["id"] == wanted), None)
    return JSONResponse(demo.opened(found)) if found else problem(404, "There is no such delivery")


def days(api: FakeApi, request: Request, body: Json) -> Response:
    rows = demo.days(request.query_params["from"], request.query_params["to"])
    state = {"zone": "Europe/Moscow", "currency": "RUB", "watermark": demo.at(0.3)}
    return JSONResponse(state | {"items": rows})


def list_exports(api: FakeApi, request: Request, body: Json) -> Response:
    """The second look at a queued export finds it done."""
    answer = paged([dict(one) for one in api.exports], request)
    done = demo.exports()[0]
    for one in api.exports:
        if one["state"] == "queued":
            one |= {"state": "done", "rows": done["rows"], "files": done["files"]}
    return answer


def link_to_file(api: FakeApi, request: Request, body: Json) -> Response:
    """Give the link itself, as to every caller that asks for JSON."""
    return JSONResponse({"url": f"/bucket/{request.path_params['name']}"})


def bucket(request: Request) -> Response:
    """Serve a presigned address: no token, a file to keep."""
    name = request.path_params["name"]
    return PlainTextResponse(
        "whole", headers={"content-disposition": f'attachment; filename="{name}"'}
    )


def create_export(api: FakeApi, request: Request, body: Json) -> Response:
    made = demo.exports()[1] | body | {"id": "made", "state": "queued", "error": None}
    api.exports.insert(0, made | {"created_at": demo.at(0)})
    return JSONResponse(made, 202)


ROUTES: dict[tuple[str, str], Answer] = {
    ("GET", "/v1/me"): me,
    ("GET", "/v1/orders"): list_orders,
    ("POST", "/v1/orders"): create_order,
    ("GET", "/v1/orders/{id}"): get_order,
    ("POST", "/v1/orders/{id}/transitions"): move_order,
    ("GET", "/v1/technicians"): technicians,
    ("GET", "/v1/integrations"): list_integrations,
    ("POST", "/v1/integrations"): create_integration,
    ("PATCH", "/v1/integrations/{id}"): change_integration,
    ("GET", "/v1/event-types"): event_types,
    ("GET", "/v1/deliveries"): list_deliveries,
    ("GET", "/v1/deliveries/{id}"): get_delivery,
    ("GET", "/v1/analytics/days"): days,
    ("GET", "/v1/exports"): list_exports,
    ("POST", "/v1/exports"): create_export,
    ("GET", "/v1/exports/{id}/files/{name}"): link_to_file,
}


def identity(api: FakeApi, body: Json) -> Response:
    """Answer InitiateAuth for a password and for a renewal."""
    given = body["AuthParameters"]
    if body["AuthFlow"] == "REFRESH_TOKEN_AUTH":
        api.renewals += 1
        is_known = api.can_renew
    else:
        is_known = given["PASSWORD"] == PASSWORD
        api.can_renew = api.can_renew or is_known
    if not is_known:
        return JSONResponse({"__type": "NotAuthorizedException", "message": "no"}, 400)
    tokens = {"AccessToken": api.token, "IdToken": "id", "RefreshToken": "fresh", "ExpiresIn": 3600}
    return JSONResponse({"AuthenticationResult": tokens})


class FakeSite:
    """The application whose company can be exchanged between tests."""

    def __init__(self, pages: Path) -> None:
        self.api = FakeApi()
        routes = [
            Route(path, self._endpoint(answer), methods=[method])
            for (method, path), answer in ROUTES.items()
        ]
        self.app = Starlette(
            routes=[
                *routes,
                Route("/config.json", lambda _: JSONResponse(CONFIG, headers=SECURITY)),
                Route("/bucket/{name}", bucket),
                Route("/identity/", self._identity, methods=["POST"]),
                Route("/{path:path}", lambda request: page(pages, request.path_params["path"])),
            ]
        )

    def _endpoint(self, answer: Answer) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            if request.headers.get("authorization") != f"Bearer {self.api.token}":
                return JSONResponse({"message": "Unauthorized"}, 401)
            body = await request.json() if await request.body() else {}
            return answer(self.api, request, body)

        return endpoint

    async def _identity(self, request: Request) -> Response:
        return identity(self.api, await request.json())
