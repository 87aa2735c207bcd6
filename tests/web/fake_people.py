"""Technicians and customers as the fake server keeps them."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.web import demo, demo_people
from tests.web.company import FakeApi, Routes, found, paged, problem, stale
from tests.web.demo import Json

EXPORTED = 5
"""Orders on one page of an export."""


def list_technicians(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"items": api.technicians, "next_cursor": None})


def add_technician(api: FakeApi, request: Request, body: Json) -> Response:
    made = demo_people.technician(0, body["name"]) | body | {"id": "made", "version": 1}
    api.technicians.append(made)
    return JSONResponse(made, 201)


def edit_technician(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.technicians, request)
    if row is None:
        return problem(404, "There is no such technician")
    return stale(row, request) or _changed(row, body)


def _changed(row: Json, body: Json) -> Response:
    row |= body | {"version": row["version"] + 1, "updated_at": demo.at(0)}
    return JSONResponse(row)


def get_technician(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.technicians, request)
    return JSONResponse(row) if row else problem(404, "There is no such technician")


def workload(api: FakeApi, request: Request, body: Json) -> Response:
    asked = request.query_params
    return JSONResponse(demo_people.workload(request.path_params["id"], asked["from"], asked["to"]))


def list_customers(api: FakeApi, request: Request, body: Json) -> Response:
    words = request.query_params.get("q", "").lower()
    return paged([one for one in api.customers if words in one["name"].lower()], request)


def add_customer(api: FakeApi, request: Request, body: Json) -> Response:
    made = demo_people.customer(0, body.get("name", "")) | body | {"id": "made", "version": 1}
    api.customers.insert(0, made)
    return JSONResponse(made, 201)


def get_customer(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.customers, request)
    return JSONResponse(row) if row else problem(404, "There is no such customer")


def edit_customer(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.customers, request)
    if row is None:
        return problem(404, "There is no such customer")
    return stale(row, request) or _changed(row, body)


def export_customer(api: FakeApi, request: Request, body: Json) -> Response:
    """Give the card with some of the orders; the page asks for the rest."""
    row = found(api.customers, request)
    if row is None:
        return problem(404, "There is no such customer")
    theirs = [one for one in api.orders if one["customer_id"] == row["id"]]
    start = int(request.query_params.get("cursor", "0"))
    end = start + EXPORTED
    following = str(end) if end < len(theirs) else None
    held = {"customer": row, "erasure": None, "orders": theirs[start:end]}
    return JSONResponse(held | {"next_cursor": following})


def erase_customer(api: FakeApi, request: Request, body: Json) -> Response:
    row = found(api.customers, request)
    if row is None:
        return problem(404, "There is no such customer")
    gone = {"name": "Удалено", "phones": [], "emails": [], "addresses": [], "consents": []}
    row |= gone | {"inn": None, "kpp": None, "notes": None, "erased_at": demo.at(0)}
    record = {
        "id": "e1",
        "customer_id": row["id"],
        "reason": body["reason"],
        "actor": demo.actor(),
        "what": ["customer", "orders"],
        "state": "running",
        "orders": 3,
        "erased_at": demo.at(0),
        "done_at": None,
    }
    return JSONResponse(record, 202)


ROUTES: Routes = {
    ("GET", "/v1/technicians"): list_technicians,
    ("POST", "/v1/technicians"): add_technician,
    ("GET", "/v1/technicians/{id}"): get_technician,
    ("PATCH", "/v1/technicians/{id}"): edit_technician,
    ("GET", "/v1/technicians/{id}/workload"): workload,
    ("GET", "/v1/customers"): list_customers,
    ("POST", "/v1/customers"): add_customer,
    ("GET", "/v1/customers/{id}"): get_customer,
    ("PATCH", "/v1/customers/{id}"): edit_customer,
    ("GET", "/v1/customers/{id}/export"): export_customer,
    ("POST", "/v1/customers/{id}/erasure"): erase_customer,
}
