"""What we sign, judged by the public npm library: a second opinion in another language."""

import json
import os
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest

from integrations.connectors.webhook import WebhookConnector
from scripts.webhook_vectors import NEW, OLD, build
from shared.outbound import Outbound
from tests.integrations.builders import make_parcel
from tests.integrations.receiver import Receiver
from tests.web.conftest import WEB
from tests.web.test_build import NODE

JUDGE = """
const { Webhook } = require("standardwebhooks");
const verdicts = JSON.parse(require("fs").readFileSync(0, "utf8")).map((each) => {
  Date.now = () => each.now * 1000;
  try {
    new Webhook(each.secret).verify(each.body, each.headers);
    return true;
  } catch {
    return false;
  }
});
console.log(JSON.stringify(verdicts));
"""


def judged(requests: list[dict[str, Any]]) -> list[bool]:
    done = subprocess.run(  # noqa: S603 - our own tool and words
        [str(NODE), "-e", JUDGE],
        cwd=WEB,
        env=os.environ | {"NO_COLOR": "1"},
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    verdicts: list[bool] = json.loads(done.stdout)
    return verdicts


@pytest.mark.usefixtures("pages")
def test_the_npm_library_judges_every_vector_as_the_file_says() -> None:
    vectors = build()["vectors"]

    verdicts = judged(vectors)

    wrong = [
        v["name"] for v, verdict in zip(vectors, verdicts, strict=True) if verdict != v["valid"]
    ]
    assert wrong == []


@pytest.mark.usefixtures("pages")
def test_the_npm_library_accepts_a_delivery_with_either_secret_and_no_other() -> None:
    client = Outbound(private_hosts=frozenset({"127.0.0.1"}))
    with Receiver() as partner:
        parcel = make_parcel(partner.url, at=datetime.now(UTC), secrets=(NEW, OLD))
        assert WebhookConnector(client).send(parcel).delivered
        client.close()
    (got,) = partner.got
    came = {
        "now": parcel.at.timestamp(),
        "headers": got.headers,
        "body": got.body.decode(),
    }

    other = NEW[:-4] + "AAA="
    verdicts = judged([came | {"secret": each} for each in (NEW, OLD, other)])
    changed = judged([came | {"secret": NEW, "body": came["body"] + " "}])

    assert (verdicts, changed) == ([True, True, False], [False])
