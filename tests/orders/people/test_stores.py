import pytest

from orders.people.erasing import erased_customer
from orders.people.ports import TakenError
from orders.people.storage import DynamoDirectory
from orders.ports import PhoneTakenError, RequestRepeatedError, VersionMovedError
from shared.errors import ConflictError
from shared.table import Table
from tests.orders.people.builders import NAME, NOW, customer, erasure, order, request, technician


def next_version(thing, **fields):
    return thing.model_copy(update={**fields, "version": thing.version + 1})


def names_found(rooms, prefix):
    return [each.id for each in rooms.people.customers_by_name(prefix, limit=10)]


def test_a_customer_is_found_by_id_telephone_external_id_and_each_word(rooms):
    whole = customer(external_id="crm-1", phones=("+79000000001", "+79000000002"))
    rooms.people.add_customer(whole, None)

    assert rooms.people.customer("cus_1") == whole
    assert rooms.people.customer_by_phone("+79000000001") == whole
    assert rooms.people.customer_by_phone("+79000000002") == whole
    assert rooms.people.customer_by_external_id("crm-1") == whole
    assert [names_found(rooms, word) for word in ("иван", "АННА", "петр")] == [["cus_1"]] * 3
    assert rooms.people.customer("cus_2") is None
    assert rooms.people.customer_by_phone("+79000000003") is None
    assert names_found(rooms, "овна") == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"phones": ("+79000000001",)}, "phone"), ({"external_id": "crm-1"}, "external_id")],
)
def test_what_one_customer_has_no_other_takes(rooms, fields, field):
    rooms.people.add_customer(customer(external_id="crm-1"), None)
    rooms.people.add_customer(customer(2), None)

    with pytest.raises(TakenError) as refused:
        rooms.people.add_customer(customer(3, **fields), None)
    assert (refused.value.field, refused.value.owner_id) == (field, "cus_1")
    with pytest.raises(TakenError):
        rooms.people.save_customer(next_version(customer(2), **fields), before=customer(2))
    assert rooms.people.customer("cus_3") is None
    assert rooms.people.customer("cus_2") == customer(2)


def test_markers_move_with_a_change_and_are_free_for_others(rooms):
    before = customer(external_id="crm-1", phones=("+79000000001", "+79000000002"))
    rooms.people.add_customer(before, None)
    after = next_version(
        before, external_id="crm-2", phones=("+79000000002", "+79000000003"), name="Зайцева Анна"
    )
    rooms.people.save_customer(after, before=before)

    found = [rooms.people.customer_by_phone(f"+7900000000{n}") for n in (1, 2, 3)]
    assert found == [None, after, after]
    assert rooms.people.customer_by_external_id("crm-1") is None
    assert rooms.people.customer_by_external_id("crm-2") == after
    assert [names_found(rooms, each) for each in ("иванова", "петровна")] == [[], []]
    assert [names_found(rooms, each) for each in ("зайц", "анна")] == [["cus_1"], ["cus_1"]]
    rooms.people.add_customer(customer(2, external_id="crm-1", phones=("+79000000001",)), None)


def test_a_stale_version_is_refused_and_changes_nothing(rooms):
    rooms.people.add_customer(customer(), None)
    moved = next_version(customer(), notes="a")
    rooms.people.save_customer(moved, before=customer())

    late = next_version(customer(), phones=("+79000000009",))
    with pytest.raises(VersionMovedError) as refused:
        rooms.people.save_customer(late, before=customer())

    assert refused.value.current == 2
    assert rooms.people.customer("cus_1") == moved
    assert rooms.people.customer_by_phone("+79000000009") is None


def test_a_request_is_answered_as_before_until_its_day_is_over(rooms):
    rooms.people.add_customer(customer(), request())
    rooms.people.save_customer(next_version(customer(), notes="a"), before=customer())

    assert rooms.people.customer_answered(request()) == customer()
    with pytest.raises(ConflictError, match="another body"):
        rooms.people.customer_answered(request(body="{1}"))
    with pytest.raises(RequestRepeatedError):
        rooms.people.add_customer(customer(2), request())
    rooms.clock.pass_by(hours=24)
    assert rooms.people.customer_answered(request()) is None


def test_customers_are_listed_newest_first_in_pages(rooms):
    for number in range(1, 6):
        rooms.people.add_customer(customer(number, at=rooms.clock()), None)
        rooms.clock.pass_by(minutes=1)
    seen, after = [], None
    while True:
        page = rooms.people.newest_customers(limit=2, after=after)
        seen += [each.id for each in page.customers]
        rooms.people.add_customer(customer(len(seen) + 10, at=rooms.clock()), None)
        if (after := page.after) is None:
            break

    assert seen == ["cus_5", "cus_4", "cus_3", "cus_2", "cus_1"]


def test_a_search_by_name_goes_on_page_by_page_and_shows_each_once(rooms):
    for number in range(1, 6):
        name = f"Анна Анненкова {number}" if number % 2 else f"Орлова Анна {number}"
        rooms.people.add_customer(customer(number, name=name), None)
    rooms.people.add_customer(customer(9, name="Зоя"), None)
    seen, after = [], None
    while True:
        page = rooms.people.named_customers("анн", limit=2, after=after)
        assert len(page.customers) <= 2
        seen += [each.id for each in page.customers]
        if (after := page.after) is None:
            break

    assert sorted(seen) == [f"cus_{number}" for number in range(1, 6)]


