"""Targets on the overview: where they are comparable, and whether they are met."""

from datetime import date, timedelta

import pytest

from analytics.insight.question import Asked
from analytics.insight.schemas import TargetOut
from analytics.kpis import DERIVED, KPIS
from analytics.tally import Tally
from analytics.targets.model import BOUNDS, aims
from shared.errors import UnavailableError
from tests.analytics.insight.worlds import TODAY, counted, days_before, insights, of_tallies
from tests.analytics.targets.fakes import FakeTargets

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
WEEK = (TODAY - timedelta(days=7), TODAY - timedelta(days=1))
DAY = {
    "": {
        "completed": counted(10),
        "sla_compliance": Tally(10, 9),
        "rework_rate": Tally(10, 2),
        "csat": Tally(0, 0),
    }
}


def target(kpi: str, wanted: float, days: tuple[date, date], **parts: str) -> TargetOut | None:
    world = of_tallies(dict.fromkeys(days_before(82), DAY))
    known = insights(world, targets=FakeTargets({kpi: wanted}))
    answer = known.overview(Asked(*days, **parts).question())  # type: ignore[arg-type]
    (tile,) = (each for each in answer.tiles if each.kpi == kpi)
    others = {each.target for each in answer.tiles if each.kpi != kpi}
    assert others == {None}
    return tile.target


@pytest.mark.parametrize(
    ("kpi", "wanted", "met"),
    [
        ("sla_compliance", 0.9, True),
        ("sla_compliance", 0.91, False),
        ("rework_rate", 0.2, True),
        ("rework_rate", 0.1, False),
        ("csat", 0.9, None),
    ],
)
@pytest.mark.parametrize("days", [WEEK, OCTOBER, NOVEMBER])
def test_a_share_has_its_target_in_any_period(kpi, wanted, met, days):
    assert target(kpi, wanted, days) == TargetOut(value=wanted, per=None, met=met)


@pytest.mark.parametrize(("wanted", "met"), [(310, True), (311, False)])
def test_a_count_has_the_target_of_a_whole_month_that_is_over(wanted, met):
    assert target("completed", wanted, OCTOBER) == TargetOut(value=wanted, per="month", met=met)


def test_of_a_month_that_runs_it_is_not_said_yet():
    # 210 of 1: reached, and still the month is not over.
    assert target("completed", 1, NOVEMBER) == TargetOut(value=1, per="month", met=None)


@pytest.mark.parametrize(
    "days",
    [
        WEEK,
        (date(2026, 10, 1), date(2026, 10, 30)),
        (date(2026, 10, 2), date(2026, 10, 31)),
        (date(2026, 9, 1), date(2026, 10, 31)),
    ],
)
def test_a_months_target_is_not_cut_to_other_periods(days):
    assert target("completed", 310, days) is None


def test_of_a_day_that_has_only_begun_it_is_not_said_yet():
    found = target("sla_compliance", 0.9, (TODAY, TODAY))

    assert found == TargetOut(value=0.9, per=None, met=None)


def test_a_part_of_the_company_has_no_target():
    assert target("sla_compliance", 0.9, WEEK, dimension="type", value="repair") is None


def test_what_stands_open_has_a_target_at_any_end():
    assert aims()["backlog"].per is None
    assert target("backlog", 5, WEEK) == TargetOut(value=5, per=None, met=True)


def test_targets_out_of_reach_leave_the_figures_there():
    class Gone(FakeTargets):
        def targets(self):
            raise UnavailableError("the store is busy; try again")

    world = of_tallies(dict.fromkeys(days_before(82), DAY))
    answer = insights(world, targets=Gone()).overview(Asked(*WEEK).question())

    assert [each.part for each in answer.problems] == ["targets"]
    assert len(answer.tiles) == len(KPIS) + len(DERIVED)


def test_only_what_can_be_good_or_bad_can_have_a_target():
    everything = {**KPIS, **DERIVED}
    neither = {name for name, kpi in everything.items() if kpi.better == "neither"}

    assert neither
    assert aims().keys() == everything.keys() - neither
    assert all(each.low < each.high for each in aims().values())
    assert {each.unit for each in aims().values()} <= BOUNDS.keys()
    months = {name for name, each in aims().items() if each.per == "month"}
    assert {"completed", "cancelled", "revenue", "received"} <= months
    assert not months & {"sla_compliance", "lead_time", "average_ticket", *DERIVED}
