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


def security(storage: str = "") -> dict[str, str]:
    """Give the words of WebHeaders in template.yaml; identity is at our own address here.

    `storage` is where files are uploaded to: the emulator's address, as S3's is on AWS.
    """
    connect = f"'self' {storage}".strip()
    return {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"font-src 'self'; connect-src {connect}; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'"
        ),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
    }


SECURITY = security()
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
# Vite puts a hash of the content into the names below this folder.
FOREVER = "public, max-age=31536000, immutable"


def web_app(gate: Gate, pages: Path, config: Mapping[str, Any], *, storage: str = "") -> Starlette:
    """Make the application over a folder of built pages; `storage` takes uploads."""
    headers = security(storage)

    async def say_config(request: Request) -> Response:
        del request
        return JSONResponse(dict(config), headers=headers | {"cache-control": "no-cache"})

    async def show(request: Request) -> Response:
        return page(pages, request.path_params["path"], headers)

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
            Route("/1c/{path:path}", gate.api, methods=METHODS),
            Route("/bitrix/admin/{path:path}", gate.api, methods=METHODS),
            Route("/{path:path}", show, methods=["GET"]),
        ],
    )


def page(pages: Path, path: str, headers: Mapping[str, str] = SECURITY) -> Response:
    """Give a built file; an address without a dot is the application's and gets index.html."""
    name = path if "." in path.rsplit("/", 1)[-1] else "index.html"
    file = (pages / name).resolve()
    if not file.is_relative_to(pages.resolve()) or not file.is_file():
        missing = "index.html" if name == "index.html" else name
        return PlainTextResponse(f"{missing} is not there\n", 404, headers=headers)
    caching = FOREVER if name.startswith("assets/") else "no-cache"
    return FileResponse(file, headers={**headers, "cache-control": caching})
