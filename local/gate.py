"""The way from the browser to the emulator: what CloudFront and API Gateway do on AWS."""

import asyncio
from collections.abc import AsyncIterator

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from local.template import WORKERS

# The payload limit of an HTTP API.
LIMIT_BYTES = 10 * 1024 * 1024
BAD_GATEWAY = 502
AT_ONCE = 2 * WORKERS
# These concern one connection, not the message (RFC 9110, 7.6.1).
HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
    b"host",
}
# Cognito takes these without credentials; the emulator would take any other one, too.
PUBLIC = {
    "InitiateAuth",
    "RespondToAuthChallenge",
    "ChangePassword",
    "ForgotPassword",
    "ConfirmForgotPassword",
    "GetUser",
    "GlobalSignOut",
    "RevokeToken",
}
IDENTITY = "AWSCognitoIdentityProviderService."


class TooLargeError(Exception):
    """The body is beyond the gateway's limit."""


class Gate:
    """Passes requests on, method, headers, body and query untouched."""

    def __init__(self, endpoint: str, api: str | None) -> None:
        self._endpoint = endpoint
        self._api = f"{endpoint}/_aws/execute-api/{api}/$default"
        # Each request under way needs a process of its own there; more wait here, none is refused.
        self._places = asyncio.Semaphore(AT_ONCE)
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(30, connect=5),  # an HTTP API waits 30 s for a function
            limits=httpx.Limits(max_connections=200, max_keepalive_connections=50),
            trust_env=False,
        )

    async def api(self, request: Request) -> Response:
        """Pass a request to the HTTP API."""
        path = request.scope["raw_path"].decode("ascii")
        query = request.scope["query_string"].decode("ascii")
        return await self._pass(request, f"{self._api}{path}{'?' if query else ''}{query}")

    async def identity(self, request: Request) -> Response:
        """Pass a request to the user pool, if anyone may ask it."""
        target = request.headers.get("x-amz-target", "")
        if not target.startswith(IDENTITY) or target.removeprefix(IDENTITY) not in PUBLIC:
            return JSONResponse({"__type": "AccessDeniedException", "message": "Not public"}, 400)
        return await self._pass(request, f"{self._endpoint}/")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _pass(self, request: Request, url: str) -> Response:
        try:
            body = await _read(request)
        except TooLargeError:
            return JSONResponse({"message": "Request Entity Too Large"}, 413)
        headers = [pair for pair in request.headers.raw if pair[0].lower() not in HOP]
        onward = httpx.Request(request.method, url, headers=headers, content=body)
        try:
            async with self._places:
                answer = await self._client.send(onward, stream=True)
            if answer.status_code == BAD_GATEWAY and b'"errorType"' in await answer.aread():
                # A function that raised: the emulator tells why, AWS does not.
                return JSONResponse({"message": "Internal Server Error"}, 500)
        except httpx.HTTPError:
            return JSONResponse({"message": "Service Unavailable"}, 503)
        onto = StreamingResponse(_stream(answer), answer.status_code)
        onto.raw_headers = [pair for pair in answer.headers.raw if pair[0].lower() not in HOP]
        return onto


async def _read(request: Request) -> bytes:
    parts, total = [], 0
    async for part in request.stream():
        total += len(part)
        if total > LIMIT_BYTES:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)


async def _stream(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        if answer.is_stream_consumed:
            yield answer.content
        else:
            async for part in answer.aiter_raw():
                yield part
    finally:
        await answer.aclose()
