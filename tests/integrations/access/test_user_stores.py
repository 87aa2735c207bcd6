"""One contract for our store of standings and for its fake; one for the pool and for its fake."""

import boto3
import pytest

from integrations.access.users.model import NewUser, Standing, UserStatus, shown
from integrations.access.users.pool import CognitoUsers
from integrations.access.users.ports import (
    EmailTakenError,
    StandingMovedError,
    TechnicianTakenError,
    UserRepeatedError,
)
from integrations.access.users.storage import LEASE_S, DirectoryNames, DynamoStandings
from shared.audit import new_entry
from shared.audit_storage import DynamoAudit
from shared.auth import Actor
from shared.errors import ConflictError, InvalidError, UnavailableError
from shared.requests import Request
from shared.table import Table
from tests.integrations.access.users_fakes import FakePool, FakeStandings
from tests.integrations.builders import NOW, FixedClock
from tests.tables import resources

ALICE = Actor(kind="user", id="alice", name="Alice", roles=("admin",))
BOB = NewUser("bob@naryad.example", "Борис Орлов", ("technician", "dispatcher"), language="en")
REQUEST = Request.of("alice", "key-1", "body")
GROUPS = [each["GroupName"] for each in resources("AWS::Cognito::UserPoolGroup").values()]


def entry(subject="bob"):
    return new_entry("user.changed", subject, {}, ALICE, at=NOW)


def standing(user_id="bob", **fields):
    return Standing(id=user_id, email=f"{user_id}@naryad.example", name=user_id, **fields)


@pytest.fixture(params=["fake", "dynamo"])
def standings(request):
    if request.param == "fake":
        return FakeStandings()
    return DynamoStandings(
        Table("AccessTable", request.getfixturevalue("dynamo")), clock=FixedClock()
    )


def test_a_standing_is_read_as_it_was_written(standings):
    assert standings.get("bob") is None
    whole = standing(technician_id="tec_1", blocked=True, signed_out_at=1_795_000_000)

    saved = standings.save(whole, None, entry())
    standings.save(standing("eve"), None, entry("eve"))

    assert saved == whole.model_copy(update={"version": 1})
    assert standings.get("bob") == saved
    assert set(standings.all()) == {"bob", "eve"}


def test_of_two_changes_from_one_version_only_the_first_is_written(standings):
    first = standings.save(standing(), None, entry())
    standings.save(first.model_copy(update={"blocked": True}), first, entry())

    with pytest.raises(StandingMovedError):
        standings.save(first.model_copy(update={"blocked": False}), first, entry())
    with pytest.raises(StandingMovedError):
        standings.save(standing(), None, entry())

    assert standings.get("bob").blocked


def test_a_technician_is_one_users_until_they_are_set_free(standings):
    bob = standings.save(standing(technician_id="tec_1"), None, entry())
    assert standings.linked_to("tec_1") == "bob"

    with pytest.raises(TechnicianTakenError) as taken:
        standings.save(standing("eve", technician_id="tec_1"), None, entry("eve"))
    assert taken.value.user_id == "bob"
    assert standings.get("eve") is None

    bob = standings.save(bob.model_copy(update={"technician_id": "tec_2"}), bob, entry())
    assert standings.linked_to("tec_1") is None
    standings.save(standing("eve", technician_id="tec_1"), None, entry("eve"))
    bob = standings.save(bob.model_copy(update={"technician_id": None}), bob, entry())
    assert (standings.linked_to("tec_1"), standings.linked_to("tec_2")) == ("eve", None)


def test_a_request_is_answered_once_and_another_body_is_a_conflict(standings):
    pool = FakePool()
    user = shown(pool.invite(BOB), None)
    answer = (REQUEST, user.model_dump_json())
    first = standings.save(standing(), None, entry(), answer=answer)

    assert standings.answered(REQUEST) == user
    assert standings.answered(Request.of("eve", "key-1", "body")) is None
    with pytest.raises(ConflictError):
        standings.answered(Request.of("alice", "key-1", "other"))
    with pytest.raises(UserRepeatedError):
        standings.save(first, first, entry(), answer=answer)


def test_administrators_are_changed_by_one_at_a_time(standings):
    with standings.alone(), pytest.raises(UnavailableError), standings.alone():
        pass
    with standings.alone():
        pass


def test_a_lease_whose_holder_died_ends_by_itself(dynamo):
    clock = FixedClock()
    standings = DynamoStandings(Table("AccessTable", dynamo), clock=clock)
    dead = standings.alone()
    dead.__enter__()

    clock.pass_by(seconds=LEASE_S)
    with standings.alone():
        dead.__exit__(None, None, None)
        with pytest.raises(UnavailableError), standings.alone():
            pass


def test_each_change_stands_in_the_record_of_the_user(dynamo):
    table = Table("AccessTable", dynamo)
    DynamoStandings(table, clock=FixedClock()).save(standing(), None, entry())

    page = DynamoAudit(table).page("bob", limit=10, after=None)

    assert [(each.action, each.actor.id) for each in page.entries] == [("user.changed", "alice")]


