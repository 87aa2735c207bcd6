"""Revisions of a period, names of people, progress, and who was given a link."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from analytics.exporting import Origin, Wish
from analytics.model import Export, Link
from analytics.ports import SeriesBusyError
from analytics.shipping.beat import EVERY, Beat, CancelledError
from shared.errors import ConflictError, InvalidError
from shared.events import OrderSnapshot
from tests.analytics.builders import NOON, completed, row_of
from tests.analytics.office import Office

DAY = date(2026, 11, 22)
FOLDER = "exports/orders/ru_excel/day/2026-11-22/"
UNTIL = NOON + timedelta(minutes=16)


def latest(office: Office, series: str = FOLDER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(office.files.kept[f"{series}latest.json"])
    return found


def test_the_same_content_makes_no_new_revision() -> None:
    office = Office()
    office.know(row_of(completed()))
    first = office.made("orders", DAY, DAY)

    again = office.made("orders", DAY, DAY)

    assert (first.revision, first.unchanged) == (1, False)
    assert (again.revision, again.unchanged) == (1, True)
    assert again.files == first.files
    assert [key for key in office.files.kept if "rev=" in key] == [
        f"{FOLDER}rev=1/orders.csv",
        f"{FOLDER}rev=1/manifest.json",
    ]


def test_other_content_is_the_next_revision_and_the_old_one_stays() -> None:
    office = Office()
    office.know(row_of(completed()))
    first = office.made("orders", DAY, DAY)
    before = office.content(first)
    office.know(row_of(completed(version=3, total=1)))

    second = office.made("orders", DAY, DAY)

    assert (second.revision, second.unchanged) == (2, False)
    assert office.content(first) == before != office.content(second)
    assert latest(office)["revision"] == 2
    assert latest(office)["folder"] == "rev=2/"


def test_a_change_of_other_days_of_the_month_makes_no_new_revision() -> None:
    office = Office()
    office.know(row_of(completed()))
    office.made("orders", DAY, DAY)
    others = [row_of(completed(NOON + timedelta(days=1), id=f"a{n}")) for n in range(5)]
    office.know(*others)

    assert office.made("orders", DAY, DAY).unchanged


def test_a_half_made_export_is_pointed_to_by_nothing() -> None:
    office = Office()
    office.know(row_of(completed()))
    office.files.seal = lambda *_, **__: 1 / 0  # type: ignore[assignment,return-value]

    with pytest.raises(ZeroDivisionError):
        office.made("orders", DAY, DAY)

    assert list(office.files.kept) == [f"{FOLDER}rev=1/orders.csv"]
    assert office.series.held == {}


def test_a_revision_that_was_sealed_and_no_more_is_found_by_the_next_export() -> None:
    office = Office()
    office.know(row_of(completed()))
    office.files.point = lambda *_: 1 / 0  # type: ignore[assignment,return-value]
    with pytest.raises(ZeroDivisionError):
        office.made("orders", DAY, DAY)
    del office.files.point  # type: ignore[method-assign]

    after = office.made("orders", DAY, DAY)

    assert (after.revision, after.unchanged) == (1, True)
    assert latest(office)["revision"] == 1


def test_the_closing_of_a_month_is_a_revision_of_its_own_and_says_so() -> None:
    office = Office()
    office.know(row_of(completed()))
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    office.made("orders", first, last)
    origin = Origin(schedule_id="sch_1", closing=True)

    asked = office.exports.plan(Wish(first, last), origin, "x", office.rollups.state())
    closing = office.writer.write(asked.id)

    assert closing
    assert (closing.revision, closing.closing) == (2, True)
    assert office.manifest(closing)["closing"] is True
    assert latest(office, "exports/orders/ru_excel/month/2026-11/")["closing"] is True


def test_names_of_people_are_read_when_the_file_is_written_and_an_erased_one_is_gone() -> None:
    office = Office()
    order = completed(title="Течёт кран")
    office.know(row_of(order))
    office.orders.kept["ord_1"] = OrderSnapshot.model_validate({**order, "due": 0})

    plain = office.made("orders", DAY, DAY)
    personal = office.made("orders", DAY, DAY, personal=True)
    office.orders.kept["ord_1"] = OrderSnapshot.model_validate(
        {**order, "due": 0, "title": "", "customer": {"id": "cus_1", "name": ""}}
    )
    erased = office.made("orders", DAY, DAY, personal=True)

    assert "Анна Смирнова" not in office.content(plain).decode()
    assert "Анна Смирнова" in office.content(personal).decode()
    assert "Анна Смирнова" not in office.content(erased).decode()
    assert (personal.revision, erased.revision) == (1, 2)
    assert personal.files[0].key.startswith("exports/orders/ru_excel/day.personal/2026-11-22/")
    assert office.files.personal == {each.files[0].key for each in (personal, erased)}


def test_lines_carry_their_names_in_their_own_order() -> None:
    items = [
        {"kind": "service", "name": f"Работа {n}", "qty": "1", "unit_price": 100, "total": 100}
        for n in (1, 2)
    ]
    office, order = Office(), completed(items=items, total=200)
    office.know(row_of(order))
    office.orders.kept["ord_1"] = OrderSnapshot.model_validate({**order, "due": 0})

    made = office.made("lines", DAY, DAY, personal=True, format="parquet")

    assert [(row["line"], row["name"]) for row in office.table(made)] == [
        (1, "Работа 1"),
        (2, "Работа 2"),
    ]


def test_a_cancelled_export_stops_and_leaves_nothing() -> None:
    office = Office()
    office.know(row_of(completed()))
    asked = office.exports.create(Wish(DAY, DAY), "alice", None)
    select = office.lake.batches

    def cancel_then_read(parts: Any) -> Iterator[Any]:
        office.exports.cancel(asked.id)
        office.now += EVERY
        yield from select(parts)

    office.lake.batches = cancel_then_read  # type: ignore[method-assign]

    ended = office.writer.write(asked.id)

    assert ended
    assert ended.state == "cancelled"
    assert office.files.kept == {}
    assert office.exports.cancel(asked.id).state == "cancelled"


def test_what_has_ended_cannot_be_cancelled() -> None:
    office = Office()
    done = office.made("orders", DAY, DAY)

    with pytest.raises(ConflictError):
        office.exports.cancel(done.id)


def test_progress_is_told_every_two_seconds_at_most() -> None:
    office, told = Office(), []
    export = office.exports.create(Wish(DAY, DAY), "alice", None)

    def save(each: Export) -> bool:
        told.append(each)
        return len(told) < 4

    beat = Beat(export, 100, save, office.clock)
    for _ in range(10):
        beat.passed(10)
    office.now += EVERY
    beat.passed(1000)
    beat.passed(0, "sending")
    office.now += EVERY

    with pytest.raises(CancelledError):
        beat.passed(1)
    done = [each.progress for each in told if each.progress]
    assert [(each.stage, each.rows_done) for each in done][:3] == [
        ("reading", 10),
        ("reading", 100),
        ("sending", 100),
    ]
    assert {each.rows_total for each in done} == {100}


def test_two_exports_of_one_period_are_written_one_after_the_other() -> None:
    office = Office()
    office.series.held[FOLDER] = "exp_other"
    asked = office.exports.create(Wish(DAY, DAY), "alice", None)

    with pytest.raises(SeriesBusyError):
        office.writer.write(asked.id)


def test_who_was_given_a_link_is_kept() -> None:
    office = Office()
    done = office.made("orders", DAY, DAY)

    link = office.exports.link(done.id, "orders.csv", "bob")

    assert link.startswith("https://files.example/")
    assert office.exports.links(done.id) == [Link(at=NOON, actor_id="bob", file="orders.csv")]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"kind": "cars"}, "kind"),
        ({"format": "docx"}, "format"),
        ({"axis": "paid_at"}, "axis"),
        ({"kind": "kpis", "personal": True}, "personal"),
    ],
)
def test_what_does_not_go_together_is_refused_by_field(wish: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as caught:
        Office().exports.create(Wish(DAY, DAY, **wish), "alice", None)

    assert [each.field for each in caught.value.errors] == [field]


def test_files_depend_on_nothing_but_the_rows() -> None:
    office = Office()
    office.know(*(row_of(completed(id=f"o{n}", total=n)) for n in range(20)))
    formats = ("ru_excel", "windows_1251", "machine", "xlsx", "parquet")
    first = [office.content(office.made("orders", DAY, DAY, format=each)) for each in formats]
    other = Office()
    other.know(*(row_of(completed(id=f"o{n}", total=n)) for n in reversed(range(20))))
    other.now += timedelta(days=3)

    assert first == [other.content(other.made("orders", DAY, DAY, format=f)) for f in formats]
