"""Write docs/webhook-vectors.json: signed requests, good and bad, for partners' own tests.

``python -m scripts.webhook_vectors``. Each says at which time it came, so that a verifier whose
clock can be set gives the verdict of the file on any day.
"""

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from shared.signing import SECRET_PREFIX, webhook_headers

Vector: TypeAlias = dict[str, Any]

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "webhook-vectors.json"
NOTE: Final = (
    "Standard Webhooks v1. Verify headers and body with the secret, the clock at `now` (seconds "
    "since 1970, UTC): a verifier accepts exactly those with `valid`. Written by "
    "scripts/webhook_vectors.py."
)
TOLERANCE_S: Final = 300
SIGNED_AT: Final = 1614265330
STANDARD: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EVENT: Final = "evt_9b2f41c07de84a3e8d6f"
BODY: Final = (
    '{"id":"evt_9b2f41c07de84a3e8d6f","type":"order.completed","timestamp":"2021-02-25T15:02:10Z",'
    '"data":{"order":{"id":"ord_1","number":"2021-000017","title":"Ремонт котла 👍"},"version":4}}'
)


def _secret(name: str) -> str:
    # Fixed, so that the file is the same each time; a real one is 32 random bytes.
    return SECRET_PREFIX + base64.b64encode(hashlib.sha256(name.encode()).digest()).decode()


OLD: Final = _secret("the old secret of the vectors")
NEW: Final = _secret("the new secret of the vectors")


def build() -> dict[str, Any]:
    """Give the whole file."""
    vectors = [*_good(), *_rotated(), *_late(), *_forged(), *_malformed()]
    return {"note": NOTE, "tolerance_s": TOLERANCE_S, "vectors": vectors}


def text() -> str:
    """Give the file as it is committed."""
    return json.dumps(build(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Renew the file."""
    TARGET.write_text(text(), encoding="utf-8")


def _signed(*secrets: str, event_id: str = EVENT, body: str = BODY) -> dict[str, str]:
    at = datetime.fromtimestamp(SIGNED_AT, UTC)
    return webhook_headers(event_id, at, body.encode(), secrets or (NEW,))


def _vector(
    name: str,
    *,
    valid: bool,
    headers: dict[str, str] | None = None,
    body: str = BODY,
    secret: str = NEW,
    late_s: int = 0,
) -> Vector:
    return {
        "name": name,
        "valid": valid,
        "secret": secret,
        "now": SIGNED_AT + late_s,
        "headers": _signed(body=body) if headers is None else headers,
        "body": body,
    }


def _good() -> list[Vector]:
    body = '{"test": 2432232314}'
    named = _signed(STANDARD, event_id="msg_p5jXN8AQM9LWM0D4loKWxJek", body=body)
    escaped = r'{"title":"\u0420\u0435\u043c\u043e\u043d\u0442 \"\\\u0000\""}'
    upper = {name.upper(): value for name, value in _signed().items()}
    return [
        _vector(
            "the standard's own example", valid=True, headers=named, body=body, secret=STANDARD
        ),
        _vector("an event", valid=True),
        _vector("a body of blanks and line ends", valid=True, body='{ "a" :\r\n\t1 }\n'),
        _vector("a body with escapes", valid=True, body=escaped),
        _vector("header names in capitals", valid=True, headers=upper),
        _vector("the secret without its prefix", valid=True, secret=NEW.removeprefix("whsec_")),
    ]


def _rotated() -> list[Vector]:
    both, only_new = _signed(NEW, OLD), _signed(NEW)
    return [
        _vector("rotation: both sign, the new secret", valid=True, headers=both),
        _vector("rotation: both sign, the old secret", valid=True, headers=both, secret=OLD),
        _vector("rotation over: the new secret", valid=True, headers=only_new),
        _vector("rotation over: the old secret", valid=False, headers=only_new, secret=OLD),
        _vector("another integration's secret", valid=False, headers=both, secret=STANDARD),
    ]


def _late() -> list[Vector]:
    return [
        _vector("came 300 s after it was signed", valid=True, late_s=TOLERANCE_S),
        _vector("came 301 s after it was signed", valid=False, late_s=TOLERANCE_S + 1),
        _vector("signed 300 s in the future", valid=True, late_s=-TOLERANCE_S),
        _vector("signed 301 s in the future", valid=False, late_s=-TOLERANCE_S - 1),
    ]


def _forged() -> list[Vector]:
    good = _signed()
    spaced = json.dumps(json.loads(BODY), ensure_ascii=False)
    return [
        _vector(
            "one letter of the body changed", valid=False, headers=good, body=BODY[:-3] + "5}}"
        ),
        _vector("a line end behind the body", valid=False, headers=good, body=BODY + "\n"),
        _vector("a body parsed and written anew", valid=False, headers=good, body=spaced),
        _vector("an empty body", valid=False, headers=good, body=""),
        _vector("another id", valid=False, headers=good | {"webhook-id": "evt_2"}),
        _vector("another time", valid=False, headers=good | {"webhook-timestamp": "1614265331"}),
    ]


def _malformed() -> list[Vector]:
    good = _signed()
    mark = good["webhook-signature"].removeprefix("v1,")
    signatures = {
        "no signature": "",
        "a signature without a version": mark,
        "a version without a signature": "v1,",
        "only an unknown version": f"v1a,{mark}",
        "a version in capitals": f"V1,{mark}",
        "a cut signature": f"v1,{mark[:20]}",
        "a signature in hexadecimal": f"v1,{base64.b64decode(mark).hex()}",
        "something else altogether": "Bearer 1234",
    }
    others = f"v1a,{mark} v2,AAAA v1,{base64.b64encode(bytes(32)).decode()} v1,{mark}"
    rows = [
        _vector(name, valid=False, headers=good | {"webhook-signature": value})
        for name, value in signatures.items()
    ]
    for absent in good:
        headers = {name: value for name, value in good.items() if name != absent}
        rows.append(_vector(f"without {absent}", valid=False, headers=headers))
    return [
        *rows,
        _vector("a time in words", valid=False, headers=good | {"webhook-timestamp": "yesterday"}),
        _vector("no time", valid=False, headers=good | {"webhook-timestamp": ""}),
        _vector(
            "a good signature behind others",
            valid=True,
            headers=good | {"webhook-signature": others},
        ),
    ]


if __name__ == "__main__":
    main()
