"""The log of deliveries and its replays as the fake server keeps them."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.web import demo, demo_log, demo_partners
from tests.web.company import FakeApi, Routes, found, paged, problem
from tests.web.demo import Json

STEP = 0.5
"""How much of its window a running replay comes on between two looks."""


def list_deliveries(api: FakeApi, request: Request, body: Json) -> Response:
    chosen = request.query_params
    api.asked_of_log.append(dict(chosen))
    rows = [
        one
        for one in api.deliveries
        if all(
            chosen.get(name) in {None, one[name]}
            for name in ("integration_id", "state", "event_type", "replay_id")
        )
        and chosen.get("order") in {None, one["order_number"], one["order_id"]}
    ]
    return paged(rows, request)


def get_delivery(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.deliveries, request)
    if row is None:
        return problem(404, "There is no such delivery")
    first = row["resend_of"] or row["id"]
    again = [one for one in api.deliveries if one["resend_of"] == first]
    return JSONResponse(demo_partners.opened(row) | {"again": again})


def resend(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.deliveries, request)
    assert row is not None
    fresh = {"id": f"{row['id']}-r1", "resend_of": row["id"], "created_at": demo.at(0)}
    made = row | fresh | {"attempts": [demo_partners.attempt(1, 200)], "attempt_count": 1}
    made |= {"state": "delivered"}
    api.deliveries.insert(0, made)
    return JSONResponse(made, 201)


def list_undelivered(api: FakeApi, request: Request, body: Json) -> Response:
    wanted = request.query_params.get("integration_id")
    return paged([o for o in api.missed if wanted in {None, o["integration_id"]}], request)


def statistics(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.integrations, request)
    return JSONResponse(demo_log.statistics(row)) if row else problem(404, "gone")


def list_replays(api: FakeApi, request: Request, body: Json) -> Response:
    return paged(api.replays, request)


def create_replay(api: FakeApi, request: Request, body: Json) -> Response:
    made = demo_log.replay(0, "running", 0.0) | {"id": "made", "created_at": demo.at(0)}
    made |= {"filter": made["filter"] | body["filter"]}
    made |= {name: value for name, value in body.items() if name != "filter"}
    api.replays.insert(0, made)
    return JSONResponse(made, 201)


def get_replay(api: FakeApi, request: Request, body: Json) -> Response:
    """Each look at a running replay finds it further."""
    row = found(api.replays, request)
    if row is None:
        return problem(404, "There is no such replay")
    shown = dict(row)
    if row["state"] == "running" and api.replays_go_on:
        share = min(1.0, row["progress"]["share"] + STEP)
        row |= demo_log.replay(0, "done" if share == 1 else "running", share) | {"id": row["id"]}
    return JSONResponse(shown)


def move_replay(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.replays, request)
    assert row is not None
    verb = request.url.path.rsplit("/", 1)[-1]
    state = {"pause": "paused", "resume": "running", "cancel": "cancelled"}[verb]
    row |= {"state": state, "finished_at": demo.at(0) if state == "cancelled" else None}
    return JSONResponse(row)


def list_comparisons(api: FakeApi, request: Request, body: Json) -> Response:
    """Each look at a running comparison finds it done."""
    shown = [dict(one) for one in api.comparisons]
    for one in api.comparisons:
        if one["state"] == "running":
            one |= {
                "state": "done",
                "reached_at": one["to"],
                "checked": 8,
                "missing": 1,
                "emitted": 2,
            }
    return JSONResponse({"items": shown})


def compare(api: FakeApi, request: Request, body: Json) -> Response:
    if body["from"] >= body["to"] or body["to"] > demo.at(0):
        rule = "before `to`, at least 15 minutes and at most 30 days ago"
        return problem(422, "Unprocessable", errors=[{"field": "from", "rule": rule}])
    made = demo_log.comparisons()[0] | body
    made |= {"id": "made", "state": "running", "created_at": demo.at(0), "checked": 0}
    made |= {"reached_at": None, "finished_at": None}
    api.comparisons.insert(0, made)
    return JSONResponse(made, 202)


ROUTES: Routes = {
    ("GET", "/v1/reconciliations"): list_comparisons,
    ("POST", "/v1/reconciliations"): compare,
    ("GET", "/v1/deliveries"): list_deliveries,
    ("GET", "/v1/deliveries/{id}"): get_delivery,
    ("POST", "/v1/deliveries/{id}/resend"): resend,
    ("GET", "/v1/undelivered"): list_undelivered,
    ("GET", "/v1/integrations/{id}/statistics"): statistics,
    ("GET", "/v1/replays"): list_replays,
    ("POST", "/v1/replays"): create_replay,
    ("GET", "/v1/replays/{id}"): get_replay,
    ("POST", "/v1/replays/{id}/pause"): move_replay,
    ("POST", "/v1/replays/{id}/resume"): move_replay,
    ("POST", "/v1/replays/{id}/cancel"): move_replay,
}
