"""Naryad's API from Python: create an order, repeat safely, list by cursor, verify a webhook.

    pip install httpx
    NARYAD_URL=https://… NARYAD_KEY=nrd_live_… python client.py orders
    NARYAD_SECRET=whsec_… python client.py verify < delivery.json

A delivery is {"headers": {…}, "body": "…"}: the body as it came, byte for byte.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx

TRIES = 5
AGAIN = {429, 500, 502, 503, 504}
TOLERANCE_S = 300


def client() -> httpx.Client:
    """Give a client that knows the address and the key."""
    headers = {"authorization": f"Bearer {os.environ['NARYAD_KEY']}"}
    return httpx.Client(base_url=os.environ["NARYAD_URL"], headers=headers, timeout=30)


def post(api: httpx.Client, path: str, body: Any, key: str) -> Any:
    """Send a body until there is an answer: one key makes all repeats the same request."""
    for attempt in range(TRIES):
        wait = 2.0**attempt
        try:
            answer = api.post(path, json=body, headers={"idempotency-key": key})
        except httpx.TransportError:
            pass  # it may or may not have arrived: the key makes the repeat safe
        else:
            if answer.status_code not in AGAIN:
                answer.raise_for_status()
                return answer.json()
            wait = float(answer.headers.get("retry-after", wait))
        time.sleep(wait)
    raise SystemExit(f"no answer to POST {path} in {TRIES} tries")


def pages(api: httpx.Client, path: str, **filters: Any) -> Iterator[list[Any]]:
    """Give the pages of a list; a cursor is good for the same filters alone."""
    cursor = None
    while True:
        wanted = filters | ({"cursor": cursor} if cursor else {})
        answer = api.get(path, params=wanted)
        answer.raise_for_status()
        page = answer.json()
        yield page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return


def verify(headers: dict[str, str], body: str, secret: str, now: float | None = None) -> Any:
    """Give the event of a webhook that Naryad signed; ValueError for any other."""
    named = {name.lower(): value for name, value in headers.items()}
    sent_at = int(named["webhook-timestamp"])
    if abs((now or time.time()) - sent_at) > TOLERANCE_S:
        raise ValueError("it is too old, or from the future")
    signed = f"{named['webhook-id']}.{sent_at}.{body}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    right = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    # While a secret is being replaced there are two signatures, with a space between.
    given = named["webhook-signature"].split()
    if not any(hmac.compare_digest(f"v1,{right}", each) for each in given):
        raise ValueError("Naryad has not signed it")
    return json.loads(body)


def orders() -> None:
    """Create an order, twice by one key, and find it in the list."""
    external_id = str(uuid.uuid4())
    body = {
        "title": "Не греет котёл",
        "external_id": external_id,
        "customer": {"name": "Анна Белова", "phone": "+7 900 000-00-01"},
    }
    with client() as api:
        made = post(api, "/v1/orders", body, key=external_id)
        again = post(api, "/v1/orders", body, key=external_id)
        found = count = 0
        for page in pages(api, "/v1/orders", updated_since=made["updated_at"], limit=2):
            count += 1
            found += sum(each["id"] == made["id"] for each in page)
    print(json.dumps({"id": made["id"], "again": again["id"], "found": found, "pages": count}))


if __name__ == "__main__":
    if sys.argv[1:] == ["verify"]:
        delivery = json.load(sys.stdin)
        event = verify(delivery["headers"], delivery["body"], os.environ["NARYAD_SECRET"])
        print(json.dumps({"id": event["id"], "type": event["type"]}))
    else:
        orders()
