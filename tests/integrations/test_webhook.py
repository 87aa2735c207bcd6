import json
import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from integrations.connectors.webhook import WebhookConnector
from integrations.headers import check_headers
from shared.calls import Reply
from shared.errors import InvalidError
from shared.outbound import OURS, Outbound
from shared.signing import new_webhook_secret, webhook_headers
from tests.integrations.builders import SECRET, make_parcel
from tests.shared.loopback import receiver


@pytest.fixture(scope="module")
def connector():
    return WebhookConnector(Outbound(private_hosts=frozenset({"127.0.0.1"})))


def now():
    return datetime.now(UTC)


def test_the_standards_own_vector_comes_out():
    at = datetime.fromtimestamp(1614265330, UTC)

    headers = webhook_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', [SECRET])

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_partner_gets_the_exact_bytes_with_a_signature_that_verifies(partner, connector):
    parcel = make_parcel(partner.url, at=now())

    outcome = connector.send(parcel)

    (got,) = partner.got
    assert outcome.delivered
    assert got.body == parcel.body
    assert Webhook(SECRET).verify(got.body, got.headers) == json.loads(parcel.body)


def test_the_headers_are_as_the_standard_names_them(partner, connector):
    parcel = make_parcel(partner.url, at=now())

    connector.send(parcel)

    (got,) = partner.got
    assert (got.method, got.path) == ("POST", "/hook")
    assert got.headers["webhook-id"] == parcel.event_id
    assert got.headers["webhook-timestamp"] == str(int(parcel.at.timestamp()))
    assert got.headers["content-type"] == "application/json"
    assert got.headers["user-agent"].startswith("Naryad-Webhooks/")


def test_one_byte_of_the_body_more_and_the_signature_fails(partner, connector):
    connector.send(make_parcel(partner.url, at=now()))

    (got,) = partner.got
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(got.body + b" ", got.headers)


def test_a_signature_of_another_time_or_secret_does_not_verify(partner, connector):
    connector.send(make_parcel(partner.url, at=now() - timedelta(minutes=6)))
    connector.send(make_parcel(partner.url, at=now(), secrets=(new_webhook_secret(),)))

    for got in partner.got:
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(got.body, got.headers)


def test_while_a_secret_is_rotated_the_old_and_the_new_one_verify(partner, connector):
    new = new_webhook_secret()

    connector.send(make_parcel(partner.url, at=now(), secrets=(SECRET, new)))

    (got,) = partner.got
    assert Webhook(SECRET).verify(got.body, got.headers)
    assert Webhook(new).verify(got.body, got.headers)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_success(partner, connector, status):
    partner.status, partner.answer = status, b""

    outcome = connector.send(make_parcel(partner.url))

    assert (outcome.delivered, outcome.status, outcome.error) == (True, status, None)


@pytest.mark.parametrize("status", [300, 400, 401, 404, 408, 422, 429, 500, 502, 503, 599])
def test_any_other_answer_is_a_failure_to_be_retried(partner, connector, status):
    partner.status, partner.answer = status, b"no"

    outcome = connector.send(make_parcel(partner.url))

    assert (outcome.delivered, outcome.permanent) == (False, False)
    assert (outcome.status, outcome.error_class) == (status, "status")
    assert str(status) in outcome.error
    assert outcome.response_body == b"no"


def test_gone_is_final(partner, connector):
    partner.status = 410

    outcome = connector.send(make_parcel(partner.url))

    assert (outcome.delivered, outcome.permanent, outcome.status) == (False, True, 410)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(partner, connector, status):
    partner.status, partner.headers = status, {"location": partner.url}

    outcome = connector.send(make_parcel(partner.url))

    assert (outcome.delivered, outcome.status) == (False, status)
    assert len(partner.got) == 1


def test_what_came_back_is_kept_for_the_log(partner, connector):
    partner.status, partner.headers, partner.answer = 503, {"Retry-After": "7"}, b"later"

    outcome = connector.send(make_parcel(partner.url))

    assert outcome.response_headers["retry-after"] == "7"
    assert (outcome.response_body, outcome.response_truncated) == (b"later", False)
    assert outcome.request_url == partner.url
    assert "webhook-signature" in outcome.request_headers


