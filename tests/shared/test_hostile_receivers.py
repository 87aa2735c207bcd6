"""Partners that mean ill, over real sockets: a named fault, within time, bytes and memory."""

import gzip
import socket
import threading

import pytest

from shared.calls import MAX_DEADLINE_S, is_connection_fault
from shared.exchange import MAX_HEAD, MAX_REPLY
from tests.shared.authority import Authority
from tests.shared.loopback import answer, receiver
from tests.shared.sending import (
    DEADLINE_S,
    MEMORY,
    NAMED,
    PATIENCE_S,
    kind_of,
    leading_to,
    resolving_to,
    send,
    within_bounds,
)

OK = b"HTTP/1.1 200 OK\r\n"
LARGE = 20_000_000  # more than the buffers of both ends hold
METADATA = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
PACKED = gzip.compress(b"\0" * 100_000_000)


def bounded(client, url, **parts):
    return within_bounds(lambda: send(client, url, **parts))


def ended(client, url):
    """Give the outcome of a call that nothing but its deadline ends."""
    return bounded(client, url, deadline_s=DEADLINE_S)


@pytest.mark.parametrize(
    ("said", "drip"),
    [
        (b"", b""),
        (b"", b"H"),
        (OK, b"x-a: b\r\n"),
        (OK, b"x"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
    ids=["nothing", "a status in drops", "headers in drops", "a header in drops", "hints in drops"],
)
def test_an_answer_that_never_comes_ends_at_the_deadline(calls, said, drip):
    with receiver(said, drip=drip, holds=not drip) as there:
        fault = ended(calls(), there.url)

    assert (fault.kind, str(fault)) == ("timeout", "no answer within 0.6 s")
    assert fault.measured.timing.total_ms >= 590


@pytest.mark.parametrize(
    ("said", "drip"),
    [
        (OK + b"\r\n", b"x"),
        (OK + b"content-length: 1000000000\r\n\r\n", b"x"),
        (OK + b"transfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"transfer-encoding: chunked\r\n\r\n1;", b"x"),
        (OK + b"transfer-encoding: chunked\r\n\r\n0\r\nx-a: ", b"x"),
    ],
    ids=["open", "declared", "chunks", "a chunk's head", "a trailer"],
)
def test_a_body_in_drops_ends_at_the_deadline_and_the_status_stands(calls, said, drip):
    with receiver(said, drip=drip) as there:
        reply = ended(calls(), there.url)

    assert (reply.status, reply.body_error) == (200, "timeout")
    assert reply.measured.timing.total_ms >= 590
    assert set(reply.body) <= {ord("x")}


def test_a_handshake_in_drops_ends_at_the_deadline(calls):
    with receiver(b"\x16\x03\x03\x40\x00\x02", drip=b"\x00", reads=False) as there:
        fault = ended(calls(), f"https://127.0.0.1:{there.port}/")

    assert fault.kind in {"timeout", "tls"}
    assert fault.measured.timing.tls_ms is not None


def test_a_body_in_drops_over_tls_ends_at_the_deadline(calls, tmp_path):
    authority = Authority.made_in(tmp_path)
    resolve, _ = resolving_to("127.0.0.1")
    with receiver(OK + b"\r\n", drip=b"x", secure=authority.gives("receiver.example")) as there:
        client = calls(NAMED, resolve=resolve, authorities=authority.path)
        reply = ended(client, f"https://receiver.example:{there.port}/")

    assert (reply.status, reply.body_error) == (200, "timeout")


def test_a_receiver_that_takes_no_request_ends_at_the_deadline(calls):
    with receiver(holds=True, reads=False) as there:
        request = b"x" * LARGE
        fault = within_bounds(
            lambda: send(calls(), there.url, deadline_s=DEADLINE_S, body=request),
            memory=2 * LARGE + MEMORY,
        )

    assert (fault.kind, str(fault)) == ("timeout", "the request was not taken in time")
    assert 0 < fault.measured.bytes_sent < LARGE


@pytest.mark.parametrize(
    ("said", "drip"),
    [
        (OK + b"\r\n", b"x" * 50_000),
        (OK + b"content-length: 1000000000\r\n\r\n", b"x" * 50_000),
        (OK + b"transfer-encoding: chunked\r\n\r\n", b"c350\r\n" + b"x" * 50_000 + b"\r\n"),
    ],
    ids=["open", "declared", "chunks"],
)
def test_an_endless_body_is_cut(calls, said, drip):
    with receiver(said, drip=drip, pause_s=0) as there:
        reply = within_bounds(lambda: send(calls(), there.url))

    assert (reply.status, reply.truncated, reply.body_error) == (200, True, None)
    assert reply.body == b"x" * MAX_REPLY
    assert reply.size == (1_000_000_000 if b"length" in said else None)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_compressed_bomb_stays_packed(calls, coding):
    headers = f"content-encoding: {coding}\r\nconnection: close"
    with receiver(answer(body=PACKED, headers=headers)) as there:
        client = calls()
        reply = within_bounds(lambda: send(client, there.url))

    assert (reply.body, reply.truncated) == (PACKED[:MAX_REPLY], True)
    assert reply.size == len(PACKED)


@pytest.mark.parametrize(
    ("said", "drip"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (b"", b"HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n" * 1000),
        (OK, b"a: b\r\n" * 1000),
        (OK + b"a: ", b"x" * 5000),
        (b"HTTP/1.1 200 ", b"K" * 5000),
        (b"", b"\r\n" * 5000),
        (b"", b"\0" * 5000),
        (b"", b"x" * 5000),
    ],
    ids=["continue", "hints", "headers", "header", "reason", "blanks", "zeros", "letters"],
)
def test_a_flood_before_the_answer_ends_after_some_kilobytes(calls, said, drip):
    with receiver(said, drip=drip, pause_s=0) as there:
        client = calls()
        fault = within_bounds(lambda: send(client, there.url))

    assert fault.kind == "protocol"
    assert there.requests


def test_a_flood_of_interim_answers_that_ends_is_too_much_all_the_same(calls):
    hints = b"HTTP/1.1 103 Early Hints\r\n\r\n"
    with receiver(hints * 3 + answer()) as there:
        assert send(calls(), there.url).status == 200
    with receiver(hints * (2 * MAX_HEAD // len(hints)) + answer()) as there:
        assert kind_of(calls(), there.url) == "protocol"


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"220 mail.example ESMTP\r\n",
        b"<html>HTTP/0.9 knew no head</html>\n",
        b"an answer without a line's end",
        b"\x00\xff\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/1.1 -20 OK\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        OK + b"content-length: x\r\n\r\n",
        OK + b"content-length: -1\r\n\r\n",
        OK + b"content-length: 1\r\ncontent-length: 2\r\n\r\n",
        OK + b"transfer-encoding: gzip, chunked\r\n\r\n",
        OK + b"a b: c\r\n\r\n",
        OK + b"a: \0\r\n\r\n",
        OK + b": c\r\n\r\n",
        OK + b"a: b\r\n",
    ],
)
def test_what_is_no_http_is_a_protocol_fault(calls, said):
    with receiver(said) as there:
        assert bounded(calls(), there.url).kind == "protocol"


@pytest.mark.parametrize("cuts", [None, threading.Event()], ids=["closed", "cut"])
def test_a_line_that_ends_without_a_word_was_reset(calls, cuts):
    if cuts:
        cuts.set()
    with receiver(b"", cuts=cuts) as there:
        fault = bounded(calls(), there.url)

    assert fault.kind == "reset"
    assert is_connection_fault(fault.kind)
    assert len(there.requests) == 1


@pytest.mark.parametrize(
    ("said", "size"),
    [
        (OK + b"content-length: 100\r\n\r\nshort", 100),
        (OK + b"transfer-encoding: chunked\r\n\r\n5\r\nshort\r\n", None),
        (OK + b"transfer-encoding: chunked\r\n\r\n5\r\nshort\r\nzz\r\n", None),
    ],
)
def test_a_body_that_breaks_off_is_noted_and_the_status_stands(calls, said, size):
    with receiver(said) as there:
        reply = bounded(calls(), there.url)

    assert (reply.status, reply.body_error, reply.size) == (200, "protocol", size)
    assert reply.body == b"short"


def test_a_line_that_is_cut_amid_the_body_is_noted_and_the_status_stands(calls):
    heard = threading.Event()

    class Telling(socket.socket):
        def recv(self, *asked):
            heard_now = super().recv(*asked)
            heard.set()
            return heard_now

    def connect(address, timeout_s):
        sock = Telling(socket.AF_INET)
        sock.settimeout(timeout_s)
        sock.connect(address)
        return sock

    with receiver(OK + b"content-length: 100\r\n\r\nshort", cuts=heard) as there:
        reply = bounded(calls(connect=connect), there.url)

    assert (reply.status, reply.body, reply.body_error) == (200, b"short", "reset")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_the_metadata_address_leads_nowhere(calls, status):
    moved = answer(f"{status} Moved", b"", f"location: {METADATA}\r\nconnection: close")
    with receiver(moved) as there:
        connect, connected = leading_to(there.port)
        reply = send(calls(connect=connect), there.url)

    assert (reply.status, reply.headers["location"]) == (status, METADATA)
    assert connected == [("127.0.0.1", there.port)]


def test_an_answer_of_dns_that_changes_after_the_check_is_never_asked_for(calls):
    answers = iter([["8.8.8.8"], ["169.254.169.254"], ["127.0.0.1"]])

    def resolve(*asked, **more):
        return resolving_to(*next(answers))[0](*asked, **more)

    with receiver(answer()) as there:
        connect, connected = leading_to(there.port)
        client = calls(resolve=resolve, connect=connect)
        first = bounded(client, "https://rebound.example.com/")
        then = [bounded(client, "https://rebound.example.com/").kind for _ in range(2)]

    assert connected == [("8.8.8.8", 443)]
    assert first.measured.remote_ip == "8.8.8.8"
    assert then == ["target", "target"]


def test_no_call_may_take_longer_than_the_longest_deadline(calls):
    given = []

    class Telling(socket.socket):
        def settimeout(self, seconds):
            given.append(seconds)
            super().settimeout(seconds)

    def connect(address, _):
        sock = Telling(socket.AF_INET)
        sock.connect(address)
        return sock

    with receiver(answer()) as there:
        send(calls(connect=connect), there.url, deadline_s=10_000)

    assert MAX_DEADLINE_S - PATIENCE_S < min(given) <= max(given) <= MAX_DEADLINE_S
