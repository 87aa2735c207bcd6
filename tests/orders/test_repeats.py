"""The same request sent twice: every POST of orders under an Idempotency-Key, over both stores."""

from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from orders import handler
from orders.model import Status
from orders.wishes import NewPayment, Wish
from shared.errors import ServiceError
from tests.http import ADMIN, Answer, call, partner
from tests.orders.builders import asked, make_technician, wish_for_order
from tests.orders.conftest import in_dynamo, opened

BODY = {
    "title": "Ремонт котла",
    "customer": {"name": "Анна Иванова", "phone": "8 (900) 000-00-01"},
    "items": [{"name": "Чистка", "qty": "1.5", "unit_price": 33300}],
    "due_at": "2026-11-22T09:00:00Z",
}
MOVE = {"to": "in_progress", "technician_id": "tec_1"}
POSTS = {
    "create": ("/v1/orders", BODY, BODY | {"title": "Другое"}),
    "move": ("/v1/orders/{}/transitions", MOVE, MOVE | {"reason": "другое"}),
    "pay": (
        "/v1/orders/{}/payments",
        {"method": "cash", "amount": 100},
        {"method": "cash", "amount": 101},
    ),
}


@pytest.fixture
def edge(stores):
    """The room's edge over either store, with an order that is there."""
    stores.directory.add_technician(make_technician())
    opened(stores)
    yield stores
    handler.api.dependency_overrides.clear()


def post(path: str, body: Any, key: str | None = None, actor: dict[str, str] = ADMIN) -> Answer:
    headers = {"Idempotency-Key": key} if key else {}
    return call(handler.lambda_handler, "POST", path, body=body, headers=headers, actor=actor)


def order_id() -> str:
    made: str = post("/v1/orders", BODY).json["id"]
    return made


@pytest.fixture(params=POSTS)
def sent(request, edge):
    """A path, a body for it and another one."""
    path, body, other = POSTS[request.param]
    return path.format(order_id()), body, other


def test_the_same_key_and_body_are_answered_byte_for_byte(edge, sent):
    path, body, _ = sent
    first = post(path, body, "key-1")
    edge.clock.pass_by(hours=23)
    if "transitions" in path:
        # Whatever comes after it, the answer is what it was.
        post(path, {"to": "completed", "outcome": "resolved"})

    again = post(path, body, "key-1")

    assert first.status in {200, 201}
    assert (again.status, again.text, again.headers) == (first.status, first.text, first.headers)


def test_the_same_key_with_another_body_is_409(edge, sent):
    path, body, other = sent
    first = post(path, body, "key-1")

    refused = post(path, other, "key-1")

    assert (refused.status, "another body" in refused.json["detail"]) == (409, True)
    assert post(path, body, "key-1").text == first.text


def test_another_callers_key_of_the_same_name_is_another(edge, sent):
    path, body, _ = sent
    first = post(path, body, "key-1")

    other = post(path, body, "key-1", partner("orders:write"))

    assert other.text != first.text
    if "transitions" in path:
        assert other.status == 409  # it is in progress already
    else:
        assert other.status == 201


def test_after_a_day_a_key_is_as_new(edge, sent):
    path, body, _ = sent
    first = post(path, body, "key-1")
    edge.clock.pass_by(hours=24)

    again = post(path, body, "key-1")

    assert again.text != first.text


def test_a_request_that_was_refused_is_tried_anew_under_its_key(edge):
    path = f"/v1/orders/{order_id()}/payments"
    much = {"method": "cash", "amount": 50_000}
    refused = post(path, much, "key-1")
    call(
        handler.lambda_handler,
        "PATCH",
        path.removesuffix("/payments"),
        body={"items": [{"name": "Насос", "unit_price": 50_000}]},
        headers={"If-Match": '"1"'},
    )

    assert refused.status == 422
    assert post(path, much, "key-1").status == 201


def test_one_key_on_two_orders_is_two_bodies(edge):
    one, two = order_id(), order_id()

    assert post(f"/v1/orders/{one}/transitions", MOVE, "key-1").status == 200
    assert post(f"/v1/orders/{two}/transitions", MOVE, "key-1").status == 409


def test_a_repeat_is_answered_although_the_version_has_moved_on(edge):
    path = f"/v1/orders/{order_id()}/transitions"
    at_one = {"If-Match": '"1"', "Idempotency-Key": "key-1"}
    first = call(handler.lambda_handler, "POST", path, body=MOVE, headers=at_one)

    again = call(handler.lambda_handler, "POST", path, body=MOVE, headers=at_one)

    assert (again.status, again.text) == (200, first.text)


