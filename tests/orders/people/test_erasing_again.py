"""An erasure that was done and is asked for again: of what was written since, or was restored."""

from datetime import timedelta

from orders.people.erasing import ERASED
from shared.erasures import Place
from shared.places import DynamoPlaces
from shared.table import Table
from tests.orders.people.builders import NOW, asked, customer, order
from tests.orders.people.rooms import carry_on

SETTLED = {"minutes": 2}


def fill(rooms):
    rooms.people.add_customer(customer(), None)
    for number in range(1, 4):
        at = NOW + timedelta(minutes=number)
        rooms.orders.add(order(number, at=at), customer=None, request=None)
    rooms.clock.pass_by(hours=1)


def erase(rooms, **more):
    return rooms.erasing.erase("cus_1", "subject_request", asked(**more))


def test_what_came_back_is_erased_when_it_is_asked_for_again(rooms):
    fill(rooms)
    erase(rooms, key="k")
    rooms.clock.pass_by(**SETTLED)
    done = erase(rooms, key="k")
    rooms.orders.add(order(4, at=NOW), customer=None, request=None)

    repeated = erase(rooms, key="k")
    kept = rooms.orders.get("ord_4").title
    again = erase(rooms, key="other")

    assert (done.state, repeated) == ("done", done)
    assert kept != rooms.orders.get("ord_4").title == ERASED
    assert (again.id, again.erased_at, again.orders) == (done.id, done.erased_at, 4)


def test_an_erasure_that_begins_again_waits_for_every_room_again(stored):
    stored.waits_for = ("feedback",)
    places = DynamoPlaces(Table("DirectoryTable", stored.client), Table("OrdersTable", None))
    fill(stored)
    erase(stored)
    stored.clock.pass_by(**SETTLED)
    carry_on(stored)
    at = stored.clock()
    first = Place(name="feedback", customer_id="cus_1", began_at=at)
    places.save(first.stepped(1, None, settled_at=at, now=at))
    carry_on(stored)
    assert stored.erasures.erasure("cus_1").state == "done"

    again = erase(stored)

    assert (again.state, stored.erasures.erasure("cus_1").places) == ("running", ())
    assert [place for _, place in places.open("feedback")] == [None]
