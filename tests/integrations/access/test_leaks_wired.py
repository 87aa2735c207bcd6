"""Reports of leaked keys as wired: a signed request in, the reporter's keys by a call out."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from integrations import handler
from integrations.access.keys import key_hash
from integrations.access.storage import DynamoKeys
from shared.table import Table
from tests.http import Answer, call, event
from tests.integrations.access.builders import KEY, issue
from tests.integrations.receiver import Receiver

PRIVATE = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def reporter(stack, monkeypatch):
    pem = PRIVATE.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    keys = {"public_keys": [{"key_identifier": "one", "key": pem.decode(), "is_current": True}]}
    with Receiver(answer=json.dumps(keys).encode()) as receiver:
        monkeypatch.setenv("LEAK_KEYS_URL", receiver.url)
        yield receiver


def report(body, name="one", signed=None):
    signature = PRIVATE.sign((signed or body).encode(), ec.ECDSA(hashes.SHA256()))
    headers = {
        "Github-Public-Key-Identifier": name,
        "Github-Public-Key-Signature": base64.b64encode(signature).decode(),
    }
    return call(
        handler.lambda_handler, "POST", "/v1/leaked-keys", body=body, actor=None, headers=headers
    )


# Odd spaces and a letter beyond ASCII: what is signed is signed byte for byte.
BODY = f'[ {{"token":"{KEY}", "type":"naryad_api_key","url":"https://git.example/я"}} ]'


def test_a_signed_report_switches_the_key_off_and_gets_a_bare_list(reporter, stack):
    issue(stack)

    answer = report(BODY)

    assert (answer.status, [each["label"] for each in answer.json]) == (200, ["true_positive"])
    assert KEY not in answer.text
    door = DynamoKeys(Table("AccessTable", stack)).door(key_hash(KEY))
    assert door.state == "inactive"
    (asked,) = reporter.got
    assert (asked.method, asked.headers["user-agent"]) == ("GET", "naryad")


def test_a_body_that_came_in_base64_is_judged_by_its_bytes(reporter, stack):
    issue(stack)
    signature = PRIVATE.sign(BODY.encode(), ec.ECDSA(hashes.SHA256()))
    made = event("POST", "/v1/leaked-keys", actor=None)
    made["headers"] |= {
        "github-public-key-identifier": "one",
        "github-public-key-signature": base64.b64encode(signature).decode(),
    }
    made |= {"body": base64.b64encode(BODY.encode()).decode(), "isBase64Encoded": True}

    raw = handler.lambda_handler(made, None)

    assert Answer(raw["statusCode"], raw["headers"], raw["body"]).json[0]["label"] == (
        "true_positive"
    )


def test_a_report_of_somebody_else_is_refused(reporter, stack):
    issue(stack)

    assert report(BODY, signed="[]").status == 401
    assert report(BODY, name="another").status == 401
    assert DynamoKeys(Table("AccessTable", stack)).door(key_hash(KEY)).state == "active"


def test_a_reporter_whose_keys_cannot_be_had_is_told_to_come_again(reporter, stack):
    reporter.status = 500

    assert report(BODY).status == 503


def test_where_no_reporter_is_set_nothing_is_served(stack):
    assert report(BODY).status == 404