@pytest.mark.parametrize("key", ["", "x" * 256, "ключ", "a\nb"])
def test_a_key_that_is_none_is_422(edge, key):
    headers = {"Idempotency-Key": key}

    refused = call(handler.lambda_handler, "POST", "/v1/orders", body=BODY, headers=headers)

    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "Idempotency-Key")


@pytest.mark.parametrize("name", ["move", "pay"])
def test_a_twin_that_was_quicker_by_a_hair_gives_its_answer(fakes, name):
    """It comes through after we have looked for it and before we have read the order."""
    fakes.directory.add_technician(make_technician())
    service, read = fakes.service, fakes.orders.get
    line = {"kind": "part", "name": "Насос", "qty": "1", "unit_price": 1000}
    order = service.create(wish_for_order(items=[line]), asked())
    acts = {
        "move": lambda: service.move(order.id, Wish(Status.IN_PROGRESS, {}, "tec_1"), asked("k")),
        "pay": lambda: service.pay(order.id, NewPayment("payment", "cash", 1000), asked("k")),
    }
    twins = []

    def overtaken(order_id):
        fakes.orders.get = read
        twins.append(acts[name]())
        return read(order_id)

    fakes.orders.get = overtaken

    assert acts[name]() == twins[0]
    assert service.get(order.id, asked()).version == 2


class Cut:
    """A client whose line is cut before its nth write, or just after it."""

    def __init__(self, client: Any, nth: int, *, after: bool) -> None:
        self._client = client
        self._left = nth
        self._after = after

    def __getattr__(self, name: str) -> Any:
        whole = getattr(self._client, name)
        if name not in {"put_item", "update_item", "transact_write_items"}:
            return whole

        def write(**request: Any) -> Any:
            self._left -= 1
            if self._left == 0 and not self._after:
                raise EndpointConnectionError(endpoint_url="https://dynamodb.example")
            answer = whole(**request)
            if self._left == 0:
                raise EndpointConnectionError(endpoint_url="https://dynamodb.example")
            return answer

        return write


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_creation_that_was_cut_off_anywhere_is_whole_or_not_there(dynamo, clock, nth, after):
    cut = in_dynamo(Cut(dynamo, nth, after=after), clock)
    stores = in_dynamo(dynamo, clock)
    wish = wish_for_order(external_id="1С-7")
    with pytest.raises(EndpointConnectionError):
        cut.service.create(wish, asked("key-1"))

    order = stores.service.create(wish, asked("key-1"))

    # Whether it had taken effect or not: one order, one customer, one of each marker.
    items = dynamo.scan(TableName="OrdersTable")["Items"]
    kinds = sorted(item["pk"]["S"].split("#")[0] for item in items)
    assert kinds == ["COUNTER", "EXTERNAL", "NUMBER", "ORDER", "REQUEST", "ROW"]
    assert stores.lists.with_external_id("1С-7") == order.id
    assert stores.service.create(wish, asked("key-1")) == order


@pytest.mark.parametrize("after", [False, True])
def test_a_payment_that_was_cut_off_is_taken_once(dynamo, clock, after):
    stores = in_dynamo(dynamo, clock)
    line = {"kind": "part", "name": "Насос", "qty": "1", "unit_price": 1000}
    order = stores.service.create(wish_for_order(items=[line]), asked())

    wish = NewPayment("payment", "cash", 400)
    cut = in_dynamo(Cut(dynamo, 1, after=after), clock)
    with pytest.raises(EndpointConnectionError):
        cut.service.pay(order.id, wish, asked("till-1"))

    paid = stores.service.pay(order.id, wish, asked("till-1"))

    assert (paid.paid, paid.version, len(paid.payments)) == (400, 2, 1)


def test_a_request_never_stands_without_its_effect(dynamo, clock):
    """Whoever finds the row of a request finds the effect as well: they are one transaction."""
    stores = in_dynamo(dynamo, clock)
    first = stores.service.create(wish_for_order(external_id="1С-7"), asked("key-1"))
    with pytest.raises(ServiceError):
        stores.service.create(wish_for_order(external_id="1С-7"), asked("key-2", body="b"))

    rows = [
        item
        for item in dynamo.scan(TableName="OrdersTable")["Items"]
        if item["pk"]["S"].startswith("REQUEST#")
    ]

    assert len(rows) == 1
    assert first.version == 1
