from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shared.outbound import Outbound
from tests.shared.dynamo import fresh_dynamo
from tests.shared.sending import HOME

Calls = Callable[..., Outbound]


@pytest.fixture
def dynamo() -> Iterator[Any]:
    """A client of DynamoDB over the template's tables, all empty."""
    with fresh_dynamo() as client:
        yield client


@pytest.fixture
def calls() -> Iterator[Calls]:
    """Make outbound clients whose sockets are closed in the end."""
    made: list[Outbound] = []

    def make(private_hosts: frozenset[str] = HOME, **more: Any) -> Outbound:
        made.append(Outbound(private_hosts=private_hosts, **more))
        return made[-1]

    yield make
    for each in made:
        each.close()
