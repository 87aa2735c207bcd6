from concurrent.futures import ThreadPoolExecutor

import h11
import pytest

from shared import lines
from shared.calls import OutboundError, Reply
from shared.exchange import MAX_REPLY, Exchange
from shared.lines import Line
from shared.outbound import OURS, outbound
from shared.watch import Watch
from tests.shared.loopback import answer, receiver
from tests.shared.sending import DEADLINE_S, kind_of, leading_to, resolving_to, send, wait_for


def test_a_request_arrives_as_it_was_given_and_the_answer_comes_back(calls):
    with receiver(answer("201 Created", b"done", "x-id: 7\r\nconnection: close")) as there:
        reply = send(calls(), there.url + "?a=1", **{"webhook-id": "evt_1"})

    assert reply == Reply(201, reply.headers, b"done", size=4, measured=reply.measured)
    assert reply.headers["x-id"] == "7"
    head, _, body = there.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /hook?a=1 HTTP/1.1"
    assert f"Host: 127.0.0.1:{there.port}" in lines
    assert {"Accept-Encoding: identity", "webhook-id: evt_1"} <= set(lines)
    assert body == b'{"a": 1}'


def test_what_is_at_a_url_is_asked_for_without_a_body(calls):
    with receiver(answer(body=b"{}")) as there:
        reply = calls().get(there.url + "?a=1", {"user-agent": "naryad"}, deadline_s=5)

    assert (reply.status, reply.body) == (200, b"{}")
    head, _, body = there.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"GET /hook?a=1 HTTP/1.1\r\n")
    assert b"content-length" not in head.lower()
    assert body == b""


def test_what_is_asked_for_is_guarded_like_what_is_sent(calls):
    with pytest.raises(OutboundError) as refused:
        calls().get("https://169.254.169.254/latest", {}, deadline_s=DEADLINE_S)

    assert refused.value.kind == "target"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(calls, status):
    with receiver(answer()) as elsewhere:
        moved = answer(f"{status} Moved", b"", f"location: {elsewhere.url}\r\nconnection: close")
        with receiver(moved) as there:
            assert send(calls(), there.url).status == status

    assert elsewhere.connections == 0


def test_an_answer_of_exactly_the_limit_is_whole(calls):
    with receiver(answer(body=b"x" * MAX_REPLY)) as there:
        reply = send(calls(), there.url)

    assert (len(reply.body), reply.truncated, reply.size) == (MAX_REPLY, False, MAX_REPLY)


def test_a_header_that_would_add_a_header_is_not_sent(calls):
    with receiver(answer()) as there:
        assert kind_of(calls(), there.url, **{"x-a": "b\r\nx-c: d"}) == "request"

    assert there.requests == []


@pytest.mark.parametrize("name", [*sorted(OURS), "HOST", "Transfer-Encoding"])
def test_a_header_that_belongs_to_the_line_is_not_for_the_caller_to_set(calls, name):
    with receiver(answer()) as there:
        assert kind_of(calls(), there.url, **{name: "1"}) == "request"

    assert there.connections == 0


def test_a_header_of_other_letters_than_ascii_is_not_sent(calls):
    assert kind_of(calls(), "http://127.0.0.1/", **{"x-a": "б"}) == "request"


def test_a_path_goes_over_the_line_in_ascii(calls):
    with receiver(answer()) as there:
        send(calls(), there.url + "/заявки?имя=%D0%B0&x={1}")

    assert there.requests[0].split(b" ")[1] == (
        b"/hook/%D0%B7%D0%B0%D1%8F%D0%B2%D0%BA%D0%B8?%D0%B8%D0%BC%D1%8F=%D0%B0&x={1}"
    )


def test_headers_that_come_more_than_once_are_joined(calls):
    with receiver(answer(headers="x-a: 1\r\nX-A: 2\r\nconnection: close")) as there:
        assert send(calls(), there.url).headers["x-a"] == "1, 2"


def test_an_old_answer_tells_its_version_and_ends_with_the_line(calls):
    with receiver(b"HTTP/1.0 200 OK\r\n\r\nold") as there:
        reply = send(calls(), there.url)

    assert (reply.http_version, reply.body, reply.size) == ("1.0", b"old", 3)


class HangsUp(Line):
    """A line that takes no more of the request, with an answer already there."""

    def __init__(self, *words: bytes) -> None:
        self._words = [*words, b""]

    def send(self, data: bytes, watch: Watch) -> None:
        raise BrokenPipeError

    def receive(self, most: int, watch: Watch) -> bytes:
        return self._words.pop(0)


def test_an_early_answer_counts_although_the_rest_of_the_request_was_not_taken():
    headers = [("host", "a"), ("content-length", "1")]
    request = h11.Request(method="POST", target="/", headers=headers)

    assert Exchange(HangsUp(answer("413 Too Large")), Watch(5)).perform(request, b"x").status == 413
    with pytest.raises(OutboundError, match="closed before an answer"):
        Exchange(HangsUp(), Watch(5)).perform(request, b"x")


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
        ((_, line),) = client._idle._kept
        wait_for(lambda: not line.is_of_use())

        assert send(client, there.url).status == 200

    assert there.connections == 2


def test_a_line_that_speaks_unasked_is_not_used_again(calls):
    with receiver(answer(headers="x-a: b"), drip=answer("500 Forged")) as there:
        client = calls()
        send(client, there.url)
        ((_, line),) = client._idle._kept
        wait_for(lambda: not line.is_of_use())
        send(client, there.url)

    assert there.connections == 2


def test_a_line_is_kept_for_its_own_target_only(calls):
    open_line = answer(headers="connection: keep-alive")
    with receiver(open_line, open_line) as there:
        connect, asked = leading_to(there.port)
        resolve, _ = resolving_to("127.0.0.1")
        client = calls(frozenset({"a.example", "b.example"}), resolve=resolve, connect=connect)
        for url in ("http://a.example/", "http://b.example/", "http://a.example:8080/"):
            send(client, url)
        client.close()

    assert len(asked) == 3


def test_idle_lines_are_not_kept_beyond_their_number_and_time(calls, monkeypatch):
    monkeypatch.setattr(lines, "IDLE_LINES", 1)
    open_line = answer(headers="connection: keep-alive")
    with receiver(open_line, open_line) as one, receiver(open_line, open_line) as other:
        client = calls()
        for url in (one.url, other.url, one.url):
            send(client, url)
        monkeypatch.setattr(lines, "IDLE_S", 0)
        send(client, one.url)
        client.close()

    assert (one.connections, other.connections) == (3, 1)


def test_calls_in_threads_keep_their_own_deadlines(calls):
    client = calls()
    with (
        receiver(b"HTTP/1.1 200 OK\r\n\r\n", drip=b"x") as slow,
        receiver(answer()) as quick,
        ThreadPoolExecutor(2) as threads,
    ):
        late = threads.submit(send, client, slow.url, deadline_s=DEADLINE_S)
        soon = threads.submit(send, client, quick.url, deadline_s=30)

    assert late.result().body_error == "timeout"
    assert (soon.result().body, soon.result().body_error) == (b"ok", None)


def test_a_process_has_one_client_for_the_same_hosts():
    first = outbound(frozenset())

    assert outbound(frozenset()) is first
