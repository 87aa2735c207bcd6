"""The rows behind a number, read to the end."""

from datetime import date, timedelta

from analytics.drill.asked import Order, Wish
from analytics.drill.found import Behind
from analytics.drill.heaviest import Mark
from analytics.drill.service import Drill, Place
from analytics.period import Period
from tests.analytics.builders import NOON
from tests.analytics.rooms import COMPANY
from tests.analytics.test_refresh import Fakes

PERIOD = Period(date(2026, 3, 1), date(2027, 3, 31))
LATER = NOON + timedelta(days=300)


def drill(fakes: Fakes) -> Drill:
    return Drill(fakes.rollups, fakes.lake, COMPANY, lambda: LATER)


def every(asked: Drill, wish: Wish, limit: int = 3, order: Order | None = None) -> list[Behind]:
    found: list[Behind] = []
    after: Place | Mark | None = None
    for _ in range(100):
        page = asked.rows(wish, limit=limit, after=after, order=order)
        assert len(page.items) <= limit
        found += page.items
        after = page.after
        if after is None:
            break
    assert after is None
    return found
