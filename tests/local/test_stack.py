"""The local runtime against the real emulator, by the small template in tiny/."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.faults import LocalError
from local.fresh import FreshInfo
from local.identity import Token

from .conftest import Tiny, eventually, tiny_stack

pytestmark = pytest.mark.stack


def call(tiny: Tiny, path: str, method: str = "GET", **asked: Any) -> httpx.Response:
    return httpx.request(method, tiny.stack.info.api + path, timeout=30, **asked)


GOOD = {"authorization": "Bearer good"}


def test_a_request_reaches_its_function_through_the_gateway(tiny: Tiny) -> None:
    answer = call(tiny, "/v1/things/7%20a?x=1&x=2", "PATCH", headers=GOOD)

    said = answer.json()
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"7"'
    assert (said["method"], said["path"], said["query"]) == ("PATCH", "/v1/things/7 a", "x=1&x=2")
    assert said["route"] == "ANY /v1/{proxy+}"
    assert said["who"] == {"name": "Alice"}


def test_a_layer_is_importable_in_the_function(tiny: Tiny) -> None:
    assert call(tiny, "/v1/open").json()["language"] == "en"


def test_without_a_token_the_gateway_itself_says_no(tiny: Tiny) -> None:
    answer = call(tiny, "/v1/things")

    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthorized"}


def test_what_the_authorizer_refuses_is_forbidden(tiny: Tiny) -> None:
    assert call(tiny, "/v1/things", headers={"authorization": "Bearer bad"}).status_code == 403


def test_a_public_route_asks_no_authorizer(tiny: Tiny) -> None:
    assert call(tiny, "/v1/open").json()["who"] is None


def test_an_authorizer_result_is_kept_for_as_long_as_the_template_says(tiny: Tiny) -> None:
    client = tiny.client("apigatewayv2")
    (api,) = client.get_apis()["Items"]

    (authorizer,) = client.get_authorizers(ApiId=api["ApiId"])["Items"]

    assert authorizer["AuthorizerResultTtlInSeconds"] == 5


def test_a_function_that_raises_tells_the_caller_nothing(tiny: Tiny) -> None:
    answer = call(tiny, "/v1/raise", headers=GOOD)

    assert answer.status_code == 500
    assert answer.json() == {"message": "Internal Server Error"}


def test_items_expire_as_the_template_says(tiny: Tiny) -> None:
    said = tiny.client("dynamodb").describe_time_to_live(TableName=tiny.stack.outputs["TableName"])

    assert said["TimeToLiveDescription"]["TimeToLiveStatus"] == "ENABLED"


def test_run_json_gets_a_young_token_again_and_again(tiny: Tiny, tmp_path: Path) -> None:
    class ShortLived:
        info = tiny.stack.info

        def token(self) -> Token:
            return Token(tiny.stack.token().access, lives_s=1)

    file = tmp_path / "run.json"
    fresh = FreshInfo(ShortLived(), file)
    fresh.start()
    first = json.loads(file.read_text())

    eventually(lambda: json.loads(file.read_text())["admin_token"] != first["admin_token"])

    assert file.stat().st_mode & 0o777 == 0o600
    fresh.end()
    assert not file.exists()


def test_a_user_signs_in_as_the_page_does(tiny: Tiny) -> None:
    info = tiny.stack.info
    answer = sign_in(tiny, "InitiateAuth")

    assert answer.status_code == 200
    assert answer.json()["AuthenticationResult"]["AccessToken"].count(".") == 2
    assert info.admin_token.count(".") == 2


def test_the_door_to_the_user_pool_is_open_for_public_calls_only(tiny: Tiny) -> None:
    assert sign_in(tiny, "AdminCreateUser").status_code == 400
    assert sign_in(tiny, "ListUsers").status_code == 400


def sign_in(tiny: Tiny, operation: str) -> httpx.Response:
    info, outputs = tiny.stack.info, tiny.stack.outputs
    return call(
        tiny,
        "/identity/",
        "POST",
        headers={
            "content-type": "application/x-amz-json-1.1",
            "x-amz-target": f"AWSCognitoIdentityProviderService.{operation}",
        },
        json={
            "AuthFlow": "USER_PASSWORD_AUTH",
            "ClientId": outputs["WebClientId"],
            "AuthParameters": {"USERNAME": info.user, "PASSWORD": info.password},
        },
    )


def test_a_second_start_finds_the_data_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with tiny_stack(tmp_path) as stack:
        first = Tiny(stack)
        first.put("ORDER#before")
        eventually(lambda: first.calls("Strict", "ORDER#before"))

    with tiny_stack(tmp_path) as stack:
        second = Tiny(stack)
        second.put("ORDER#after")
        eventually(lambda: second.calls("Strict", "ORDER#after"))
        second.send("FastQueue", "after-restart")
        eventually(lambda: second.calls("FastWorker", "after-restart"))

        assert len(second.calls("Strict", "ORDER#before")) == 1


def test_a_change_that_was_not_delivered_before_the_stop_is_delivered_after_it(
    tmp_path: Path,
) -> None:
    with tiny_stack(tmp_path) as stack:
        stack.pumps.stop(0)
        Tiny(stack).put("ORDER#late")

    with tiny_stack(tmp_path) as stack:
        assert eventually(lambda: Tiny(stack).calls("Strict", "ORDER#late"))


def test_changed_code_and_template_are_deployed_and_the_data_stays(
    tmp_path: Path, project: Path
) -> None:
    template = project / "template.yaml"
    with tiny_stack(tmp_path / "state", template) as stack:
        Tiny(stack).put("ORDER#kept")
        name = stack.outputs["TableName"]
        greeting = call(Tiny(stack), "/v1/open").json()["greeting"]
    echo = project / "functions" / "echo.py"
    echo.write_text(echo.read_text().replace('"greeting":', '"welcome":'))
    template.write_text(template.read_text().replace("Default: hello", "Default: salute"))

    with tiny_stack(tmp_path / "state", template) as stack:
        again = call(Tiny(stack), "/v1/open").json()
        kept = stack.aws.client("dynamodb").scan(TableName=stack.outputs["TableName"])

    assert greeting == "hello"
    assert again["welcome"] == "salute"
    assert name == stack.outputs["TableName"]
    assert [item["pk"]["S"] for item in kept["Items"]] == ["ORDER#kept"]


def test_one_folder_serves_one_start_at_a_time(tmp_path: Path) -> None:
    with tiny_stack(tmp_path), pytest.raises(LocalError, match="in use"):
        tiny_stack(tmp_path).__enter__()


def test_a_broken_template_is_told_in_a_line_and_leaves_nothing_running(
    tmp_path: Path, project: Path
) -> None:
    template = project / "template.yaml"
    template.write_text(template.read_text().replace("!Ref Table\n", "!Ref Nothing\n"))
    stack = tiny_stack(tmp_path / "state", template)

    with pytest.raises(LocalError, match="Nothing"):
        stack.__enter__()

    assert not stack.is_running
