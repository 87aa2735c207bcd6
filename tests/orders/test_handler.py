import json
from datetime import timedelta

import pytest

from orders import handler
from orders.lifecycle import move
from tests.http import ADMIN, STRANGER, Answer, call, partner
from tests.orders.builders import NOW, new_order, order_in, wish_to

BODY = {
    "title": "Ремонт котла",
    "customer": {"name": "Анна Иванова", "phone": "8 (900) 000-00-01"},
    "items": [{"name": "Чистка", "qty": "1.5", "unit_price": 333}],
}
ROUTES = [
    ("POST", "/v1/orders", "orders:write"),
    ("GET", "/v1/orders", "orders:read"),
    ("GET", "/v1/orders/ord_1", "orders:read"),
    ("GET", "/v1/orders/ord_1/origins", "orders:read"),
    ("PATCH", "/v1/orders/ord_1", "orders:write"),
    ("POST", "/v1/orders/ord_1/transitions", "orders:work"),
    ("POST", "/v1/orders/ord_1/payments", "payments:write"),
]


def ask(method: str, path: str, **parts) -> Answer:
    return call(handler.lambda_handler, method, path, **parts)


def create(key: str | None = None, **changes) -> Answer:
    headers = {"Idempotency-Key": key} if key else {}
    return ask("POST", "/v1/orders", body=BODY | changes, headers=headers)


def shift(order_id: str, **body) -> Answer:
    return ask("POST", f"/v1/orders/{order_id}/transitions", body=body)


def edit(order_id: str, version: str, **body) -> Answer:
    return ask("PATCH", f"/v1/orders/{order_id}", body=body, headers={"If-Match": version})


def test_an_order_is_created_and_shown(room):
    made = create()

    assert made.status == 201
    assert made.headers["ETag"] == '"1"'
    assert made.json["number"] == "1"
    assert made.json["phone"] == "+79000000001"
    assert made.json["total"] == {"amount": 500, "currency": "RUB"}
    assert made.json["allowed_moves"] == ["scheduled", "in_progress", "cancelled"]
    assert made.json["history"][0]["actor"] == {"kind": "user", "id": "alice", "name": "Alice"}
    shown = ask("GET", f"/v1/orders/{made.json['id']}")
    assert (shown.status, shown.text) == (200, made.text)


def test_an_external_id_in_use_is_409_that_names_the_order(room):
    first = create(external_id="1С-7")

    refused = create(external_id="1С-7")

    assert (refused.status, refused.json["order_id"]) == (409, first.json["id"])


def test_an_order_goes_its_way_to_the_end(room):
    order_id = create().json["id"]
    visit = {
        "scheduled_start": (NOW + timedelta(hours=1)).isoformat(),
        "scheduled_end": (NOW + timedelta(hours=2)).isoformat(),
    }

    answers = [
        shift(order_id, to="scheduled", technician_id="tec_1", **visit),
        shift(order_id, to="en_route"),
        shift(order_id, to="in_progress"),
        shift(order_id, to="on_hold", hold_reason="parts"),
        shift(order_id, to="in_progress"),
        shift(order_id, to="completed", outcome="resolved"),
        shift(order_id, to="closed"),
    ]

    assert [each.status for each in answers] == [200] * 7
    last = answers[-1].json
    assert (last["status"], last["version"], last["allowed_moves"]) == ("closed", 8, [])
    assert [entry["version"] for entry in last["history"]] == list(range(1, 9))


def test_an_illegal_move_is_409_with_the_legal_ones(room):
    refused = shift(create().json["id"], to="completed", outcome="resolved")

    assert refused.status == 409
    assert refused.json["allowed"] == ["scheduled", "in_progress", "cancelled"]
    assert refused.json["current_status"] == "new"


def test_a_guard_that_is_not_met_is_422_with_the_field(room):
    refused = shift(create().json["id"], to="cancelled", cancelled_by="customer")

    assert refused.status == 422
    assert refused.json["errors"] == [
        {"field": "reason", "value": None, "rule": "is needed to cancel an order"}
    ]


def test_a_move_may_name_its_version(room):
    order_id = create().json["id"]
    body = {"to": "in_progress", "technician_id": "tec_1"}
    path = f"/v1/orders/{order_id}/transitions"

    stale = ask("POST", path, body=body, headers={"If-Match": '"9"'})
    moved = ask("POST", path, body=body, headers={"If-Match": '"1"'})

    assert (stale.status, stale.json["current_version"]) == (412, 1)
    assert (moved.status, moved.headers["ETag"]) == (200, '"2"')


