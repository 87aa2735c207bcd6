"""Headers that a partner wants with each request: which may be, and which are secret. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from shared.errors import FieldError, InvalidError

MAX_HEADERS: Final = 20
MAX_CHARACTERS: Final = 4096
MAX_VALUE: Final = 2048
MASK: Final = "***"
FORBIDDEN: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "expect",
        "forwarded",
        "host",
        "keep-alive",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
    }
)
"""What carries the exchange itself is ours."""
FORBIDDEN_PREFIXES: Final = (
    "access-control-",
    "cf-",
    "proxy-",
    "sec-",
    "svix-",
    "webhook-",
    "x-amz-",
    "x-amzn-",
    "x-forwarded-",
    "x-naryad-",
)
_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_VALUE: Final = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
_SECRET: Final = re.compile(r"auth|cookie|credential|key|pass|secret|session|sign|token")


def check_headers(given: Mapping[str, str]) -> None:
    """Refuse headers that break a rule; InvalidError names each."""
    wrong = [error for name, value in given.items() if (error := _wrong(name, value))]
    if len({name.lower() for name in given}) < len(given):
        wrong.append(FieldError("headers", sorted(given), "a name may stand once"))
    if len(given) > MAX_HEADERS or sum(len(n) + len(v) for n, v in given.items()) > MAX_CHARACTERS:
        rule = f"at most {MAX_HEADERS} headers of {MAX_CHARACTERS} characters together"
        wrong.append(FieldError("headers", len(given), rule))
    if wrong:
        raise InvalidError("headers break a rule", errors=wrong)


def is_secret(name: str) -> bool:
    """Tell whether a header's value is to be kept encrypted and never shown."""
    return bool(_SECRET.search(name.lower()))


def _wrong(name: str, value: str) -> FieldError | None:
    field, lower = f"headers.{name}"[:120], name.lower()
    if not _NAME.fullmatch(name):
        return FieldError(field, name[:120], "a name is of letters, digits and !#$%&'*+.^_`|~-")
    if lower in FORBIDDEN or lower.startswith(FORBIDDEN_PREFIXES):
        return FieldError(field, name, "this header is ours to set")
    if len(value) > MAX_VALUE or not _VALUE.fullmatch(value):
        # The value may be a secret, so the error does not repeat it.
        return FieldError(field, MASK, f"1 to {MAX_VALUE} visible ASCII characters and spaces")
    return None
