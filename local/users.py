"""The demo's web users: one for each role, all with the demo's password."""

from dataclasses import dataclass
from typing import Final

from integrations.access.users.pool import CognitoUsers
from integrations.access.users.service import UserService
from integrations.access.users.storage import DirectoryNames, DynamoStandings
from local import identity
from local.aws import Aws
from local.demo import TECHNICIANS
from orders.people.storage import DynamoDirectory
from shared.asked import Asked
from shared.auth import Actor
from shared.clock import now
from shared.table import Table


@dataclass(frozen=True)
class DemoUser:
    """Who can sign in."""

    email: str
    name: str
    role: str


USERS: Final = (
    DemoUser(identity.USER, "Ирина Белова", "admin"),
    DemoUser("manager@naryad.example", "Максим Громов", "manager"),
    DemoUser("dispatcher@naryad.example", "Дарья Ильина", "dispatcher"),
    DemoUser("technician@naryad.example", TECHNICIANS[0].name, "technician"),
    DemoUser("accountant@naryad.example", "Алла Речная", "accountant"),
)
DEMO: Final = Asked(Actor(kind="user", id="demo", name="Демо", roles=("admin",)))


def demo_users(aws: Aws, names: dict[str, str], password: str) -> None:
    """See to it that each can sign in, has their name, and the technician their orders."""
    pool = names["USER_POOL_ID"]
    for each in USERS:
        identity.ensure_user(aws, pool, password, each.email, each.role)
    client, dynamodb = aws.client("cognito-idp"), aws.client("dynamodb")
    directory = Table(names["DIRECTORY_TABLE"], dynamodb)
    standings = DynamoStandings(Table(names["ACCESS_TABLE"], dynamodb), clock=now)
    service = UserService(
        CognitoUsers(lambda: client, pool), standings, DirectoryNames(directory), clock=now
    )
    known = {user.email: user for user in service.all()}
    staff = {each.name: each.id for each in DynamoDirectory(directory).technicians()}
    for each in USERS:
        user = known[each.email]
        wanted = {"name": each.name}
        if each.role == "technician" and user.technician_id is None and each.name in staff:
            wanted["technician_id"] = staff[each.name]
        service.change(user.id, wanted, DEMO)


def sign_ins() -> dict[str, str]:
    """Give the address to sign in with in each role."""
    return {each.role: each.email for each in USERS}
