import logging
from collections.abc import Iterator

import pytest

from shared.observe import logger
from tests.integrations.receiver import Receiver


@pytest.fixture
def partner() -> Iterator[Receiver]:
    """A partner on loopback who says 200 unless told otherwise."""
    with Receiver() as receiver:
        yield receiver


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logger().registered_formatter)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """The log lines as they would reach CloudWatch."""
    handler = _Lines()
    logger().addHandler(handler)
    yield handler.lines
    logger().removeHandler(handler)
