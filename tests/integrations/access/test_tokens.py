"""What is accepted as a Cognito access token, against a real RSA key served on loopback."""

import pytest

from integrations.access.identity import TokenError
from integrations.access.tokens import MAX_LENGTH, TokenVerifier
from tests.integrations.access import tokens
from tests.integrations.access.tokens import CLIENT, ISSUER, seconds, token
from tests.integrations.receiver import Receiver

MISSING = ["exp", "iat", "iss", "sub", "token_use", "client_id"]
DEEP = b"[" * 5000 + b"]" * 5000

ATTACKS = {
    "no algorithm": lambda: tokens.unsigned("none"),
    "no algorithm in capitals": lambda: tokens.unsigned("NONE"),
    "RS256 without a signature": lambda: tokens.unsigned("RS256"),
    "HS256 with the public key": tokens.signed_with_the_public_key,
    "another RSA algorithm": lambda: token(alg="RS512"),
    "another padding": lambda: token(alg="PS256"),
    "another key under our name": lambda: token(key=2),
    "a key it brings along": tokens.with_own_key,
    "an unknown key": lambda: token(kid="key-2"),
    "a key's name that is a path": lambda: token(kid="../../key-1"),
    "an id token": lambda: token(token_use="id", aud=CLIENT),
    "an id token without a client": lambda: token(token_use="id", client_id=None, aud=CLIENT),
    "a refresh token's use": lambda: token(token_use="refresh"),
    "another client": lambda: token(client_id="other"),
    "a list of clients": lambda: token(client_id=[CLIENT]),
    "another pool": lambda: token(iss="https://issuer.example/other"),
    "our issuer with a slash more": lambda: token(iss=f"{ISSUER}/"),
    "a list of issuers": lambda: tokens.signed(tokens.claims(iss=[ISSUER])),
    "expired": lambda: token(exp=seconds(-10)),
    "an expiry that is a word": lambda: token(exp="never"),
    "a time before which it is not valid, as a word": lambda: token(nbf="now"),
    "a time of issue that is a word": lambda: token(iat="now"),
    "another use in other letters": lambda: token(token_use="Access"),
    "several uses": lambda: token(token_use=["access"]),
    "a user that is a number": lambda: tokens.signed(tokens.claims(sub=1)),
    "nobody": lambda: token(sub=""),
    "a key's name that is a list": lambda: tokens.headed(kid=["key-1"]),
    "no key's name": lambda: tokens.headed(kid=None),
    "a critical header": lambda: tokens.headed(crit=["b64"], b64=False),
    "two algorithms": lambda: tokens.headed(alg=["RS256", "none"]),
    "not yet valid": lambda: token(nbf=seconds(60)),
    "issued tomorrow": lambda: token(iat=seconds(86_400)),
    "groups as a text": lambda: token(**{"cognito:groups": "not-admin"}),
    "groups that are numbers": lambda: token(**{"cognito:groups": [1]}),
    "groups in groups": lambda: token(**{"cognito:groups": [["admin"]]}),
    "groups as a table": lambda: token(**{"cognito:groups": {"admin": True}}),
    "other groups put in": lambda: tokens.tampered(**{"cognito:groups": ["admin"]}),
    "another user put in": lambda: tokens.tampered(sub="mallory"),
    "a later expiry put in": lambda: tokens.tampered(exp=seconds(9999)),
    "two parts": lambda: token().rpartition(".")[0],
    "four parts": lambda: f"{token()}.x",
    "empty parts": lambda: "..",
    "a word": lambda: "x",
    "a NUL": lambda: f"{token()}\0",
    "letters beyond ASCII": lambda: "аё.я.ü",
    "half a character": lambda: "\ud800.x.x",
    "a header that is a list": lambda: f"{tokens.part([1])}.{tokens.part({})}.x",
    "a header too deep": lambda: f"{tokens.part(DEEP)}.{tokens.part({})}.x",
    "claims too deep": lambda: f"{tokens.part({'alg': 'RS256'})}.{tokens.part(DEEP)}.x",
    "an expiry without end": lambda: tokens.signed(tokens.claims(exp=float("inf"))),
    "an expiry that is no number": lambda: tokens.signed(tokens.claims(exp=float("nan"))),
    "claims that are a list, signed": lambda: tokens.signed([1]),
    "claims that are a list": lambda: f"{tokens.part({'alg': 'RS256'})}.{tokens.part([1])}.x",
    "10 kB": lambda: "x" * 10_000,
    "genuine, but far too long": lambda: token(padding="x" * MAX_LENGTH),
    **{f"without {name}": lambda name=name: token(**{name: None}) for name in MISSING},
}


@pytest.fixture(scope="module")
def pool():
    with Receiver(answer=tokens.key_set()) as receiver:
        yield receiver


@pytest.fixture(scope="module")
def verifier(pool):
    return TokenVerifier(ISSUER, pool.url, CLIENT)


