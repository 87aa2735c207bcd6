"""A partner on this machine: takes webhooks, shows them, and misbehaves when asked to.

POST /any/path                 answers 200 and remembers the request
POST /status/503               answers 503          (or ?status=503 on any path)
POST /delay/2                  answers after 2 s    (or ?delay=2)
     ?times=3                  misbehaves for the first three requests of that path only
     ?retry_after=5            adds the header Retry-After
SMTP on its own port            a letter, shown as sent to /mail/<address> (local/mailbox.py)
POST /smsc/…, /telegram/…      answers as an SMS gateway and as Telegram do (local/gateways.py)
GET  /_received?path=/a        lists what came, oldest first; ?clear forgets it
"""

import asyncio
import base64
import itertools
from collections import Counter, deque
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.gateways import Gateways

KEPT = 1000
LONGEST_S = 30.0
SMALLEST_STATUS, LARGEST_STATUS = 200, 599


class Receiver:
    """What came in, and the application that takes it."""

    def __init__(self) -> None:
        self._requests: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._misbehaved: Counter[str] = Counter()
        self._gateways = Gateways()
        self.app = Starlette(
            routes=[
                Route("/_received", self.show, methods=["GET"]),
                Route("/{path:path}", self.take, methods=["POST"]),
                Route("/", self.explain, methods=["GET"]),
            ]
        )

    async def take(self, request: Request) -> Response:
        """Remember a request and answer as its address asks."""
        body = await request.body()
        self._requests.append(_noted(request, body))
        status, delay_s = _script(request)
        times = _number(request.query_params.get("times"), 0)
        if times:
            self._misbehaved[request.url.path] += 1
            if self._misbehaved[request.url.path] > times:
                status, delay_s = 200, 0.0
        if delay_s:
            await asyncio.sleep(delay_s)
        headers = {}
        if status >= 400 and "retry_after" in request.query_params:  # noqa: PLR2004
            headers["Retry-After"] = request.query_params["retry_after"]
        played = self._gateways.answer(request.url.path)
        return JSONResponse(played or {"received": True}, status, headers)

    def note(self, letter: dict[str, Any]) -> None:
        """Remember what came by another way."""
        self._requests.append(letter)

    async def show(self, request: Request) -> Response:
        """List what came, of one path or of all; with ?clear forget it."""
        path = request.query_params.get("path")
        chosen = [each for each in self._requests if path in (None, each["path"])]
        if "clear" in request.query_params:
            self._requests = deque((e for e in self._requests if e not in chosen), maxlen=KEPT)
            self._misbehaved.clear()
        return JSONResponse({"items": chosen})

    async def explain(self, request: Request) -> Response:
        """Say what this is, to someone who opens it in a browser."""
        del request
        return Response(__doc__ or "", media_type="text/plain; charset=utf-8")


def _noted(request: Request, body: bytes) -> dict[str, Any]:
    try:
        text, is_base64 = body.decode(), False
    except UnicodeDecodeError:
        text, is_base64 = base64.b64encode(body).decode(), True
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "method": request.method,
        "path": request.url.path,
        "query": request.url.query,
        "headers": dict(request.headers),
        "body": text,
        "is_base64": is_base64,
    }


def _script(request: Request) -> tuple[int, float]:
    status = _number(request.query_params.get("status"), 200)
    delay_s = _number(request.query_params.get("delay"), 0)
    words = request.url.path.split("/")
    for word, value in itertools.pairwise(words):
        if word == "status":
            status = _number(value, status)
        if word == "delay":
            delay_s = _number(value, delay_s)
    if not SMALLEST_STATUS <= status <= LARGEST_STATUS:
        status = 200
    return int(status), min(float(delay_s), LONGEST_S)


def _number(text: str | None, otherwise: float) -> Any:  # noqa: ANN401 - int or float as written
    try:
        number = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return int(number) if number == int(number) else max(0.0, number)
