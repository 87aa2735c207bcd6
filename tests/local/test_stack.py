"""The local runtime against the real emulator, by the small template in tiny/."""

import json
import time
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


def test_a_change_reaches_its_consumer_in_a_moment(tiny: Tiny) -> None:
    tiny.put("ORDER#warm")
    eventually(lambda: tiny.calls("Strict", "ORDER#warm"))
    delays = []
    for number in range(5):
        key = f"ORDER#quick-{number}"
        sent = time.time()
        tiny.put(key)
        ((at, _),) = eventually(lambda key=key: tiny.timed_calls("Strict", key))
        delays.append(at - sent)

    assert min(delays) < 0.2


def test_a_consumer_sees_what_its_filter_lets_through_and_nothing_else(tiny: Tiny) -> None:
    tiny.put("COUNTER#filtered")
    tiny.put("ORDER#filtered", note="first")
    tiny.put("ORDER#filtered", note="second")
    tiny.put("ORDER#filtered-end")

    eventually(lambda: tiny.calls("Strict", "ORDER#filtered-end"))

    seen = [key for keys in tiny.calls("Strict", "filtered") for key in keys]
    assert seen == ["ORDER#filtered", "ORDER#filtered-end"]
    assert tiny.calls("Lax", "COUNTER#filtered")


def test_a_poisoned_record_ends_in_the_bucket_and_its_neighbours_do_not(tiny: Tiny) -> None:
    for key in ("ORDER#n1", "ORDER#n2-bad", "ORDER#n3"):
        tiny.put(key)

    record = eventually(lambda: failure_about(tiny, "ORDER#n2-bad"))

    assert record["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert record["requestContext"]["functionArn"].startswith("arn:aws:lambda:")
    assert record["DDBStreamBatchInfo"]["batchSize"] == 1
    (lost,) = json.loads(record["payload"])["Records"]
    assert lost["dynamodb"]["Keys"]["pk"]["S"] == "ORDER#n2-bad"
    assert eventually(lambda: tiny.calls("Strict", "ORDER#n3"))


def failure_about(tiny: Tiny, key: str) -> dict[str, Any] | None:
    client, bucket = tiny.client("s3"), tiny.stack.outputs["FailuresName"]
    for entry in client.list_objects_v2(Bucket=bucket).get("Contents", []):
        body = client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
        if key.encode() in body:
            assert entry["Key"].startswith("aws/lambda/")
            return dict(json.loads(body))
    return None


def test_a_queue_destination_gets_the_facts_without_the_records(tiny: Tiny) -> None:
    tiny.put("OTHER#raise-1", secret="payload-of-the-customer")

    (message,) = eventually(
        lambda: (
            tiny.client("sqs")
            .receive_message(QueueUrl=tiny.stack.outputs["FailureQueueUrl"], WaitTimeSeconds=1)
            .get("Messages")
        )
    )

    record = json.loads(message["Body"])
    assert record["responseContext"]["functionError"]
    assert record["DDBStreamBatchInfo"]["batchSize"] >= 1
    assert "payload-of-the-customer" not in message["Body"]


def test_a_message_reaches_its_worker_in_a_moment(tiny: Tiny) -> None:
    delays = []
    for number in range(5):
        sent = time.time()
        tiny.send("FastQueue", f"quick-{number}")
        ((at, _),) = eventually(lambda n=number: tiny.timed_calls("FastWorker", f"quick-{n}"))
        delays.append(at - sent)

    assert min(delays) < 0.2


def test_a_slow_worker_holds_up_no_other_queue(tiny: Tiny) -> None:
    tiny.send("SlowQueue", "slow")
    eventually(lambda: tiny.calls("SlowWorker", "slow"))

    sent = time.time()
    tiny.send("FastQueue", "meanwhile")
    ((at, _),) = eventually(lambda: tiny.timed_calls("FastWorker", "meanwhile"))

    assert at - sent < 2


def test_only_the_failed_message_of_a_batch_comes_again_and_then_is_put_aside(tiny: Tiny) -> None:
    tiny.send("FastQueue", "bad-apple", "good-apple")

    (dead,) = eventually(
        lambda: (
            tiny.client("sqs")
            .receive_message(QueueUrl=tiny.stack.outputs["DeadLettersUrl"], WaitTimeSeconds=1)
            .get("Messages")
        )
    )

    calls = tiny.timed_calls("FastWorker", "apple")
    assert dead["Body"] == "bad-apple"
    assert [body for _, bodies in calls for body in bodies].count("bad-apple") == 2
    assert [body for _, bodies in calls for body in bodies].count("good-apple") == 1
    assert calls[-1][0] - calls[0][0] >= 1  # the visibility timeout of the queue


def test_a_timer_starts_its_function_with_its_input(tiny: Tiny) -> None:
    scheduler = tiny.client("scheduler")
    (known,) = scheduler.list_schedules()["Schedules"]
    target = scheduler.get_schedule(Name=known["Name"])["Target"]
    scheduler.create_schedule(
        Name="now",
        ScheduleExpression=f"at({time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime())})",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target=target,
    )

    assert eventually(lambda: tiny.calls("Clock", "tick"), patience_s=30)
    assert scheduler.get_schedule(Name=known["Name"])["ScheduleExpression"] == "rate(1 minute)"


def test_a_test_need_not_wait_for_a_timer(tiny: Tiny) -> None:
    before = len(tiny.calls("Clock", "tick"))

    tiny.stack.fire("Clock")

    assert len(tiny.calls("Clock", "tick")) > before
    with pytest.raises(LocalError, match="no timer starts Echo"):
        tiny.stack.fire("Echo")


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
