"""The stores of messages: the fakes and DynamoDB keep one contract; people are read as they lie."""

from datetime import timedelta

import pytest

from integrations.messages.model import OwnTemplate, Suppression, Template
from integrations.messages.ports import TemplateMovedError
from integrations.messages.storage import DynamoPeople, DynamoSuppressions, DynamoTemplates
from orders.people.model import Consent, Customer, Technician
from orders.people.storage import DynamoDirectory
from shared.table import Table
from tests.integrations.builders import NOW
from tests.integrations.messages.fakes import FakeSuppressions, FakeTemplates
from tests.tables import create_table


def own(version=1, **changes):
    fields = {
        "event_type": "order.created",
        "language": "ru",
        "template": Template(subject="1", text="2", html="<b>3</b>"),
        "version": version,
        "updated_at": NOW,
    }
    return OwnTemplate(**{**fields, **changes})


def suppression(number=1, **changes):
    fields = {
        "id": f"sup_{number}",
        "channel": "email",
        "shown": "m***@example.com",
        "reason": "550",
        "at": NOW + timedelta(minutes=number),
    }
    return Suppression(**{**fields, **changes})


@pytest.fixture(params=["fake", "dynamo"])
def templates(request):
    if request.param == "fake":
        return FakeTemplates()
    return DynamoTemplates(Table("IntegrationsTable", request.getfixturevalue("dynamo")))


@pytest.fixture(params=["fake", "dynamo"])
def suppressions(request):
    if request.param == "fake":
        return FakeSuppressions()
    return DynamoSuppressions(Table("IntegrationsTable", request.getfixturevalue("dynamo")))


def test_a_template_is_kept_for_its_integration_event_and_language(templates):
    templates.save("int_1", own())

    assert templates.get("int_1", "order.created", "ru") == own()
    assert templates.get("int_1", "order.created", "en") is None
    assert templates.get("int_2", "order.created", "ru") is None
    assert templates.all("int_1") == (own(),)
    assert templates.all("int_2") == ()


def test_who_wrote_in_between_is_told(templates):
    templates.save("int_1", own())
    templates.save("int_1", own(2))

    for late in (own(template=Template(text="x")), own(2, template=Template(text="x")), own(4)):
        with pytest.raises(TemplateMovedError) as moved:
            templates.save("int_1", late)
        assert moved.value.current == 2


def test_a_save_repeated_is_done_once(templates):
    templates.save("int_1", own())
    templates.save("int_1", own())

    assert templates.all("int_1") == (own(),)


def test_a_template_taken_away_twice_is_gone(templates):
    templates.save("int_1", own())

    templates.remove("int_1", "order.created", "ru")
    templates.remove("int_1", "order.created", "ru")

    assert templates.get("int_1", "order.created", "ru") is None


def test_an_address_is_suppressed_with_its_first_reason_until_it_is_lifted(suppressions):
    suppressions.add(suppression(1))
    suppressions.add(suppression(1, reason="another"))
    suppressions.add(suppression(2))

    assert suppressions.all() == (suppression(2), suppression(1))
    assert suppressions.lift("sup_1")
    assert not suppressions.lift("sup_1")
    assert suppressions.get("sup_1") is None
    assert suppressions.all() == (suppression(2),)


@pytest.fixture
def people(client):
    for name in ("OrdersTable", "DirectoryTable"):
        if name not in client.list_tables()["TableNames"]:
            create_table(client, name)
    orders, directory = Table("OrdersTable", client), Table("DirectoryTable", client)
    return DynamoDirectory(directory), DynamoPeople(orders, directory)


def consent(days, **changes):
    at = NOW + timedelta(days=days)
    return Consent(given_at=at, text_version="1", channel="web", **changes)


@pytest.mark.parametrize(
    ("consents", "consented"),
    [
        ((), None),
        ((consent(0),), True),
        ((consent(0, withdrawn_at=NOW + timedelta(days=1)),), False),
        ((consent(0, withdrawn_at=NOW + timedelta(days=1)), consent(2)), True),
        ((consent(2), consent(0, withdrawn_at=NOW + timedelta(days=1))), True),
        ((consent(0), consent(1, withdrawn_at=NOW + timedelta(days=2))), False),
    ],
)
def test_a_customer_is_read_as_their_room_writes_them(people, consents, consented):
    directory, reading = people
    customer = Customer(
        id=f"cus_{len(consents)}_{consented}_{hash(consents)}",
        name="Мария",
        emails=("maria@example.com",),
        phones=(),
        notifications_enabled=False,
        consents=consents,
        language="en",
        created_at=NOW,
    )
    directory.add_customer(customer, None)

    found = reading.customer(customer.id)

    assert (found.emails, found.phones, found.language) == (("maria@example.com",), (), "en")
    assert (found.wants_messages, found.consented, found.is_erased) == (False, consented, False)
    assert not found.is_person_of_ours


def test_who_is_not_there_is_none(people):
    _, reading = people

    assert reading.customer("cus_none") is None
    assert reading.technician("tec_none") is None
    assert reading.order("ord_none") is None


def test_a_technician_is_reached_while_they_work_here(people, client):
    _, reading = people
    for name, active in (("tec_here", True), ("tec_gone", False)):
        there = Technician(
            id=name, name="Борис", email="b@example.com", active=active, created_at=NOW
        )
        item = {"pk": "TECHNICIANS", "sk": name, **there.model_dump(mode="json")}
        Table("DirectoryTable", client).put(item)

    found = reading.technician("tec_here")

    assert (found.emails, found.phones) == (("b@example.com",), ())
    assert found.is_person_of_ours
    assert reading.technician("tec_gone") is None
