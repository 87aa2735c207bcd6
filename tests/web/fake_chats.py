"""Bots, their links and who is written to no more, as the fake server keeps them."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.web.company import FakeApi, Routes, found, problem
from tests.web.demo import Json, at

LINK = "https://t.me/naryad_bot?start=0123456789abcdef"
GATEWAY = "https://naryad.example/v1/hooks/sms/sealed"


def list_links(api: FakeApi, request: Request, body: Json) -> Response:
    person = request.path_params["id"]
    items = [
        bot | {"linked_at": api.chats.get((bot["integration_id"], person))} for bot in api.bots
    ]
    return JSONResponse({"items": items})


def invite(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"url": LINK, "expires_at": at(-1)}, 201)


def start(api: FakeApi, person: str) -> None:
    """Do what the person does in Telegram: open the link and press Start."""
    api.chats[api.bots[0]["integration_id"], person] = at(0)


def unlink(api: FakeApi, request: Request, body: Json) -> Response:
    del api.chats[request.path_params["bot"], request.path_params["id"]]
    return Response(status_code=204)


def join(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse(
        {"url": "https://naryad.example/x", "ok": api.bots != [], "said": "Unauthorized"}
    )


def show_callback(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"url": GATEWAY})


def list_suppressions(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"items": api.suppressions, "next_cursor": None})


def lift(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.suppressions, request)
    if row is None:
        return problem(404, f"there is no suppression {request.path_params['id']}")
    api.suppressions.remove(row)
    return Response(status_code=204)


ROUTES: Routes = {
    ("GET", "/v1/suppressions"): list_suppressions,
    ("DELETE", "/v1/suppressions/{id}"): lift,
    ("POST", "/v1/integrations/{id}/chat-links"): invite,
    ("POST", "/v1/integrations/{id}/chat-webhook"): join,
    ("GET", "/v1/integrations/{id}/callback"): show_callback,
}
for whose in ("customers", "technicians"):
    ROUTES |= {
        ("GET", f"/v1/chat-links/{whose}/{{id}}"): list_links,
        ("POST", f"/v1/chat-links/{whose}/{{id}}/{{bot}}"): invite,
        ("DELETE", f"/v1/chat-links/{whose}/{{id}}/{{bot}}"): unlink,
    }
