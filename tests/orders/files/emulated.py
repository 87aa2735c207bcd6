"""MiniStack alone, for tests that need S3's own checks or many threads at once."""

import socket
from collections.abc import Iterator

import pytest

from local.emulator import Emulator


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    emulator = Emulator(tmp_path_factory.mktemp("emulator"), port)
    emulator.start()
    try:
        yield emulator.endpoint
    finally:
        emulator.stop()
