"""The one origin of the browser: pages, API and identity, as CloudFront serves them on AWS."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from local.gate import Gate

# The same words as WebHeaders in template.yaml; identity is at our own address here.
SECURITY = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
# Vite puts a hash of the content into the names below this folder.
FOREVER = "public, max-age=31536000, immutable"


def web_app(gate: Gate, pages: Path, config: Mapping[str, Any]) -> Starlette:
    """Make the application over a folder of built pages."""

    async def say_config(request: Request) -> Response:
        del request
        return JSONResponse(dict(config), headers=SECURITY | {"cache-control": "no-cache"})

    async def show(request: Request) -> Response:
        return page(pages, request.path_params["path"])

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await gate.close()

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/config.json", say_config, methods=["GET"]),
            Route("/identity/", gate.identity, methods=["POST"]),
            Route("/v1/{path:path}", gate.api, methods=METHODS),
            Route("/f/{path:path}", gate.api, methods=METHODS),
            Route("/{path:path}", show, methods=["GET"]),
        ],
    )


def page(pages: Path, path: str) -> Response:
    """Give a built file; an address without a dot is the application's and gets index.html."""
    name = path if "." in path.rsplit("/", 1)[-1] else "index.html"
    file = (pages / name).resolve()
    if not file.is_relative_to(pages.resolve()) or not file.is_file():
        missing = "index.html" if name == "index.html" else name
        return PlainTextResponse(f"{missing} is not there\n", 404, headers=SECURITY)
    caching = FOREVER if name.startswith("assets/") else "no-cache"
    return FileResponse(file, headers=SECURITY | {"cache-control": caching})
