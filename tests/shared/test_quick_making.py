"""What is made the short way is what the long way makes."""

from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.shared import quick_making
from tests.shared.dynamo import fresh_dynamo
from tests.shared.quick_making import is_mocked, make
from tests.tables import create_everything, create_tables, resources

TABLES = tuple(resources("AWS::DynamoDB::Table"))
# What differs from one making to the next, whichever way.
OWN = {"CreationDateTime", "TableId", "LatestStreamLabel", "LatestStreamArn"}


def seen(client: Any) -> list[dict[str, Any]]:
    found = [client.describe_table(TableName=name)["Table"] for name in TABLES]
    return [{key: value for key, value in each.items() if key not in OWN} for each in found]


def test_a_table_of_the_second_test_is_that_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    client = boto3.client("dynamodb")
    found = []
    for is_long in (True, False):
        with mock_aws():
            if is_long:
                monkeypatch.setattr(quick_making, "_ANSWERED", {})
            create_tables(client)
            found.append(seen(client))

    assert found[0] == found[1]
    assert {each["TableName"] for each in found[0]} == set(TABLES)


def test_nothing_of_one_test_is_there_in_the_next() -> None:
    for _ in range(3):
        with fresh_dynamo() as client:
            for name in TABLES:
                assert client.scan(TableName=name)["Items"] == []
            client.put_item(TableName="OrdersTable", Item={"pk": {"S": "1"}, "sk": {"S": "1"}})


def test_a_queue_of_the_second_test_takes_and_gives_as_that_of_the_first() -> None:
    for _ in range(2):
        with mock_aws():
            sqs = boto3.client("sqs")
            url = make(sqs, "create_queue", QueueName="one")["QueueUrl"]
            sqs.send_message(QueueUrl=url, MessageBody="first")
            (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
            assert sqs.list_queues()["QueueUrls"] == [url]
            assert message["Body"] == "first"


def test_a_table_that_is_there_is_not_made_twice() -> None:
    with fresh_dynamo() as client, pytest.raises(Exception, match="already exists"):
        create_tables(client)


def test_each_time_has_a_key_and_a_secret_that_work() -> None:
    for _ in range(2):
        with mock_aws():
            made = create_everything()
            kms, secrets = boto3.client("kms"), boto3.client("secretsmanager")

            kms.encrypt(KeyId=made["SECRETS_KEY_ID"], Plaintext=b"x")
            assert secrets.get_secret_value(SecretId=made["SIGNING_SECRET_ID"])["SecretString"]


def test_only_moto_is_gone_round() -> None:
    client = boto3.client("dynamodb")
    away = boto3.client("dynamodb", endpoint_url="http://127.0.0.1:9")

    with mock_aws():
        assert is_mocked(client)
        assert not is_mocked(away)
    assert not is_mocked(client)
