import pytest

from orders.staff import DirectoryService
from shared.errors import InvalidError, NotFoundError
from tests.orders.builders import NOW, make_customer


@pytest.fixture
def people(fakes) -> DirectoryService:
    return DirectoryService(fakes.directory, clock=fakes.clock)


def test_a_technician_is_taken_on_with_a_number_in_one_notation(people):
    made = people.add_technician("Борис Орлов", "8 (900) 000-00-02", ("котлы",))

    assert (made.phone, made.skills, made.active) == ("+79000000002", ("котлы",), True)
    assert made.created_at == NOW
    assert people.technicians() == (made,)


def test_a_technician_needs_no_number(people):
    assert people.add_technician("Борис Орлов", None, ()).phone is None


def test_a_technicians_number_must_be_one(people):
    with pytest.raises(InvalidError, match="phone"):
        people.add_technician("Борис Орлов", "нет", ())

    assert people.technicians() == ()


def test_a_customer_is_read_or_not_found(people, fakes):
    fakes.directory.add_customer(make_customer())

    assert people.customer("cus_1") == make_customer()
    with pytest.raises(NotFoundError, match="cus_2"):
        people.customer("cus_2")
