"""What can be done with web users, over fakes."""

import pytest

from integrations.access.users.model import NewUser, UserStatus
from integrations.access.users.service import UserService
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from tests.integrations.access.users_fakes import FakePool, FakeStandings, FakeTechnicians
from tests.integrations.builders import NOW, FixedClock

ALICE = Actor(kind="user", id="alice", name="Alice", roles=("admin",))
BOB = NewUser("bob@naryad.example", "Борис Орлов", ("technician",), "tec_1")
NOW_S = int(NOW.timestamp())


def asked(key=None, body="body-1", actor=ALICE):
    return Asked(actor, None, key, body)


class Firm:
    """Pool and standings, with one administrator who has accepted the invitation."""

    def __init__(self):
        self.pool, self.standings, self.clock = FakePool(), FakeStandings(), FixedClock()
        self.users = UserService(self.pool, self.standings, FakeTechnicians(), clock=self.clock)
        self.admin = self.add("ada@naryad.example", "Ада", "admin")

    def add(self, email, name, *roles, technician_id=None, accepted=True):
        user = self.users.invite(NewUser(email, name, roles, technician_id), asked())
        if accepted:
            self.pool.accept(user.id)
        return user

    def change(self, user, **fields):
        return self.users.change(user.id, fields, asked())

    @property
    def record(self):
        return [(each.action, each.changes) for each in self.standings.entries]


@pytest.fixture
def firm():
    return Firm()


def test_an_invited_user_is_mailed_linked_and_recorded(firm):
    user = firm.users.invite(BOB, asked())

    assert (user.roles, user.technician_id, user.status) == (("technician",), "tec_1", "invited")
    assert firm.pool.mailed[-1] == "bob@naryad.example"
    assert firm.users.get(user.id) == user
    action, changes = firm.record[-1]
    assert (action, firm.standings.entries[-1].subject_name) == ("user.invited", BOB.name)
    assert changes["roles"] == {"from": None, "to": ["technician"]}


def test_the_same_key_invites_once(firm):
    first = firm.users.invite(BOB, asked("k1"))

    assert firm.users.invite(BOB, asked("k1")) == first
    assert firm.pool.mailed.count(BOB.email) == 1
    with pytest.raises(ConflictError):
        firm.users.invite(BOB, asked("k1", body="another"))


def test_an_invitation_that_was_cut_off_is_brought_to_its_end(firm):
    made = firm.pool.invite(BOB)

    user = firm.users.invite(BOB, asked("k1"))

    assert (user.id, user.roles) == (made.id, ("technician",))
    assert firm.pool.mailed.count(BOB.email) == 1


def test_an_address_is_one_users(firm):
    firm.users.invite(BOB, asked())

    with pytest.raises(ConflictError) as refused:
        firm.users.invite(NewUser(BOB.email, "Другой", ("manager",)), asked())

    assert refused.value.extra["field"] == "email"


def test_a_technician_is_one_users_and_must_exist(firm):
    bob = firm.users.invite(BOB, asked())
    eve = firm.add("eve@naryad.example", "Ева", "technician")

    with pytest.raises(ConflictError) as taken:
        firm.change(eve, technician_id="tec_1")
    assert taken.value.extra["user_id"] == bob.id
    with pytest.raises(InvalidError):
        firm.change(eve, technician_id="tec_9")
    with pytest.raises(InvalidError):
        firm.users.invite(NewUser("x@naryad.example", "X", ("technician",), "tec_9"), asked())
    assert firm.pool.with_email("x@naryad.example") is None

    firm.change(bob, technician_id=None)
    assert firm.change(eve, technician_id="tec_1").technician_id == "tec_1"


def test_a_blocked_user_is_blocked_with_us_and_in_the_pool(firm):
    bob = firm.users.invite(BOB, asked())

    blocked = firm.change(bob, enabled=False)

    assert not blocked.enabled
    assert not firm.pool.kept[bob.id].enabled
    assert firm.standings.kept[bob.id].refusal(NOW_S + 60) == "user is blocked"
    assert firm.record[-1] == ("user.blocked", {"enabled": {"from": True, "to": False}})


def test_who_is_let_in_again_needs_a_new_token(firm):
    bob = firm.users.invite(BOB, asked())
    firm.change(bob, enabled=False)
    firm.clock.pass_by(minutes=5)

    assert firm.change(bob, enabled=True).enabled

    standing = firm.standings.kept[bob.id]
    assert standing.refusal(NOW_S + 60) == "token from before the user was signed out"
    assert standing.refusal(NOW_S + 301) is None
    assert firm.record[-1][0] == "user.unblocked"


def test_a_block_that_did_not_reach_the_pool_is_carried_on(firm):
    bob = firm.users.invite(BOB, asked())
    firm.change(bob, enabled=False)
    firm.pool.kept[bob.id] = firm.pool.kept[bob.id].model_copy(update={"enabled": True})

    assert not firm.users.get(bob.id).enabled
    firm.change(bob, enabled=False)

    assert not firm.pool.kept[bob.id].enabled


def test_a_pool_that_fails_leaves_a_user_blocked_with_us(firm):
    bob = firm.users.invite(BOB, asked())

    def fails(user, wanted):
        raise UnavailableError("the user pool is busy; try again")

    firm.pool.bring_to = fails
    with pytest.raises(UnavailableError):
        firm.change(bob, enabled=False)

    assert firm.standings.kept[bob.id].blocked
    assert not firm.users.get(bob.id).enabled


