"""Users as other rooms see them, beside what the users' own room writes."""

from typing import Any

import boto3
import pytest

from integrations.access.users.model import Standing
from integrations.access.users.storage import DynamoStandings
from shared.audit import new_entry
from shared.auth import Actor
from shared.clock import now
from shared.table import Table
from shared.users import DynamoUsers, WebUser

ADMIN = Actor(kind="user", id="alice", name="Alice", roles=("admin",))


def saved(table: Table, **fields: Any) -> None:
    standing = Standing(**fields)
    entry = new_entry("user.noticed", standing.id, {}, ADMIN, at=now(), name=standing.name)
    DynamoStandings(table, clock=now).save(standing, None, entry)


@pytest.mark.usefixtures("aws")
def test_users_are_seen_as_their_room_wrote_them() -> None:
    table = Table("AccessTable", boto3.client("dynamodb"))
    saved(table, id="u2", name="Boris", email="boris@example.com", blocked=True)
    saved(table, id="u1", name="alice", email="alice@example.com")
    users = DynamoUsers(table)

    assert users.get("u1") == WebUser("u1", "alice", "alice@example.com")
    assert users.get("u3") is None
    assert [(each.id, each.is_reached) for each in users.all()] == [("u1", True), ("u2", False)]


def test_a_user_without_an_address_is_not_reached() -> None:
    assert not WebUser("u1", "Alice").is_reached