def test_an_edit_needs_the_version_it_was_made_from(room):
    order_id = create().json["id"]

    assert ask("PATCH", f"/v1/orders/{order_id}", body={"title": "A"}).status == 428
    assert edit(order_id, '"1"', title="A").json["title"] == "A"
    stale = edit(order_id, '"1"', title="B")
    assert (stale.status, stale.json["current_version"]) == (412, 2)


def test_an_order_at_its_end_can_not_be_edited(room):
    order = order_in("closed")
    room.orders.kept["ord_1"] = order

    assert edit("ord_1", f'"{order.version}"', title="A").status == 409


@pytest.mark.parametrize("order_id", ["ord_9", "a b", "%2e%2e", "x" * 64])
def test_an_order_that_is_not_there_is_404(room, order_id):
    assert ask("GET", f"/v1/orders/{order_id}").status == 404
    assert edit(order_id, '"1"', title="A").status == 404
    assert shift(order_id, to="closed").status == 404


def test_an_id_that_is_too_long_is_422(room):
    refused = ask("GET", "/v1/orders/" + "x" * 65)

    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == "order_id"


def fill(room, count: int) -> None:
    for n in range(count):
        order = new_order(id=f"ord_{n}", number=str(n), created_at=NOW + timedelta(minutes=n))
        room.orders.kept[order.id] = move(order, wish_to("cancelled")) if n % 2 else order


def test_pages_follow_each_other_by_cursor(room):
    fill(room, 5)

    seen, cursor = [], None
    for _ in range(3):
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = ask("GET", "/v1/orders", query=query).json
        seen += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]

    assert seen == ["ord_4", "ord_3", "ord_2", "ord_1", "ord_0"]
    assert cursor is None


def test_one_status_can_be_picked_out(room):
    fill(room, 5)

    page = ask("GET", "/v1/orders", query={"status": "cancelled"}).json

    assert [row["id"] for row in page["items"]] == ["ord_3", "ord_1"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "ten"),
        ("limit", "1,2"),
        ("cursor", "forged"),
        ("cursor", "x" * 3000),
        ("status", "open"),
        ("status", "NEW"),
        ("status", "new,open"),
        ("status", ""),
        ("priority", "asap"),
        ("created_from", "2026-11-22"),
        ("created_from", "2026-11-22T08:00:00"),
        ("updated_since", "yesterday"),
        ("overdue", "maybe"),
        ("sort", "phone"),
        ("order", "up"),
        ("customer_id", "x" * 65),
        ("technician_id", "x" * 65),
        ("q", "x" * 201),
    ],
)
def test_a_list_with_a_bad_wish_is_422_with_the_field(room, name, value):
    refused = ask("GET", "/v1/orders", query={name: value})

    assert (refused.status, refused.json["errors"][0]["field"].split(".")[0]) == (422, name)


def test_health_needs_nobody(room):
    assert ask("GET", "/v1/health", actor=None).json == {"status": "ok"}


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_route_lets_in_only_who_may(room, method, path, permission):
    stranger = partner("analytics:read") if permission == "orders:read" else partner("orders:read")

    assert ask(method, path, actor=STRANGER).status == 401
    refused = ask(method, path, actor=stranger)
    assert (refused.status, refused.json["missing_permission"]) == (403, permission)
    assert ask(method, path, actor=partner("orders:write")).status not in {401, 403}
    assert ask(method, path, actor=ADMIN).status not in {401, 403}


def test_every_route_is_in_the_list_above(room):
    mine = {route.path for route in handler.api.routes if route.func.__module__ == "orders.handler"}
    shown = {
        (method, path.replace("<order_id>", "ord_1"), permission)
        for (method, path), permission in handler.api.permissions.items()
        if path in mine
    }

    assert shown == {*ROUTES, ("GET", "/v1/health", "public")}


def test_an_answer_never_shows_what_only_storage_knows(room):
    whole = json.dumps([create("key-1").json, ask("GET", "/v1/orders").json])

    for inside in ("body_hash", "write_id", "list_sk", "schema", "doc"):
        assert f'"{inside}"' not in whole
