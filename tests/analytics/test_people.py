"""What the room of orders writes of people and calendar is what analytics reads."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from analytics.availability import Rules
from analytics.people import DynamoPeople
from orders.people import model as orders_people
from orders.people.staff_storage import DynamoTechnicians
from orders.sla.rules import SlaRules
from orders.sla.storage import DynamoRules
from shared.hours import Calendar
from shared.table import Table
from shared.worktime.week import USUAL, OwnDay
from tests.shared.dynamo import fresh_dynamo

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = [{"start": "09:00", "end": "18:00"}]


@pytest.fixture
def table() -> Iterator[Table]:
    with fresh_dynamo() as client:
        yield Table("DirectoryTable", client)


def technician(technician_id: str, name: str, **changes: Any) -> orders_people.Technician:
    return orders_people.Technician(id=technician_id, name=name, created_at=NOW, **changes)


def test_before_anybody_has_said_when_we_work_the_usual_week_holds(table):
    assert DynamoPeople(table).rules() == Rules(calendar=USUAL)


def test_the_companys_calendar_is_read_as_it_was_written(table):
    own = OwnDay(day=date(2026, 12, 30), hours=("10:00-14:00",), note="короткий день")
    calendar = USUAL.model_copy(update={"holidays": "none", "exceptions": (own,)})

    DynamoRules(table).save(SlaRules(version=1, calendar=calendar, updated_at=NOW))

    found = DynamoPeople(table).rules()
    assert (found.calendar, found.version, found.updated_at) == (calendar, 1, NOW)


def test_technicians_are_read_by_name_with_their_calendars(table):
    store = DynamoTechnicians(table)
    calendar = Calendar.model_validate({"weekly": {"mon": DAY}})
    facts = {
        "zones": ("Север", "Юг"),
        "calendar": calendar,
        "timezone": "Asia/Omsk",
        "hired_at": date(2020, 1, 15),
        "dismissed_at": date(2026, 2, 1),
        "active": False,
    }
    store.add_technician(technician("tec_2", "Яков Беляев"))
    store.add_technician(technician("tec_1", "Борис Орлов", phone="+79000000002", **facts))

    bob, jack = DynamoPeople(table).technicians()

    assert bob.model_dump(exclude={"id", "name"}) == facts | {"calendar": calendar.model_dump()}
    assert (bob.id, jack.name, jack.calendar, jack.active) == ("tec_1", "Яков Беляев", None, True)


def test_a_new_company_has_nobody(table):
    assert DynamoPeople(table).technicians() == ()
