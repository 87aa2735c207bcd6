"""What the log keeps of an exchange: no secret, wherever it stands."""

import base64
import json
from urllib.parse import quote

import pytest

from integrations.engine.redaction import redacted
from integrations.headers import MASK
from tests.integrations.builders import SECRET, answered

KEY = 'Bearer s3cr/t+ключ&"quoted"'
WORD = KEY.removeprefix("Bearer ")


def kept(*secrets, hidden=(), **changes):
    return redacted(answered(500, **changes), secrets, hidden)


@pytest.mark.parametrize(
    "echo",
    [
        KEY,
        WORD,
        json.dumps(WORD),
        json.dumps(WORD, ensure_ascii=False),
        quote(WORD, safe=""),
        base64.b64encode(WORD.encode()).decode(),
    ],
    ids=["as it is", "without its scheme", "json", "json as text", "in a link", "base64"],
)
def test_a_secret_that_a_partner_echoes_is_masked(echo):
    outcome = kept(
        KEY,
        response_body=f"you sent {echo}, which is wrong".encode(),
        response_headers={"Location": f"/login?key={echo}"},
        error=f"refused {echo}",
        request_url=f"https://partner.example/{echo}",
    )

    shown = [outcome.response_body.decode(), outcome.response_headers["Location"]]
    shown += [outcome.error, outcome.request_url]
    assert all(MASK in each for each in shown)
    assert not any(echo in each for each in shown)
    assert outcome.response_body.startswith(b"you sent ")


def test_a_signing_secret_is_masked_with_and_without_its_prefix():
    bare = SECRET.removeprefix("whsec_")

    body = kept(SECRET, response_body=f"{SECRET} {bare}".encode()).response_body

    assert bare.encode() not in body


def test_of_the_partners_headers_only_those_stay_that_help_to_find_a_fault():
    headers = {"Set-Cookie": "session=1", "Retry-After": "5", "X-Request-Id": "r-1", "X-Own": "2"}

    assert kept(response_headers=headers).response_headers == {
        "Retry-After": "5",
        "X-Request-Id": "r-1",
    }


def test_headers_of_ours_are_masked_when_they_are_kept_secret_or_sound_so():
    headers = {
        "AUTHORIZATION": "t1",
        "x-own": "t2",
        "x-shop": "7",
        "webhook-signature": "v1,abc",
        "api-key": "t3",
    }

    assert kept(hidden=["Authorization", "X-Own"], request_headers=headers).request_headers == {
        "AUTHORIZATION": MASK,
        "x-own": MASK,
        "x-shop": "7",
        "webhook-signature": "v1,abc",
        "api-key": MASK,
    }


def test_a_word_too_short_to_be_a_secret_masks_nothing():
    assert kept("ok", response_body=b"ok, all is ok").response_body == b"ok, all is ok"
