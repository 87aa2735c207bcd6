"""What a restoration must not undo is carried over from the tables of before, and told."""

from datetime import UTC, datetime, timedelta

import pytest

from integrations.access.model import ApiKey, KeyState
from integrations.access.storage import DynamoKeys
from integrations.messages.model import Suppression
from integrations.messages.storage import DynamoSuppressions
from orders.people.erasing import Erasure, erased_customer
from orders.people.erasure_storage import DynamoErasures
from orders.people.model import Consent
from orders.people.storage import DynamoCustomers
from orders.refs import Actor
from scripts import restore
from scripts.carrying import Carrying
from scripts.restore import RestoreError, only
from scripts.stacks import Deployed
from shared.audit import Who
from shared.table import Table
from tests.orders.people.builders import NOW, customer
from tests.shared.dynamo import fresh_dynamo
from tests.tables import resources

NAMES = tuple(resources("AWS::DynamoDB::Table"))
SAID = {"Stage": "dev", "OrderListShards": "3", "DueShards": "2"}
AT = datetime(2026, 11, 22, tzinfo=UTC)


class Tables:
    """The tables of before, and beside them one that was restored."""

    def __init__(self, client, name):
        self.client = client
        self.name = name
        self.old = Table(f"{name}-before", client)
        self.new = Table(name, client)
        made_of = {key: resources("AWS::DynamoDB::Table")[name].get(key) for key in restore.MADE_OF}
        wanted = {key: value for key, value in made_of.items() if value}
        client.create_table(TableName=self.old.name, **wanted)

    def carry(self):
        old = {name: name for name in NAMES} | {self.name: self.old.name}
        deployed = Deployed("naryad", {}, old, SAID)
        carrying = Carrying(lambda _: self.client, deployed, {self.name: self.new.name})
        return list(carrying.run(AT))


@pytest.fixture
def dynamo():
    with fresh_dynamo() as client:
        yield client


def key(name, **fields):
    made = {
        "id": f"key_{name}",
        "hash": name,
        "name": name,
        "prefix": "n",
        "last_four": "1234",
        "environment": "test",
        "scopes": ("orders:read",),
        "created_at": AT,
        "created_by": Who(kind="user", id="alice", name="Alice"),
        "updated_at": AT,
    }
    return ApiKey.model_validate(made | fields)


def test_a_key_that_was_shut_stays_shut_and_one_that_was_made_since_is_named(dynamo):
    tables = Tables(dynamo, "AccessTable")
    old, new = DynamoKeys(tables.old), DynamoKeys(tables.new)
    for each in ("stays", "revoked", "ending", "widened"):
        new.save([key(each)], [])
    for each in ("stays", "revoked", "ending", "widened", "made"):
        old.save([key(each)], [])
    old.save([key("revoked", state=KeyState.REVOKED, version=2)], [])
    old.save([key("ending", overlap_until=AT + timedelta(hours=1), version=2)], [])
    old.save([key("widened", scopes=("orders:write",), version=2)], [])

    told = tables.carry()

    assert told == [
        "API key «ending» (key_ending) stays shut",
        "API key «made» (key_made) was made since and is gone",
        "API key «revoked» (key_revoked) stays shut",
    ]
    assert (new.door("revoked").state, new.get("key_revoked").state) == ("revoked", "revoked")
    assert new.door("ending").ends_at == "2026-11-22T01:00:00.000Z"
    assert new.door("widened").scopes == ("orders:read",)
    assert new.get("key_made") is None


def test_nothing_is_sent_to_who_has_asked_for_that_since(dynamo):
    tables = Tables(dynamo, "IntegrationsTable")
    shut = Suppression(id="sup_1", channel="email", shown="a***", reason="complaint", at=AT)
    DynamoSuppressions(tables.old).add(shut)

    told = tables.carry()

    assert told == ["addresses that nothing is sent to any more: 1"]
    assert DynamoSuppressions(tables.new).get("sup_1") == shut


def test_a_consent_that_was_withdrawn_since_stays_so(dynamo):
    tables = Tables(dynamo, "DirectoryTable")
    old, new = DynamoCustomers(tables.old), DynamoCustomers(tables.new)
    known = customer()
    withdrawn = Consent(text_version="1", channel="site", given_at=NOW, withdrawn_at=NOW)
    changes = {"consents": (withdrawn,), "notifications_enabled": False, "notes": "правка"}
    for each in (old, new):
        each.add_customer(known, None)
    old.save_customer(known.model_copy(update={**changes, "version": 2}), before=known)

    told = tables.carry()

    assert told == ["customers who still say no to messages or to a consent: 1"]
    kept = new.customer(known.id)
    assert (kept.consents, kept.notifications_enabled) == ((withdrawn,), False)
    assert (kept.notes, kept.version) == (known.notes, 1)


def test_a_table_of_before_that_is_gone_is_named(dynamo):
    tables = Tables(dynamo, "AccessTable")
    dynamo.delete_table(TableName=tables.old.name)

    (told,) = tables.carry()

    assert told == "AccessTable of before is gone: what was done in it since is not carried over"


def test_only_tables_that_there_are_can_be_restored_alone():
    deployed = Deployed("naryad", {}, {name: name for name in NAMES}, SAID)

    assert set(only(deployed, ["OrdersTable"]).tables) == {"OrdersTable"}
    assert set(only(deployed, []).tables) == set(NAMES) - {"LimitsTable"}
    with pytest.raises(RestoreError, match="LimitsTable is no table that is restored"):
        only(deployed, ["LimitsTable"])


def test_a_moment_without_a_zone_is_refused(capsys):
    with pytest.raises(SystemExit):
        restore.main(["--at", "2026-11-22T10:00:00"], lambda _: None)

    assert "names no zone" in capsys.readouterr().err


def test_nothing_is_carried_over_what_is_as_it_was(dynamo):
    tables = Tables(dynamo, "DirectoryTable")

    assert tables.carry() == []


def test_an_erasure_that_was_done_since_begins_again_where_orders_alone_go_back(dynamo):
    records = DynamoErasures(Table("DirectoryTable", dynamo))
    people = DynamoCustomers(Table("DirectoryTable", dynamo))
    for number, done_at in enumerate((AT - timedelta(days=1), AT + timedelta(days=1), None)):
        known = customer(id=f"cus_{number}", phones=(), external_id=None)
        people.add_customer(known, None)
        record = Erasure(
            id=f"era_{number}",
            customer_id=known.id,
            ground="subject_request",
            actor=Actor(kind="user", id="alice", name="Alice"),
            state="done" if done_at else "running",
            erased_at=AT - timedelta(days=2),
            pass_began_at=AT,
            orders_done_at=AT,
            done_at=done_at,
        )
        left = erased_customer(known, AT)
        records.begin(record, left, before=known, request=None)

    told = Tables(dynamo, "OrdersTable").carry()

    assert told == ["erasures that begin again, each as its timer runs: 2"]
    now = [records.erasure(f"cus_{number}") for number in range(3)]
    assert [each.state for each in now] == ["done", "running", "running"]
    assert [each.orders_done_at for each in now] == [AT, None, None]
