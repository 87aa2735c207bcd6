"""The rows behind a number: exactly those that were counted, page by page."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analytics.drill import service as module
from analytics.drill.asked import Wish
from analytics.drill.found import Behind
from analytics.drill.service import Drill, Place
from analytics.kpis import KPIS
from analytics.period import Period
from analytics.rollup import CUTS, HOUR
from analytics.tally import together
from shared.errors import GoneError
from tests.analytics.builders import NOON, make_row
from tests.analytics.drill.listed import PERIOD, drill, every
from tests.analytics.fakes import ZONE
from tests.analytics.recount import counted, newest
from tests.analytics.strategies import worlds
from tests.analytics.test_refresh import Fakes


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_the_rows_of_all_pages_come_to_the_tally(data: st.DataObject) -> None:
    world = data.draw(worlds())
    fakes = Fakes()
    fakes.changes.add([row for history in world for row in history])
    fakes.run()
    expected = counted(newest(world), ZONE, CUTS)

    for name in data.draw(st.lists(st.sampled_from(list(KPIS)), min_size=6, max_size=6)):
        kpi = KPIS[name]
        cut = data.draw(st.sampled_from(("all", *kpi.dimensions)))
        values = sorted({v for of in expected[cut].values() for v in of}) or [""]
        value = data.draw(st.sampled_from(values))
        days = {d: of[value][name] for d, of in expected[cut].items() if name in of.get(value, {})}
        weekday = data.draw(st.none() | st.integers(0, 6))
        month = data.draw(st.none() | st.sampled_from([10, 11, 12]))
        chosen = [d for d in PERIOD.days if weekday in {None, d.weekday()}]
        chosen = [d for d in chosen if month in {None, d.month}]
        kept = [t for d, t in days.items() if d in chosen]
        dimension = None if cut == "all" else cut
        wish = Wish(kpi, PERIOD, dimension, value, weekday, month=month)  # type: ignore[arg-type]

        found = every(drill(fakes), wish)

        told = drill(fakes).rows(wish, limit=1, after=None).total
        tally = together(kept).settled
        assert (sum(r.total for r in found), sum(r.n for r in found)) == (tally.total, tally.n)
        assert told is not None
        assert (told.total, told.n) == (tally.total, tally.n)
        hold_in_every_order(drill(fakes), wish, found)


def hold_in_every_order(asked: Drill, wish: Wish, found: list[Behind]) -> None:
    """Expect each row once, and the same ones, however they are listed."""
    by_weight = every(asked, wish, order="weight")
    assert Counter(every(asked, wish, 2, "date")) == Counter(found) == Counter(by_weight)
    assert all(a.total >= b.total for a, b in itertools.pairwise(by_weight))
    counted = every(asked, replace(wish, only="counted"))
    rest = every(asked, replace(wish, only="uncounted"))
    assert Counter(counted) == Counter(row for row in found if row.total)
    assert Counter(counted + rest) == Counter(found)


def test_an_hour_of_the_heatmap_gives_its_own_orders() -> None:
    fakes = Fakes()
    orders = [make_row(id=f"o{n}", created_at=NOON + timedelta(hours=n)) for n in range(5)]
    fakes.changes.add(orders)
    fakes.run()
    wish = Wish(KPIS["created"], PERIOD, hour=14)

    page = drill(fakes).rows(wish, limit=10, after=None)

    assert [row.order_id for row in page.items] == ["o2"]
    assert page.total
    assert page.total.n == 1
    assert HOUR in CUTS


def test_an_hour_of_a_slice_has_rows_but_no_total_beforehand() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row()])
    fakes.run()

    page = drill(fakes).rows(
        Wish(KPIS["created"], PERIOD, "type", "paid", hour=12), limit=9, after=None
    )

    assert [row.number for row in page.items] == ["17"]
    assert page.total is None


def read_on(fakes: Fakes, wish: Wish) -> Place:
    """Read a page, and let a change come; give where the page ended."""
    page = drill(fakes).rows(wish, limit=1, after=None)
    assert isinstance(page.after, Place)
    fakes.changes.add([make_row(id="late")])
    fakes.run()
    return page.after


def test_a_list_goes_on_at_the_version_that_it_began_with() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row(id="first"), make_row(id="second")])
    fakes.run()
    wish = Wish(KPIS["created"], PERIOD)

    after = read_on(fakes, wish)

    assert [row.order_id for row in drill(fakes).rows(wish, limit=9, after=after).items] == [
        "second"
    ]


def test_a_list_whose_version_is_gone_is_told_to_begin_anew() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row(id="first"), make_row(id="second")])
    fakes.run()
    wish = Wish(KPIS["created"], PERIOD)
    after = read_on(fakes, wish)
    del fakes.lake.versions[after.object_version]

    with pytest.raises(GoneError, match="begin without a cursor"):
        drill(fakes).rows(wish, limit=9, after=after)


def test_a_month_that_the_state_names_and_is_gone_is_a_fault_of_ours() -> None:
    fakes = Fakes()
    fakes.changes.add([make_row()])
    fakes.run()
    fakes.lake.versions.clear()

    with pytest.raises(LookupError):
        drill(fakes).rows(Wish(KPIS["created"], PERIOD), limit=9, after=None)


def test_months_that_can_hold_no_such_row_are_not_read() -> None:
    fakes = Fakes()
    for months in range(5):
        fakes.changes.add(
            [make_row(id=f"o{months}", created_at=NOON - timedelta(days=31 * months))]
        )
    fakes.run()
    fakes.lake.read.clear()

    day = NOON.date() - timedelta(days=31)
    drill(fakes).rows(Wish(KPIS["created"], Period(day, day)), limit=9, after=None)

    assert fakes.lake.read == ["orders/2026-10"]


def test_a_page_reads_a_bounded_number_of_months(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MONTHS_AT_ONCE", 2)
    fakes = Fakes()
    for months in range(5):
        made = {"created_at": NOON - timedelta(days=31 * months), "completed_at": NOON}
        fakes.changes.add([make_row(id=f"o{months}", **made)])
    fakes.run()
    fakes.lake.read.clear()
    wish = Wish(KPIS["completed"], Period(NOON.date(), NOON.date()))

    page = drill(fakes).rows(wish, limit=200, after=None)

    assert len(fakes.lake.read) == len(page.items) == 2
    assert len(every(drill(fakes), wish, limit=200)) == 5
