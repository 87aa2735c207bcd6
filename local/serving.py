"""An ASGI application served from a thread of ours."""

import threading
import time

import uvicorn
from starlette.types import ASGIApp

from local.faults import LocalError
from local.ports import HOST

START_S = 60
STOP_S = 10


class Serving:
    """One server, up when `start` returns."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._port = port
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=HOST,
                port=port,
                log_config=None,
                access_log=False,
                lifespan="on",
                timeout_graceful_shutdown=2,
                server_header=False,
                date_header=False,
            )
        )
        self._thread = threading.Thread(target=self._server.run, name=f"port-{port}", daemon=True)

    def start(self) -> None:
        """Start and wait until it accepts connections."""
        self._thread.start()
        deadline = time.monotonic() + START_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise LocalError(f"nothing could be served at port {self._port}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Finish the requests under way and end."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(STOP_S)
