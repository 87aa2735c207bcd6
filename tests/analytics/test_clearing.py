"""What no state names any more goes from the lake; what anybody still reads, or writes, stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from analytics.changes import PREFIX
from analytics.lake import months, store
from analytics.lake.days import folder_of
from analytics.ports import VersionGoneError
from analytics.rows import KINDS
from tests.analytics.builders import NOON, make_order
from tests.analytics.memory import DAY, House, grow, order
from tests.analytics.rooms import Calls
from tests.simulation.figures.hiding import Mark
from tests.tables import template

MONTH = "lake/orders/month=2026-11/"
WHOLE = f"{MONTH}part.parquet"
DAYS = [f"{MONTH}day=2026-11-{n}/part.parquet" for n in (20, 21, 22)]
LIST = f"{MONTH}days.json"


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    """A month of two days, which lies whole."""
    monkeypatch.setattr(months, "WHOLE_ROWS", 2)
    house = House()
    house.told(order("a", 22), order("b", 21))
    house.roll_up()
    return house


def test_a_month_that_gets_too_large_leaves_no_file_behind(house: House) -> None:
    grow(house)

    cleared = house.night()

    assert cleared == 1
    assert house.there() == house.named() == sorted([*DAYS, LIST])
    assert house.orders() == ["c", "b", "a"]
    assert house.night() == 0


def test_whoever_has_pinned_what_is_cleared_reads_it_for_two_days(house: House) -> None:
    pinned = house.part()
    grow(house)
    house.night()

    house.now += 2 * DAY - timedelta(minutes=1)
    house.s3.expire()
    there = house.lake().frame(pinned).size
    house.now += timedelta(minutes=1)
    house.s3.expire()

    assert there == 2
    assert WHOLE not in house.s3.kept
    with pytest.raises(VersionGoneError):
        house.lake().frame(pinned)


def test_what_was_stored_within_a_day_stays(house: House) -> None:
    grow(house)

    house.now += DAY
    early = house.clear()
    house.now += timedelta(seconds=1)

    assert (early, house.clear()) == (0, 1)


def test_while_all_is_made_anew_nothing_is_cleared(house: House) -> None:
    grow(house)
    refresh = house.refresh()
    refresh.rebuild()
    refresh.step()
    house.now += 3 * DAY

    early = house.clear()
    house.roll_up()

    assert early == 0
    assert house.clear() == 1


def test_a_lake_that_was_never_rolled_up_is_left_alone() -> None:
    house = House()
    house.lake().put(WHOLE, b"of whom?", {})
    house.now += 3 * DAY

    assert house.clear() == 0


@pytest.mark.parametrize(("rows", "goes"), [(9, [*DAYS, LIST]), (2, [WHOLE])])
def test_a_rebuild_in_another_form_leaves_nothing_of_the_former_one(
    house: House, monkeypatch: pytest.MonkeyPatch, rows: int, goes: list[str]
) -> None:
    grow(house)
    whole = house.all()
    monkeypatch.setattr(months, "WHOLE_ROWS", rows)

    house.rebuild()
    cleared = house.night()

    assert cleared == len(goes)
    assert not {*goes} & {*house.there()}
    assert house.there() == house.named()
    assert house.orders() == ["c", "b", "a"]
    assert house.all()[0] == whole[0]


def test_a_month_and_a_day_that_no_row_is_in_any_more_go(house: House) -> None:
    house.told(make_order(id="old", created_at=NOON - 40 * DAY), order("c", 20))
    house.roll_up()
    stays = [key for key in house.s3.kept if key.startswith(PREFIX)][:1]
    for key in [key for key in house.s3.kept if key.startswith(PREFIX) and key not in stays]:
        del house.s3.kept[key]
    house.told(order("d", 22))

    house.rebuild()
    house.night()

    assert house.orders() == ["b", "a", "d"]
    assert house.there() == house.named() == sorted([*DAYS[1:], LIST])


def test_other_objects_are_none_of_its_business(house: House) -> None:
    others = [f"{PREFIX}dt=2026-11-01/x", "lake/pages/orders/x", "lake/set-aside/x", "exports/x"]
    for key in others:
        house.lake().put(key, b"theirs", {})

    assert house.night() == 0
    assert all(house.s3._is_there(key) for key in others)


def test_so_many_are_cleared_in_a_night(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CLEARED_AT_ONCE", 3)
    grow(house)
    monkeypatch.setattr(months, "WHOLE_ROWS", 9)
    house.rebuild()

    assert [house.night() for _ in range(3)] == [3, 1, 0]


def test_what_is_written_while_it_is_to_be_cleared_stays(house: House) -> None:
    grow(house)

    def written() -> None:
        house.lake().put(WHOLE, b"by somebody else", {})

    cleared = []
    for number in range(1, 7):
        house.now += 2 * DAY
        cleared.append(house.clear(Calls(at=number, before=written)))
        assert house.s3._is_there(WHOLE)

    # The fourth call is the one that would hide it.
    assert cleared == [0, 0, 0, 0, 1, 1]


class AtFirstPut(Calls):
    """Does something before the first object is stored."""

    def run(self, name: str, call: Callable[[], Any]) -> Any:
        if name == "put_object" and self.before:
            act, self.before = self.before, None
            act()
        return call()


def test_an_object_that_is_cleared_before_it_is_replaced_is_stored_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a rebuild may find it that begins while the lake is being cleared."""
    grow(house)
    before = house.all()[0]
    monkeypatch.setattr(months, "WHOLE_ROWS", 9)
    house.refresh().rebuild(anew=True)
    calls = AtFirstPut(before=lambda: _hide(house, [WHOLE]))

    house.roll_up(calls)

    assert calls.before is None
    assert house.there() == sorted([*DAYS, LIST, WHOLE])
    assert (house.orders(), house.all()[0]) == (["c", "b", "a"], before)


