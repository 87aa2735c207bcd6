"""Reading a body strictly: size, encoding, nesting and numbers are bounded first.

JSON everywhere; a form only where a page without script sends one.
"""

import base64
import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from shared.errors import BadInputError, FieldError, MediaTypeError, TooLargeError

MAX_BYTES = 256 * 1024
MAX_FORM_FIELDS = 50
MAX_DEPTH = 32
MAX_DIGITS = 38  # what DynamoDB can hold
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(event: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """Read the body of an HTTP event; an empty one is an error like any other that isn't JSON."""
    raw = read_bytes(event)
    media_type = _media_type(event)
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise MediaTypeError(
            f"content-type {media_type or '(none)'} is not application/json",
            errors=[FieldError("content-type", media_type, "must be application/json")],
        )
    return _parsed(_text(raw))


def is_form(event: Mapping[str, Any]) -> bool:
    """Tell whether an HTTP event carries a page's form."""
    return _media_type(event) == "application/x-www-form-urlencoded"


def read_form(event: Mapping[str, Any]) -> dict[str, str]:
    """Read a page's form; of a field that was sent twice the last one counts."""
    try:
        pairs = parse_qsl(
            _text(read_bytes(event)),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_FORM_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise _unreadable(f"byte {error.start} of a field is not valid UTF-8") from error
    except ValueError as error:
        raise _unreadable(f"it has more than {MAX_FORM_FIELDS} fields") from error
    return dict(pairs)


def _media_type(event: Mapping[str, Any]) -> str:
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    return str(headers.get("content-type", "")).split(";")[0].strip().lower()


def read_bytes(event: Mapping[str, Any], *, most: int = MAX_BYTES) -> bytes:
    """Read the body as it came: what is signed is signed byte for byte."""
    raw = _decoded(event)
    if len(raw) > most:
        raise TooLargeError(
            f"the body has {len(raw)} bytes, {most} are allowed", extra={"max_bytes": most}
        )
    return raw


def _decoded(event: Mapping[str, Any]) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except ValueError as error:
        raise BadInputError("the body is not valid base64") from error


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(f"byte {error.start} is not valid UTF-8") from error


def _parsed(text: str) -> Any:  # noqa: ANN401 - any JSON
    # Brackets inside strings count too: a cheap upper bound that needs a walk only when it is hit.
    if text.count("[") + text.count("{") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        raise _unreadable(f"it is nested deeper than {MAX_DEPTH} levels")
    try:
        parsed = json.loads(text, parse_constant=_no_constant, parse_int=_int, parse_float=_float)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _unreadable(f"it is not valid JSON at {place}: {error.msg}") from error
    if _SURROGATE.search(text):
        _refuse_half_characters(parsed)
    return parsed


def _refuse_half_characters(parsed: object) -> None:
    try:
        json.dumps(parsed, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _unreadable("it holds half of a surrogate pair") from error


def _depth(text: str) -> int:
    depth = deepest = 0
    inside = escaped = False
    for char in text:
        if inside:
            inside = escaped or char != '"'
            escaped = not escaped and char == "\\"
        elif char == '"':
            inside = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _unreadable(f"a number has more than {MAX_DIGITS} digits", digits)
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _unreadable("a number is out of range", digits)
    return number


def _no_constant(name: str) -> NoReturn:
    raise _unreadable(f"{name} is not a JSON number", name)


def _unreadable(rule: str, value: str | None = None) -> BadInputError:
    return BadInputError(
        f"the body can't be read: {rule}",
        errors=[FieldError("body", value[:80] if value else None, rule)],
    )
