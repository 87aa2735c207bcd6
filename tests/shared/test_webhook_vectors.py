"""The vector file for partners: kept true, and judged by more than our own code."""

import json
import re
from datetime import UTC, datetime, tzinfo
from typing import Any

import pytest
import standardwebhooks.webhooks
from standardwebhooks import Webhook

from scripts.webhook_vectors import TARGET, build, text

VECTORS = build()["vectors"]
GUIDE = TARGET.with_name("webhooks.md")


def named(vector: dict[str, Any]) -> str:
    return str(vector["name"])


def test_the_file_is_what_the_script_writes():
    assert TARGET.read_text(encoding="utf-8") == text(), "run `python -m scripts.webhook_vectors`"


def test_good_and_bad_vectors_have_names_of_their_own():
    assert len({named(each) for each in VECTORS}) == len(VECTORS) > 30
    assert {each["valid"] for each in VECTORS} == {True, False}


@pytest.mark.parametrize("vector", VECTORS, ids=named)
def test_the_reference_library_judges_as_the_file_says(vector, monkeypatch):
    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.fromtimestamp(vector["now"], tz)

    monkeypatch.setattr(standardwebhooks.webhooks, "datetime", Then)
    try:
        got = Webhook(vector["secret"]).verify(vector["body"].encode(), vector["headers"])
    except (standardwebhooks.WebhookVerificationError, ValueError):
        # The library says of a signature of no known form that it is a ValueError.
        got = None

    assert got == (json.loads(vector["body"]) if vector["valid"] else None)


@pytest.fixture(scope="module")
def by_hand():
    """Give the function that the guide shows to partners without a library."""
    (shown,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(shown, names)  # noqa: S102 - our own guide
    return names["is_from_naryad"]


@pytest.mark.parametrize("vector", VECTORS, ids=named)
def test_the_function_of_the_guide_judges_as_the_file_says(vector, by_hand):
    headers = {name.lower(): value for name, value in vector["headers"].items()}
    body = vector["body"].encode()

    assert by_hand(headers, body, vector["secret"], vector["now"]) is vector["valid"]


def test_the_function_of_the_guide_takes_the_time_of_its_machine_if_given_none(by_hand):
    vector = next(each for each in VECTORS if each["valid"])

    assert datetime.now(UTC).timestamp() - vector["now"] > 300
    assert not by_hand(vector["headers"], vector["body"].encode(), vector["secret"])
