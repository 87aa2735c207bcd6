from collections.abc import Iterator

import pytest

from feedback import handler, wiring
from tests.feedback.builders import (
    SEAL,
    FixedClock,
    OpenGuard,
    Room,
    make_care,
    make_files,
    make_overviews,
    make_service,
)
from tests.feedback.fakes import ZONE, FakeRatings, FakeStore


@pytest.fixture
def room() -> Iterator[Room]:
    """The room's edge over fakes: one completed order, ord_1, and a clock that stands."""
    ratings, clock, store = FakeRatings(), FixedClock(), FakeStore()
    service = make_service(ratings=ratings, clock=clock)
    overviews = make_overviews(ratings=ratings, clock=clock)
    made = Room(service, ratings, clock, store)
    handler.api.dependency_overrides.update(
        {
            wiring.service: lambda: service,
            wiring.overviews: lambda: overviews,
            wiring.files: lambda: make_files(overviews, store),
            wiring.care: lambda: make_care(ratings, clock),
            wiring.guard: OpenGuard,
            wiring.seal: lambda: SEAL,
            wiring.zone: lambda: ZONE,
        }
    )
    yield made
    handler.api.dependency_overrides.clear()
