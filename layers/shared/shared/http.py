"""The HTTP edge of every room: routes that state their permission, answers, problems.

A handler file makes one `Api`, decorates functions with `api.serve(...)`, and exports
`lambda_handler = api.handle`. The order at the door: rate, permission, body, shape, then the
function.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from aws_lambda_powertools.event_handler import (
    APIGatewayHttpResolver,
    Depends,
    Request,
    Response,
)
from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as NoRouteError
from aws_lambda_powertools.event_handler.middlewares.openapi_validation import (
    OpenAPIRequestValidationMiddleware,
    OpenAPIResponseValidationMiddleware,
)
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from pydantic import BaseModel

from shared.asked import Asked
from shared.auth import PUBLIC, Actor, actor_of, admit
from shared.body import read_json
from shared.cause import caused_by
from shared.errors import (
    FieldError,
    InvalidError,
    MethodError,
    NotFoundError,
    ServiceError,
    VersionRequiredError,
)
from shared.limits import Limits, limits
from shared.needs import needed
from shared.observe import logger, measure
from shared.problem import MEDIA_TYPE, invalid, problem

JSON = "application/json"
MAX_VERSION_DIGITS = 18  # a longer text is no version, and Python refuses to read it as a number
Handler = TypeVar("Handler", bound=Callable[..., Any])


class _Door(OpenAPIRequestValidationMiddleware):
    """Checks the permission before anything of the request is read, then reads it strictly."""

    def __init__(self, permissions: Mapping[tuple[str, str], str]) -> None:
        self._permissions = permissions

    def handler(self, app: Any, next_middleware: Any) -> Response[Any]:  # noqa: ANN401 - Powertools
        route = app.context["_route"]
        permission = self._permissions.get((route.method, route.path))
        if permission is not None:
            event = app.current_event.raw_event
            app.count(actor_of(event))
            app.append_context(actor=admit(event, permission))
            if permission != PUBLIC:
                _check_names(route, event)
        return super().handler(app, next_middleware)

    def _get_body(self, app: Any) -> Any:  # noqa: ANN401 - Powertools
        return read_json(app.current_event.raw_event)


class _Answer(OpenAPIResponseValidationMiddleware):
    """Writes what a route gave as JSON, without validating our own models a second time.

    A thing with a version gets its ETag.
    """

    def handler(self, app: Any, next_middleware: Any) -> Response[Any]:  # noqa: ANN401 - Powertools
        del next_middleware  # it would call the same function, at twice the price: see needs
        response = _called(app)
        if isinstance(response.body, BaseModel):
            version = getattr(response.body, "version", None)
            if version is not None:
                response.headers["ETag"] = f'"{version}"'
            response.body = response.body.model_dump_json(by_alias=True)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _check_names(route: Route, event: Mapping[str, Any]) -> None:
    """Refuse parameters that the route does not have: a mistyped filter would list everything.

    What the world calls is left to add its own, as mail programs and messengers do to links.
    """
    given: Mapping[str, str] = event.get("queryStringParameters") or {}
    if not given:
        return
    known = sorted(param.alias for param in route.dependant.query_params)
    rule = f"is no parameter here; there are: {', '.join(known)}" if known else "has no place here"
    strange = [FieldError(name, given[name], rule) for name in sorted(given.keys() - {*known})]
    if strange:
        raise InvalidError.of_all(strange)


def _called(app: Any) -> Response[Any]:  # noqa: ANN401 - Powertools
    route: Route = app.context["_route"]
    given = route.func(**app.context["_route_args"], **needed(route.func, app))
    return given if isinstance(given, Response) else Response(route.status_code, JSON, given)


class Api(APIGatewayHttpResolver):
    """The routes of one room."""

    def __init__(self, room: str) -> None:
        """Make the room's resolver; nothing is read from the environment yet."""
        super().__init__(enable_validation=True)
        self.room = room
        self._slug = "ok"
        self._told: dict[str, str] = {}
        self.limits: Callable[[], Limits] = limits
        self.permissions: dict[tuple[str, str], str] = {}
        self._request_validation_middleware = _Door(self.permissions)
        self._response_validation_middleware = _Answer()
        self.exception_handler(ServiceError)(self._refuse)
        self.exception_handler(RequestValidationError)(self._refuse_shape)
        self.exception_handler(Exception)(self._fail)
        self.not_found(self._refuse_route)

    def serve(
        self, method: str, path: str, *, permission: str, status: int = 200
    ) -> Callable[[Handler], Handler]:
        """Register a route under the permission that it needs (`shared.auth.PUBLIC` for none)."""
        self.permissions[method, path] = permission
        return self.route(
            path,
            method,
            status_code=status,
            tags=[self.room],
            openapi_extensions={"x-permission": permission},
        )

    @property
    def routes(self) -> list[Route]:
        """All routes of the room."""
        return [*self._static_routes, *self._dynamic_routes]

    def handle(self, event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
        """Answer one HTTP API event (payload 2.0) and log one line of it."""
        with caused_by(event.get("requestContext", {}).get("requestId")):
            return self._handled(event, context)

    def _handled(self, event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
        started, self._slug = time.perf_counter(), "ok"
        self._told.clear()
        answer = self.resolve(event, context)
        answer.setdefault("headers", {}).update(self._told)
        # An answer without a body says so: a gateway that is not AWS's takes null for a fault.
        answer["body"] = answer.get("body") or ""
        request = event.get("requestContext", {})
        logger().info(
            "request.served",
            extra={
                "request_id": request.get("requestId"),
                "method": request.get("http", {}).get("method"),
                "route": event.get("routeKey"),
                "status": answer.get("statusCode"),
                "outcome": self._slug,
                "ms": round((time.perf_counter() - started) * 1000, 1),
                "actor": actor_of(event).id,
            },
        )
        return answer

    def count(self, actor: Actor) -> None:
        """Count a request of an API key, or refuse it; what is left is told in the answer."""
        if actor.rate_per_minute:
            self._told.update(self.limits().take(actor))

    def _refuse(self, error: ServiceError) -> Response[str]:
        event = self.current_event.raw_event
        http = event.get("requestContext", {}).get("http", {})
        request_id = event.get("requestContext", {}).get("requestId", "")
        self._slug = error.slug
        return Response(
            status_code=error.status,
            content_type=MEDIA_TYPE,
            headers={"Cache-Control": "no-store", **error.headers},
            body=json.dumps(
                problem(error, path=http.get("path", ""), request_id=request_id),
                ensure_ascii=False,
            ),
        )

    def _refuse_shape(self, error: RequestValidationError) -> Response[str]:
        return self._refuse(invalid(error.errors()))

    def _refuse_route(self, _: NoRouteError) -> Response[str]:
        http = self.current_event.raw_event.get("requestContext", {}).get("http", {})
        method, path = http.get("method", ""), http.get("path", "")
        allowed = sorted({route.method for route in self.routes if route.rule.match(path)})
        if allowed:
            return self._refuse(
                MethodError(
                    f"{method} is not served at {path}",
                    extra={"allowed": allowed},
                    headers={"Allow": ", ".join(allowed)},
                )
            )
        return self._refuse(NotFoundError(f"nothing is served at {path}"))

    def _fail(self, error: Exception) -> Response[str]:
        # The one broad catch of the edge: the fault is ours, logged whole, told in one sentence.
        logger().error("request.failed", exc_info=error)
        measure("RequestFailed")
        return self._refuse(ServiceError("the fault is ours; quote request_id when you report it"))


def current_actor(request: Request) -> Actor:
    """Give the identity that the door let in."""
    actor: Actor = request.context["actor"]
    return actor


def given_version(request: Request) -> int | None:
    """Read If-Match as a version number; None when it is absent or `*`."""
    header = {k.lower(): v for k, v in request.headers.items()}.get("if-match", "").strip()
    if header in {"", "*"}:
        return None
    digits = header.removeprefix("W/").strip('"')
    if not (digits.isdecimal() and len(digits) <= MAX_VERSION_DIGITS):
        raise InvalidError.of("If-Match", header, 'must be a version in quotes, like "3"')
    return int(digits)


def required_version(request: Request) -> int:
    """Read If-Match; VersionRequiredError when it is absent."""
    version = given_version(request)
    if version is None:
        raise VersionRequiredError('send If-Match: "<version>" with the version you changed')
    return version


def idempotency_key(request: Request) -> str | None:
    """Read Idempotency-Key: 1 to 255 visible ASCII characters, or None when it is absent."""
    header = {k.lower(): v for k, v in request.headers.items()}.get("idempotency-key")
    if header is None:
        return None
    if not (0 < len(header) <= 255 and header.isascii() and header.isprintable()):  # noqa: PLR2004
        rule = "must be 1 to 255 visible ASCII characters"
        raise InvalidError.of("Idempotency-Key", header, rule)
    return header


def asked(request: Request) -> Asked:
    """Say who asks, for which version if any is named, under which key, with which body."""
    actor = current_actor(request)
    return Asked(actor, given_version(request), idempotency_key(request), request.body or "")


def asked_at_version(request: Request) -> Asked:
    """Say the same where the version must be named."""
    required_version(request)
    return asked(request)


def lead_to(
    request: Request, link: str, *, extra: Mapping[str, str] | None = None
) -> Response[str]:
    """Lead to a presigned link: by a redirect, or as {"url": …} to whoever asks for JSON.

    A page can neither send its token along with a navigation nor follow a redirect to another
    origin under its policy; it asks for the link and goes there itself.
    """
    headers = {k.lower(): v for k, v in request.headers.items()}
    if JSON in headers.get("accept", ""):
        return Response(200, content_type=JSON, body=json.dumps({"url": link}))
    return Response(302, headers={"Location": link, **(extra or {})}, body="")


CurrentActor = Annotated[Actor, Depends(current_actor)]
GivenVersion = Annotated[int | None, Depends(given_version)]
RequiredVersion = Annotated[int, Depends(required_version)]
IdempotencyKey = Annotated[str | None, Depends(idempotency_key)]
AskedBy = Annotated[Asked, Depends(asked)]
AskedAtVersion = Annotated[Asked, Depends(asked_at_version)]
