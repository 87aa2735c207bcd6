"""No secret lies where it does not belong: not in a log, an item, a file or an answer.

The main job is done once with everything that is secret in it, and then all that was left behind
is searched: the logs of every function and of the stack itself, every item of every table, every
object, every message, the environment of the functions and the template they were made from.
"""

import base64
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest

from local import identity
from local.deploy import STACK
from local.stack import Stack
from shared.item import unpack
from tests.e2e.patience import until

SHORTEST_CORE = 16


@dataclass
class Used:
    """What was secret in the run, by name; and what may know it."""

    secrets: dict[str, str] = field(default_factory=dict)

    def found_in(self, text: str, *besides: str) -> list[str]:
        """Name the secrets that a text holds, in any form that gives them away."""
        return [
            name
            for name, secret in self.secrets.items()
            if name not in besides and any(form in text for form in forms(secret))
        ]


def forms(secret: str) -> set[str]:
    """As it is, its part without the prefix, and as base64: a body that was logged in whole."""
    core = secret.rsplit("_", maxsplit=1)[-1].strip("=")
    whole = base64.b64encode(secret.encode()).decode()
    # Tokens and cursors may have a _ anywhere: a few letters after it stand in any text.
    cores = {core} if len(core) >= SHORTEST_CORE else set()
    return {secret, whole.strip("=")[:-2]} | cores


