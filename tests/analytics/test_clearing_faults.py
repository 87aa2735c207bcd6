"""Cut off anywhere while a month grows and the lake is cleared, or both at once: no row is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from analytics import clearing
from analytics.lake import months
from tests.analytics.memory import DAY, House, grow, order
from tests.analytics.rooms import Calls, CutOffError, cut_off


class Faulty:
    """The story of a month that grows, with its night, cut off at one call."""

    def __init__(self, at: int, *, is_after: bool) -> None:
        act = {"after": cut_off} if is_after else {"before": cut_off}
        self.calls = Calls(at=at, only_writes=True, **act)  # type: ignore[arg-type]
        self.was_cut = False

    def run(self, house: House) -> None:
        steps: list[Callable[[], Any]] = [
            lambda: grow(house, self.calls),
            lambda: house.keep(self.calls),
            lambda: house.clear(self.calls),
        ]
        for number, step in enumerate(steps):
            if number:
                house.now += DAY + timedelta(minutes=1)
            try:
                step()
            except CutOffError:
                self.was_cut = True


@pytest.mark.parametrize("is_after", [False, True])
def test_cut_off_at_any_write_of_growing_and_clearing_no_row_is_lost(
    monkeypatch: pytest.MonkeyPatch, *, is_after: bool
) -> None:
    monkeypatch.setattr(months, "WHOLE_ROWS", 2)
    told: list[Any] = []
    was_cut, number = True, 0
    while was_cut:
        number += 1
        house, faulty = House(), Faulty(number, is_after=is_after)
        house.told(order("a", 22), order("b", 21))
        house.roll_up()
        faulty.run(house)
        was_cut = faulty.was_cut
        house.roll_up()
        for _ in range(4):
            house.night()
        told.append(house.all())
        assert house.there() == house.named(), number
        assert house.orders() == ["c", "b", "a"], number

    assert number > 6
    assert all(each == told[-1] for each in told)


@pytest.mark.parametrize("job", [grow, House.rebuild], ids=["a roll-up", "a rebuild"])
def test_what_happens_in_the_midst_of_clearing_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, job: Callable[[House], None]
) -> None:
    """The lake is cleared of whatever is older than this very moment, which is worse than a day."""
    monkeypatch.setattr(clearing, "IDLE_FOR", timedelta(0))
    told: list[Any] = []
    is_done = False
    while not is_done:
        monkeypatch.setattr(months, "WHOLE_ROWS", 2)
        house = House()
        house.told(order("a", 22), order("b", 21))
        house.roll_up()
        grow(house) if job is not grow else None
        house.now += timedelta(minutes=1)
        monkeypatch.setattr(months, "WHOLE_ROWS", 2 if job is grow else 9)
        calls = Calls(at=len(told) + 1, before=lambda house=house: job(house))  # type: ignore[misc]
        house.clear(calls)
        is_done = calls.made < calls.at
        if is_done:
            job(house)
        for _ in range(3):
            house.night()
        told.append(house.all())
        assert house.there() == house.named()

    assert len(told) > 4
    assert all(each == told[-1] for each in told)
