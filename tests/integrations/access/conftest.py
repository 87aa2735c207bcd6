"""API keys in memory, and what can be done with them."""

import pytest

from integrations.access.model import ApiKey
from integrations.access.service import KeyService
from shared.asked import Asked
from tests.integrations.access.builders import ALICE, FIELDS
from tests.integrations.access.fakes import FakeKeys
from tests.integrations.builders import FixedClock


@pytest.fixture
def store() -> FakeKeys:
    return FakeKeys()


@pytest.fixture
def keys(store: FakeKeys, clock: FixedClock) -> KeyService:
    return KeyService(store, environment="test", clock=clock)


@pytest.fixture
def key(keys: KeyService) -> ApiKey:
    return keys.create(FIELDS, Asked(ALICE)).key