def test_an_endless_answer_is_cut_and_marked(partner, connector):
    partner.answer = b"x" * 300_000

    outcome = connector.send(make_parcel(partner.url))

    assert outcome.delivered
    assert (len(outcome.response_body), outcome.response_truncated) == (64 * 1024, True)


def test_an_answer_that_breaks_off_behind_its_status_is_noted_and_the_event_is_delivered(connector):
    with receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort") as there:
        outcome = connector.send(make_parcel(there.url))

    assert (outcome.delivered, outcome.status, outcome.error_class) == (True, 200, None)
    assert outcome.error == "the answer broke off: protocol"
    assert (outcome.response_body, outcome.response_size) == (b"short", 100)


def test_what_was_measured_is_given_for_the_log(partner, connector):
    outcome = connector.send(make_parcel(partner.url))
    silent = WebhookConnector(Outbound(private_hosts=frozenset({"127.0.0.1"})), deadline_s=1)
    with receiver(b"", holds=True) as there:
        failed = silent.send(make_parcel(there.url))

    assert (outcome.remote_ip, outcome.http_version) == ("127.0.0.1", "1.0")
    assert outcome.timing.connect_ms is not None
    assert outcome.timing.first_byte_ms is not None
    assert (failed.remote_ip, failed.http_version) == ("127.0.0.1", None)
    assert failed.timing.total_ms >= 995


def test_a_partner_who_does_not_answer_in_time_has_failed(partner):
    hasty = WebhookConnector(Outbound(private_hosts=frozenset({"127.0.0.1"})), deadline_s=1)
    tested = threading.Event()
    partner.before_answer = tested.wait

    outcome = hasty.send(make_parcel(partner.url))
    tested.set()

    assert (outcome.delivered, outcome.status, outcome.permanent) == (False, None, False)
    assert (outcome.error_class, outcome.error) == ("timeout", "no answer within 1 s")


def test_a_partner_who_is_not_there_has_failed(connector):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/hook"

        outcome = connector.send(make_parcel(url))

    assert (outcome.delivered, outcome.status, outcome.error_class) == (False, None, "refused")
    assert outcome.request_url == url


def test_a_partner_who_hangs_up_has_failed(connector):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up():
            server.accept()[0].close()

        hanging_up = threading.Thread(target=hang_up)
        hanging_up.start()

        outcome = connector.send(make_parcel(f"http://127.0.0.1:{server.getsockname()[1]}/"))
        hanging_up.join()

    assert (outcome.delivered, outcome.error_class) == (False, "reset")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/hook", "https://169.254.169.254/", "https://[::1]/", "https://10.0.0.1/"],
)
def test_outside_development_a_private_address_is_never_called(url):
    outcome = WebhookConnector(Outbound()).send(make_parcel(url))

    assert (outcome.delivered, outcome.status, outcome.error_class) == (False, None, "target")


@pytest.mark.parametrize("name", sorted(OURS))
def test_what_belongs_to_the_line_is_refused_when_an_integration_is_saved(name):
    with pytest.raises(InvalidError):
        check_headers({name: "1"})


class Answers:
    """A caller whose partner answers as it is told."""

    def __init__(self, reply):
        self.reply = reply
        self.headers = {}

    def post(self, url, body, headers, *, deadline_s):
        self.headers = headers
        return self.reply


@pytest.mark.parametrize(
    ("status", "headers", "gone", "permanent"),
    [
        (200, {}, False, False),
        (500, {}, False, False),
        (410, {}, True, True),
        (200, {"Webhook-Delivery": " Disable "}, True, False),
        (500, {"webhook-delivery": "disable"}, True, True),
        (500, {"webhook-delivery": "enable"}, False, False),
    ],
)
def test_a_partner_may_say_by_status_or_by_a_header_that_it_wants_no_more(
    status, headers, gone, permanent
):
    caller = Answers(Reply(status, headers, b""))

    outcome = WebhookConnector(caller).send(make_parcel("https://partner.example/hook"))

    assert (outcome.gone, outcome.permanent) == (gone, permanent)
    assert outcome.delivered is (status == 200)
    assert {"content-type", "user-agent"} <= set(caller.headers)
