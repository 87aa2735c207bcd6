import time
from collections.abc import Iterator

import httpx
import pytest

from local.receiver import KEPT, Receiver

from .conftest import served


@pytest.fixture(scope="module")
def served_once() -> Iterator[httpx.Client]:
    with served(Receiver().app) as client:
        yield client


@pytest.fixture
def receiver(served_once: httpx.Client) -> httpx.Client:
    served_once.get("/_received?clear")
    return served_once


def received(receiver: httpx.Client, path: str) -> list[str]:
    items = receiver.get("/_received", params={"path": path}).json()["items"]
    return [each["body"] for each in items]


def test_whatever_is_posted_is_remembered_as_it_came(receiver: httpx.Client) -> None:
    receiver.post("/a/b?x=1", content='{"ключ": 1}', headers={"webhook-id": "msg_1"})

    (seen,) = receiver.get("/_received").json()["items"]
    assert (seen["method"], seen["path"], seen["query"]) == ("POST", "/a/b", "x=1")
    assert seen["headers"]["webhook-id"] == "msg_1"
    assert seen["body"] == '{"ключ": 1}'
    assert seen["time"].endswith("Z")


def test_bytes_that_are_no_text_are_remembered_too(receiver: httpx.Client) -> None:
    receiver.post("/a", content=b"\xff\x00")

    (seen,) = receiver.get("/_received").json()["items"]
    assert (seen["body"], seen["is_base64"]) == ("/wA=", True)


def test_requests_are_listed_by_path_oldest_first(receiver: httpx.Client) -> None:
    for path, body in (("/a", "1"), ("/b", "2"), ("/a", "3")):
        receiver.post(path, content=body)

    assert received(receiver, "/a") == ["1", "3"]


def test_one_path_is_forgotten_without_the_others(receiver: httpx.Client) -> None:
    receiver.post("/a", content="1")
    receiver.post("/b", content="2")

    receiver.get("/_received?path=/a&clear")

    assert received(receiver, "/a") == []
    assert received(receiver, "/b") == ["2"]


def test_everything_is_forgotten_when_no_path_is_named(receiver: httpx.Client) -> None:
    receiver.post("/a")

    receiver.get("/_received?clear")

    assert receiver.get("/_received").json() == {"items": []}


def test_only_the_newest_thousand_are_kept(receiver: httpx.Client) -> None:
    for number in range(KEPT + 1):
        receiver.post("/a", content=str(number))

    kept = received(receiver, "/a")
    assert (len(kept), kept[0]) == (KEPT, "1")


@pytest.mark.parametrize("path", ["/status/503", "/status/503/hook", "/hook?status=503"])
def test_it_answers_what_it_is_asked_to_answer(receiver: httpx.Client, path: str) -> None:
    assert receiver.post(path).status_code == 503


@pytest.mark.parametrize("path", ["/status/abc", "/status/99", "/status/1000", "/hook?status="])
def test_a_status_that_is_none_is_success(receiver: httpx.Client, path: str) -> None:
    assert receiver.post(path).status_code == 200


@pytest.mark.parametrize("path", ["/delay/0.2", "/hook?delay=0.2"])
def test_it_takes_the_time_it_is_asked_to_take(receiver: httpx.Client, path: str) -> None:
    begun = time.monotonic()

    assert receiver.post(path).status_code == 200
    assert time.monotonic() - begun >= 0.2


def test_it_may_misbehave_for_a_number_of_times_only(receiver: httpx.Client) -> None:
    answers = [receiver.post("/hook?status=500&times=2").status_code for _ in range(3)]

    assert answers == [500, 500, 200]


def test_it_may_ask_to_come_back_later(receiver: httpx.Client) -> None:
    answer = receiver.post("/hook?status=429&retry_after=5")

    assert answer.headers["retry-after"] == "5"


def test_a_browser_is_told_what_it_is(receiver: httpx.Client) -> None:
    assert "/_received" in receiver.get("/").text


def test_it_answers_as_an_sms_gateway_and_as_telegram_do(receiver: httpx.Client) -> None:
    text = receiver.post("/smsc/sys/send.php", data={"phones": "+79000000001"}).json()
    status = receiver.post("/smsc/sys/status.php", data={"id": text["id"]}).json()
    message = receiver.post("/telegram/bot1:x/sendMessage", json={"chat_id": 1}).json()
    webhook = receiver.post("/telegram/bot1:x/setWebhook", json={"url": "https://x"}).json()

    assert text["cnt"] == status["status"] == 1
    assert message["result"]["message_id"] > text["id"]
    assert (webhook["ok"], webhook["result"]) == (True, True)
    assert len(received(receiver, "/smsc/sys/send.php")) == 1