def test_letters_beyond_the_first_plane_are_found_too(rooms):
    rooms.people.add_customer(customer(name="Кафе 🍕 пицца"), None)

    assert names_found(rooms, "кафе") == ["cus_1"]


def test_a_technician_is_found_by_id(rooms):
    whole = technician(employee_number="17", hired_at=NOW.date(), skills=("котлы",))
    rooms.people.add_technician(whole)
    rooms.people.add_technician(technician(2))

    assert rooms.people.technician("tec_1") == whole
    assert [each.id for each in rooms.people.technicians()] == ["tec_1", "tec_2"]


def test_an_employee_number_belongs_to_one_technician(rooms):
    first = technician(employee_number="17")
    rooms.people.add_technician(first)

    with pytest.raises(TakenError) as refused:
        rooms.people.add_technician(technician(2, employee_number="17"))
    assert refused.value.owner_id == "tec_1"

    freed = next_version(first, employee_number=None)
    rooms.people.save_technician(freed, before=first)
    rooms.people.add_technician(technician(2, employee_number="17"))
    assert rooms.people.technician("tec_2") == technician(2, employee_number="17")


def test_a_stale_technician_is_refused(rooms):
    rooms.people.add_technician(technician(), request())
    rooms.people.save_technician(next_version(technician(), active=False), before=technician())

    with pytest.raises(VersionMovedError):
        rooms.people.save_technician(
            next_version(technician(), color="#aabbcc"), before=technician()
        )
    assert rooms.people.technician_answered(request()) == technician()
    with pytest.raises(RequestRepeatedError):
        rooms.people.add_technician(technician(2), request())


def test_an_erasure_leaves_nothing_that_leads_to_the_customer(rooms):
    whole = customer(external_id="crm-1")
    rooms.people.add_customer(whole, request())
    left = erased_customer(whole, NOW)
    rooms.erasures.begin(erasure(), left, before=whole, request=request("key-2"))

    assert rooms.people.customer("cus_1") == left
    assert rooms.people.customer_by_phone("+79000000001") is None
    assert rooms.people.customer_by_external_id("crm-1") is None
    assert names_found(rooms, NAME.split()[0]) == []
    assert names_found(rooms, left.name) == []
    assert rooms.people.newest_customers(limit=9, after=None).customers == ()
    assert rooms.people.customer_answered(request()) is None
    assert rooms.erasures.erasure("cus_1") == erasure()
    assert rooms.erasures.begun(request("key-2"))


def test_an_erasure_of_a_customer_who_was_changed_in_between_does_nothing(rooms):
    rooms.people.add_customer(customer(), None)
    moved = next_version(customer(), notes="a")
    rooms.people.save_customer(moved, before=customer())

    left = erased_customer(customer(), NOW)
    with pytest.raises(VersionMovedError):
        rooms.erasures.begin(erasure(), left, before=customer(), request=None)

    assert rooms.people.customer("cus_1") == moved
    assert rooms.erasures.erasure("cus_1") is None


def test_records_of_erasure_are_listed_newest_first_and_the_running_apart(rooms):
    for number in (1, 2, 3):
        rooms.people.add_customer(customer(number), None)
        record = erasure(number, erased_at=rooms.clock())
        left = erased_customer(customer(number), NOW)
        rooms.erasures.begin(record, left, before=customer(number), request=None)
        rooms.clock.pass_by(minutes=1)
    second = rooms.erasures.erasure("cus_2")
    done = next_version(second, state="done", done_at=NOW)
    rooms.erasures.save_erasure(done)

    first_page = rooms.erasures.erasures(limit=2, after=None)
    rest = rooms.erasures.erasures(limit=2, after=first_page.after)
    running = rooms.erasures.erasures(limit=9, after=None, only_running=True)
    assert [each.customer_id for each in first_page.erasures] == ["cus_3", "cus_2"]
    assert [each.customer_id for each in rest.erasures] == ["cus_1"]
    assert [each.customer_id for each in running.erasures] == ["cus_3", "cus_1"]
    with pytest.raises(VersionMovedError):
        rooms.erasures.save_erasure(done)


def test_a_customer_made_with_an_order_is_found_like_any_other(stored):
    whole = customer(external_id="crm-1", phones=("+79000000001", "+79000000002"))
    stored.orders.add(order(external_id="crm-1"), customer=whole, request=None)

    assert stored.people.customer_by_external_id("crm-1") == whole
    assert stored.people.customer_by_phone("+79000000002") == whole
    assert names_found(stored, "анна") == ["cus_1"]
    assert stored.lists.with_external_id("crm-1") == "ord_1"
    with pytest.raises(PhoneTakenError):
        stored.orders.add(order(2), customer=customer(2, phones=("+79000000001",)), request=None)


def test_a_lost_reply_to_a_write_is_no_conflict_with_oneself(stored):
    twice = Twice(stored.client)
    directory = DynamoDirectory(Table("DirectoryTable", twice), clock=stored.clock)
    directory.add_technician(technician())
    directory.save_technician(next_version(technician(), active=False), before=technician())

    assert (twice.puts, stored.people.technician("tec_1").version) == (4, 2)


class Twice:
    """Loses the reply of every put, so that each is sent twice, as the SDK would."""

    def __init__(self, client):
        self._client = client
        self.puts = 0

    def put_item(self, **request):
        self.puts += 2
        self._client.put_item(**request)
        return self._client.put_item(**request)

    def __getattr__(self, name):
        return getattr(self._client, name)
