import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from shared.signing import SECRET_BYTES, SECRET_PREFIX, new_webhook_secret, webhook_headers

VECTOR_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
VECTOR_AT = datetime.fromtimestamp(1614265330, UTC)
VECTOR_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = '{"type": "order.created", "name": "Ремонт котла 👍"}'.encode()


def now() -> datetime:
    return datetime.now(UTC)


def test_the_published_vector_is_met():
    headers = webhook_headers(VECTOR_ID, VECTOR_AT, b'{"test": 2432232314}', [VECTOR_SECRET])

    assert headers == {
        "webhook-id": VECTOR_ID,
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=30), max_size=4))
def test_the_reference_library_accepts_every_signature_of_ours(data):
    secret, body = new_webhook_secret(), json.dumps(data).encode()

    headers = webhook_headers("evt_1", now(), body, [secret])

    assert Webhook(secret).verify(body, headers) == data


def test_during_a_rotation_both_secrets_verify():
    old, new = new_webhook_secret(), new_webhook_secret()

    headers = webhook_headers("evt_1", now(), BODY, [new, old])

    assert len(headers["webhook-signature"].split(" ")) == 2
    assert Webhook(old).verify(BODY, headers) == Webhook(new).verify(BODY, headers)


def test_another_secret_does_not_verify():
    headers = webhook_headers("evt_1", now(), BODY, [new_webhook_secret()])

    with pytest.raises(WebhookVerificationError):
        Webhook(new_webhook_secret()).verify(BODY, headers)


@pytest.mark.parametrize(
    ("header", "forged"), [("webhook-id", "evt_2"), ("webhook-timestamp", "1")]
)
def test_a_changed_header_does_not_verify(header, forged):
    secret = new_webhook_secret()
    headers = webhook_headers("evt_1", now(), BODY, [secret]) | {header: forged}

    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY, headers)


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_a_change_of_any_byte_does_not_verify(place, change):
    headers = webhook_headers("evt_1", now(), BODY, [VECTOR_SECRET])
    forged = BODY[:place] + bytes([BODY[place] ^ change]) + BODY[place + 1 :]

    with pytest.raises((WebhookVerificationError, UnicodeDecodeError)):
        Webhook(VECTOR_SECRET).verify(forged, headers)


@pytest.mark.parametrize("late", [-290, 290])
def test_a_receiver_accepts_a_clock_that_is_less_than_five_minutes_off(late):
    headers = webhook_headers("evt_1", now() + timedelta(seconds=late), BODY, [VECTOR_SECRET])

    assert Webhook(VECTOR_SECRET).verify(BODY, headers)


def test_an_attempt_signed_with_an_old_time_is_refused_by_the_receiver():
    headers = webhook_headers("evt_1", now() - timedelta(minutes=6), BODY, [VECTOR_SECRET])

    with pytest.raises(WebhookVerificationError):
        Webhook(VECTOR_SECRET).verify(BODY, headers)


def test_a_retry_keeps_the_id_and_gets_a_signature_of_its_own():
    first = webhook_headers("evt_1", VECTOR_AT, BODY, [VECTOR_SECRET])
    again = webhook_headers("evt_1", VECTOR_AT + timedelta(hours=5), BODY, [VECTOR_SECRET])

    assert first["webhook-id"] == again["webhook-id"]
    assert first["webhook-signature"] != again["webhook-signature"]


def test_new_secrets_are_random_and_of_the_standards_form():
    made = {new_webhook_secret() for _ in range(50)}

    assert len(made) == 50
    assert all(secret.startswith(SECRET_PREFIX) for secret in made)
    assert {len(base64.b64decode(s.removeprefix(SECRET_PREFIX))) for s in made} == {SECRET_BYTES}
