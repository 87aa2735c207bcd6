"""What a run reads and writes does not grow with history: only what its changes touch counts."""

from datetime import timedelta
from typing import Any

from analytics.model import Page, PageKey
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import FakeRollups
from tests.analytics.test_refresh import Fakes

CHANGE = [make_row(id="ord_0", version=2, completed_at=NOON)]


class CountedRollups(FakeRollups):
    """Keeps what was read and written of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[PageKey] = []
        self.wrote: list[PageKey] = []

    def pages(self, keys: Any) -> list[Page]:
        asked = list(keys)
        self.asked += asked
        return super().pages(asked)

    def commit(self, old: Any, new: Any, pages: Any) -> None:
        self.wrote += [page.key for page in pages]
        super().commit(old, new, pages)


def after_history(days: int) -> tuple[list[str], list[PageKey], list[PageKey]]:
    """What a change costs after so many days of history: months merged, pages read and written."""
    fakes = Fakes()
    fakes.rollups = CountedRollups()
    fakes.job = fakes.under(fakes.job._company)
    orders = [make_row(id=f"ord_{n}", created_at=NOON - timedelta(days=n)) for n in range(days)]
    fakes.changes.add(orders)
    fakes.run()
    fakes.lake.read.clear()
    fakes.rollups.asked.clear()
    fakes.rollups.wrote.clear()

    fakes.changes.add(CHANGE)
    fakes.job.step()

    return fakes.lake.read, fakes.rollups.asked, fakes.rollups.wrote


def test_a_change_costs_the_same_after_ten_times_the_history() -> None:
    short, long = after_history(22), after_history(220)

    assert short == long
    months, asked, wrote = long
    assert months == ["orders/2026-11"]
    days = {name for about, name in asked if about.startswith("DAY#")}
    assert days == {"2026-11-22"}
    assert set(wrote) <= set(asked)
    assert len(asked) <= 11
