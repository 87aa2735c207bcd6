"""The rows behind a number, those that add most first."""

import weakref
from datetime import timedelta

import numpy as np
import pytest

from analytics.drill import service as module
from analytics.drill.asked import Wish
from analytics.drill.found import Found
from analytics.drill.heaviest import Mark, heaviest
from analytics.kpi import Observations
from analytics.kpis import KPIS
from analytics.period import Period
from analytics.rows import OrderRow
from shared.errors import GoneError, InvalidError
from tests.analytics.builders import NOON, make_row
from tests.analytics.drill.listed import PERIOD, drill, every
from tests.analytics.frames import frame_of
from tests.analytics.test_refresh import Fakes


def completed(fakes: Fakes, weights: dict[str, list[int]]) -> None:
    """Complete orders today that began in these months, each of so much."""
    for month, each in weights.items():
        made = {"created_at": NOON.replace(month=int(month)), "completed_at": NOON}
        rows = [
            make_row(id=f"{month}-{n}", total=total, status="completed", **made)
            for n, total in enumerate(each)
        ]
        fakes.changes.add(rows)
    fakes.run()


TODAY = Period(NOON.date(), NOON.date())
TICKETS = Wish(KPIS["average_ticket"], TODAY)


def test_the_rows_that_add_most_come_first_whatever_month_they_began_in() -> None:
    fakes = Fakes()
    completed(fakes, {"09": [5, 9, 7], "10": [9, 1], "11": [8, 9]})

    found = every(drill(fakes), TICKETS, order="weight")

    assert [(row.total, row.order_id) for row in found] == [
        (9, "09-1"), (9, "10-0"), (9, "11-1"), (8, "11-0"), (7, "09-2"), (5, "09-0"), (1, "10-1"),
    ]  # fmt: skip


def test_of_a_share_those_come_first_that_count() -> None:
    fakes = Fakes()
    days = {"created_at": NOON, "completed_at": None}
    for n, months in enumerate((3, 2, 1, 0)):
        at = NOON - timedelta(days=31 * months)
        done = at if months in {0, 2} else None
        row = make_row(id=f"o{n}", **{**days, "created_at": at, "completed_at": done})
        fakes.changes.add([row])
    fakes.run()
    share = Wish(KPIS["completion_rate"], PERIOD)

    page = drill(fakes).rows(share, limit=9, after=None)

    assert [row.order_id for row in page.items] == ["o1", "o3", "o0", "o2"]
    assert page.order == "weight"
    assert page.total
    assert (page.total.total, page.total.n) == (2, 4)
    assert drill(fakes).rows(share, limit=9, after=None, order="date").items[0].order_id == "o0"
    assert drill(fakes).rows(TICKETS, limit=9, after=None).order == "date"


def test_a_list_by_weight_goes_on_in_the_months_that_it_began_with() -> None:
    fakes = Fakes()
    completed(fakes, {"10": [6, 3], "11": [5, 4]})
    page = drill(fakes).rows(TICKETS, limit=1, after=None, order="weight")
    completed(fakes, {"08": [2], "10": [1, 1, 2, 3], "11": [1, 9]})

    rest = drill(fakes).rows(TICKETS, limit=9, after=page.after)

    assert [row.total for row in [*page.items, *rest.items]] == [6, 5, 4, 3]


def test_a_list_by_weight_one_of_whose_months_is_gone_is_told_to_begin_anew() -> None:
    fakes = Fakes()
    completed(fakes, {"10": [6, 3], "11": [5, 4]})
    page = drill(fakes).rows(TICKETS, limit=1, after=None, order="weight")
    assert isinstance(page.after, Mark)
    fakes.changes.add([make_row(id="late")])
    fakes.run()
    del fakes.lake.versions[page.after.versions["2026-11"]]

    with pytest.raises(GoneError, match="begin without a cursor"):
        drill(fakes).rows(TICKETS, limit=1, after=page.after)


@pytest.mark.parametrize("bound", ["MOST_MONTHS", "MOST_ROWS"])
def test_what_stands_on_too_much_is_listed_by_date(
    monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(module, "MONTHS_AT_ONCE", 1)
    monkeypatch.setattr(module, bound, 1)
    fakes = Fakes()
    completed(fakes, {"10": [1], "11": [1]})
    share = Wish(KPIS["rework_rate"], TODAY)

    assert drill(fakes).rows(share, limit=9, after=None).order == "date"
    with pytest.raises(InvalidError, match="ask for a shorter one, or by date"):
        drill(fakes).rows(share, limit=9, after=None, order="weight")


def test_as_few_months_as_a_page_by_date_reads_may_hold_any_number_of_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    fakes = Fakes()
    completed(fakes, {"10": [1], "11": [1]})

    assert drill(fakes).rows(TICKETS, limit=9, after=None, order="weight").order == "weight"


def test_a_page_by_weight_holds_one_month_at_a_time() -> None:
    held: list[weakref.ref[Found]] = []

    def found(month: str) -> Found:
        assert not any(each() for each in held)
        ones = np.ones(9, np.int64)
        seen = Observations(rows=np.arange(9), at=ones, total=ones, n=ones)
        frame = frame_of([make_row(id=f"{month}-{n}") for n in range(9)], OrderRow)
        made = Found(frame, seen, ones, np.arange(9))
        held.append(weakref.ref(made))
        return made

    rows, mark = heaviest({"2026-10": "v1", "2026-11": "v2"}, found, limit=3, after=None)

    assert len(held) == 2
    assert [row.order_id for row in rows] == ["2026-10-0", "2026-10-1", "2026-10-2"]
    assert mark
