"""Where it is asked: an AWS in memory, no log, and nobody to call."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from moto import mock_aws

from tests.conformance.world import environment

LOOPBACK: Final = {"127.0.0.1", "localhost", None}
CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "POWERTOOLS_SERVICE_NAME": "naryad",
    "POWERTOOLS_TRACE_DISABLED": "true",
}


@contextmanager
def here() -> Iterator[None]:
    """Open the room for as long as it is asked."""
    resolve = socket.getaddrinfo

    def at_home(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in LOOPBACK:
            raise socket.gaierror(socket.EAI_NONAME, "nobody is called from here")
        return resolve(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        for name, value in CREDENTIALS.items():
            patch.setenv(name, value)
        patch.setattr(socket, "getaddrinfo", at_home)
        with mock_aws(config={"core": {"reset_boto3_session": False}}):
            for name, value in environment().items():
                patch.setenv(name, value)
            logging.disable()
            try:
                yield
            finally:
                logging.disable(logging.NOTSET)
