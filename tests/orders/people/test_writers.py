"""Many writers at once: what is one person's own stays so, and no change is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.errors import ConflictError, StaleVersionError
from tests.orders.clients import OneAtATime
from tests.orders.people.builders import asked
from tests.orders.people.rooms import in_dynamo
from tests.shared.dynamo import fresh_dynamo

WRITERS = 20


@pytest.fixture
def shared_room():
    with fresh_dynamo() as client:
        yield in_dynamo(OneAtATime(client))


def all_at_once(act):
    def tried(number):
        try:
            return act(number)
        except (ConflictError, StaleVersionError) as error:
            return error

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(tried, range(WRITERS)))


def test_of_many_who_make_a_customer_with_one_telephone_one_does(shared_room):
    fields = {"name": "Анна", "phones": ["+79000000001"]}

    made = all_at_once(lambda number: shared_room.customers.create(fields, asked(f"k{number}")))

    won = [each for each in made if not isinstance(each, Exception)]
    assert [each.id for each in won] == [shared_room.people.customer_by_phone("+79000000001").id]
    assert len(shared_room.customers.newest(limit=99, after=None).customers) == 1
    lost = [each for each in made if isinstance(each, ConflictError)]
    assert {each.extra["customer_id"] for each in lost} == {won[0].id}


def test_of_many_who_change_one_version_one_does(shared_room):
    person = shared_room.customers.create({"name": "Анна"}, asked())

    def change(number):
        return shared_room.customers.change(
            person.id, {"name": f"Анна {number}", "tags": [str(number)]}, asked(version=1)
        )

    changed = [each for each in all_at_once(change) if not isinstance(each, Exception)]

    assert changed == [shared_room.customers.get(person.id)]
    assert changed[0].version == 2
    found = shared_room.customers.find("анна", limit=99, after=None).customers
    assert [each.name for each in found] == [changed[0].name]


def test_one_key_used_by_many_makes_one_customer(shared_room):
    made = all_at_once(lambda _: shared_room.customers.create({"name": "Анна"}, asked("k")))

    assert len({each.id for each in made}) == 1
