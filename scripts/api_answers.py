"""Which answers each route may give: written into docs/openapi.json by scripts.openapi.

tests/conformance asks every route and holds its answers to this list; no route has a `default`.
"""

from typing import Any, Final

Json = dict[str, Any]

WRITES: Final = ("post", "put", "patch", "delete")
PROBLEM: Final[Json] = {
    "type": "object",
    "description": "RFC 9457 problem details. Some problems carry further members.",
    "required": ["type", "title", "status", "detail", "instance", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldProblem"}},
    },
    "example": {
        "type": "urn:naryad:problem:invalid",
        "title": "A field breaks a rule",
        "status": 422,
        "detail": "rating: must be at most 5",
        "instance": "/v1/orders",
        "request_id": "Zx3kQhJ2oAMEPqw=",
        "errors": [{"field": "rating", "value": 7, "rule": "must be at most 5"}],
    },
}
FIELD_PROBLEM: Final[Json] = {
    "type": "object",
    "description": "One field that breaks a rule.",
    "required": ["field", "value", "rule"],
    "properties": {
        "field": {"type": "string"},
        "value": {"description": "As given, cut short; secrets are left out."},
        "rule": {"type": "string"},
    },
}
GATEWAY_MESSAGE: Final[Json] = {
    "type": "object",
    "description": "What API Gateway itself answers: no Authorization, throttled, too large.",
    "properties": {"message": {"type": "string"}},
}
LINK: Final[Json] = {
    "type": "object",
    "description": "Where a file is to be fetched from, for five minutes or so, without a token.",
    "required": ["url"],
    "properties": {"url": {"type": "string", "format": "uri"}},
}
SCHEMAS: Final = {
    "Problem": PROBLEM,
    "FieldProblem": FIELD_PROBLEM,
    "GatewayMessage": GATEWAY_MESSAGE,
    "Link": LINK,
}

REFUSALS: Final = {
    400: ("BadInput", "The body can't be read: no JSON, too deep, not UTF-8"),
    401: ("Unauthorized", "Not signed in; without any Authorization the gateway answers itself"),
    403: ("Forbidden", "The role or the scopes don't include what x-permission names"),
    404: ("NotFound", "Not there, or not for this caller"),
    409: (
        "Conflict",
        "The present state forbids it, or the Idempotency-Key came with another body",
    ),
    412: ("StaleVersion", "Somebody changed it in between; read it again"),
    413: ("TooLarge", "The body is beyond 256 KB; beyond 10 MB the gateway answers itself"),
    415: ("MediaType", "The body must be JSON"),
    422: ("Invalid", "A field breaks a rule; each is named with its value and the rule"),
    428: ("VersionRequired", "If-Match must name the version that was changed"),
    500: ("Internal", "The fault is ours; quote request_id when you report it"),
    503: ("Unavailable", "Try again in a moment"),
}
ALSO_GATEWAY: Final = (401, 413, 500, 503)
"""What the gateway may answer in the function's place, in its own shape."""

TOO_MANY: Final = 429
RATE: Final = {
    "Retry-After": "Seconds after which one request passes.",
    "RateLimit-Limit": "Requests that may come at once, and within a minute.",
    "RateLimit-Remaining": "Requests left now; in every answer to an API key.",
    "RateLimit-Reset": "Seconds until all are left again.",
}


def responses() -> Json:
    """Give the refusals that operations refer to."""
    made = {name: _refusal(code, what) for code, (name, what) in REFUSALS.items()}
    made["TooMany"] = _both("An API key has sent too many requests; the gateway's has no headers")
    made["TooMany"]["headers"] = {
        name: {"schema": {"type": "integer"}, "description": what} for name, what in RATE.items()
    }
    return made


def refusals(method: str, path: str, operation: Json) -> Json:
    """Name the refusals of one operation by their statuses."""
    codes = {500, 503} | _of_request(path, operation) | _of_headers(operation)
    if operation["x-permission"] != "public":
        codes |= {401, 403, TOO_MANY} | ({409} if method in WRITES else set())
    named = {code: name for code, (name, _) in REFUSALS.items()} | {TOO_MANY: "TooMany"}
    return {
        str(code): {"$ref": f"#/components/responses/{named[code]}"}
        for code in sorted(codes | set(EXTRA.get(operation["operationId"], ())))
    }


OF_ITS_KIND: Final = (409,)
"""What is there, but is an integration of another kind."""

EXTRA: Final[dict[str, tuple[int, ...]]] = {
    "create_link": (404,),
    "hear_telegram": (401,),
    "report_leaked_keys": (401, 404),
    "show_callback": OF_ITS_KIND,
    "get_onec": OF_ITS_KIND,
    "list_onec_sessions": OF_ITS_KIND,
    "preview_onec_order": OF_ITS_KIND,
    "list_templates": OF_ITS_KIND,
    "list_undelivered": (404,),
}
"""Refusals that no rule tells."""


def _of_request(path: str, operation: Json) -> set[int]:
    codes = {404} if "{" in path else set()
    codes |= {422} if operation["parameters"] else set()
    return codes | ({400, 413, 415, 422} if "requestBody" in operation else set())


def _of_headers(operation: Json) -> set[int]:
    versions = [each for each in operation["parameters"] if each["name"] == "If-Match"]
    codes = {412} if versions else set()
    return codes | ({428} if any(each["required"] for each in versions) else set())


def _refusal(code: int, what: str) -> Json:
    return _both(what) if code in ALSO_GATEWAY else _problem(what)


def _problem(what: str) -> Json:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": what, "content": {"application/problem+json": problem}}


def _both(what: str) -> Json:
    made = _problem(what)
    made["content"]["application/json"] = {
        "schema": {"$ref": "#/components/schemas/GatewayMessage"}
    }
    return made
