"""Exports and their schedules as the fake server keeps them, in the shapes of the real one."""

from dataclasses import asdict
from functools import cache
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from analytics.datasets import DATA_SETS
from analytics.exporting import Range
from analytics.exports import FORMATS
from analytics.shipping.schemas import (
    ExportCatalogueOut,
    ExportIn,
    ExportOut,
    ExportScheduleIn,
    ExportScheduleOut,
    ExportWholeOut,
)
from shared.errors import InvalidError
from tests.web.company import FakeApi, Routes, found, paged, problem, stale
from tests.web.demo import Json, at
from tests.web.demo_exports import exports

RANGE = Range(DATA_SETS, FORMATS)
USED = {"state": "writing", "progress": {"rows_done": 1200, "rows_total": 4000}}


@cache
def catalogue() -> Json:
    return ExportCatalogueOut.of(RANGE).model_dump(mode="json")


def get_catalogue(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse(catalogue())


def shown(shape: Any, row: Json) -> Json:
    """Say a row in the shape of the API."""
    said: Json = shape.model_validate(row).model_dump(mode="json")
    return said


def step(api: FakeApi, row: Json) -> None:
    """Each look finds a run one step further."""
    if row["state"] == "queued":
        row |= USED
    elif row["state"] == "writing" and api.exports_go_on:
        done = exports()[0]
        row |= {"state": "done", "progress": None, "rows": done["rows"], "files": done["files"]}


def list_exports(api: FakeApi, request: Request, body: Json) -> Response:
    answer = paged([shown(ExportOut, row) for row in api.exports], request)
    for row in api.exports:
        step(api, row)
    return answer


def get_export(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.exports, request)
    if row is None:
        return problem(404, "There is no such export")
    return JSONResponse(shown(ExportWholeOut, {**row, "links": api.export_links}))


def create_export(api: FakeApi, request: Request, body: Json) -> Response:
    try:
        wish = RANGE.checked(ExportIn.model_validate(body).wish())
    except InvalidError as error:
        return problem(422, "A field breaks a rule", errors=[asdict(each) for each in error.errors])
    made = exports()[1] | body | {"id": "made", "state": "queued", "error": None}
    made |= {"axis": wish.axis, "created_at": at(0), "schedule_id": None}
    api.exports.insert(0, made)
    return JSONResponse(shown(ExportOut, made), 202)


def cancel_export(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.exports, request)
    if row is None or row["state"] not in {"queued", "writing"}:
        return problem(409, "It has ended")
    row |= {"state": "cancelled", "progress": None}
    return JSONResponse(shown(ExportOut, row))


def link_to_file(api: FakeApi, request: Request, body: Json) -> Response:
    """Give the link itself, as to every caller that asks for JSON, and keep who got it."""
    name = request.path_params["name"]
    api.export_links.append({"at": at(0), "actor_id": "u1", "file": name})
    return JSONResponse({"url": f"/bucket/{name}"})


def list_schedules(api: FakeApi, request: Request, body: Json) -> Response:
    items = [shown(ExportScheduleOut, row) for row in api.schedules]
    return JSONResponse({"zone": "Europe/Moscow", "items": items})


def get_schedule(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.schedules, request)
    return JSONResponse(shown(ExportScheduleOut, row)) if row else problem(404, "Gone")


def fields_of(body: Json) -> Json:
    return ExportScheduleIn.model_validate(body).fields(RANGE)


def create_schedule(api: FakeApi, request: Request, body: Json) -> Response:
    made = fields_of(body) | {
        "id": "sch_made",
        "version": 1,
        "created_at": at(0),
        "next_at": at(-9),
    }
    api.schedules.append(made)
    return JSONResponse(shown(ExportScheduleOut, made), 201)


def replace_schedule(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.schedules, request)
    if row is None:
        return problem(404, "Gone")
    if refused := stale(row, request):
        return refused
    try:
        row |= fields_of(body) | {"version": row["version"] + 1}
    except ValidationError as error:
        errors = [{"field": str(e["loc"][0]), "rule": e["msg"]} for e in error.errors()]
        return problem(422, "A field breaks a rule", errors=errors)
    return JSONResponse(shown(ExportScheduleOut, row))


def delete_schedule(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.schedules, request)
    if row is None:
        return problem(404, "Gone")
    if refused := stale(row, request):
        return refused
    api.schedules.remove(row)
    return Response(status_code=204)


# Of two that fit, the first is taken: names go before ids.
ROUTES: Routes = {
    ("GET", "/v1/exports"): list_exports,
    ("POST", "/v1/exports"): create_export,
    ("GET", "/v1/exports/catalogue"): get_catalogue,
    ("GET", "/v1/exports/schedules"): list_schedules,
    ("POST", "/v1/exports/schedules"): create_schedule,
    ("GET", "/v1/exports/schedules/{id}"): get_schedule,
    ("PUT", "/v1/exports/schedules/{id}"): replace_schedule,
    ("DELETE", "/v1/exports/schedules/{id}"): delete_schedule,
    ("GET", "/v1/exports/{id}"): get_export,
    ("POST", "/v1/exports/{id}/cancel"): cancel_export,
    ("GET", "/v1/exports/{id}/files/{name}"): link_to_file,
}
