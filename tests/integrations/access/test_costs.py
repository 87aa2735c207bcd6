"""What keys cost in requests and units, as docs/scale.md and the storage tell it."""

import pytest

from integrations.access.identity import Identity
from integrations.access.service import KeyService
from integrations.access.storage import DynamoKeys
from integrations.access.usage import LastUses
from shared.asked import Asked
from shared.limits import Buckets, Limits
from shared.table import Table
from tests.integrations.access.builders import ALICE
from tests.orders.units import Meter

FIELDS = {"name": "Учётная система", "scopes": ("orders:read", "orders:write")}


@pytest.fixture
def meter(dynamo):
    return Meter(dynamo)


@pytest.fixture
def store(meter, clock):
    return DynamoKeys(Table("AccessTable", meter), clock=clock)


@pytest.fixture
def keys(store, clock):
    return KeyService(store, environment="test", clock=clock)


def spent(meter, act):
    before = (meter.bill.requests, meter.bill.read, meter.bill.write)
    act()
    bill = meter.bill
    return (bill.requests - before[0], bill.read - before[1], bill.write - before[2])


def test_the_price_of_a_key_and_of_its_changes(meter, keys):
    made = []

    def make(request):
        made.append(keys.create(FIELDS, Asked(ALICE, key=request)).key)

    assert spent(meter, lambda: make(None))[2] == 8
    assert spent(meter, lambda: make("once"))[2] == 10
    first, second = (each.id for each in made)
    assert spent(meter, lambda: keys.change(first, {"name": "x"}, Asked(ALICE, 1))) == (2, 1, 8)
    assert spent(meter, lambda: keys.rotate(first, 24, Asked(ALICE, 2))) == (2, 1, 16)
    assert spent(meter, lambda: keys.rotate(second, 24, Asked(ALICE, 1, "again")))[2] == 18


def test_the_price_of_a_request(meter, store, keys, clock):
    issued = keys.create(FIELDS, Asked(ALICE))
    identity = Identity(
        store, LastUses(store, lambda work: not work()), NotImplemented, clock=clock
    )
    limits = Limits(Buckets(Table("LimitsTable", meter), clock=clock), keys_per_minute=100)

    def request():
        limits.take(identity.of(f"Bearer {issued.secret}", "192.0.2.1"))

    assert spent(meter, request) == (4, 1, 3)
    assert spent(meter, request) == (3, 1, 2)
