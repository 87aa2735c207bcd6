"""The demo's users, over AWS in process."""

from typing import Any

import boto3
import pytest

from integrations.access.users.pool import CognitoUsers
from local import users
from local.demo import TECHNICIANS
from local.identity import new_password
from orders.people.model import Technician
from orders.people.storage import DynamoDirectory
from shared.auth import ROLES
from shared.clock import now
from shared.table import Table


class InProcess:
    """AWS as local code asks for it."""

    def client(self, service: str) -> Any:
        return boto3.client(service)


@pytest.fixture
def names(aws: None) -> dict[str, str]:
    client = boto3.client("cognito-idp")
    pool = client.create_user_pool(PoolName="p", UsernameAttributes=["email"])["UserPool"]["Id"]
    for role in ROLES:
        client.create_group(UserPoolId=pool, GroupName=role)
    return {
        "USER_POOL_ID": pool,
        "DIRECTORY_TABLE": "DirectoryTable",
        "ACCESS_TABLE": "AccessTable",
    }


def seeded(names: dict[str, str]) -> None:
    users.demo_users(InProcess(), names, new_password())  # type: ignore[arg-type] - looks alike


def test_each_role_has_a_demo_user_with_a_name(names: dict[str, str]) -> None:
    seeded(names)

    client = boto3.client("cognito-idp")
    found = CognitoUsers(lambda: client, names["USER_POOL_ID"]).users()
    assert sorted(role for each in found for role in each.roles) == sorted(ROLES)
    assert {each.email: each.name for each in found} == {u.email: u.name for u in users.USERS}
    assert set(users.sign_ins()) == set(ROLES)


def test_the_demo_technician_is_linked_and_a_second_start_changes_nothing(
    names: dict[str, str],
) -> None:
    directory = DynamoDirectory(Table("DirectoryTable", boto3.client("dynamodb")))
    directory.add_technician(Technician(id="tec_1", name=TECHNICIANS[0].name, created_at=now()))
    seeded(names)
    before = standings()
    seeded(names)

    (linked,) = [each for each in before if each.get("technician_id")]
    assert linked["technician_id"] == {"S": "tec_1"}
    assert standings() == before


def standings() -> list[Any]:
    items: list[Any] = boto3.client("dynamodb").scan(TableName="AccessTable")["Items"]
    return sorted(items, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