def made(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def used(stack: Stack) -> Used:
    """Do the main job with everything in it that is secret, and remember all of that."""
    token = stack.token().access
    used = Used({"admin's token": token, "password": stack.info.password})
    used.secrets |= {"demo token": stack.info.admin_token, "demo key": stack.info.api_key}
    with httpx.Client(base_url=stack.info.api, timeout=60) as api:
        api.headers["authorization"] = f"Bearer {token}"
        key = make_keys(api, used)
        integration_id = do_business(stack, api, used, key)
        are_refused(stack, (key[:-1] + "!", key.swapcase(), token[:-3], "guess-" + token))
        invite(stack, api, used)
        for path in ("/v1/keys", "/v1/integrations", "/v1/users", "/v1/audit", "/v1/me"):
            assert used.found_in(api.get(path).text) == []

        def delivered() -> Any:
            query = {"integration_id": integration_id, "state": "delivered"}
            return made(api.get("/v1/deliveries", params=query))["items"]

        until(delivered, within_s=60, what="the delivery")
    used.secrets["key of links and cursors"] = signing_key(stack)
    return used


def make_keys(api: httpx.Client, used: Used) -> str:
    """Make an API key and the one that takes its place."""
    key = made(api.post("/v1/keys", json=new_key()))
    rotated = made(
        api.post(
            f"/v1/keys/{key['id']}/rotate",
            headers={"if-match": f'"{key["version"]}"'},
            json={"overlap_hours": 1},
        )
    )
    used.secrets |= {"API key": key["key"], "rotated API key": rotated["key"]}
    return str(key["key"])


def do_business(stack: Stack, api: httpx.Client, used: Used, key: str) -> str:
    """Be a partner: a webhook, two orders, and the pages of their list."""
    partner = {"authorization": f"Bearer {key}"}
    hook = {
        "kind": "webhook",
        "name": "Партнёр",
        "event_types": ["order.created"],
        "settings": {"url": f"{stack.info.receiver}/{uuid4().hex}"},
    }
    integration = made(api.post("/v1/integrations", headers=partner, json=hook))
    used.secrets["webhook secret"] = integration["secret"]
    for _ in range(2):
        order = {"title": "Не греет", "customer": {"name": "Анна"}}
        made(api.post("/v1/orders", headers=partner, json=order))
    page = made(api.get("/v1/orders", headers=partner, params={"limit": 1}))
    used.secrets["cursor"] = page["next_cursor"]
    made(api.get("/v1/orders", headers=partner, params={"cursor": page["next_cursor"]}))
    return str(integration["id"])


def are_refused(stack: Stack, wrong: tuple[str, ...]) -> None:
    """A wrong key or token is a secret too: of somebody, or but for a slip of the pen."""
    for each in wrong:
        headers = {"authorization": f"Bearer {each}"}
        answer = httpx.get(f"{stack.info.api}/v1/me", headers=headers, timeout=60)
        assert answer.status_code == 401


def invite(stack: Stack, api: httpx.Client, used: Used) -> None:
    """Invite somebody, who sets a password."""
    body = {"email": f"{uuid4().hex}@naryad.example", "name": "Вера", "roles": ["manager"]}
    user = made(api.post("/v1/users", json=body))
    used.secrets["new password"] = identity.new_password()
    stack.aws.client("cognito-idp").admin_set_user_password(
        UserPoolId=stack.outputs["UserPoolId"],
        Username=user["id"],
        Password=used.secrets["new password"],
        Permanent=True,
    )


def new_key() -> dict[str, Any]:
    return {"name": "Сайт", "scopes": ["orders:write", "webhooks:manage"]}


def signing_key(stack: Stack) -> str:
    secrets = stack.aws.client("secretsmanager")
    (name,) = [each["Name"] for each in secrets.list_secrets()["SecretList"]]
    return str(secrets.get_secret_value(SecretId=name)["SecretString"])


def log_lines(stack: Stack) -> Iterator[str]:
    logs = stack.aws.client("logs")
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            yield from lines_of(logs, group["logGroupName"])


def lines_of(logs: Any, group: str) -> Iterator[str]:
    """Give all lines of a group: the emulator gives the oldest ten thousand, and no next page."""
    since, is_more = 0, True
    while is_more:
        events = logs.filter_log_events(logGroupName=group, startTime=since)["events"]
        yield from (each["message"] for each in events)
        # Those of the last millisecond come twice.
        is_more = bool(events) and events[-1]["timestamp"] > since
        since = events[-1]["timestamp"] if events else since


def test_no_log_holds_a_secret(stack: Stack, used: Used) -> None:
    lines = list(log_lines(stack))
    own = [file.read_text(errors="replace") for file in stack.folder.glob("*.log")]

    assert any("request.served" in line for line in lines)
    assert any("identity.refused" in line for line in lines)
    assert used.found_in("\n".join(lines)) == []
    assert used.found_in("\n".join(own)) == []


def test_no_item_of_any_table_holds_a_secret(stack: Stack, used: Used) -> None:
    dynamodb = stack.aws.client("dynamodb")
    tables = dynamodb.list_tables()["TableNames"]
    texts = []
    for table in tables:
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            texts += [readable(item) for item in page["Items"]]

    assert len(tables) >= 7
    assert any("nrd_" in text for text in texts)  # what may be shown of a key is there
    assert used.found_in("\n".join(texts)) == []


def readable(value: Any) -> str:
    """Write an item as text, what is compressed in it unpacked."""

    def plain(each: Any) -> Any:
        if isinstance(each, bytes):
            try:
                return json.dumps(unpack(each), ensure_ascii=False)
            except (ValueError, zlib.error):
                return each.decode("latin-1")
        return repr(each)

    return json.dumps(value, default=plain, ensure_ascii=False)


def test_no_object_and_no_message_holds_a_secret(stack: Stack, used: Used) -> None:
    s3, sqs = stack.aws.client("s3"), stack.aws.client("sqs")
    texts = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=stack.info.bucket):
        for each in page.get("Contents", []):
            body = s3.get_object(Bucket=stack.info.bucket, Key=each["Key"])["Body"].read()
            texts.append(each["Key"] + body.decode("latin-1"))
    for url in sqs.list_queues().get("QueueUrls", []):
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        texts += [each["Body"] for each in got.get("Messages", [])]

    assert used.found_in("\n".join(texts)) == []


def test_neither_the_template_nor_an_environment_holds_a_secret(stack: Stack, used: Used) -> None:
    functions = stack.aws.client("lambda").get_paginator("list_functions").paginate()
    environments = [each["Environment"] for page in functions for each in page["Functions"]]
    template = stack.aws.client("cloudformation").get_template(StackName=STACK)["TemplateBody"]

    assert environments
    assert used.found_in(json.dumps(environments)) == []
    assert used.found_in(template if isinstance(template, str) else json.dumps(template)) == []


def test_the_search_finds_what_it_looks_for() -> None:
    used = Used({"key": "nrd_test_abcdefghijklmnop", "token": "eyJhbGciOi.payload.sign_re"})

    assert used.found_in("… nrd_test_abcdefghijklmnop …") == ["key"]
    assert used.found_in("… abcdefghijklmnop …") == ["key"]
    assert used.found_in("… read, remember …") == []
    wrapped = base64.b64encode(b"nrd_test_abcdefghijklmnop, and more").decode()
    assert used.found_in(wrapped) == ["key"]
    assert used.found_in("nothing") == []
