import socket
import threading
import time
from typing import Any

import pytest

from shared.opening import ADDRESSES
from tests.shared.authority import Authority
from tests.shared.loopback import answer, closed_port, receiver
from tests.shared.sending import (
    DEADLINE_S,
    NAMED,
    PATIENCE_S,
    fault_of,
    kind_of,
    leading_to,
    resolving_to,
    send,
)


def test_a_closed_port_refuses(calls):
    assert kind_of(calls(), f"http://127.0.0.1:{closed_port()}/") == "refused"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(101, "Network is unreachable"), "unreachable"),
        (TimeoutError(), "timeout"),
        (ConnectionRefusedError(), "refused"),
    ],
)
def test_a_connection_that_does_not_come_about_says_why(calls, error, kind):
    def connect(*_: Any) -> socket.socket:
        raise error

    assert kind_of(calls(connect=connect), "http://127.0.0.1/") == kind


def test_the_next_address_is_tried_when_one_refuses(calls):
    resolve, _ = resolving_to("127.0.0.9", "127.0.0.1")
    with receiver(answer()) as there:
        reply = send(calls(NAMED, resolve=resolve), f"http://receiver.example:{there.port}/")

    assert reply.status == 200


@pytest.mark.parametrize("error", [socket.gaierror(-2, "no name"), OSError("no resolver")])
def test_a_name_that_is_not_found_is_a_dns_fault(calls, error):
    def resolve(*_: Any, **__: Any) -> list[Any]:
        raise error

    assert kind_of(calls(resolve=resolve), "https://nowhere.example/") == "dns"


def test_a_name_without_an_address_is_a_dns_fault(calls):
    resolve, _ = resolving_to()

    assert kind_of(calls(resolve=resolve), "https://nowhere.example/") == "dns"


def test_a_resolver_that_hangs_ends_at_the_deadline(calls):
    done = threading.Event()

    def resolve(*_: Any, **__: Any) -> list[Any]:
        done.wait(60)
        return []

    started = time.monotonic()
    kind = kind_of(calls(resolve=resolve), "https://slow.example/", deadline_s=DEADLINE_S)
    done.set()

    assert kind == "timeout"
    assert time.monotonic() - started < DEADLINE_S + PATIENCE_S


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("8.8.8.8", "127.0.0.1"),
        ("127.0.0.1", "8.8.8.8"),
        ("169.254.169.254",),
        ("10.0.0.1", "::1"),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::7f00:1",),
        ("fe80::1%lo",),
    ],
)
def test_a_name_with_any_private_address_is_never_connected_to(calls, addresses):
    connect, connected = leading_to(9)
    resolve, asked = resolving_to(*addresses)

    client = calls(resolve=resolve, connect=connect)
    assert kind_of(client, "https://good.example.com/") == "target"
    assert asked == ["good.example.com"]
    assert connected == []


def test_connections_go_to_the_addresses_that_were_checked_and_to_a_few_of_them(calls):
    connect, connected = leading_to(closed_port())
    addresses = [f"8.8.8.{n}" for n in range(1, 2 * ADDRESSES)]
    resolve, asked = resolving_to(*addresses)

    client = calls(resolve=resolve, connect=connect)
    fault = fault_of(client, "https://good.example.com:8443/")
    assert asked == ["good.example.com"]
    assert connected == [(each, 8443) for each in addresses[:ADDRESSES]]
    assert (fault.kind, fault.measured.remote_ip) == ("refused", addresses[ADDRESSES - 1])


def test_addresses_that_do_not_answer_share_the_time_to_connect(calls):
    given: list[float] = []

    def connect(_: Any, timeout_s: float) -> socket.socket:
        given.append(timeout_s)
        raise TimeoutError

    resolve, _ = resolving_to("8.8.8.8", "1.1.1.1")
    assert (
        kind_of(calls(resolve=resolve, connect=connect), "https://good.example.com/") == "timeout"
    )
    assert given == [2.5, 2.5]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.2/", "https://localhost/", "https://10.0.0.1/", "https://a@good.example/"],
)
def test_a_forbidden_target_is_refused_before_its_name_is_asked_for(calls, url):
    resolve, asked = resolving_to("8.8.8.8")

    assert kind_of(calls(resolve=resolve), url) == "target"
    assert asked == []


def test_a_name_of_other_letters_is_asked_for_as_dns_knows_it(calls):
    resolve, asked = resolving_to("10.0.0.1")

    assert kind_of(calls(resolve=resolve), "https://Пример.рф/") == "target"
    assert asked == ["xn--e1afmkfd.xn--p1ai"]


def test_an_address_is_not_asked_for(calls):
    connect, connected = leading_to(closed_port())
    resolve, asked = resolving_to("10.0.0.1")

    assert (
        kind_of(calls(resolve=resolve, connect=connect), "https://[2A00:1450:4001::1]/")
        == "refused"
    )
    assert asked == []
    assert connected == [("2a00:1450:4001::1", 443)]


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority.made_in(tmp_path_factory.mktemp("tls"))


def test_over_tls_name_and_host_stay_with_the_url(calls, authority):
    resolve, _ = resolving_to("8.8.8.8")
    with receiver(answer(), secure=authority.gives("receiver.example.com")) as there:
        connect, connected = leading_to(there.port)
        client = calls(resolve=resolve, connect=connect, authorities=authority.path)
        reply = send(client, "https://receiver.example.com:8443/")

    assert (reply.status, there.names) == (200, ["receiver.example.com"])
    assert connected == [("8.8.8.8", 8443)]
    assert b"\r\nHost: receiver.example.com:8443\r\n" in there.requests[0]


@pytest.mark.parametrize(
    ("host", "days", "says"),
    [
        ("receiver.example", (-3, -1), "expired"),
        ("receiver.example", (1, 2), "not yet valid"),
        ("another.example", (-1, 1), "not valid for"),
    ],
)
def test_a_certificate_that_is_not_good_for_the_name_is_named_so(
    calls, authority, host, days, says
):
    resolve, _ = resolving_to("127.0.0.1")
    with receiver(answer(), secure=authority.gives(host, days=days)) as there:
        client = calls(NAMED, resolve=resolve, authorities=authority.path)
        fault = fault_of(client, f"https://receiver.example:{there.port}/")

    assert fault.kind == "certificate"
    assert says in str(fault)
    assert there.requests == []


def test_a_certificate_that_nobody_vouches_for_is_refused(calls, authority):
    resolve, _ = resolving_to("127.0.0.1")
    with receiver(answer(), secure=authority.gives("receiver.example")) as there:
        client = calls(NAMED, resolve=resolve)

        assert kind_of(client, f"https://receiver.example:{there.port}/") == "certificate"

    assert there.requests == []


@pytest.mark.parametrize("drip", [b"", b"HTTP/1.1 200 OK\r\n"], ids=["nothing", "plain http"])
def test_a_receiver_that_speaks_no_tls_is_a_tls_fault(calls, drip):
    with receiver(drip=drip) as there:
        assert kind_of(calls(), f"https://127.0.0.1:{there.port}/") == "tls"
