"""Errors on the wire: RFC 9457 problem details that name field, value and rule.

Source: https://www.rfc-editor.org/rfc/rfc9457
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from shared.errors import FieldError, FieldRuleError, InvalidError, ServiceError

MEDIA_TYPE = "application/problem+json"
MAX_SHOWN = 200
_DAY: Final = re.compile(r"datetime\.date(?:time)?\((\d+), (\d+), (\d+)[^()]*\)")
_SECRET_NAMES = ("secret", "password", "token", "key", "authorization")


def problem(error: ServiceError, *, path: str, request_id: str) -> dict[str, Any]:
    """Render an error as problem details; values are cut short and secrets left out."""
    body: dict[str, Any] = {
        "type": f"urn:naryad:problem:{error.slug}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": path,
        "request_id": request_id,
    }
    if error.errors:
        body["errors"] = [_shown(each) for each in error.errors]
    return {**error.extra, **body}


def invalid(errors: Iterable[Mapping[str, Any]]) -> InvalidError:
    """Turn pydantic's error list into ours; the place a value came from is not part of its name."""
    return InvalidError.of_all([_field_error(each) for each in errors])


def _field_error(error: Mapping[str, Any]) -> FieldError:
    loc = tuple(error["loc"])
    # pydantic tells of what is missing what lies around it, which is not its value.
    value = None if error["type"] == "missing" else error.get("input")
    raised = error.get("ctx", {}).get("error")
    if isinstance(raised, FieldRuleError):
        loc = (*loc, raised.field)
        value = value.get(raised.field) if isinstance(value, Mapping) else None
    return FieldError(_path(loc), value, _rule(error))


def _rule(error: Mapping[str, Any]) -> str:
    # Our own rules come as ValueError; the name of that class is no part of the rule.
    rule = str(error.get("msg", error["type"])).removeprefix("Value error, ")
    # pydantic tells a bound of days as Python writes it.
    return _DAY.sub(lambda day: "{:0>4}-{:0>2}-{:0>2}".format(*day.groups()), rule)


def _path(loc: Iterable[str | int]) -> str:
    first, *rest = [str(part) for part in loc] or ["body"]
    if first in {"body", "query", "path", "header"} and rest:
        return ".".join(rest)
    return ".".join([first, *rest])


def _shown(error: FieldError) -> dict[str, Any]:
    return {"field": error.field, "value": _value(error), "rule": error.rule}


def _value(error: FieldError) -> Any:  # noqa: ANN401 - any wire value
    if _is_secret(error.field.rsplit(".", maxsplit=1)[-1]):
        return None
    value = _without_secrets(error.value)
    if value is None or isinstance(value, bool | int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET_NAMES)


def _without_secrets(value: Any) -> Any:  # noqa: ANN401 - any wire value
    # A rule of the whole body is broken by the whole body, its secret members included.
    if isinstance(value, Mapping):
        return {k: None if _is_secret(str(k)) else _without_secrets(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_secrets(each) for each in value]
    return value
