"""Bad input over the wire: every refusal is problem details that name field, value and rule."""

from typing import Any

import httpx
import pytest

from local.stack import Stack

JSON = {"content-type": "application/json"}
DEEP = "[" * 1000 + "]" * 1000


@pytest.fixture(scope="module")
def api(stack: Stack) -> Any:
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def problem(answer: httpx.Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["request_id"]
    return body


def test_an_unknown_route_is_not_found(api: httpx.Client) -> None:
    assert "/v1/nothing" in problem(api.get("/v1/nothing"), 404)["detail"]


def test_a_wrong_method_names_the_allowed_ones(api: httpx.Client) -> None:
    answer = api.put("/v1/orders")

    assert problem(answer, 405)["allowed"] == ["GET", "POST"]
    assert answer.headers["allow"] == "GET, POST"


def test_a_body_over_256_kb_is_refused_whole(api: httpx.Client) -> None:
    body = {"title": "x" * 260 * 1024, "customer": {"name": "Иван"}}

    assert problem(api.post("/v1/orders", json=body), 413)["max_bytes"] == 256 * 1024


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "not valid JSON"),
        ('{"title": NaN}', "NaN is not a JSON number"),
        (DEEP, "nested deeper"),
    ],
    ids=["broken", "nan", "deep"],
)
def test_a_body_that_cannot_be_read_says_why(api: httpx.Client, text: Any, rule: str) -> None:
    (error,) = problem(api.post("/v1/orders", content=text, headers=JSON), 400)["errors"]

    assert error["field"] == "body"
    assert rule in error["rule"]


def test_another_content_type_is_refused(api: httpx.Client) -> None:
    answer = api.post("/v1/orders", content="title=x", headers={"content-type": "text/plain"})

    assert problem(answer, 415)["errors"][0]["value"] == "text/plain"


def test_a_broken_rule_names_field_value_and_rule(api: httpx.Client) -> None:
    body = {"title": "", "customer": {"name": "Иван", "phone": "not a number"}, "colour": "red"}

    errors = {e["field"]: e for e in problem(api.post("/v1/orders", json=body), 422)["errors"]}

    assert errors["title"]["value"] == ""
    assert errors["colour"]["value"] == "red"
    assert all(each["rule"] for each in errors.values())


@pytest.mark.parametrize("token", ["nonsense", "nrd_live_" + "0" * 49, "a.b.c"])
def test_tokens_and_keys_that_are_not_ours_look_all_the_same(stack: Stack, token: str) -> None:
    headers = {"authorization": f"Bearer {token}"}
    answer = httpx.get(f"{stack.info.api}/v1/orders", headers=headers, timeout=60)

    body = problem(answer, 401)
    assert (body["type"], body["detail"]) == (
        "urn:naryad:problem:unauthorized",
        "sign in again, or check the key",
    )


def test_without_any_authorization_the_gateway_refuses(stack: Stack) -> None:
    assert httpx.get(f"{stack.info.api}/v1/orders", timeout=60).status_code == 401
