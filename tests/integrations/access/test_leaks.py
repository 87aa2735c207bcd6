"""Reports of leaked keys: signed as GitHub signs them, answered as GitHub expects."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from integrations.access.keys import new_key
from integrations.access.leaks import MAX_REPORTS, LeakReports, Signature
from integrations.access.model import KeyState
from integrations.access.service import KeyService
from integrations.access.signers import SigningKeys, SigningKeysError
from shared.errors import InvalidError, NotFoundError, UnauthorizedError, UnavailableError
from tests.integrations.access.builders import KEY, make_key
from tests.integrations.access.fakes import FakeKeys

PRIVATE = ec.generate_private_key(ec.SECP256R1())
NAME = "bcb53661c06b4728e59d897fb6165d5c9cda0fd9cdf9d09ead458168deb7518c"


def public(key):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def document(keys):
    listed = [{"key_identifier": n, "key": k, "is_current": True} for n, k in keys.items()]
    return json.dumps({"public_keys": listed}).encode()


def signed(body, key=PRIVATE, name=NAME):
    value = key.sign(body, ec.ECDSA(hashes.SHA256()))
    return Signature(name, base64.b64encode(value).decode())


def report(*tokens):
    found = [
        {"token": each, "type": "naryad_api_key", "url": "https://git.example/a/b", "source": "c"}
        for each in tokens
    ]
    return json.dumps(found).encode()


class Served:
    """The document of the reporter's keys, and how often it was asked for."""

    def __init__(self, keys):
        self.keys = keys
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return document(self.keys)


@pytest.fixture
def served():
    return Served({NAME: public(PRIVATE)})


@pytest.fixture
def signers(served, clock):
    return SigningKeys(served, clock=clock)


@pytest.fixture
def store():
    return FakeKeys(make_key())


@pytest.fixture
def reports(store, signers, clock):
    return LeakReports(KeyService(store, environment="live", clock=clock), signers)


def test_a_key_of_ours_is_switched_off_and_confirmed(reports, store, log_lines):
    body = report(KEY)

    labels = json.loads(reports.take(body, signed(body)).text())

    hashed = base64.b64encode(hashlib.sha256(KEY.encode()).digest()).decode()
    assert labels == [
        {"token_hash": hashed, "token_type": "naryad_api_key", "label": "true_positive"}
    ]
    assert (store.kept["key_1"].state, store.kept["key_1"].leaked) == (KeyState.INACTIVE, True)
    (entry,) = store.audit.entries
    assert (entry.action, entry.actor.name) == ("key.leaked", "GitHub secret scanning")
    assert entry.changes["found_at"] == {"from": None, "to": "https://git.example/a/b"}
    line = json.loads(log_lines[-1])
    assert (line["message"], line["level"], line["key_id"]) == ("key.leaked", "WARNING", "key_1")
    assert KEY not in "".join(log_lines)


def test_what_is_not_ours_is_said_to_be_so_and_a_wrong_checksum_costs_no_read(reports, store):
    body = report(new_key("live"), KEY[:-1] + "0", "ghp_whatever", "")

    labels = json.loads(reports.take(body, signed(body)).text())

    assert {each["label"] for each in labels} == {"false_positive"}
    assert len(store.asked) == 1
    assert store.kept["key_1"].state is KeyState.ACTIVE


def test_a_report_may_hold_many_and_each_is_answered_in_order(reports):
    body = report("x", KEY, "y", KEY)

    labels = json.loads(reports.take(body, signed(body)).text())

    assert [each["label"] for each in labels] == [
        "false_positive",
        "true_positive",
        "false_positive",
        "true_positive",
    ]


STRANGER = ec.generate_private_key(ec.SECP256R1())
OTHER_CURVE = ec.generate_private_key(ec.SECP384R1())


@pytest.mark.parametrize(
    "signature",
    [
        signed(report(KEY), key=STRANGER),
        signed(report(KEY) + b" "),
        signed(report(KEY), name="unknown"),
        signed(report(KEY), key=OTHER_CURVE, name="other-curve"),
        Signature(NAME, ""),
        Signature(NAME, "not base64!"),
        Signature(NAME, "AAAA"),
        Signature("", ""),
    ],
    ids=["stranger", "other body", "unknown key", "curve", "empty", "text", "bytes", "nothing"],
)
def test_a_report_that_is_not_signed_by_the_reporter_is_refused(reports, store, served, signature):
    served.keys["other-curve"] = public(OTHER_CURVE)

    with pytest.raises(UnauthorizedError):
        reports.take(report(KEY), signature)

    assert store.asked == []
    assert store.kept["key_1"].state is KeyState.ACTIVE


def test_without_a_reporter_there_is_no_such_place(store, clock):
    service = KeyService(store, environment="live", clock=clock)

    with pytest.raises(NotFoundError):
        LeakReports(service, None).take(report(KEY), signed(report(KEY)))


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[1]", b'[{"token": 5}]', b'[{"type": "x"}]', report(*["x"] * (MAX_REPORTS + 1))],
    ids=["empty", "object", "number", "token", "no token", "too many"],
)
def test_a_report_of_another_shape_is_refused_without_quoting_it(reports, body):
    with pytest.raises(InvalidError) as refused:
        reports.take(body, signed(body))

    assert refused.value.errors
    assert {error.value for error in refused.value.errors} == {None}


def test_the_reporters_keys_are_fetched_once_an_hour(signers, served, clock):
    for _ in range(3):
        assert signers.has_signed(NAME, signed(b"x").value, b"x")
    assert served.asked == 1

    clock.pass_by(hours=1)
    assert signers.has_signed(NAME, signed(b"x").value, b"x")
    assert served.asked == 2


def test_a_new_key_of_the_reporter_is_found_at_once_and_guessing_costs_one_fetch_a_minute(
    signers, served, clock
):
    signers.has_signed(NAME, signed(b"x").value, b"x")
    clock.pass_by(minutes=1)
    served.keys["next"] = public(STRANGER)
    assert signers.has_signed("next", signed(b"x", key=STRANGER).value, b"x")
    assert served.asked == 2

    for guess in range(50):
        assert not signers.has_signed(f"guess-{guess}", signed(b"x").value, b"x")
    assert served.asked == 2
    clock.pass_by(minutes=1)
    assert not signers.has_signed("guess", signed(b"x").value, b"x")
    assert served.asked == 3


def test_a_key_that_the_reporter_withdrew_is_no_longer_good(signers, served, clock):
    assert signers.has_signed(NAME, signed(b"x").value, b"x")
    served.keys.clear()
    clock.pass_by(hours=1)

    assert not signers.has_signed(NAME, signed(b"x").value, b"x")


@pytest.mark.parametrize("answer", [b"", b"[]", b'{"public_keys": 1}', b'{"public_keys": [{}]}'])
def test_keys_that_cannot_be_had_are_our_fault(clock, answer):
    with pytest.raises(UnavailableError):
        SigningKeys(lambda: answer, clock=clock).has_signed(NAME, "", b"")


def test_a_reporter_that_does_not_answer_is_asked_again_after_a_minute(clock):
    tries = []

    def fetch():
        tries.append(1)
        raise SigningKeysError("timeout")

    signers = SigningKeys(fetch, clock=clock)
    for _ in range(3):
        with pytest.raises(UnavailableError):
            signers.has_signed(NAME, "", b"")
    assert len(tries) == 1
    clock.pass_by(minutes=1)
    with pytest.raises(UnavailableError):
        signers.has_signed(NAME, "", b"")
    assert len(tries) == 2