def _hide(house: House, keys: list[str]) -> None:
    for key in keys:
        house.s3.delete_object(Bucket="data", Key=key)


@pytest.mark.parametrize("is_grown", [False, True])
def test_what_was_cleared_wrongly_is_stored_again_and_nothing_is_lost(
    house: House, *, is_grown: bool
) -> None:
    if is_grown:
        grow(house)
    before, named = house.all(), house.named()
    _hide(house, named)

    for _ in range(4):
        house.night()

    assert house.all() == before
    assert house.there() == house.named() == named
    assert not [k for k in house.s3.kept if k in named and isinstance(house.s3.kept[k][-1], Mark)]


def test_a_month_whose_file_is_hidden_takes_changes_as_ever(house: House) -> None:
    _hide(house, [WHOLE])
    house.told(order("a", 22, version=2, total=7))
    house.roll_up()

    grow(house)
    _hide(house, [DAYS[2], LIST])
    house.told(order("a", 22, version=3, total=8))
    house.roll_up()

    assert house.lake().frame(house.part()).number("total").tolist()[-1] == 8
    assert house.night() == 1
    assert house.there() == house.named()


def test_of_every_kind_objects_may_be_hidden_and_their_versions_and_marks_expire() -> None:
    resources = template()["Resources"]
    role = resources["AnalyticsSchedule"]["Properties"]["Policies"][0]["Statement"]
    hiding = [each["Resource"] for each in role if "s3:DeleteObject" in each["Action"]]
    rules = resources["DataBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    expiring = [
        rule["Prefix"]
        for rule in rules
        if rule.get("ExpiredObjectDeleteMarker") and "NoncurrentVersionExpiration" in rule
    ]

    assert [str(each).count("/lake/") for each in hiding] == [len(KINDS)]
    for kind in KINDS:
        assert f"/{folder_of(kind)}*" in str(hiding)
    assert expiring == [folder_of(kind) for kind in KINDS]
