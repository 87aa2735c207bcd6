"""Finding an order by what a person has at hand, over both stores."""

from dataclasses import replace

import pytest

from orders import handler
from orders.model import Status
from orders.queries import OrderQuery
from orders.reading import fingerprint
from orders.search import CUSTOMERS
from tests.http import ADMIN, TECHNICIAN, Answer, call
from tests.orders.builders import (
    NOW,
    asked,
    make_technician,
    new_customer,
    user,
    wish_for_order,
)
from tests.orders.conftest import opened

PEOPLE = {
    "1": ("ООО «Ромашка»", "+79000000001", "1С-7"),
    "2": ("Артём Ёлкин", "+79000000002", "A,7"),
    "3": ("Иванов, Иван", "+79000000003", None),
    "4": ("иван петров", "+79000000004", "3"),
    "5": ("Анна-Мария Ромашова", None, None),
}


@pytest.fixture
def edge(stores):
    """Five orders of five customers; the third is Bob's, the technician's."""
    stores.directory.add_technician(make_technician())
    for number, (name, phone, external_id) in PEOPLE.items():
        wish = wish_for_order(
            customer=new_customer(name, phone),
            technician_id="tec_1" if number == "3" else None,
            external_id=external_id,
        )
        assert stores.service.create(wish, asked()).number == number
        stores.clock.pass_by(minutes=1)
    opened(stores)
    yield stores
    handler.api.dependency_overrides.clear()


def ask(actor=ADMIN, **query) -> Answer:
    return call(handler.lambda_handler, "GET", "/v1/orders", query=query, actor=actor)


def found(words: str, **parts) -> list[str]:
    answer = ask(q=words, **parts)
    assert answer.status == 200
    assert answer.json["next_cursor"] is None
    return [row["number"] for row in answer.json["items"]]


@pytest.mark.parametrize("words", ["2", "№2", "№ 2", "#2", "002", " 2 ", "№ 0002"])
def test_an_order_is_found_by_its_number_however_it_is_written(edge, words):
    assert found(words) == ["2"]


@pytest.mark.parametrize(
    "words",
    [
        "+79000000002",
        "89000000002",
        "8 (900) 000-00-02",
        "8 900 000 00 02",
        "+7 900 000-00-02",
        "9000000002",
        "7 900 000 00 02",
        "+7(900)000.00.02",
    ],
)
def test_an_order_is_found_by_a_telephone_in_any_usual_notation(edge, words):
    assert found(words) == ["2"]


@pytest.mark.parametrize(("words", "numbers"), [("1С-7", ["1"]), ("A,7", ["2"])])
def test_an_order_is_found_by_its_external_id(edge, words, numbers):
    assert found(words) == numbers


def test_what_is_a_number_here_and_an_external_id_there_finds_both(edge):
    assert found("3") == ["4", "3"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("ромаш", {"1", "5"}),
        ("РОМАШКА", {"1"}),
        ("ооо ромашка", {"1"}),
        ("ООО «Ромашка»", {"1"}),
        ("«Ромаш", {"1", "5"}),
        ("елкин", {"2"}),
        ("Ёлк", {"2"}),
        ("артем", {"2"}),
        ("артём ёл", {"2"}),
        ("иван", {"3", "4"}),
        ("Иванов, Иван", {"3"}),
        ("Петров", {"4"}),
        ("  иван   петров ", {"4"}),
        ("омашка", set()),
        ("Сидоров", set()),
    ],
)
def test_an_order_is_found_by_the_beginning_of_any_word_of_a_name(edge, words, numbers):
    assert set(found(words)) == numbers


@pytest.mark.parametrize("words", ["", " ", "№", "и", "звоните", "\x00", "😀", "9" * 40, "%", "_"])
def test_what_finds_nothing_is_an_empty_list(edge, words):
    assert found(words) == []


def test_a_technician_finds_only_their_own_orders(edge):
    assert found("иван", actor=TECHNICIAN) == ["3"]
    assert found("№ 3", actor=TECHNICIAN) == ["3"]
    assert found("№ 4", actor=TECHNICIAN) == []
    assert found("+79000000001", actor=TECHNICIAN) == []


