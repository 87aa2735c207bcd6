"""API Gateway in process: a WSGI application over the handlers that template.yaml routes to.

Requests become the events that an HTTP API makes of them (payload 2.0), with the emulator's own
reading of paths; who asks is told by a table of tokens in place of the authorizer.
"""

import base64
import importlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import parse_qsl

from ministack.services.apigateway import decode_http_api_path

from tests.tables import resources

Environ = Mapping[str, Any]
Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
NOBODY: Final = {"kind": "nobody", "id": "", "name": "", "roles": "", "scopes": ""}
ANY: Final = "ANY"
TEXT: Final = ("text/", "application/json", "application/javascript", "application/xml")


@dataclass(frozen=True)
class Route:
    """One route of the template."""

    method: str
    path: str
    handler: str
    is_guarded: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """Give what paths of this route look like."""
        parts = re.split(r"(\{[^}]*\})", self.path)
        return re.compile("".join(_part(each) for each in parts))

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Sort by what the gateway prefers: a whole path, a variable, a greedy one, the rest."""
        return (self.path == "$default", "+}" in self.path, -len(self.path))


def _part(text: str) -> str:
    if text.endswith("+}"):
        return ".+"
    return "[^/]+" if text.startswith("{") else re.escape(text)


@cache
def routes() -> tuple[Route, ...]:
    """Read the routes of every function of the template."""
    return tuple(_routes())


def _routes() -> Iterator[Route]:
    for function in resources("AWS::Serverless::Function").values():
        for event in function.get("Events", {}).values():
            if event["Type"] == "HttpApi":
                says = event["Properties"]
                guard = says.get("Auth", {}).get("Authorizer")
                yield Route(says["Method"], says["Path"], function["Handler"], guard != "NONE")


@dataclass
class Gateway:
    """Answers as the deployed API does; `actors` are the identities by their tokens."""

    actors: Mapping[str, Mapping[str, str]]
    served: int = 0
    _routes: list[tuple[re.Pattern[str], Route]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the routes in the order in which the gateway looks at them."""
        sorted_ = sorted(routes(), key=lambda each: each.rank)
        self._routes = [(each.pattern, each) for each in sorted_]

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Serve one request."""
        self.served += 1
        status, headers, body = self._answer(environ)
        start(f"{status} {HTTPStatus(status).phrase}", [*headers.items()])
        return [body]

    def _answer(self, environ: Environ) -> tuple[int, dict[str, str], bytes]:
        raw = environ["REQUEST_URI"].split("?")[0]
        path = decode_http_api_path(raw)
        method = environ["REQUEST_METHOD"]
        route = self._route(method, path)
        authorization = environ.get("HTTP_AUTHORIZATION", "")
        if route.is_guarded and not authorization:
            return 401, {"content-type": "application/json"}, b'{"message":"Unauthorized"}'
        actor = self.actors.get(authorization.removeprefix("Bearer "), NOBODY)
        event = _event(environ, path, f"{route.method} {route.path}")
        if route.is_guarded:
            event["requestContext"]["authorizer"] = {"lambda": dict(actor)}
        module, _, name = route.handler.rpartition(".")
        handler: Handler = getattr(importlib.import_module(module), name)
        return _answered(handler(event, SimpleNamespace(aws_request_id="lambda-1")))

    def _route(self, method: str, path: str) -> Route:
        found = (
            route
            for pattern, route in self._routes
            if route.path == "$default"
            or (route.method in {ANY, method} and pattern.fullmatch(path))
        )
        return next(found)


def _event(environ: Environ, path: str, key: str) -> dict[str, Any]:
    query = environ.get("QUERY_STRING", "")
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    headers = _headers(environ)
    is_text = headers.get("content-type", "application/json").startswith(TEXT)
    http = {"method": environ["REQUEST_METHOD"], "path": path, "sourceIp": "192.0.2.1"}
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {"requestId": "req-1", "stage": "$default", "http": http},
        "isBase64Encoded": not is_text,
    }
    if query:
        event["queryStringParameters"] = _joined(parse_qsl(query, keep_blank_values=True))
    if body:
        event["body"] = body.decode("utf-8", "replace") if is_text else _in_base64(body)
    return event


def _in_base64(body: bytes) -> str:
    return base64.b64encode(body).decode()


def _headers(environ: Environ) -> dict[str, str]:
    named = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    kind = environ.get("CONTENT_TYPE")
    return named | ({"content-type": kind} if kind else {})


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    # The gateway gives a parameter that came more than once as one text with commas.
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _answered(raw: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    json.dumps(raw)  # what Lambda cannot write down is no answer
    headers = {name.lower(): str(value) for name, value in raw.get("headers", {}).items()}
    for name, values in raw.get("multiValueHeaders", {}).items():
        headers[name.lower()] = ", ".join(values)
    body = raw.get("body") or ""
    content = base64.b64decode(body) if raw.get("isBase64Encoded") else body.encode()
    return raw["statusCode"], headers, content
