"""The pages with an API that answers from memory; identity too. One company, one test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from local.web import SECURITY, page
from shared.auth import ROLES
from tests.web import (
    demo_exports,
    fake_access,
    fake_chats,
    fake_exports,
    fake_feedback,
    fake_figures,
    fake_log,
    fake_messages,
    fake_onec,
    fake_orders,
    fake_partners,
    fake_patterns,
    fake_people,
    fake_report,
    fake_settings,
)
from tests.web.company import Answer, FakeApi, Routes, problem
from tests.web.demo import Json
from tests.web.described import unknown
from tests.web.fake_identity import PASSWORD, identity

__all__ = ["PASSWORD", "FakeApi", "FakeSite"]

CONFIG = {
    "api": "",
    "identity": {"endpoint": "/identity/", "client_id": "web"},
    "company": {"zone": "Europe/Moscow", "currency": "RUB"},
}


WORDS = ("name", "phone", "address", "requisites", "status_names", "type_names")


def me(api: FakeApi, request: Request, body: Json) -> Response:
    name = "irina@naryad.example"
    return JSONResponse(
        {
            "kind": "user",
            "id": "u1",
            "name": name,
            "roles": [api.role],
            "scopes": [],
            "permissions": api.permissions or sorted(ROLES[api.role]),
            "company": {name: api.company[name] for name in WORDS},
        }
    )


def bucket(request: Request) -> Response:
    """Serve a presigned address: no token, a file to keep."""
    if request.path_params["name"] == "manifest.json":
        return JSONResponse(demo_exports.manifest())
    name = quote(request.path_params["name"])
    return PlainTextResponse(
        "whole", headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    )


ROUTES: Routes = {
    **fake_access.ROUTES,
    **fake_chats.ROUTES,
    **fake_exports.ROUTES,
    **fake_feedback.ROUTES,
    **fake_figures.ROUTES,
    **fake_onec.ROUTES,
    **fake_orders.ROUTES,
    **fake_log.ROUTES,
    **fake_messages.ROUTES,
    **fake_partners.ROUTES,
    **fake_patterns.ROUTES,
    **fake_people.ROUTES,
    **fake_report.ROUTES,
    **fake_settings.ROUTES,
    ("GET", "/v1/me"): me,
}


class FakeSite:
    """The application whose company can be exchanged between tests."""

    def __init__(self, pages: Path) -> None:
        self.api = FakeApi()
        routes = [
            Route(path, self._endpoint(method, path, answer), methods=[method])
            for (method, path), answer in ROUTES.items()
        ]
        self.app = Starlette(
            routes=[
                *routes,
                Route("/config.json", lambda _: JSONResponse(CONFIG, headers=SECURITY)),
                Route("/bucket/upload", lambda _: Response(), methods=["PUT"]),
                Route("/bucket/{name}", bucket),
                Route("/identity/", self._identity, methods=["POST"]),
                Route("/{path:path}", lambda request: page(pages, request.path_params["path"])),
            ]
        )

    def _endpoint(self, method: str, path: str, answer: Answer) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            if request.headers.get("authorization") != f"Bearer {self.api.token}":
                return JSONResponse({"message": "Unauthorized"}, 401)
            if strange := unknown(method, path, {*request.query_params}):
                return problem(422, f"{method} {path} has no {', '.join(strange)}")
            body = await request.json() if await request.body() else {}
            return answer(self.api, request, body)

        return endpoint

    async def _identity(self, request: Request) -> Response:
        action = request.headers["x-amz-target"].rsplit(".", 1)[-1]
        return identity(self.api, action, await request.json())
