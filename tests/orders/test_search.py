"""Finding an order by what a person has at hand, over both stores."""

import pytest

from orders import handler
from orders.search import CUSTOMERS, MOST
from tests.http import ADMIN, TECHNICIAN, Answer, call
from tests.orders.builders import asked, make_technician, new_customer, user, wish_for_order
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
    assert found("3") == ["3", "4"]


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


def test_no_more_is_found_than_a_page_holds(fakes):
    for _ in range(MOST + 2):
        fakes.service.create(wish_for_order(), asked())

    assert len(fakes.reading.find("анна", user("dispatcher")).rows) == MOST


def test_of_namesakes_a_bounded_number_is_looked_at(stores):
    for n in range(CUSTOMERS + 3):
        customer = new_customer(phone=f"+790000000{n:02d}")
        stores.service.create(wish_for_order(customer=customer), asked())

    rows = stores.reading.find("анна", user("dispatcher")).rows

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
