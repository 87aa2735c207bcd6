from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from feedback import handler, wiring
from feedback.service import FeedbackService
from tests.feedback.builders import SEAL, make_service


@pytest.fixture
def room() -> Iterator[FeedbackService]:
    """The room's edge over fakes: one completed order, ord_1, and a clock that stands."""
    service = make_service()
    handler.api.dependency_overrides.update(
        {
            wiring.service: lambda: service,
            wiring.seal: lambda: SEAL,
            wiring.zone: lambda: ZoneInfo("Europe/Moscow"),
        }
    )
    yield service
    handler.api.dependency_overrides.clear()
