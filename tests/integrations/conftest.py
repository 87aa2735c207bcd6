from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from integrations import handler, wiring
from integrations.engine import wiring as engine
from integrations.engine.storage import DynamoDeliveries
from integrations.log import wiring as log_wiring
from integrations.ports import Deliveries
from shared.table import Table
from tests.conftest import clear_caches
from tests.integrations.builders import FixedClock
from tests.integrations.fakes import FakeDeliveries
from tests.integrations.receiver import Receiver
from tests.shared.dynamo import empty
from tests.tables import create_everything

TABLES = ("AccessTable", "LimitsTable", "IntegrationsTable", "DeliveriesTable")


@pytest.fixture
def partner() -> Iterator[Receiver]:
    """A partner on loopback who says 200 unless told otherwise."""
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def cloud() -> Iterator[dict[str, str]]:
    """AWS in process, made once for a module: gives the environment that names its parts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        with mock_aws():
            yield create_everything()


@pytest.fixture(scope="module")
def client(cloud: dict[str, str]) -> Any:
    # Named: another mock that ends in between takes the environment back to what it knew.
    return boto3.client("dynamodb", region_name="us-east-1")


@pytest.fixture
def dynamo(client: Any) -> Any:
    """The room's tables, empty."""
    empty(client, *TABLES)
    return client


@pytest.fixture
def stack(cloud: dict[str, str], dynamo: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The room as it is wired for Lambda, over empty tables."""
    for name, value in cloud.items():
        monkeypatch.setenv(name, value)
    return dynamo


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(params=["fake", "dynamo"])
def deliveries(request: pytest.FixtureRequest, clock: FixedClock) -> Deliveries:
    """The store of deliveries, once as the fake and once in DynamoDB."""
    if request.param == "fake":
        return FakeDeliveries()
    table = Table("DeliveriesTable", request.getfixturevalue("dynamo"))
    return DynamoDeliveries(table, due_shards=3, clock=clock)


@pytest.fixture(scope="module")
def parts(cloud: dict[str, str]) -> dict[Any, Any]:
    """What the HTTP edge depends on, wired once for a module: making AWS clients is slow."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cloud.items():
            patch.setenv(name, value)
        clear_caches()
        return {
            make: make()
            for make in (
                wiring.integrations,
                engine.seal,
                wiring.trial,
                log_wiring.log,
                log_wiring.resending,
                log_wiring.undelivered,
                log_wiring.replays,
                log_wiring.reconciling,
            )
        }


@pytest.fixture
def room(stack: Any, parts: dict[Any, Any]) -> Iterator[Any]:
    """The HTTP edge over empty tables."""
    handler.api.dependency_overrides.update({make: _giving(p) for make, p in parts.items()})
    yield stack
    handler.api.dependency_overrides.clear()


def _giving(part: Any) -> Callable[[], Any]:
    return lambda: part
