import pytest

from tests.house.stack import Stack, expand, source


@pytest.fixture(scope="session")
def stack() -> Stack:
    return Stack(expand(source()))
