"""A genuine token is looked at once more: is its user blocked, signed out since, or linked?"""

import pytest

from integrations.access.identity import TokenError
from integrations.access.users.model import Standing
from integrations.access.users.sign_in import SignedToken, SignIns
from shared.auth import Actor
from tests.integrations.access.users_fakes import FakeStandings

BOB = Actor(kind="user", id="bob", name="claim", roles=("technician",))
ISSUED = 1_795_000_000


@pytest.fixture
def standings():
    return FakeStandings()


@pytest.fixture
def sign_ins(standings):
    return SignIns(lambda token: SignedToken(BOB, ISSUED), standings)


def test_a_user_whom_we_know_nothing_of_is_who_the_token_says(sign_ins):
    assert sign_ins.of("token") == BOB


def test_a_user_comes_with_their_name_and_technician(sign_ins, standings):
    standings.kept["bob"] = Standing(id="bob", name="Борис Орлов", technician_id="tec_1")

    actor = sign_ins.of("token")

    assert (actor.name, actor.technician_id) == ("Борис Орлов", "tec_1")
    assert actor.roles == ("technician",)


def test_a_blocked_user_is_refused(sign_ins, standings):
    standings.kept["bob"] = Standing(id="bob", blocked=True)

    with pytest.raises(TokenError, match="blocked"):
        sign_ins.of("token")


@pytest.mark.parametrize("signed_out_at", [ISSUED, ISSUED + 1])
def test_a_token_from_before_the_sign_out_is_refused(sign_ins, standings, signed_out_at):
    standings.kept["bob"] = Standing(id="bob", signed_out_at=signed_out_at)

    with pytest.raises(TokenError, match="signed out"):
        sign_ins.of("token")


def test_a_token_from_after_the_sign_out_is_good(sign_ins, standings):
    standings.kept["bob"] = Standing(id="bob", signed_out_at=ISSUED - 1)

    assert sign_ins.of("token").id == "bob"


def test_a_token_that_is_not_genuine_costs_no_read():
    def verify(token):
        raise TokenError("token: not good")

    class Unread(FakeStandings):
        def get(self, user_id):
            raise AssertionError(user_id)

    with pytest.raises(TokenError, match="not good"):
        SignIns(verify, Unread()).of("token")
