"""1C's own edge: the site exchange, in plain text as 1C speaks it, without the authorizer.

The proof is HTTP Basic with an API key, or the cookie of a session. 1C shows whatever it is
answered to people, so a refusal is a sentence behind `failure`, never a problem document.
"""

import base64
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from integrations.onec import wiring
from integrations.onec.exchange import TEXT, Answer, Exchange, Question
from shared.body import read_bytes
from shared.cause import caused_by
from shared.errors import ServiceError
from shared.observe import logger, measure

MOST_BODY: Final = 4_000_000
METHODS: Final = ("GET", "POST")
_HTTP: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS})
"""What 1C is to see as a fault of HTTP; all else of ours it reads behind `failure`."""


def lambda_handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Answer one HTTP API event (payload 2.0)."""
    with caused_by(event.get("requestContext", {}).get("requestId")):
        method = event["requestContext"]["http"]["method"]
        if method not in METHODS:
            allowed = ", ".join(METHODS)
            said = f"{method} is not one of {allowed}"
            return _refused(HTTPStatus.METHOD_NOT_ALLOWED, said, {"Allow": allowed})
        return answered(wiring.exchange(), event)


def answered(exchange: Exchange, event: Mapping[str, Any]) -> dict[str, Any]:
    """Give what an exchange answers to an event."""
    try:
        return _told(exchange.answer(_question(event)))
    except ServiceError as error:
        is_ours = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        status = error.status if is_ours or error.status in _HTTP else HTTPStatus.OK
        logger().info("onec.refused", extra={"status": status, "reason": error.slug})
        return _refused(status, str(error), error.headers)
    except Exception:  # noqa: BLE001 - the one broad catch of the edge
        logger().exception("onec.failed")
        measure("RequestFailed")
        return _refused(HTTPStatus.INTERNAL_SERVER_ERROR, "the fault is ours; try again", {})


def _question(event: Mapping[str, Any]) -> Question:
    query: Mapping[str, str] = event.get("queryStringParameters") or {}
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    return Question(
        type=query.get("type", "sale"),
        mode=query.get("mode", ""),
        filename=query.get("filename", ""),
        authorization=headers.get("authorization", ""),
        # The gateway takes cookies out of the headers.
        cookie="; ".join(event.get("cookies") or []) or headers.get("cookie", ""),
        ip=event.get("requestContext", {}).get("http", {}).get("sourceIp", ""),
        body=lambda: read_bytes(event, most=MOST_BODY),
    )


def _told(answer: Answer) -> dict[str, Any]:
    # As base64, so that nothing on the way takes the bytes for its own text.
    return {
        "statusCode": HTTPStatus.OK,
        "headers": _headers(answer.content_type) | dict(answer.headers),
        "body": base64.b64encode(answer.body).decode(),
        "isBase64Encoded": True,
    }


def _refused(status: int, said: str, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "statusCode": status,
        "headers": _headers(TEXT) | dict(headers),
        "body": f"failure\n{said}",
    }


def _headers(content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type, "Cache-Control": "no-store"}
