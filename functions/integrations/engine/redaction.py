"""What the log keeps of an exchange: no secret, wherever it stands or is echoed. Pure.

Of the partner's headers only those stay that help to find a fault; cookies and the like are not
ours to keep.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import Final
from urllib.parse import quote, quote_plus

from integrations.connector import Outcome
from integrations.headers import MASK, is_secret

KEPT: Final = frozenset(
    {
        "age",
        "allow",
        "cache-control",
        "cf-ray",
        "connection",
        "content-encoding",
        "content-language",
        "content-length",
        "content-type",
        "date",
        "location",
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "request-id",
        "retry-after",
        "server",
        "traceparent",
        "transfer-encoding",
        "via",
        "webhook-delivery",
        "x-amzn-requestid",
        "x-correlation-id",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-request-id",
        "x-trace-id",
    }
)
LEAST: Final = 4
"""A shorter word is no secret, and masking it would make the answer unreadable."""
_PREFIX: Final = "whsec_"
_SIGNED: Final = "webhook-"
"""The standard's own headers: a signature is no secret, and partners compare it."""


def redacted(outcome: Outcome, secrets: Iterable[str], secret_headers: Iterable[str]) -> Outcome:
    """Give an outcome as the log may keep it."""
    forms = _forms(secrets)
    hidden = {name.lower() for name in secret_headers}

    def clean(text: str) -> str:
        for form in forms:
            text = text.replace(form, MASK)
        return text

    body = outcome.response_body
    for form in forms:
        body = body.replace(form.encode(), MASK.encode())
    return replace(
        outcome,
        error=clean(outcome.error) if outcome.error else outcome.error,
        request_url=clean(outcome.request_url),
        request_headers={
            name: MASK if _is_hidden(name, hidden) else clean(value)
            for name, value in outcome.request_headers.items()
        },
        response_headers=_kept(outcome.response_headers, clean),
        response_body=body,
    )


def _is_hidden(name: str, hidden: Iterable[str]) -> bool:
    lower = name.lower()
    return lower in hidden or (is_secret(lower) and not lower.startswith(_SIGNED))


def _kept(headers: Mapping[str, str], clean: Callable[[str], str]) -> dict[str, str]:
    return {name: clean(value) for name, value in headers.items() if name.lower() in KEPT}


def _forms(secrets: Iterable[str]) -> list[str]:
    """Give the shapes in which a secret may be echoed, longest first."""
    words = {word for secret in secrets for word in _words(secret) if len(word) >= LEAST}
    return sorted({form for word in words for form in _written(word)}, key=len, reverse=True)


def _words(secret: str) -> Iterable[str]:
    """Give a secret, and its telling part: behind `Bearer `, behind the prefix of the standard."""
    yield secret
    yield secret.rpartition(" ")[2]
    yield secret.removeprefix(_PREFIX)


def _written(word: str) -> Iterable[str]:
    yield word
    yield json.dumps(word)[1:-1]
    yield json.dumps(word, ensure_ascii=False)[1:-1]
    yield quote(word, safe="")
    yield quote_plus(word)
    yield escape(word)
    yield base64.b64encode(word.encode()).decode()
