"""Who comes again: counted at night from one column of the lake, told by month."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import pytest

from analytics.clients import KEY, ClientCohort, ClientMonth, Clients, Counter, read_clients
from analytics.counting import CustomerCount
from analytics.frame import Texts
from analytics.insight.customers import customers
from analytics.model import State
from analytics.period import Period
from analytics.ports import StateMovedError
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import FakeLake, FakeRollups, turned
from tests.analytics.rooms import COMPANY

YEAR = Period(date(2025, 12, 1), date(2026, 11, 30))


def orders(*told: tuple[str | None, str]) -> list:
    """Orders by customer and month of creation."""
    return [
        make_row(
            id=f"ord_{n}",
            created_at=datetime.fromisoformat(f"{month}-05T09:00:00+00:00"),
            customer={"id": customer, "name": "", "phone": None} if customer else None,
        )
        for n, (customer, month) in enumerate(told)
    ]


def rolled_up(rows: Sequence) -> tuple[FakeRollups, FakeLake]:
    lake, parts = FakeLake(), {}
    for batch in lake.sort_out(rows):
        shown = turned(lake.merge(None, batch), COMPANY)
        parts[shown.part.name] = shown.part
    return FakeRollups(kept=State(version=4, watermark=NOON, parts=parts)), lake


def job(rollups: FakeRollups, lake: FakeLake, at: datetime = NOON) -> CustomerCount:
    return CustomerCount(rollups, lake, COMPANY, lambda: at)


def counted(*told: tuple[str | None, str]) -> Clients:
    rollups, lake = rolled_up(orders(*told))
    job(rollups, lake).count()
    found = rollups.clients()
    assert found
    return found


def test_customers_are_counted_by_the_month_of_their_first_order() -> None:
    found = counted(("a", "2026-08"), ("b", "2026-08"), ("a", "2026-09"), ("c", "2026-10"))

    assert [(each.month, each.new, each.returning, each.orders) for each in found.months] == [
        ("2026-08", 2, 0, 2),
        ("2026-09", 0, 1, 1),
        ("2026-10", 1, 0, 1),
    ]
    assert [(each.month, each.size, each.active) for each in found.cohorts] == [
        ("2026-08", 2, (2, 1, 0)),
        ("2026-10", 1, (1,)),
    ]
    assert (found.months[-1].customers, found.months[-1].repeated) == (3, 1)


def test_the_month_that_runs_takes_no_part() -> None:
    found = counted(("a", "2026-10"), ("a", "2026-11"))

    assert found.until == "2026-10"
    assert found.months[-1].repeated == 0


def test_orders_without_a_customer_are_nobodys() -> None:
    counter = Counter()
    counter.add("2026-10", Texts(np.array([0, -1, 0, -1]), ("a",)))

    (month,) = counter.count("2026-10", NOON, 1).months

    assert (month.new, month.orders, month.customers) == (1, 2, 1)


def test_nothing_new_is_not_counted_again() -> None:
    rollups, lake = rolled_up(orders(("a", "2026-10")))

    assert job(rollups, lake).count()
    version, read = rollups.kept.version, len(lake.read)

    assert not job(rollups, lake).count()
    assert (rollups.kept.version, len(lake.read)) == (version, read)
    assert job(rollups, lake, datetime(2026, 12, 1, 9, tzinfo=UTC)).count()


def test_figures_that_move_meanwhile_are_counted_again() -> None:
    rollups, lake = rolled_up(orders(("a", "2026-10")))
    moves = iter([True, True, False])

    class Moving(FakeRollups):
        def commit(self, old: State, new: State, pages: Sequence) -> None:
            if next(moves):
                self.kept = self.kept.model_copy(update={"version": self.kept.version + 1})
            super().commit(old, new, pages)

    moving = Moving(kept=rollups.kept)

    assert job(moving, lake).count()
    assert moving.clients()


def test_figures_that_never_stand_still_are_left_to_the_next_night() -> None:
    rollups, lake = rolled_up(orders(("a", "2026-10")))

    class Restless(FakeRollups):
        def commit(self, old: State, new: State, pages: Sequence) -> None:
            raise StateMovedError

    with pytest.raises(StateMovedError):
        job(Restless(kept=rollups.kept), lake).count()


def test_the_state_moves_with_the_count_and_keeps_what_it_says() -> None:
    rollups, lake = rolled_up(orders(("a", "2026-10")))
    before = rollups.kept

    job(rollups, lake).count()

    assert rollups.kept == before.model_copy(update={"version": before.version + 1})
    assert rollups.clients() == read_clients(rollups.known[KEY])


def test_a_company_without_orders_has_no_months() -> None:
    found = counted()

    assert (found.months, found.until) == ((), None)


def test_the_answer_is_cut_to_the_months_asked_for() -> None:
    found = counted(("a", "2026-08"), ("b", "2026-09"), ("a", "2026-10"))

    answer = customers(found, Period(date(2026, 9, 10), date(2026, 10, 31)))

    assert [each.month for each in answer.months] == ["2026-09", "2026-10"]
    assert [each.month for each in answer.cohorts] == ["2026-09"]
    assert (answer.as_of, answer.watermark) == ("2026-10", NOON)


def test_the_repeat_rate_is_that_of_the_last_whole_month_of_the_period() -> None:
    months = tuple(
        ClientMonth(month=month, new=0, returning=0, orders=0, customers=100, repeated=repeated)
        for month, repeated in (("2026-08", 10), ("2026-09", 20), ("2026-10", 30))
    )
    found = Clients(watermark=NOON, state=1, months=months, cohorts=())

    def rate(last: date) -> float | None:
        return customers(found, Period(date(2026, 1, 1), last)).repeat.value

    assert rate(date(2026, 9, 30)) == 0.2
    assert rate(date(2026, 9, 29)) == 0.1
    assert rate(date(2026, 11, 22)) == 0.3
    assert rate(date(2026, 8, 30)) is None


def test_the_repeat_rate_has_bounds_and_a_sentence() -> None:
    found = counted(*((f"c{n}", "2026-09") for n in range(20)), ("c1", "2026-10"))

    answer = customers(found, YEAR)

    assert answer.repeat.value == 0.05
    assert answer.repeat.low
    assert answer.repeat.high
    assert 0 < answer.repeat.low < 0.05 < answer.repeat.high
    assert (
        answer.verdicts[0].text.ru
        == "За 12 месяцев повторно обратились 5\u00a0% клиентов: 1 из 20."
    )
    assert answer.verdicts[0].text.en == "Within 12 months 5% of customers came again: 1 of 20."


def test_few_customers_make_no_statement() -> None:
    for found in (None, counted(), counted(("a", "2026-10"))):
        answer = customers(found, YEAR)

        assert [each.code for each in answer.verdicts] == ["too_few"]


def cohort(month: int, size: int, *active: int) -> ClientCohort:
    return ClientCohort(month=f"2026-{month:02}", size=size, active=(size, *active))


def told_of(*cohorts: ClientCohort) -> list[tuple[str, str, str]]:
    """Give what is said of cohorts, behind the sentence about all customers."""
    found = Clients(watermark=None, state=1, months=(), cohorts=cohorts)
    shown = customers(found, YEAR).verdicts[1:]
    return [(each.code, each.tone, each.text.ru.replace("\u00a0", " ")) for each in shown]


def test_how_many_new_customers_came_again_is_said_in_words() -> None:
    told = told_of(cohort(1, 20, 2, 1, 1), cohort(2, 20, 4, 0), cohort(3, 10))

    assert [each[:2] for each in told] == [("cohorts_returned", "neutral")]
    assert told[0][2] == (
        "Из впервые обратившихся снова пришли через месяц 15 % (6 из 40), "
        "через 3 месяца 5 % (1 из 20)."
    )


def test_cohorts_that_return_more_often_are_told_where_it_is_no_chance() -> None:
    few = [cohort(month, 50, 2, 0) for month in (1, 2, 3)]
    many = [cohort(month, 50, 15, 0) for month in (4, 5, 6)]

    rising, falling = told_of(*few, *many)[1], told_of(*many, *few)[1]
    alike = told_of(*few, *few)[1]

    assert rising == (
        "cohorts_shift",
        "good",
        "Пришедшие с апреля 2026 года возвращаются через месяц чаще: 30 % вместо 4 %.",
    )
    assert falling[1] == "bad"
    assert alike[:2] == ("cohorts_alike", "neutral")


def test_few_customers_say_nothing_of_cohorts() -> None:
    assert told_of(cohort(1, 4, 1)) == []
    assert len(told_of(cohort(1, 20, 1), cohort(2, 20, 9))) == 1