def test_a_good_token_tells_user_name_and_roles(verifier):
    issued = seconds(-60)
    signed = verifier.verify(token(iat=issued, **{"cognito:groups": ["manager", "accountant"]}))
    actor = signed.actor

    assert (actor.kind, actor.id) == ("user", "7d3c1f0e-1111-4222-8333-944445555666")
    assert (actor.name, actor.roles, actor.scopes) == ("alice", ("manager", "accountant"), ())
    assert "exports:write" in actor.permissions
    assert signed.issued_at == issued


def test_a_user_without_groups_has_no_role(verifier):
    actor = verifier.verify(token(**{"cognito:groups": None, "username": None})).actor

    assert (actor.roles, actor.name) == ((), actor.id)
    assert actor.permissions == {"me:read"}


def test_a_group_whose_name_would_come_apart_gives_no_role(verifier):
    signed = verifier.verify(
        token(**{"cognito:groups": ["night admin", "x\tadmin", "", "manager"]})
    )

    assert signed.actor.roles == ("manager",)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_token_with_a_fault_is_refused(verifier, attack):
    with pytest.raises(TokenError):
        verifier.verify(ATTACKS[attack]())


@pytest.mark.parametrize("alg", ["RS384", "RS512", "PS256"])
def test_the_algorithm_is_ours_to_name_whatever_the_pool_says_of_its_key(alg):
    with Receiver(answer=tokens.key_set(alg=alg, use="sig")) as pool:
        verifier = TokenVerifier(ISSUER, pool.url, CLIENT)

        for sent in (alg, "RS256"):
            with pytest.raises(TokenError):
                verifier.verify(token(alg=sent))


def test_a_key_that_names_no_algorithm_is_good_for_ours_alone():
    with Receiver(answer=tokens.key_set(use="sig")) as pool:
        verifier = TokenVerifier(ISSUER, pool.url, CLIENT)
        assert verifier.verify(token()).actor.kind == "user"

        for attack in ("no algorithm", "HS256 with the public key", "another RSA algorithm"):
            with pytest.raises(TokenError):
                verifier.verify(ATTACKS[attack]())


@pytest.mark.parametrize("changes", [{"exp": -3}, {"nbf": 3}, {"iat": 3}])
def test_clocks_may_differ_by_a_few_seconds(verifier, changes):
    moments = {name: seconds(offset) for name, offset in changes.items()}

    assert verifier.verify(token(**moments)).actor.kind == "user"


@pytest.mark.parametrize("changes", [{"exp": -6}, {"nbf": 8}, {"iat": 8}])
def test_but_not_by_more(verifier, changes):
    moments = {name: seconds(offset) for name, offset in changes.items()}

    with pytest.raises(TokenError):
        verifier.verify(token(**moments))


def test_the_keys_are_fetched_once_even_when_unknown_ones_are_asked_for():
    with Receiver(answer=tokens.key_set()) as pool:
        verifier = TokenVerifier(ISSUER, pool.url, CLIENT)
        for _ in range(3):
            verifier.verify(token())
            with pytest.raises(TokenError):
                verifier.verify(token(kid="key-2"))

        assert len(pool.got) == 1


def test_a_pool_that_has_changed_its_keys_is_asked_once_and_believed():
    with Receiver(answer=tokens.key_set()) as pool:
        verifier = TokenVerifier(ISSUER, pool.url, CLIENT, cooldown_s=0)
        verifier.verify(token())
        pool.answer = tokens.key_set(kid="key-2", number=2)

        assert verifier.verify(token(kid="key-2", key=2)).actor.id
        assert len(pool.got) == 2
        with pytest.raises(TokenError):
            verifier.verify(token())


def test_a_flood_of_unknown_keys_makes_one_call(verifier):
    with Receiver(answer=tokens.key_set()) as pool:
        verifier = TokenVerifier(ISSUER, pool.url, CLIENT)
        for number in range(50):
            with pytest.raises(TokenError):
                verifier.verify(token(kid=f"key-{number + 2}"))

        assert len(pool.got) == 1


def test_what_a_stranger_wrote_fills_no_log(verifier):
    with pytest.raises(TokenError) as refused:
        verifier.verify(token(kid="k" * 5000))

    assert len(str(refused.value)) < 200


def test_what_is_too_long_is_not_even_read():
    with Receiver(answer=tokens.key_set()) as pool:
        verifier = TokenVerifier(ISSUER, pool.url, CLIENT)
        with pytest.raises(TokenError, match="too long"):
            verifier.verify("x" * (MAX_LENGTH + 1))

        assert pool.got == []


@pytest.mark.parametrize(("status", "answer"), [(503, b""), (404, b"{}"), (302, b"")])
def test_that_the_keys_cannot_be_had_is_our_fault_and_not_the_users(status, answer):
    with Receiver(status=status, answer=answer) as pool:
        verifier = TokenVerifier(ISSUER, pool.url, CLIENT)

        with pytest.raises(Exception, match="Fail to fetch") as raised:
            verifier.verify(token())

    assert not isinstance(raised.value, TokenError)
