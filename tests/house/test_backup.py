"""Tables go into files and into new tables as they were, and nobody is told of it."""

import gzip
import itertools
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import boto3
import pytest
from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from scripts import backup
from scripts.backup import Sum, item_of, line_of, save, summed
from scripts.restore import RestoreError, Restoring, declared
from scripts.stacks import Deployed
from tests.orders.builders import FixedClock, make_customer, order_in
from tests.orders.conftest import in_dynamo
from tests.shared.dynamo import fresh_dynamo
from tests.tables import resources

NAMES = tuple(resources("AWS::DynamoDB::Table"))
DEPLOYED = Deployed("naryad-test", {}, {name: name for name in NAMES}, {"Stage": "dev"})
FEW = replace(DEPLOYED, tables={name: name for name in ("OrdersTable", "DirectoryTable")})
STAMP = "20261122T100000"


@pytest.fixture
def dynamo():
    with fresh_dynamo() as client:
        stores = in_dynamo(client, FixedClock())
        stores.orders.add(order_in("completed"), customer=make_customer(), request=None)
        yield client


@pytest.fixture
def clients(dynamo):
    return {"dynamodb": dynamo, "dynamodbstreams": boto3.client("dynamodbstreams")}.__getitem__


def restoring(clients, deployed=DEPLOYED):
    return Restoring(clients, deployed, STAMP, sleep=lambda _: None)


