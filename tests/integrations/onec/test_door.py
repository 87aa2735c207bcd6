"""Who is let in to the exchange: keys of its scope, sessions of ours, and nobody else."""

import pytest

from integrations.access.model import KeyState
from integrations.onec.door import COOKIE, LIFE
from tests.integrations.access.builders import KEY
from tests.integrations.onec.desk import ID, Desk, basic


def begun(desk, **more):
    exchange = desk.client(**more)
    exchange.begin()
    return exchange.cookie


def ask(desk, headers, mode="init"):
    return desk.ask(mode, headers={"authorization": "", **headers})


def test_a_wrong_key_is_told_how_to_prove_itself():
    told = Desk().ask("checkauth", headers={"authorization": basic(password="wrong")})

    assert told["statusCode"] == 401
    assert told["headers"]["WWW-Authenticate"].startswith("Basic realm=")
    assert told["body"].startswith("failure\n")


@pytest.mark.parametrize(
    "key",
    [
        {"scopes": ("orders:read", "orders:write")},
        {"state": KeyState.REVOKED},
        {"state": KeyState.INACTIVE},
        {"ip_allow": ("198.51.100.0/24",)},
    ],
)
@pytest.mark.parametrize("kind", ["sale", "catalog"])
def test_a_key_that_is_not_good_here_is_refused(key, kind):
    assert Desk(key=key).ask("checkauth", kind=kind)["statusCode"] == 401


@pytest.mark.parametrize("given", ["", "Basic", "Basic !!!", "Bearer x", "Basic bm9jb2xvbg=="])
def test_a_header_that_proves_nothing_is_refused(given):
    assert Desk().ask("checkauth", headers={"authorization": given})["statusCode"] == 401


def test_a_login_that_names_no_connection_is_told_what_it_must_be():
    told = Desk().ask("checkauth", headers={"authorization": basic("admin")})

    assert told["statusCode"] == 200
    assert "the login must be the id of a connection" in told["body"]


def test_a_connection_that_we_push_to_is_not_fetched_from():
    told = Desk(mode="odata", base_url="https://1c.example/base").ask("checkauth")

    assert told["body"].startswith("failure\nthe login must be")


def test_the_cookie_alone_is_enough():
    desk = Desk()
    cookie = begun(desk)

    assert ask(desk, {"cookie": cookie})["statusCode"] == 200


def test_a_session_ends():
    desk = Desk()
    cookie = begun(desk)
    desk.clock.pass_by(seconds=LIFE.total_seconds() + 1)

    assert ask(desk, {"cookie": cookie})["statusCode"] == 401


def test_a_key_that_is_revoked_is_out_at_once_by_its_cookie_too():
    desk = Desk()
    cookie = begun(desk)
    key = desk.keys.kept["key_1"]
    desk.keys.kept["key_1"] = key.model_copy(update={"state": KeyState.REVOKED})

    assert ask(desk, {"cookie": cookie})["statusCode"] == 401


def test_a_cookie_that_was_changed_is_none():
    desk = Desk()
    cookie = begun(desk)

    assert ask(desk, {"cookie": cookie[:-2] + "AA"})["statusCode"] == 401


@pytest.mark.parametrize("cookie", ["", "other=1", f"{COOKIE}=", f"{COOKIE}=nonsense"])
def test_a_key_without_a_session_must_begin_with_one(cookie):
    told = Desk().ask("query", headers={"cookie": cookie} if cookie else {})

    assert (told["statusCode"], told["body"][:8]) == (200, "failure\n")
    assert "checkauth" in told["body"]


def test_the_session_of_another_key_is_none():
    desk = Desk()
    cookie = begun(desk)
    forged = desk.door.seal().close(
        "1c-session", {"i": ID, "k": "0" * 64, "s": desk.session.id, "until": 9_999_999_999}
    )

    told = desk.ask("query", headers={"cookie": f"{COOKIE}={forged}"})

    assert cookie
    assert "checkauth" in told["body"]


def test_every_call_of_a_key_is_counted_and_none_of_a_stranger():
    desk = Desk()
    begun(desk)
    desk.ask("init")
    desk.ask("checkauth", headers={"authorization": basic(password="wrong")})

    assert desk.counted == ["key_1", "key_1"]


def test_neither_key_nor_cookie_is_ever_logged(log_lines):
    desk = Desk()
    cookie = begun(desk)
    desk.ask("nonsense", headers={"cookie": cookie})

    said = "".join(log_lines)
    assert "onec.begun" in said
    assert KEY not in said
    assert cookie.partition("=")[2] not in said
