"""boto3 clients of the emulator, untouched by the user's own AWS settings."""

import threading
from typing import Any

import boto3
from botocore.config import Config

from local.emulator import REGION


class Aws:
    """The services of one emulator."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._session = boto3.Session(
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - the emulator takes any
            region_name=REGION,
        )
        self._clients: dict[str, Any] = {}
        self._making = threading.Lock()  # a session makes clients one at a time

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3's clients are made at run time
        """Give the client of a service, made on first use."""
        with self._making:
            if service not in self._clients:
                self._clients[service] = self._make(service)
            return self._clients[service]

    def _make(self, service: str) -> Any:  # noqa: ANN401
        return self._session.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.endpoint,
            config=Config(
                signature_version="s3v4" if service == "s3" else None,
                # A function may run for minutes, and a call must never be repeated silently.
                read_timeout=960 if service == "lambda" else 60,
                retries={"total_max_attempts": 1} if service == "lambda" else None,
                s3={"addressing_style": "path"},
                account_id_endpoint_mode="disabled",
                max_pool_connections=32,
                proxies={},
            ),
        )