def records(clients, arn):
    client = clients("dynamodbstreams")
    found = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    for shard in found:
        asked = {"ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        place = client.get_shard_iterator(StreamArn=arn, **asked)["ShardIterator"]
        yield from client.get_records(ShardIterator=place)["Records"]


def test_what_is_worth_a_copy_is_what_the_template_keeps():
    table = "AWS::DynamoDB::Table"
    kept = {n for n in NAMES if "PointInTimeRecoverySpecification" in resources(table)[n]}

    assert set(backup.kept(DEPLOYED)) == kept == set(NAMES) - backup.PASSING


def test_tables_come_back_from_files_as_they_were(dynamo, clients, tmp_path):
    sums = save(clients, FEW, tmp_path)
    for name in FEW.tables:
        dynamo.delete_table(TableName=name)

    new = restoring(clients).from_files(tmp_path)

    assert sums["OrdersTable"].items > 0
    assert {name: restoring(clients).sum_of(table) for name, table in new.items()} == sums
    assert new["OrdersTable"] == f"naryad-test-OrdersTable-{STAMP}"
    indexes = dynamo.describe_table(TableName=new["OrdersTable"])["Table"]["GlobalSecondaryIndexes"]
    assert {each["IndexName"] for each in indexes} == {"newest", "changed", "open"}


def test_what_was_restored_is_in_no_record_of_the_new_stream(dynamo, clients, tmp_path):
    told = ("OrdersTable", "FeedbackTable", "RollupsTable", "AccessTable")
    save(clients, replace(DEPLOYED, tables={name: name for name in told}), tmp_path)
    ours = restoring(clients)

    swap = ours.set_up(ours.from_files(tmp_path))

    assert {name for name in swap if name.endswith("Stream")} == {
        "OrdersTableStream", "FeedbackTableStream", "RollupsTableStream",
    }  # fmt: skip
    assert list(records(clients, swap["OrdersTableStream"])) == []
    dynamo.put_item(TableName=swap["OrdersTable"], Item={"pk": {"S": "ORDER#new"}})
    assert len(list(records(clients, swap["OrdersTableStream"]))) == 1


def test_new_tables_are_protected_as_the_template_says(dynamo, clients):
    prod = replace(FEW, parameters={"Stage": "prod"})
    ours = restoring(clients, prod)

    swap = ours.set_up(ours.to_moment(datetime(2026, 11, 22, tzinfo=UTC)))

    table = swap["OrdersTable"]
    assert dynamo.describe_table(TableName=table)["Table"]["DeletionProtectionEnabled"]
    ttl = dynamo.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    assert (ttl["TimeToLiveStatus"], ttl["AttributeName"]) == ("ENABLED", "expires_at")
    pitr = dynamo.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    assert pitr["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_a_moment_gives_the_tables_with_their_items(dynamo, clients):
    ours = restoring(clients, FEW)

    new = ours.to_moment(None)

    assert set(new) == set(FEW.tables)
    for name, table in new.items():
        assert ours.sum_of(table) == ours.sum_of(name)
    assert ours.sum_of(new["OrdersTable"]).items > 0


class Gone:
    """DynamoDB after a table was deleted; `backups` are those that AWS made of it then."""

    class exceptions:  # noqa: N801 - as boto3 names it
        TableNotFoundException = ClientError

    def __init__(self, *backups):
        self.backups = backups
        self.restored = []

    def restore_table_to_point_in_time(self, **asked):
        error = {"Error": {"Code": "TableNotFoundException", "Message": "gone"}}
        raise ClientError(error, "RestoreTableToPointInTime")

    def list_backups(self, **asked):
        assert asked["BackupType"] == "SYSTEM"
        return {
            "BackupSummaries": [
                {"BackupArn": f"arn:{day}", "BackupCreationDateTime": day} for day in self.backups
            ]
        }

    def restore_table_from_backup(self, **asked):
        self.restored.append(asked["BackupArn"])

    def describe_table(self, **asked):
        return {"Table": {"TableStatus": "ACTIVE"}}


def test_a_table_that_was_deleted_comes_back_from_its_last_moment():
    gone = Gone(1, 3, 2)
    ours = restoring(lambda _: gone, replace(DEPLOYED, tables={"OrdersTable": "o"}))

    ours.to_moment(None)

    assert gone.restored == ["arn:3"]
    assert ours.deleted == ["o"]


def test_a_table_that_left_nothing_is_named():
    with pytest.raises(RestoreError, match="left no backup"):
        restoring(lambda _: Gone()).to_moment(None)


class Slow:
    """A table that is ready at the third look."""

    def __init__(self):
        self.states = itertools.chain(["CREATING", "CREATING"], itertools.repeat("ACTIVE"))

    def restore_table_to_point_in_time(self, **asked):
        pass

    def describe_table(self, **asked):
        index = {"IndexName": "newest", "IndexStatus": next(self.states)}
        return {"Table": {"TableStatus": "ACTIVE", "GlobalSecondaryIndexes": [index]}}


def test_a_table_is_waited_for_with_its_indexes():
    waits = []
    one = replace(DEPLOYED, tables={"OrdersTable": "o"})

    Restoring(lambda _: Slow(), one, STAMP, sleep=waits.append).to_moment(None)

    assert len(waits) == 2


def test_files_that_lack_an_item_are_not_taken_for_a_backup(clients, tmp_path):
    save(clients, FEW, tmp_path)
    file = tmp_path / "OrdersTable.jsonl.gz"
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    file.write_bytes(gzip.compress(b"".join(lines[1:])))

    with pytest.raises(RestoreError, match="OrdersTable holds"):
        restoring(clients).from_files(tmp_path)


VALUES = st.recursive(
    st.one_of(st.text(), st.booleans(), st.none(), st.binary(), st.integers().map(Decimal)),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["B", "S", "a"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["pk", "B", "doc"]), VALUES))
def test_an_item_reads_back_from_its_line(values):
    item = {name: wire(value) for name, value in values.items()}

    assert item_of(line_of(item)) == item


def wire(value):
    found = TypeSerializer().serialize(value)
    return {"B": bytes(value)} if isinstance(value, bytes) else found


@given(st.lists(st.integers(), min_size=1, unique=True), st.randoms())
def test_the_digest_knows_every_item_and_no_order(numbers, chance):
    items = [{"pk": {"N": str(number)}} for number in numbers]
    mixed = chance.sample(items, len(items))

    assert summed(items) == summed(mixed)
    assert summed(items) != summed(items[1:])
    assert summed([]) == Sum()


def test_what_is_declared_is_read_from_the_template():
    assert declared()["FeedbackTable"]["KeySchema"] == [{"AttributeName": "pk", "KeyType": "HASH"}]