def read(limit=1, **parts):
    """All pages of a search."""
    numbers, cursor = [], {}
    while cursor is not None:
        page = ask(limit=limit, **parts, **cursor).json
        numbers += [row["number"] for row in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    return numbers


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"q": "иван"}, ["4", "3"]),
        ({"q": "иван", "order": "asc"}, ["3", "4"]),
        ({"q": "иван", "technician_id": "tec_1"}, ["3"]),
        ({"q": "№ 3", "technician_id": "tec_1"}, ["3"]),
        ({"q": "№ 4", "technician_id": "tec_1"}, []),
        ({"q": "3", "sort": "updated", "order": "asc"}, ["3", "4"]),
        ({"q": "ромаш", "sort": "updated"}, ["5", "1"]),
        ({"q": "ромаш", "created_from": "2026-11-22T08:02:00Z"}, ["5"]),
        ({"q": "ромаш", "status": "cancelled"}, []),
        (
            {"q": "иван", "status": "new,scheduled", "priority": "normal", "type": "paid"},
            ["4", "3"],
        ),
        ({"q": "иван", "overdue": "true"}, []),
        ({"q": "иван", "customer_id": "cus_none"}, []),
    ],
)
def test_a_search_is_filtered_sorted_and_paged_like_any_list(edge, filters, numbers):
    assert [row["number"] for row in ask(**filters).json["items"]] == numbers
    assert read(**filters) == numbers


def test_orders_of_several_namesakes_are_one_list_over_its_pages(stores):
    for n in range(12):
        customer = new_customer(phone=f"+790000000{n % 3:02d}")
        stores.service.create(wish_for_order(customer=customer), asked())
        stores.clock.pass_by(minutes=1)
    opened(stores)

    try:
        for order, sort in (("desc", "created"), ("asc", "created"), ("desc", "updated")):
            numbers = read(5, q="анна", order=order, sort=sort)
            assert [int(each) for each in numbers] == sorted(range(1, 13), reverse=order == "desc")
    finally:
        handler.api.dependency_overrides.clear()


def test_a_search_that_looked_at_enough_goes_on_with_the_next_page(stores, monkeypatch):
    monkeypatch.setattr("orders.lists.MAX_LOOKED_AT", 2)
    for n in range(6):
        stores.service.create(wish_for_order(priority="urgent" if n == 0 else "normal"), asked())
        stores.clock.pass_by(minutes=1)
    opened(stores)

    try:
        assert read(q="анна", priority="urgent") == ["1"]
    finally:
        handler.api.dependency_overrides.clear()


def test_a_cursor_of_one_search_is_refused_by_another(edge):
    cursor = ask(q="иван", limit=1).json["next_cursor"]

    assert ask(q="иван", limit=2, cursor=cursor).status == 200
    for other in ({"q": "ромаш"}, {}, {"q": "иван", "status": "new"}):
        assert ask(limit=1, cursor=cursor, **other).status == 422


def test_of_namesakes_a_bounded_number_is_looked_at(stores):
    for n in range(CUSTOMERS + 3):
        customer = new_customer(phone=f"+790000000{n:02d}")
        stores.service.create(wish_for_order(customer=customer), asked())

    query = OrderQuery(words="анна")
    rows = stores.reading.page(query, user("dispatcher"), limit=50, after=None).rows

    assert len({row["customer_id"] for row in rows}) == CUSTOMERS


@pytest.mark.parametrize("many", ["new,cancelled", ["new", "cancelled"]])
def test_several_states_come_with_commas_or_one_by_one(edge, many):
    assert len(ask(status=many).json["items"]) == len(PEOPLE)
    assert ask(status="cancelled").json["items"] == []


def test_a_cursor_of_one_list_is_refused_by_another(edge):
    cursor = ask(limit=2).json["next_cursor"]

    assert ask(limit=3, cursor=cursor).status == 200
    for other in ({"status": "new"}, {"sort": "updated"}, {"order": "asc"}, {"overdue": "true"}):
        refused = ask(limit=2, cursor=cursor, **other)
        assert (refused.status, refused.json["errors"][0]["field"]) == (422, "cursor")


def test_a_technicians_list_is_their_own_whatever_they_ask_for(edge):
    for query in ({}, {"technician_id": "tec_9"}, {"status": "new"}, {"sort": "total"}):
        rows = ask(TECHNICIAN, **query).json["items"]
        assert [row["number"] for row in rows] == ["3"], query


def test_a_technician_whose_sign_in_is_not_linked_sees_nothing(edge):
    nobody = TECHNICIAN | {"id": "sam", "technician_id": ""}

    assert ask(nobody).json["items"] == []
    assert found("№ 3", actor=nobody) == []


def test_a_sort_over_too_many_orders_is_422(edge, monkeypatch):
    for bound in ("orders.lists.MAX_GATHERED", "tests.orders.fakes.MAX_GATHERED"):
        monkeypatch.setattr(bound, 2)

    refused = ask(sort="total")

    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "sort")
    assert ask(sort="total", customer_id="cus_none").json["items"] == []


def test_a_list_has_one_name_in_every_process():
    statuses = frozenset(str(each) for each in Status)
    query = OrderQuery(statuses=statuses, zones=frozenset({"Север", "Юг"}))

    assert fingerprint(query) == "60df909722113164"
    assert fingerprint(query) != fingerprint(replace(query, overdue_at=NOW))
