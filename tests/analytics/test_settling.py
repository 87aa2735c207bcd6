"""Parts of pages that are not what their rows come to are found, told of and mended."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from analytics.additions import AstrayError
from analytics.coding import packed
from analytics.model import Page, PageKey, Part, State
from analytics.refresh import Refresh
from analytics.settling import Settling, all_names, whose_turn
from tests.analytics.builders import NOON, make_row
from tests.analytics.rooms import COMPANY
from tests.analytics.seen import everything
from tests.analytics.test_refresh import Fakes

TODAY = date(2026, 11, 22)
KEY, PART = ("DAY#all", "2026-11-22"), "orders/2026-11"
TURNS = (TODAY, TODAY + timedelta(days=1))


@pytest.fixture
def fakes() -> Fakes:
    """Two months that are rolled up, all exports of which are queued."""
    made = Fakes()
    made.changes.add(
        [
            make_row(id="a", completed_at=NOON, status="completed"),
            make_row(id="b", created_at=NOON - timedelta(days=40)),
        ]
    )
    made.run()
    return made


def settling(fakes: Fakes) -> Settling:
    return Settling(fakes.lake, fakes.rollups, COMPANY)


def damage(fakes: Fakes, **tallies: list[int]) -> None:
    """Put other figures on a page than its rows come to."""
    fakes.rollups.known[KEY] = Page(KEY, {PART: packed({"": tallies})})


def test_what_is_right_stays_untouched_by_doubt(fakes: Fakes) -> None:
    before = fakes.rollups.kept

    assert [settling(fakes).doubt(day) for day in TURNS] == [[], []]
    assert fakes.rollups.kept is before
    assert sorted(fakes.lake.read[-2:]) == ["orders/2026-10", "orders/2026-11"]


def test_doubt_mends_a_page_and_its_day_is_exported_again(fakes: Fakes) -> None:
    right = everything(fakes.rollups)
    damage(fakes, created=[7])

    found = [[page.key for page in settling(fakes).doubt(day)] for day in TURNS]

    assert sorted(found) == [[], [KEY]]
    assert everything(fakes.rollups) == right
    assert fakes.rollups.kept.waiting == (TODAY,)
    assert fakes.rollups.kept.unsettled == {}


def test_a_part_of_a_month_that_has_no_row_there_any_more_is_taken_off(fakes: Fakes) -> None:
    right = everything(fakes.rollups)
    fakes.changes.add([make_row(id="a", version=2, completed_at=NOON + timedelta(days=9))])
    fakes.run()
    fakes.changes.add([make_row(id="a", version=3, completed_at=NOON, status="completed")])
    fakes.run()
    ninth = ("DAY#all", "2026-11-26")
    fakes.rollups.known[ninth] = Page(ninth, {PART: packed({"": {"completed": [1, 1]}})})

    told = [page for day in TURNS for page in settling(fakes).doubt(day)]

    assert told == [Page(ninth)]
    assert [page.parts for page in everything(fakes.rollups) if page.key[0] == "DAY#all"] == [
        page.parts for page in right if page.key[0] == "DAY#all"
    ]


def test_there_is_no_doubt_while_figures_are_being_made_anew(fakes: Fakes) -> None:
    damage(fakes, created=[7])
    kept = fakes.rollups.kept

    for update in ({"basis": ""}, {"unsettled": {PART: ("2026-11",)}}, {"parts": {}}):
        fakes.rollups.kept = kept.model_copy(update=update)
        assert settling(fakes).doubt(TODAY) == ()


def test_what_can_not_be_added_to_is_told_of_and_made_anew_by_the_next_step(fakes: Fakes) -> None:
    damage(fakes)
    fakes.changes.add([make_row(id="a", version=2, completed_at=NOON + timedelta(days=1))])

    with pytest.raises(AstrayError):
        fakes.job.step()
    assert fakes.rollups.kept.unsettled.keys() == {PART}
    fakes.run()

    assert everything(fakes.rollups) == of_all(fakes)
    assert fakes.rollups.kept.unsettled == {}


def of_all(fakes: Fakes) -> list[Page]:
    """The pages of a run that begins with all changes."""
    other = Fakes()
    other.changes = fakes.changes
    other.job = Refresh(other.changes, other.lake, other.rollups, other.job._planner, COMPANY)
    other.run()
    return everything(other.rollups)


def test_pages_of_a_month_are_named_by_its_days_their_months_and_years(fakes: Fakes) -> None:
    part = fakes.rollups.kept.parts[PART].model_copy(
        update={"spans": {"a": (date(2026, 12, 31), date(2027, 1, 1)), "b": (TODAY, TODAY)}}
    )

    names = all_names(part)

    assert {"2026-11", "2026", "2027", "2028", "2026-11-22", "2026-12-01", "2027-01-01"} < {*names}
    assert len(names) == 3 + 3 * 12 + 41
    assert all_names(part.model_copy(update={"spans": {}})) == ("2026-11",)


def test_days_far_from_a_month_are_named_by_its_rows_alone(fakes: Fakes) -> None:
    far = date(2126, 11, 22)
    part = fakes.rollups.kept.parts[PART].model_copy(
        update={"spans": {"due_at": (date(2001, 1, 1), far)}}
    )

    names = all_names(part)

    assert {"2024", "2024-11-01", "2026-11", "2028-10-31", "2029"} < {*names}
    assert len(names) == 6 + 6 * 12 + 1461


def test_doubt_looks_at_far_days_of_rows_and_asks_for_few_pages(fakes: Fakes) -> None:
    far, year = ("DAY#all", "2126-11-22"), ("BALANCE", "2126")
    due = NOON.replace(year=2126)
    fakes.changes.add([make_row(id="a", version=2, status="new", due_at=due)])
    fakes.run()
    right, asked = everything(fakes.rollups), list[PageKey]()
    real = fakes.rollups.pages
    for key in (far, year):
        assert fakes.rollups.known.pop(key).parts

    def pages(keys: Sequence[PageKey]) -> list[Page]:
        asked.extend(keys)
        return real(keys)

    fakes.rollups.pages = pages  # type: ignore[method-assign,assignment]
    found = {page.key for day in TURNS for page in settling(fakes).doubt(day)}

    assert {far, year} <= found
    assert everything(fakes.rollups) == right
    assert len(asked) < 20_000


def test_a_balance_far_from_all_days_of_figures_is_doubted_too(fakes: Fakes) -> None:
    late, year = NOON.replace(year=2031), ("BALANCE", "2031")
    fakes.changes.add([make_row(id="a", version=2, status="closed", updated_at=late)])
    fakes.run()
    right = fakes.rollups.known.pop(year)

    found = [page for day in TURNS for page in settling(fakes).doubt(day)]

    assert found == [right]


def test_a_doubt_that_is_cut_off_leaves_named_what_it_was_mending(fakes: Fakes) -> None:
    damage(fakes, created=[7])
    told = []

    def cut_off(old: State, *_: object) -> None:
        told.append(old.unsettled)

    fakes.rollups.commit = cut_off  # type: ignore[method-assign]
    for day in TURNS:
        settling(fakes).doubt(day)

    assert told == [{PART: (KEY[1],)}]


@pytest.mark.parametrize("kinds", [["orders"], ["answers", "asks", "orders"]])
@pytest.mark.parametrize("before", [0, 11, 60])
def test_every_month_has_its_turn_while_months_come_to_be(kinds: list[str], before: int) -> None:
    known, last = dict[str, Part](), dict[str, int]()
    for number in range(900):
        today = TODAY + timedelta(days=number)
        through = today.year * 12 + today.month - 1
        since = min(through, TODAY.year * 12 + TODAY.month - 1 - before)
        for month in range(since, through + 1):
            for kind in kinds:
                named = f"{month // 12}-{month % 12 + 1:02}"
                part = Part(kind=kind, month=named, object_version="v", spans={})
                known[part.name] = part
                last.setdefault(part.name, number)

        last[whose_turn(known, today).name] = number

        assert number - min(last.values()) <= 2 * len(known)


def test_steps_settle_what_is_named_month_after_month(fakes: Fakes) -> None:
    gone = "orders/2026-09"
    fakes.changes.add([make_row(id="c", created_at=NOON.replace(hour=21))])
    fakes.run()
    right = everything(fakes.rollups)
    known = fakes.rollups.known
    for key in (("DAY#all", "2026-09-05"), ("STANDING", "2026-09"), ("BALANCE", "2025")):
        known[key] = Page(key, {gone: packed({"": {"created": [1]}})})
    # In Moscow the order of 21:00 is of the day after.
    late = ("DAY#all", "2026-11-23")
    known[late] = Page(late, {PART: packed({"": {"created": [7]}})})
    names = {PART: (late[1],), gone: ("2025", "2026-09", "2026-09-05")}
    fakes.rollups.kept = fakes.rollups.kept.model_copy(update={"unsettled": names})

    left = []
    for _ in names:
        fakes.job.step()
        left.append(fakes.rollups.kept.unsettled)

    assert left == [{PART: (late[1],)}, {}]
    assert everything(fakes.rollups) == right
    assert fakes.rollups.kept.waiting == (date(2026, 9, 5), date(2026, 11, 23))


def test_each_kind_of_a_month_has_its_own_night() -> None:
    parts = {}
    for kind in ("orders", "answers", "asks"):
        for month in ("2026-10", "2026-11"):
            part = Part(kind=kind, month=month, object_version="v", spans={})
            parts[part.name] = part

    eight = [whose_turn(parts, TODAY + timedelta(days=n)).name for n in range(8)]

    turns = [
        name for name, before in zip(eight, [eight[-1], *eight], strict=False) if name != before
    ]
    start = turns.index("answers/2026-10")
    assert [*turns[start:], *turns[:start]] == sorted(
        parts, key=lambda name: (parts[name].month, parts[name].kind)
    )
