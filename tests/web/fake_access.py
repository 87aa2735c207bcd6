"""Keys, users and the record as the fake server keeps them."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shared.auth import PERMISSIONS, ROLES, SCOPES
from tests.web import demo, demo_access
from tests.web.company import FakeApi, Routes, found, paged, problem, stale
from tests.web.demo import Json

KEY = "nrd_live_" + "7" * 43 + "a1b2c3"


def list_keys(api: FakeApi, request: Request, body: Json) -> Response:
    state = request.query_params.get("state")
    return paged([one for one in api.keys if state in {None, one["state"]}], request)


def create_key(api: FakeApi, request: Request, body: Json) -> Response:
    token = request.headers["idempotency-key"]
    if earlier := api.answered.get(token):
        return JSONResponse(earlier | {"key": None, "key_was_shown": True}, 201)
    made = demo_access.key(9, "") | body | {"id": "made", "version": 1, "created_at": demo.at(0)}
    api.keys.insert(0, made)
    api.answered[token] = made
    shown = made | {"key": KEY, "key_was_shown": False}
    return JSONResponse(shown, 201, headers={"cache-control": "no-store"})


def get_key(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.keys, request)
    return JSONResponse(row) if row else problem(404, "There is no such key")


def edit_key(api: FakeApi, request: Request, body: Json) -> Response:
    return _written(api, request, body)


def rotate_key(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.keys, request)
    assert row is not None
    if refusal := stale(row, request):
        return refusal
    made = row | {"id": "made", "rotated_from": row["id"], "version": 1, "leaked": False}
    made |= {"state": "active", "last_used_at": None, "last_used_ip": None}
    row |= {"replaced_by": "made", "overlap_until": demo.at(-body["overlap_hours"])}
    row["version"] += 1
    api.keys.insert(0, made)
    return JSONResponse(made | {"key": KEY, "key_was_shown": False, "replaced": row}, 201)


def revoke_key(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.keys, request)
    assert row is not None
    assert body["name"] == row["name"]
    return _written(api, request, {"state": "revoked"})


def _written(api: FakeApi, request: Request, fields: Json) -> Response:
    row = found(api.keys, request)
    if row is None:
        return problem(404, "There is no such key")
    if refusal := stale(row, request):
        return refusal
    row |= fields | {"version": row["version"] + 1}
    return JSONResponse(row)


def key_record(api: FakeApi, request: Request, body: Json) -> Response:
    wanted = request.path_params["id"]
    return paged([one for one in api.record if one["subject"] == wanted], request)


def list_record(api: FakeApi, request: Request, body: Json) -> Response:
    return paged(api.record, request)


def list_users(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"items": api.users})


def invite_user(api: FakeApi, request: Request, body: Json) -> Response:
    if any(one["email"] == body["email"] for one in api.users):
        return problem(409, "there is one", field="email", user_id="u2")
    made = demo_access.user("made", "", []) | body | {"status": "invited"}
    api.users.append(made)
    return JSONResponse(made, 201)


def get_user(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.users, request)
    return JSONResponse(row) if row else problem(404, "There is no such user")


def edit_user(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.users, request)
    assert row is not None
    after = row | body
    if "admin" in row["roles"] and "admin" not in after["roles"]:
        return problem(409, "this is the last administrator who can sign in")
    row |= body
    return JSONResponse(row)


def touch_user(api: FakeApi, request: Request, body: Json) -> Response:
    api.touched.append(request.url.path)
    return JSONResponse(found(api.users, request))


def roles(api: FakeApi, request: Request, body: Json) -> Response:
    def grants(matrix: object) -> list[Json]:
        assert isinstance(matrix, dict)
        return [{"name": name, "permissions": sorted(given)} for name, given in matrix.items()]

    return JSONResponse(
        {"permissions": sorted(PERMISSIONS), "roles": grants(ROLES), "scopes": grants(SCOPES)}
    )


ROUTES: Routes = {
    ("GET", "/v1/keys"): list_keys,
    ("POST", "/v1/keys"): create_key,
    ("GET", "/v1/keys/{id}"): get_key,
    ("PATCH", "/v1/keys/{id}"): edit_key,
    ("POST", "/v1/keys/{id}/rotate"): rotate_key,
    ("POST", "/v1/keys/{id}/revoke"): revoke_key,
    ("GET", "/v1/keys/{id}/audit"): key_record,
    ("GET", "/v1/audit"): list_record,
    ("GET", "/v1/users"): list_users,
    ("POST", "/v1/users"): invite_user,
    ("GET", "/v1/users/{id}"): get_user,
    ("PATCH", "/v1/users/{id}"): edit_user,
    ("POST", "/v1/users/{id}/sign-out"): touch_user,
    ("POST", "/v1/users/{id}/resend"): touch_user,
    ("GET", "/v1/roles"): roles,
}
