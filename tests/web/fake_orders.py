"""Orders as the fake server keeps them: lists, changes, money, files."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.web import demo, demo_orders
from tests.web.company import FakeApi, Routes, paged, problem, stale
from tests.web.demo import Json

FIELDS = {
    "created": "created_at",
    "updated": "updated_at",
    "due": "due_at",
    "scheduled": "scheduled_start",
    "total": "total",
    "number": "number",
    "status": "status",
    "title": "title",
    "priority": "priority",
    "customer": "customer_name",
    "technician": "technician_name",
}
MOST_SORTED = 200


def list_orders(api: FakeApi, request: Request, body: Json) -> Response:
    asked = request.query_params
    words = asked.get("q", "").lower()
    rows = [one for one in api.orders if words in _text(one) and _matches(one, request)]
    if "sort" in asked:
        if len(rows) > MOST_SORTED:
            fault = {"field": "sort", "rule": "needs filters that leave at most 2000 orders"}
            return problem(422, "A field breaks a rule", errors=[fault])
        field = FIELDS[asked["sort"]]
        rows.sort(key=lambda one: _value(one[field]), reverse=asked.get("order") != "asc")
    return paged(rows, request)


def _value(value: Any) -> Any:
    return value["amount"] if isinstance(value, dict) else value or ""


def _text(row: Json) -> str:
    return f"{row['number']} {row['phone']} {row['customer_name']} {row['external_id']}".lower()


def _matches(row: Json, request: Request) -> bool:
    asked = request.query_params
    statuses, priorities = asked.getlist("status"), asked.getlist("priority")
    return (
        (not statuses or row["status"] in statuses)
        and (not priorities or row["priority"] in priorities)
        and (not asked.getlist("zone") or row.get("zone") in asked.getlist("zone"))
        and asked.get("technician_id") in {None, row["technician_id"]}
        and asked.get("customer_id") in {None, row["customer_id"]}
        and (asked.get("overdue") != "true" or row["is_overdue"])
        and row["created_at"] >= asked.get("created_from", "")
        and row["created_at"] < asked.get("created_to", "9")
    )


def create_order(api: FakeApi, request: Request, body: Json) -> Response:
    customer = body.get("customer", {"name": "Алла Речная", "phone": "+79000000004"})
    if customer["phone"].startswith("+1"):
        rule = "must be a number of Russia"
        wrong = {"field": "customer.phone", "value": customer["phone"], "rule": rule}
        return problem(422, "The order is not valid", errors=[wrong])
    items = body.get("items", [])
    row = demo_orders.order(0) | {
        "id": "made",
        "number": "1085",
        "version": 1,
        "title": body["title"],
        "priority": body["priority"],
        "customer_name": customer["name"],
        "phone": customer["phone"],
        "total": demo.money(sum(int(one["unit_price"]) for one in items)),
    }
    origin = {name: body.get(name) for name in ("copied_from", "rework_of", "rework_cause")}
    api.orders.insert(0, demo_orders.full(row) | origin | {"items": items})
    return JSONResponse(api.orders[0], 201)


def get_order(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    return JSONResponse(found) if found else problem(404, "There is no such order")


def get_origins(api: FakeApi, request: Request, body: Json) -> Response:
    """Tell what an order comes from; a technician may open what is theirs."""
    found = api.order(request)
    if found is None:
        return problem(404, "There is no such order")

    def origin(link: str, *more: str) -> Json | None:
        row = next((one for one in api.orders if one["id"] == found[link]), None)
        if row is None:
            return None
        mine = api.role != "technician" or row["technician_id"] == found["technician_id"]
        told = {"order_id": row["id"], "number": row["number"], "is_readable": mine}
        return told | {name: row[name] for name in more}

    work = ("type", "title", "completed_at", "outcome", "items")
    links = {"rework_of": origin("rework_of", *work), "copied_from": origin("copied_from")}
    return JSONResponse(links)


def edit_order(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    if found is None:
        return problem(404, "There is no such order")
    refused = stale(found, request)
    if refused:
        return refused
    if "technician_id" in body:
        names = {one["id"]: one["name"] for one in api.technicians}
        found["technician_name"] = names.get(body["technician_id"])
    _written(found, "edit", body | {"fields": None})
    if "items" in body:
        gross = sum(round(float(one["qty"]) * one["unit_price"]) for one in body["items"])
        found["items"] = [demo_orders.priced(one) for one in body["items"]]
        found |= {"total": demo.money(gross), "totals": demo_orders.totals(gross, 0)}
    return JSONResponse(found)


def _written(order: Json, action: str, fields: Json) -> None:
    version = order["version"] + 1
    order["history"].append(demo_orders.entry(version, action, None, None, demo.at(0), None))
    order |= fields | {"version": version, "updated_at": demo.at(0)}


def move_order(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    if found is None:
        return problem(404, "There is no such order")
    return stale(found, request) or _moved(found, body)


def _moved(order: Json, body: Json) -> Response:
    if body["to"] not in order["allowed_moves"]:
        return problem(409, "This move is not allowed", allowed=order["allowed_moves"])
    order["history"].append(
        demo_orders.entry(
            order["version"] + 1, "move", order["status"], body["to"], demo.at(0), None
        )
    )
    order |= {
        "status": body["to"],
        "version": order["version"] + 1,
        "allowed_moves": demo_orders.ALLOWED[body["to"]],
        "outcome": body.get("outcome"),
        "rework_cause": body.get("rework_cause", order["rework_cause"]),
        "updated_at": demo.at(0),
    }
    return JSONResponse(order)


def act_on_orders(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"results": [_one(api, id_, body) for id_ in body["ids"]]})


def _one(api: FakeApi, order_id: str, body: Json) -> Json:
    order = next(one for one in api.orders if one["id"] == order_id)
    transition = body["action"].get("transition")
    if transition and transition["to"] not in order["allowed_moves"]:
        wrong = {"status": 409, "title": "Conflict", "detail": "an order can't become that"}
        told = wrong | {"allowed": order["allowed_moves"]}
        return {"id": order_id, "status": "error", "version": None, "problem": told}
    if transition:
        _moved(order, transition)
    else:
        _written(order, "edit", body["action"]["assign"])
    return {"id": order_id, "status": "ok", "version": order["version"], "problem": None}


def pay_order(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    if found is None:
        return problem(404, "There is no such order")
    sign = 1 if body["kind"] == "payment" else -1
    paid = found["totals"]["paid"]["amount"] + sign * body["amount"]
    gross = found["totals"]["gross"]["amount"]
    if not 0 <= paid <= gross:
        rule = f"must not be more than is due, {found['totals']['due']['amount']}"
        wrong = {"field": "amount", "value": body["amount"], "rule": rule}
        return problem(422, "The payment is not valid", errors=[wrong])
    made = {"id": f"p{len(found['payments'])}", "at": demo.at(0), "recorded_at": demo.at(0)}
    payments = [*found["payments"], {"note": None} | body | made | {"actor": demo.actor()}]
    action = "pay" if sign > 0 else "refund"
    totals = demo_orders.totals(gross, paid)
    _written(found, action, {"payments": payments, "totals": totals, "paid": totals["paid"]})
    return JSONResponse(found, 201)


def announce_file(api: FakeApi, request: Request, body: Json) -> Response:
    if body["mime"] == "application/octet-stream":
        wrong = {"field": "mime", "value": body["mime"], "rule": "must be one of image/png"}
        return problem(422, "The file is not valid", errors=[wrong])
    api.uploads["f1"] = body
    upload = {
        "url": "/bucket/upload",
        "method": "PUT",
        "headers": {"content-type": body["mime"], "content-length": str(body["bytes"])},
    }
    return JSONResponse({"id": "f1", "upload": upload, "expires_at": demo.at(-0.25)}, 201)


def finish_file(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    facts = api.uploads.pop(request.path_params["file"])
    if found is None:
        return problem(404, "There is no such order")
    made = facts | {"id": "f1", "at": demo.at(0), "by": demo.actor()}
    _written(found, "attach", {"attachments": [*found["attachments"], made]})
    return JSONResponse(found)


def remove_file(api: FakeApi, request: Request, body: Json) -> Response:
    found = api.order(request)
    if found is None:
        return problem(404, "There is no such order")
    gone = request.path_params["file"]
    rest = [one for one in found["attachments"] if one["id"] != gone]
    _written(found, "detach", {"attachments": rest})
    return JSONResponse(found)


def read_file(api: FakeApi, request: Request, body: Json) -> Response:
    """Give the link itself, as to every caller that asks for JSON."""
    return JSONResponse({"url": "/bucket/Акт.pdf"})


FILES = "/v1/orders/{id}/attachments"
ROUTES: Routes = {
    ("GET", "/v1/orders"): list_orders,
    ("POST", "/v1/orders"): create_order,
    ("POST", "/v1/orders/bulk"): act_on_orders,
    ("GET", "/v1/orders/{id}"): get_order,
    ("GET", "/v1/orders/{id}/origins"): get_origins,
    ("PATCH", "/v1/orders/{id}"): edit_order,
    ("POST", "/v1/orders/{id}/transitions"): move_order,
    ("POST", "/v1/orders/{id}/payments"): pay_order,
    ("POST", FILES): announce_file,
    ("POST", FILES + "/{file}/done"): finish_file,
    ("GET", FILES + "/{file}"): read_file,
    ("DELETE", FILES + "/{file}"): remove_file,
}
