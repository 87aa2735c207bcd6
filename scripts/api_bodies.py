"""Answers and bodies that are not what a route's types say: pages, files, links, hooks of others.

Written into docs/openapi.json by scripts.openapi.
"""

from typing import Any, Final

Json = dict[str, Any]

TEXT: Final[Json] = {"schema": {"type": "string"}}
ANY_OBJECT: Final[Json] = {"schema": {"type": "object"}}
PAGE: Final[Json] = {"text/html": TEXT}
PROBLEM: Final[Json] = {"schema": {"$ref": "#/components/schemas/Problem"}}


def _page(what: str) -> Json:
    return {"description": what, "content": PAGE}


def _refused(what: str) -> Json:
    return {"description": what, "content": PAGE | {"application/problem+json": PROBLEM}}


def _too_often(what: str) -> Json:
    headers = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    return {
        "description": what,
        "headers": headers,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/GatewayMessage"}},
            "application/problem+json": PROBLEM,
        },
    }


LINK: Final[Json] = {
    "200": {
        "description": "Where the file is, for whoever asks for application/json",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Link"}}},
    },
    "302": {
        "description": "The way to the file",
        "headers": {
            "Location": {
                "schema": {"type": "string", "format": "uri"},
                "description": "A presigned address, good for some minutes without a token.",
            }
        },
    },
}
NOTHING: Final[Json] = {"204": {"description": "Done; there is nothing to tell"}}
PAGE_REFUSED: Final[Json] = {
    "404": _refused("No link of ours"),
    "409": _refused("The work is not done yet, or the answer is final"),
    "410": _refused("The link has expired"),
    "429": _too_often("Too often from one address or by one link"),
}
PAGE_SHOWN: Final = "The page in Russian or English: the form, thanks, or what was answered"
ANSWERS: Final[dict[str, Json]] = {
    "visit": {"200": _page(PAGE_SHOWN), **PAGE_REFUSED},
    "answer": {
        "200": {
            "description": "Taken: the page after a form, what was taken after JSON",
            "content": PAGE | {"application/json": ANY_OBJECT},
        },
        **PAGE_REFUSED,
        "422": _refused("A field breaks a rule; the page shows the form again"),
    },
    "export_feedback": LINK,
    "get_attachment": LINK,
    "get_file": LINK,
    "get_import_result": LINK,
    "get_import_template": {
        "200": {"description": "A file to begin with", "content": {"text/csv": TEXT}}
    },
    "hear_gateway": {
        "200": {"description": "What the gateway waits for", "content": {"text/plain": TEXT}}
    },
    "hear_telegram": {
        "200": {
            "description": "What the bot says back, or nothing",
            "content": {"application/json": ANY_OBJECT},
        }
    },
    "report_leaked_keys": {
        "200": {
            "description": "Which of them were keys of ours",
            "content": {"application/json": {"schema": {"type": "array", "items": {}}}},
        }
    },
}
"""By operationId: these take the place of what the types say."""

SIDES: Final = ("quality", "punctuality", "politeness", "price")
SCORE: Final[Json] = {"type": ["integer", "null"], "minimum": 1, "maximum": 5}
FORM: Final[Json] = {"application/x-www-form-urlencoded": ANY_OBJECT}
BODIES: Final[dict[str, Json]] = {
    "answer": {
        **FORM,
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["rating"],
                "additionalProperties": False,
                "properties": {
                    "rating": {"type": "integer", "minimum": 1, "maximum": 5},
                    "comment": {"type": "string", "maxLength": 4000},
                    "nps": {"type": ["integer", "null"], "minimum": 0, "maximum": 10},
                    "ces": {"type": ["integer", "null"], "minimum": 1, "maximum": 7},
                    "sub_ratings": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": dict.fromkeys(SIDES, SCORE),
                    },
                },
            }
        },
    },
    "hear_gateway": FORM,
    "hear_telegram": {"application/json": ANY_OBJECT},
    "report_leaked_keys": {
        "application/json": {
            "schema": {
                "type": "array",
                "maxItems": 1000,
                "items": {
                    "type": "object",
                    "required": ["token"],
                    "properties": {
                        "token": {"type": "string", "maxLength": 500},
                        "type": {"type": "string", "maxLength": 100},
                        "url": {"type": ["string", "null"], "maxLength": 2000},
                        "source": {"type": ["string", "null"], "maxLength": 100},
                    },
                },
            }
        }
    },
}
"""Bodies that a route reads itself."""


def described(operation: Json) -> Json:
    """Put an operation's own answers and body in the place of what its types say."""
    name = operation["operationId"]
    if name in ANSWERS:
        operation["responses"] = dict(ANSWERS[name])
    elif "204" in operation["responses"]:
        operation["responses"] = dict(NOTHING)
    if name in BODIES:
        operation["requestBody"] = {"required": True, "content": BODIES[name]}
    return operation
