"""What a call tells of itself: how long each step took, where it led, how much was sent."""

import socket
import time
from typing import Any, get_args

import pytest

from shared.calls import CONNECTION_FAULTS, Fault, Measured, Timing, is_connection_fault
from shared.watch import Watch
from tests.shared.authority import Authority
from tests.shared.loopback import answer, closed_port, receiver
from tests.shared.sending import NAMED, fault_of, resolving_to, send

PAUSE_S = 0.05
PAUSE_MS = 45  # sleeps may be rounded


def slow_to_resolve(*asked: Any, **more: Any) -> list[Any]:
    time.sleep(PAUSE_S)
    return resolving_to("127.0.0.1")[0](*asked, **more)


def slow_to_connect(address: Any, timeout_s: float) -> socket.socket:
    time.sleep(PAUSE_S)
    return socket.create_connection(address, timeout_s)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority.made_in(tmp_path_factory.mktemp("tls"))


def test_a_call_tells_how_long_each_step_took(calls, authority):
    own = authority.gives("receiver.example")
    with receiver(answer(), secure=own, delay_s=PAUSE_S, handshake_s=PAUSE_S) as there:
        client = calls(
            NAMED, resolve=slow_to_resolve, connect=slow_to_connect, authorities=authority.path
        )
        measured = send(client, f"https://receiver.example:{there.port}/").measured

    timing = measured.timing
    steps = (timing.dns_ms, timing.connect_ms, timing.tls_ms, timing.first_byte_ms)
    assert all(step is not None and PAUSE_MS <= step < 10_000 for step in steps), steps
    assert sum(step or 0 for step in steps) <= timing.total_ms + 2 < 40_000
    assert measured.remote_ip == "127.0.0.1"
    assert measured.bytes_sent == len(there.requests[0])


def test_a_call_over_a_kept_line_needs_no_steps_to_open_one(calls):
    with receiver(*[answer(headers="x-a: b")] * 2) as there:
        client = calls()
        first, second = (send(client, there.url).measured for _ in range(2))
        client.close()

    assert (first.timing.dns_ms, first.timing.tls_ms) == (None, None)
    assert first.timing.connect_ms is not None
    assert second.timing.connect_ms is None
    assert second.timing.first_byte_ms is not None
    assert second.remote_ip == "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "reached"),
    [
        ("http://user@127.0.0.1/", set()),
        ("https://nowhere.example/", {"dns_ms"}),
        ("http://receiver.example:{closed}/", {"dns_ms", "connect_ms"}),
        ("https://receiver.example:{mute}/", {"dns_ms", "connect_ms", "tls_ms"}),
        ("http://receiver.example:{mute}/", {"dns_ms", "connect_ms", "first_byte_ms"}),
    ],
)
def test_a_call_that_failed_tells_how_far_it_came(calls, url, reached):
    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return resolving_to(*(["127.0.0.1"] if host in NAMED else []))[0](host, port)

    with receiver() as there:
        client = calls(NAMED | {"127.0.0.1"}, resolve=resolve)
        measured = fault_of(client, url.format(closed=closed_port(), mute=there.port)).measured

    timing = vars(measured.timing)
    assert {step for step, ms in timing.items() if ms is not None} - {"total_ms"} == reached
    assert measured.remote_ip == ("127.0.0.1" if "connect_ms" in reached else None)
    assert (measured.bytes_sent > 0) == ("first_byte_ms" in reached)


def test_a_watch_gives_what_is_left_and_no_more():
    watch = Watch(10)

    assert 9 < watch.left() <= 10
    assert watch.left(2) == 2
    assert Watch(0.5).left(2) <= 0.5
    with pytest.raises(TimeoutError):
        Watch(0).left()


def test_nothing_is_measured_before_something_happens():
    assert Watch(1).read() == Measured(Timing(total_ms=0))


@pytest.mark.parametrize("kind", get_args(Fault))
def test_faults_on_the_line_are_told_from_those_of_partner_and_settings(kind):
    expected = kind in {"dns", "refused", "unreachable", "tls", "reset"}

    assert is_connection_fault(kind) == expected
    assert (kind in CONNECTION_FAULTS) == expected


def test_an_answer_of_any_status_is_no_fault_on_the_line():
    assert not is_connection_fault("status")
    assert not is_connection_fault(None)
