import gzip
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.outbound import MAX_REPLY, Outbound, Reply, outbound
from tests.shared.loopback import answer, receiver
from tests.shared.sending import DEADLINE_S, PATIENCE_S, kind_of, send


def test_a_request_arrives_as_it_was_given_and_the_answer_comes_back(calls):
    with receiver(answer("201 Created", b"done", "x-id: 7\r\nconnection: close")) as there:
        reply = send(calls(), there.url + "?a=1", **{"webhook-id": "evt_1"})

    assert reply == Reply(201, reply.headers, b"done", truncated=False, body_error=None)
    assert reply.headers["x-id"] == "7"
    head, _, body = there.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /hook?a=1 HTTP/1.1"
    assert f"Host: 127.0.0.1:{there.port}" in lines
    assert {"accept-encoding: identity", "webhook-id: evt_1"} <= set(lines)
    assert body == b'{"a": 1}'


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(calls, status):
    with receiver(answer()) as elsewhere:
        moved = answer(f"{status} Moved", b"", f"location: {elsewhere.url}\r\nconnection: close")
        with receiver(moved) as there:
            assert send(calls(), there.url).status == status

    assert elsewhere.connections == 0


def test_a_compressed_answer_is_not_unpacked(calls):
    bomb = gzip.compress(b"\0" * 10_000_000)
    with receiver(answer(body=bomb, headers="content-encoding: gzip")) as there:
        reply = send(calls(), there.url)

    assert reply.body == bomb[:MAX_REPLY]


def test_an_answer_of_exactly_the_limit_is_whole(calls):
    with receiver(answer(body=b"x" * MAX_REPLY)) as there:
        reply = send(calls(), there.url)

    assert (len(reply.body), reply.truncated) == (MAX_REPLY, False)


def test_an_endless_answer_is_cut(calls):
    with receiver(b"HTTP/1.1 200 OK\r\n\r\n", drip=b"x" * 50_000) as there:
        reply = send(calls(), there.url)

    assert (reply.status, len(reply.body), reply.truncated) == (200, MAX_REPLY, True)


def test_a_slow_drip_of_body_ends_at_the_deadline_and_keeps_the_status(calls):
    started = time.monotonic()
    with receiver(b"HTTP/1.1 200 OK\r\n\r\n", drip=b"x") as there:
        reply = send(calls(), there.url, deadline_s=DEADLINE_S)

    assert DEADLINE_S * 0.9 < time.monotonic() - started < DEADLINE_S + PATIENCE_S
    assert (reply.status, reply.body_error) == (200, "ReadTimeout")
    assert set(reply.body) == {ord("x")}


@pytest.mark.parametrize(
    ("said", "drip"),
    [((b"", b""), b""), ((b"HTTP/1.1 200 OK\r\n",), b"x-a: b\r\n")],
    ids=["nothing", "a head in drops"],
)
def test_an_answer_that_never_comes_is_a_timeout(calls, said, drip):
    started = time.monotonic()
    with receiver(*said, drip=drip) as there:
        client = calls()
        kind = kind_of(client, there.url, deadline_s=DEADLINE_S)
        client._client.close()

    assert kind == "timeout"
    assert time.monotonic() - started < DEADLINE_S + PATIENCE_S


def test_an_answer_that_breaks_off_keeps_its_status_and_notes_the_fault(calls):
    with receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort") as there:
        reply = send(calls(), there.url)

    assert (reply.status, reply.body, reply.body_error) == (200, b"short", "RemoteProtocolError")


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"\x00\xff\r\n\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 40_000,
        b"HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
    ],
    ids=["ssh", "noise", "status", "length", "endless head", "bad header"],
)
def test_what_is_no_http_is_a_protocol_fault(calls, said):
    with receiver(said) as there:
        assert kind_of(calls(), there.url) == "protocol"


def test_a_line_that_closes_without_a_word_is_a_protocol_fault(calls):
    with receiver() as there:
        assert kind_of(calls(), there.url) == "protocol"


def test_a_header_that_would_add_a_header_is_not_sent(calls):
    with receiver(answer()) as there:
        assert kind_of(calls(), there.url, **{"x-a": "b\r\nx-c: d"}) == "protocol"

    assert there.requests == []


def test_proxies_of_the_environment_are_ignored(calls, monkeypatch):
    with receiver(answer()) as proxy, receiver(answer()) as there:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv(name.upper(), f"http://127.0.0.1:{proxy.port}")
        assert send(calls(), there.url).status == 200

    assert (proxy.connections, there.connections) == (0, 1)


def test_a_line_that_is_kept_open_is_used_again(calls):
    open_line = answer(headers="connection: keep-alive")
    with receiver(open_line, open_line) as there:
        client = calls()
        replies = [send(client, there.url).status for _ in range(2)]

    assert replies == [200, 200]
    assert there.connections == 1


def test_a_line_that_was_closed_meanwhile_is_opened_anew(calls):
    with receiver(answer(headers="x-kept: yes")) as there:
        client = calls()
        send(client, there.url)
        _wait_until_closed(client)

        assert send(client, there.url).status == 200

    assert there.connections == 2


def _wait_until_closed(client: Outbound) -> None:
    pool = client._client._transport._pool
    ends = time.monotonic() + PATIENCE_S
    while not all(line.has_expired() for line in pool.connections):
        assert time.monotonic() < ends
        time.sleep(0.005)


def test_calls_in_threads_keep_their_own_deadlines(calls):
    client = calls()
    with (
        receiver(b"HTTP/1.1 200 OK\r\n\r\n", drip=b"x") as slow,
        receiver(answer()) as quick,
        ThreadPoolExecutor(2) as threads,
    ):
        late = threads.submit(send, client, slow.url, deadline_s=DEADLINE_S)
        soon = threads.submit(send, client, quick.url, deadline_s=30)

    assert late.result().body_error == "ReadTimeout"
    assert soon.result() == Reply(200, soon.result().headers, b"ok", False, None)  # noqa: FBT003


def test_a_process_has_one_client_for_the_same_hosts():
    first = outbound(frozenset())

    assert outbound(frozenset()) is first
