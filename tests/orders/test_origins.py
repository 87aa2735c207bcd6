"""What an order comes from: told to its reader, and no order more becomes readable.

Bob, tec_1, does over what tec_2 has done.
"""

from typing import Any

import pytest

from orders import handler
from orders.items import LineItem
from orders.refs import TechnicianRef
from tests.http import ADMIN, TECHNICIAN, Answer, call, partner
from tests.orders.builders import order_in

BOB = TechnicianRef(id="tec_1", name="Борис Орлов")
EVE = TechnicianRef(id="tec_2", name="Ева Лось")
PART = LineItem(
    kind="part", name="Насос", sku="N-7", unit="шт", qty=2, unit_price=700, technician=EVE
)
UNLINKED = TECHNICIAN | {"technician_id": ""}


@pytest.fixture
def kept(room: Any) -> dict[str, Any]:
    """The room's orders: done, done over by Bob, and one of a third."""
    origin = {"id": "ord_1", "number": "1001", "title": "Течёт насос", "items": (PART,)}
    first = order_in("completed", description="Код 17", **origin)
    again = order_in("scheduled", id="ord_2", number="1002", rework_of="ord_1")
    room.orders.kept.update(
        {
            "ord_1": first.model_copy(update={"outcome": "partly", "technician": EVE}),
            "ord_2": again.model_copy(update={"technician": BOB}),
            "ord_3": order_in("new", id="ord_3", number="1003", rework_of="ord_1"),
        }
    )
    kept: dict[str, Any] = room.orders.kept
    return kept


def ask(order_id: str, actor: dict[str, str] = TECHNICIAN, way: str = "/origins") -> Answer:
    return call(handler.lambda_handler, "GET", f"/v1/orders/{order_id}{way}", actor=actor)


def test_a_technician_is_told_what_was_done_before(kept: dict[str, Any]) -> None:
    answer = ask("ord_2")

    assert answer.status == 200
    assert answer.json == {
        "rework_of": {
            "order_id": "ord_1",
            "number": "1001",
            "is_readable": False,
            "type": "paid",
            "title": "Течёт насос",
            "completed_at": kept["ord_1"].completed_at.isoformat().replace("+00:00", "Z"),
            "outcome": "partly",
            "items": [{"kind": "part", "name": "Насос", "sku": "N-7", "unit": "шт", "qty": "2"}],
        },
        "copied_from": None,
    }


def test_nothing_of_people_money_or_words_is_told(kept: dict[str, Any]) -> None:
    told = ask("ord_2").text

    for hidden in ("Ева", "tec_2", "Анна", "+7900", "700", "Код 17", "history", "customer"):
        assert hidden not in told
    assert "Ева" in ask("ord_1", ADMIN, way="").text


def test_the_order_done_over_stays_closed_to_who_does_it_over(kept: dict[str, Any]) -> None:
    assert ask("ord_1", way="").status == 404
    assert ask("ord_1").status == 404
    listed = call(handler.lambda_handler, "GET", "/v1/orders", actor=TECHNICIAN).json
    assert [row["id"] for row in listed["items"]] == ["ord_2"]


@pytest.mark.parametrize(("order_id", "actor"), [("ord_3", TECHNICIAN), ("ord_2", UNLINKED)])
def test_of_an_order_that_is_not_theirs_they_are_told_nothing(
    kept: dict[str, Any], order_id: str, actor: dict[str, str]
) -> None:
    answer = ask(order_id, actor)

    assert answer.status == 404
    assert answer.json.keys() == ask("ord_x", actor).json.keys()


@pytest.mark.parametrize("actor", [ADMIN, partner("orders:read")], ids=["admin", "partner"])
def test_whoever_may_open_it_is_told_so(kept: dict[str, Any], actor: dict[str, str]) -> None:
    assert ask("ord_2", actor).json["rework_of"]["is_readable"] is True


def test_a_technician_may_open_their_own_work_that_they_do_over(kept: dict[str, Any]) -> None:
    kept["ord_1"] = kept["ord_1"].model_copy(update={"technician": BOB})

    assert ask("ord_2").json["rework_of"]["is_readable"] is True
    assert ask("ord_1", way="").status == 200


def test_of_what_an_order_was_copied_from_its_number_is_told(kept: dict[str, Any]) -> None:
    links = {"rework_of": None, "copied_from": "ord_1"}
    kept["ord_2"] = kept["ord_2"].model_copy(update=links)

    assert ask("ord_2").json == {
        "rework_of": None,
        "copied_from": {"order_id": "ord_1", "number": "1001", "is_readable": False},
    }


def test_what_is_there_no_more_is_not_told_of(kept: dict[str, Any]) -> None:
    del kept["ord_1"]

    assert ask("ord_2").json == {"rework_of": None, "copied_from": None}


def test_a_technician_ties_no_order_to_another(kept: dict[str, Any]) -> None:
    new = {"title": "x", "customer": {"name": "x"}, "rework_of": "ord_1"}

    answer = call(handler.lambda_handler, "POST", "/v1/orders", actor=TECHNICIAN, body=new)

    assert answer.status == 403