def test_a_role_that_is_taken_away_ends_older_tokens(firm):
    bob = firm.users.invite(NewUser("b@naryad.example", "B", ("manager", "technician")), asked())

    changed = firm.change(bob, roles=("technician",))

    assert changed.roles == ("technician",)
    assert firm.pool.kept[bob.id].roles == ("technician",)
    assert firm.standings.kept[bob.id].refusal(NOW_S)
    assert firm.standings.kept[bob.id].refusal(NOW_S + 1) is None


def test_another_name_or_technician_ends_no_session(firm):
    bob = firm.users.invite(BOB, asked())

    firm.change(bob, name="Боря", language="en", technician_id="tec_2")

    standing = firm.standings.kept[bob.id]
    assert (standing.name, standing.technician_id, standing.signed_out_at) == ("Боря", "tec_2", 0)
    assert firm.pool.kept[bob.id].name == "Боря"


def test_a_change_that_changes_nothing_is_not_recorded(firm):
    bob = firm.users.invite(BOB, asked())
    before = len(firm.record)

    assert firm.change(bob, name=BOB.name, roles=BOB.roles) == bob
    assert len(firm.record) == before


def test_nobody_blocks_themselves(firm):
    firm.add("b@naryad.example", "B", "admin")
    myself = Actor(kind="user", id=firm.admin.id, name="Ада", roles=("admin",))

    with pytest.raises(ConflictError, match="themselves"):
        firm.users.change(firm.admin.id, {"enabled": False}, asked(actor=myself))


@pytest.mark.parametrize("fields", [{"enabled": False}, {"roles": ("manager",)}])
def test_the_last_administrator_stays(firm, fields):
    firm.add("invited@naryad.example", "I", "admin", accepted=False)
    blocked = firm.add("blocked@naryad.example", "C", "admin")
    firm.change(blocked, enabled=False)
    firm.add("m@naryad.example", "M", "manager")

    with pytest.raises(ConflictError, match="last administrator"):
        firm.change(firm.admin, **fields)

    firm.add("second@naryad.example", "S", "admin")
    firm.change(firm.admin, **fields)


def test_two_administrators_can_not_take_each_others_role_at_once(firm):
    other = firm.add("other@naryad.example", "O", "admin")

    with firm.standings.alone(), pytest.raises(UnavailableError):
        firm.change(other, roles=("manager",))

    assert firm.change(other, roles=("manager",)).roles == ("manager",)


def test_a_group_that_is_no_role_of_ours_is_not_shown_and_left_alone(firm):
    bob = firm.users.invite(BOB, asked())
    found = firm.pool.kept[bob.id]
    firm.pool.kept[bob.id] = found.model_copy(update={"roles": ("technician", "night-shift")})

    assert firm.users.get(bob.id).roles == ("technician",)


def test_signing_out_ends_sessions_and_older_tokens(firm):
    bob = firm.users.invite(BOB, asked())

    firm.users.sign_out(bob.id, asked())

    assert firm.pool.signed_out == [bob.id]
    assert firm.standings.kept[bob.id].signed_out_at == NOW_S
    assert firm.record[-1] == ("user.signed_out", {})


def test_an_invitation_is_sent_again_once_per_key_and_until_it_is_accepted(firm):
    bob = firm.users.invite(BOB, asked())
    for _ in range(2):
        firm.users.resend(bob.id, asked("again"))
    assert firm.pool.mailed.count(BOB.email) == 2

    firm.pool.accept(bob.id)
    with pytest.raises(ConflictError):
        firm.users.resend(bob.id, asked("once more"))


def test_users_made_in_the_pool_itself_are_listed_and_can_be_changed(firm):
    made = firm.pool.invite(BOB)

    assert [each.email for each in firm.users.all()] == ["ada@naryad.example", BOB.email]
    firm.users.sign_out(made.id, asked())
    assert firm.change(made, roles=("technician",), technician_id="tec_1").technician_id == "tec_1"
    assert firm.users.get(made.id).status is UserStatus.INVITED


def test_a_user_who_is_not_there_is_not_found(firm):
    for act in (
        lambda: firm.users.get("x"),
        lambda: firm.users.change("x", {"name": "X"}, asked()),
        lambda: firm.users.sign_out("x", asked()),
        lambda: firm.users.resend("x", asked()),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_who_asks_is_told_their_address_and_name(firm):
    def me(user_id, kind="user"):
        return firm.users.me(Actor(kind=kind, id=user_id, name="claim"))

    past_us = firm.pool.invite(BOB)

    assert me(firm.admin.id) == ("ada@naryad.example", "Ада")
    assert firm.pool.calls == 0
    assert me(past_us.id) == (BOB.email, BOB.name)
    assert me("gone") == (None, "claim")
    assert me("key_1", "key") == (None, "claim")


def test_a_user_made_past_us_is_known_to_us_from_then_on(firm):
    past_us = firm.pool.invite(BOB)
    bob = Actor(kind="user", id=past_us.id, name="claim")

    for _ in range(2):
        assert firm.users.me(bob) == (BOB.email, BOB.name)

    assert firm.standings.kept[past_us.id].name == BOB.name
    assert [action for action, _ in firm.record].count("user.noticed") == 1
