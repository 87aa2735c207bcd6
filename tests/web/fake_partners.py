"""Integrations as the fake server keeps them."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.web import demo, demo_partners
from tests.web.company import FakeApi, Routes, found, paged, problem, stale
from tests.web.demo import Json

SECRET = "whsec_" + "Zm9yIHRlc3RzIG9ubHk" * 2
NO_STORE = {"cache-control": "no-store"}


def list_integrations(api: FakeApi, request: Request, body: Json) -> Response:
    return paged(api.integrations, request)


def create_integration(api: FakeApi, request: Request, body: Json) -> Response:
    fresh = {"id": "made", "version": 1, "updated_at": demo.at(0), "state": "enabled"}
    made = demo_partners.integrations()[4] | body | fresh
    api.integrations.insert(0, made)
    return JSONResponse(made | {"secret": SECRET}, 201, headers=NO_STORE)


def get_integration(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.integrations, request)
    return JSONResponse(row) if row else problem(404, "There is no such integration")


def _written(api: FakeApi, request: Request, fields: Json) -> Response:
    row = found(api.integrations, request)
    if row is None:
        return problem(404, "There is no such integration")
    if refusal := stale(row, request):
        return refusal
    row |= fields | {"version": row["version"] + 1, "updated_at": demo.at(0)}
    return JSONResponse(row)


def change_integration(api: FakeApi, request: Request, body: Json) -> Response:
    return _written(api, request, body)


def pause(api: FakeApi, request: Request, body: Json) -> Response:
    return _written(api, request, {"state": "paused"})


def disable(api: FakeApi, request: Request, body: Json) -> Response:
    fields = {"state": "disabled", "disabled_reason": "disabled by hand"}
    return _written(api, request, fields)


def resume(api: FakeApi, request: Request, body: Json) -> Response:
    api.touched.append(f"release {body['release']}")
    return _written(api, request, {"state": "enabled", "disabled_reason": None})


def rotate(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.integrations, request)
    assert row is not None
    if refusal := stale(row, request):
        return refusal
    before = row["secrets"][0] | {"expires_at": demo.at(-body["overlap_hours"])}
    row |= {"secrets": [{"created_at": demo.at(0), "expires_at": None}, before]}
    row["version"] += 1
    return JSONResponse(row | {"secret": SECRET}, headers=NO_STORE)


def remove(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.integrations, request)
    assert row is not None
    api.integrations.remove(row)
    return Response(status_code=204)


def send_test(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.integrations, request)
    assert row is not None
    return JSONResponse(demo_partners.trial(row, api.partner_answers))


def list_notices(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.integrations, request)
    assert row is not None
    return JSONResponse({"items": demo_partners.notices(row), "next_cursor": None})


def list_event_types(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"items": demo_partners.event_types(), "next_cursor": None})


def list_connectors(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"items": demo_partners.connectors(), "next_cursor": None})


ROUTES: Routes = {
    ("GET", "/v1/integrations"): list_integrations,
    ("POST", "/v1/integrations"): create_integration,
    ("GET", "/v1/integrations/{id}"): get_integration,
    ("PATCH", "/v1/integrations/{id}"): change_integration,
    ("DELETE", "/v1/integrations/{id}"): remove,
    ("POST", "/v1/integrations/{id}/pause"): pause,
    ("POST", "/v1/integrations/{id}/disable"): disable,
    ("POST", "/v1/integrations/{id}/resume"): resume,
    ("POST", "/v1/integrations/{id}/rotate-secret"): rotate,
    ("POST", "/v1/integrations/{id}/test"): send_test,
    ("GET", "/v1/integrations/{id}/notices"): list_notices,
    ("GET", "/v1/event-types"): list_event_types,
    ("GET", "/v1/connectors"): list_connectors,
}
