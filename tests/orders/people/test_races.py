"""What happens when somebody else is quicker."""

import pytest

from orders.ports import RequestRepeatedError, VersionMovedError
from shared.errors import StaleVersionError, UnavailableError
from tests.orders.people.builders import ALICE, asked, customer, order, technician
from tests.orders.people.fakes import FakePeople
from tests.orders.people.rooms import in_memory


class Hurried(FakePeople):
    """People whom somebody else writes first, a number of times."""

    def __init__(self, clock, times):
        super().__init__(clock)
        self._times = times

    def _hurry(self, error):
        if self._times:
            self._times -= 1
            raise error

    def add_customer(self, customer, request):
        self._hurry(RequestRepeatedError())
        super().add_customer(customer, request)

    def add_technician(self, technician, request=None):
        self._hurry(RequestRepeatedError())
        super().add_technician(technician, request)

    def save_customer(self, customer, *, before):
        self._hurry(VersionMovedError(before.version + 1))
        super().save_customer(customer, before=before)

    def save_technician(self, technician, *, before):
        self._hurry(VersionMovedError(before.version + 1))
        super().save_technician(technician, before=before)

    def begin(self, erasure, customer, *, before, request):
        self._hurry(VersionMovedError(before.version + 1))
        super().begin(erasure, customer, before=before, request=request)

    def save_erasure(self, erasure):
        self._hurry(VersionMovedError(erasure.version))
        super().save_erasure(erasure)


def hurried(times):
    rooms = in_memory()
    rooms.people = rooms.erasures = Hurried(rooms.clock, times)
    return rooms


def test_a_repeated_request_that_was_quicker_is_looked_for_again():
    assert hurried(2).customers.create({"name": "Анна"}, asked("k")).name == "Анна"
    assert hurried(2).staff.take_on({"name": "Борис"}, asked("k")).name == "Борис"


@pytest.mark.parametrize("room", ["customers", "staff"])
def test_after_some_tries_the_caller_is_told_to_try_again(room):
    service = getattr(hurried(3), room)
    make = service.create if room == "customers" else service.take_on

    with pytest.raises(UnavailableError):
        make({"name": "Анна"}, asked("k"))


def test_a_change_that_lost_the_race_tells_the_version_that_won():
    rooms = hurried(1)
    rooms.people.cards["cus_1"] = customer()
    with pytest.raises(StaleVersionError) as refused:
        rooms.customers.change("cus_1", {"notes": "a"}, asked(version=1))
    assert refused.value.extra == {"current_version": 2}

    rooms = hurried(1)
    rooms.people.staff["tec_1"] = technician()
    with pytest.raises(StaleVersionError):
        rooms.staff.change("tec_1", {"active": False}, asked(version=1))


def test_an_erasure_begins_anew_when_the_customer_was_just_changed():
    rooms = hurried(4)
    rooms.people.cards["cus_1"] = customer()

    assert rooms.erasing.erase("cus_1", "other", asked()).customer_id == "cus_1"


def test_an_erasure_gives_up_when_the_customer_is_changed_all_the_time():
    rooms = hurried(5)
    rooms.people.cards["cus_1"] = customer()

    with pytest.raises(UnavailableError):
        rooms.erasing.erase("cus_1", "other", asked())
    assert rooms.people.records == {}


def test_of_two_erasures_at_once_one_goes_on(rooms):
    rooms.people.add_customer(customer(), None)
    first = rooms.erasing.erase("cus_1", "other", asked())
    stale = first.model_copy(update={"version": first.version - 1})

    assert rooms.erasing._go_on(stale) == first


def test_an_order_that_is_worked_on_meanwhile_is_erased_as_it_stands_then(rooms):
    rooms.people.add_customer(customer(), None)
    rooms.orders.add(order(), customer=None, request=None)
    get, late = rooms.orders.get, []

    def get_and_move(order_id):
        found = get(order_id)
        if not late:
            late.append(found)
            moved = found.changed(found.history[-1].model_copy(update={"version": 4}), due_at=None)
            rooms.orders.save(moved, before=found, request=None)
        return found

    rooms.orders.get = get_and_move
    rooms.erasing.erase("cus_1", "other", asked())

    assert (get("ord_1").version, get("ord_1").history[-1].action) == (5, "erase")
    assert get("ord_1").history[-1].actor == ALICE


def test_an_order_that_never_rests_is_left_for_the_next_call():
    rooms = in_memory()
    rooms.people.cards["cus_1"] = customer()
    rooms.orders.kept["ord_1"] = order()

    def refuse(order, *, before, request):
        raise VersionMovedError(9)

    save, rooms.orders.save = rooms.orders.save, refuse
    with pytest.raises(UnavailableError):
        rooms.erasing.erase("cus_1", "other", asked())
    rooms.orders.save = save

    assert rooms.erasing.erase("cus_1", "other", asked()).orders == 1