def test_technicians_are_looked_up_by_key_in_the_directory(dynamo):
    table = Table("DirectoryTable", dynamo)
    table.put({"pk": "TECHNICIANS", "sk": "tec_1", "name": "Борис Орлов"})

    assert DirectoryNames(table).name("tec_1") == "Борис Орлов"
    assert DirectoryNames(table).name("tec_2") is None


class RealPool(CognitoUsers):
    """A pool made as the template says, in the emulator of these tests."""

    def __init__(self, client):
        made = client.create_user_pool(
            PoolName="p",
            **{
                name: value
                for name, value in resources("AWS::Cognito::UserPool")["UserPool"].items()
                if name in {"UsernameAttributes", "AutoVerifiedAttributes"}
            },
        )
        super().__init__(lambda: client, made["UserPool"]["Id"])
        for group in [*GROUPS, "night-shift"]:
            client.create_group(UserPoolId=self._pool, GroupName=group)
        self.client = client

    def accept(self, user_id):
        self.client.admin_set_user_password(
            UserPoolId=self._pool, Username=user_id, Password="Nn7-abcdefgh", Permanent=True
        )


@pytest.fixture(params=["fake", "cognito"])
def pool(request):
    if request.param == "fake":
        return FakePool()
    request.getfixturevalue("cloud")
    return RealPool(boto3.client("cognito-idp", region_name="us-east-1"))


def wanted(user, **fields):
    return shown(user, None).model_copy(update=fields)


def test_the_pool_has_a_group_for_each_role():
    assert sorted(GROUPS) == ["accountant", "admin", "dispatcher", "manager", "technician"]


def test_an_invited_user_is_found_by_id_and_by_address(pool):
    made = pool.invite(BOB)

    assert (made.email, made.name, made.language) == (BOB.email, BOB.name, "en")
    assert (made.roles, made.enabled, made.status) == ((), True, UserStatus.INVITED)
    assert pool.get(made.id) == made
    assert pool.with_email(BOB.email) == made
    assert pool.get("7d3c1f0e-1111-4222-8333-944445555666") is None
    assert pool.with_email("eve@naryad.example") is None


def test_an_address_is_taken_once(pool):
    pool.invite(BOB)

    with pytest.raises(EmailTakenError):
        pool.invite(BOB)


def test_the_pools_user_becomes_what_is_wanted_however_often(pool):
    made = pool.invite(BOB)
    for fields in (
        {"roles": ("dispatcher", "technician")},
        {"roles": ("technician",), "name": "Боря", "language": "ru"},
        {"roles": ("admin",), "enabled": False},
        {"roles": ("admin",), "enabled": True},
    ):
        before = pool.get(made.id)
        for _ in range(2):
            pool.bring_to(before, wanted(before, **fields))

        after = pool.get(made.id)
        assert shown(after, None) == wanted(before, **fields)


def test_all_users_are_listed_with_their_roles(pool):
    for number in range(3):
        made = pool.invite(NewUser(f"u{number}@naryad.example", "U", ()))
        pool.bring_to(made, wanted(made, roles=("manager", "accountant")[:number]))

    listed = sorted((each.email[:2], *each.roles) for each in pool.users())

    assert listed == [("u0",), ("u1", "manager"), ("u2", "manager", "accountant")]


def test_who_has_set_a_password_is_active(pool):
    made = pool.invite(BOB)

    pool.accept(made.id)

    assert pool.get(made.id).status is UserStatus.ACTIVE
    pool.sign_out(made.id)


class Refusing:
    """A client of Cognito that refuses every call in one way."""

    def __init__(self, client, code):
        self.exceptions = client.exceptions
        self._error = client.exceptions.from_code(code)({"Error": {"Code": code}}, "Call")

    def __getattr__(self, name):
        def refuse(**_):
            raise self._error

        return refuse


@pytest.fixture
def cognito(cloud):
    return boto3.client("cognito-idp", region_name="us-east-1")


def test_a_pool_that_is_busy_is_to_be_asked_again(cognito):
    busy = CognitoUsers(lambda: Refusing(cognito, "TooManyRequestsException"), "p")

    for act in (busy.users, lambda: busy.get("x"), lambda: busy.invite(BOB)):
        with pytest.raises(UnavailableError):
            act()


def test_an_address_that_the_pool_does_not_take_is_the_callers_fault(cognito):
    pool = CognitoUsers(lambda: Refusing(cognito, "InvalidParameterException"), "p")

    with pytest.raises(InvalidError, match="email"):
        pool.invite(BOB)


def test_a_long_list_is_read_page_by_page(cognito):
    class Long:
        exceptions = cognito.exceptions

        def list_users_in_group(self, **_):
            return {"Users": []}

        def list_users(self, *, PaginationToken="0", **_):  # noqa: N803 - boto3's name
            number = int(PaginationToken)
            user = {
                "Username": str(number),
                "Attributes": [],
                "Enabled": True,
                "UserStatus": "CONFIRMED",
                "UserCreateDate": NOW,
            }
            return {"Users": [user], "PaginationToken": str(number + 1) if number < 2 else None}

    assert [each.id for each in CognitoUsers(Long, "p").users()] == ["0", "1", "2"]
