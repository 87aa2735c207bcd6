import socket
import threading
import time
from typing import Any

import certifi
import pytest

from tests.shared.loopback import answer, closed_port, receiver, write_certificate
from tests.shared.sending import DEADLINE_S, NAMED, PATIENCE_S, kind_of, resolving_to, send


def test_a_closed_port_is_a_connect_fault(calls):
    assert kind_of(calls(), f"http://127.0.0.1:{closed_port()}/") == "connect"


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
        done.wait(5)
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
def test_a_name_with_any_private_address_is_never_connected_to(calls, addresses, monkeypatch):
    connected: list[Any] = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **_: connected.append(a))
    resolve, asked = resolving_to(*addresses)

    assert kind_of(calls(resolve=resolve), "https://good.example.com/") == "target"
    assert asked == ["good.example.com"]
    assert connected == []


def test_the_connection_goes_to_the_address_that_was_checked(calls, monkeypatch):
    connected: list[Any] = []

    def connect(address: Any, _: float) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    resolve, asked = resolving_to("8.8.8.8", "1.1.1.1")

    assert kind_of(calls(resolve=resolve), "https://good.example.com:8443/") == "connect"
    assert asked == ["good.example.com"]
    assert connected == [("8.8.8.8", 8443), ("1.1.1.1", 8443)]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.2/", "https://localhost/", "https://10.0.0.1/", "https://a@good.example/"],
)
def test_a_forbidden_target_is_refused_before_its_name_is_asked_for(calls, url):
    resolve, asked = resolving_to("8.8.8.8")

    assert kind_of(calls(resolve=resolve), url) == "target"
    assert asked == []


def test_a_name_that_only_the_older_rules_know_is_refused(calls):
    resolve, asked = resolving_to("8.8.8.8")

    assert kind_of(calls(resolve=resolve), "https://☃.example.com/") == "protocol"
    assert asked == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return write_certificate(tmp_path_factory.mktemp("tls") / "receiver.pem", "receiver.example")


def test_over_tls_name_and_host_stay_with_the_url(calls, certificate, monkeypatch):
    monkeypatch.setattr(certifi, "where", lambda: str(certificate))
    resolve, _ = resolving_to("127.0.0.1")
    with receiver(answer(), secure=certificate) as there:
        reply = send(calls(NAMED, resolve=resolve), f"https://receiver.example:{there.port}/")

    assert (reply.status, there.names) == (200, ["receiver.example"])
    assert f"Host: receiver.example:{there.port}".encode() in there.requests[0]


def test_a_certificate_that_nobody_vouches_for_is_a_tls_fault(calls, certificate):
    resolve, _ = resolving_to("127.0.0.1")
    with receiver(answer(), secure=certificate) as there:
        client = calls(NAMED, resolve=resolve)

        assert kind_of(client, f"https://receiver.example:{there.port}/") == "tls"

    assert there.requests == []


def test_a_certificate_for_another_name_is_a_tls_fault(calls, certificate, monkeypatch):
    monkeypatch.setattr(certifi, "where", lambda: str(certificate))
    with receiver(answer(), secure=certificate) as there:
        assert kind_of(calls(), f"https://127.0.0.1:{there.port}/") == "tls"


@pytest.mark.parametrize("drip", [b"", b"HTTP/1.1 200 OK\r\n"], ids=["nothing", "plain http"])
def test_a_receiver_that_speaks_no_tls_is_a_tls_fault(calls, drip):
    with receiver(drip=drip) as there:
        assert kind_of(calls(), f"https://127.0.0.1:{there.port}/") == "tls"
