from datetime import timedelta

import pytest

from orders.model import Status
from orders.refs import TechnicianRef
from tests.orders.people.builders import NOW, order
from tests.orders.people.doors import MASTER, MOSCOW, ask, made, patched


def test_a_technician_is_taken_on_changed_and_never_deleted(edge):
    master = made("/v1/technicians", MASTER)
    path = f"/v1/technicians/{master['id']}"

    assert master["skills"] == ["котлы", "плиты"]
    assert [each["level"] for each in master["skill_levels"]] == [1, 3]
    gone = patched(path, {"active": False, "dismissed_at": "2026-11-30"}, 1)
    assert (gone.json["active"], gone.json["dismissed_at"]) == (False, "2026-11-30")
    assert patched(path, {"name": None}, 2).status == 422
    refused = ask("DELETE", path)
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, PATCH")
    assert ask("GET", path).json == gone.json
    assert ask("GET", "/v1/technicians/tec_0").status == 404


def test_technicians_are_listed_by_name_and_by_being_active(edge):
    made("/v1/technicians", {"name": "Яков"})
    made("/v1/technicians", {"name": "Антон", "active": False})

    def names(**query):
        return [e["name"] for e in ask("GET", "/v1/technicians", query=query).json["items"]]

    assert (names(), names(active="true"), names(active="false")) == (
        ["Антон", "Яков"],
        ["Яков"],
        ["Антон"],
    )


def test_an_employee_number_is_one_technicians(edge):
    first = made("/v1/technicians", {"name": "Борис", "employee_number": "17"})

    second = ask("POST", "/v1/technicians", body={"name": "Боря", "employee_number": "17"})

    assert (second.status, second.json["technician_id"]) == (409, first["id"])


def test_one_key_takes_on_one_technician(edge):
    key = {"idempotency-key": "k1"}
    first = made("/v1/technicians", MASTER, headers=key)

    assert made("/v1/technicians", MASTER, headers=key) == first
    assert ask("POST", "/v1/technicians", body={"name": "Яков"}, headers=key).status == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "Борис", "skills": [{"skill": "котлы", "level": 6}]},
        {"name": "Борис", "skills": ["котлы", "котлы"]},
        {"name": "Борис", "timezone": "Mars/Olympus"},
        {"name": "Борис", "color": "red"},
        {"name": "Борис", "calendar": {"weekly": {"mon": [{"start": "18:00", "end": "9:00"}]}}},
        {"name": "Борис", "hired_at": "2026-02-01", "dismissed_at": "2026-01-31"},
    ],
)
def test_a_technician_that_breaks_a_rule_is_refused(edge, body):
    assert ask("POST", "/v1/technicians", body=body).status == 422


def test_the_workload_shows_orders_minutes_and_what_is_free_by_local_day(edge):
    week = {day: [{"start": "09:00", "end": "18:00"}] for day in ("mon", "tue")}
    master = made("/v1/technicians", MASTER | {"calendar": {"weekly": week}})
    ref = TechnicianRef(id=master["id"], name=master["name"])
    starts = NOW.replace(hour=6) + timedelta(days=1)  # nine o'clock in Moscow on Monday
    plan = {1: (0, 2, Status.SCHEDULED), 2: (3, 1, Status.COMPLETED), 3: (5, 1, Status.CANCELLED)}
    for number, (after, hours, status) in plan.items():
        start = starts + timedelta(hours=after)
        times = {"scheduled_start": start, "scheduled_end": start + timedelta(hours=hours)}
        planned = order(number, technician=ref, status=status, **times)
        edge.orders.add(planned, customer=None, request=None)

    answer = ask(
        "GET",
        f"/v1/technicians/{master['id']}/workload",
        query={"from": "2026-11-23", "to": "2026-11-25"},
    )

    assert (answer.status, answer.json["timezone"], answer.json["is_complete"]) == (
        200,
        MOSCOW,
        True,
    )
    shown = [tuple(day.values()) for day in answer.json["days"]]
    assert shown == [
        ("2026-11-23", 2, 180, 540, 360),
        ("2026-11-24", 0, 0, 540, 540),
        ("2026-11-25", 0, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-23", "2026-11-22"), ("2026-01-01", "2026-03-04"), ("2026-13-01", "2026-13-02")],
)
def test_a_workload_is_of_sixty_two_days_at_most(edge, first, last):
    master = made("/v1/technicians", MASTER)
    path = f"/v1/technicians/{master['id']}/workload"

    assert ask("GET", path, query={"from": first, "to": last}).status == 422
    whole = ask("GET", path, query={"from": "2026-01-01", "to": "2026-03-03"})
    assert len(whole.json["days"]) == 62


def test_a_workload_leaves_out_what_is_not_planned_or_long_ago(edge):
    master = made("/v1/technicians", MASTER | {"phone": "8 900 000-00-17"})
    assert master["phone"] == "+79000000017"
    ref = TechnicianRef(id=master["id"], name=master["name"])
    starts = [None, NOW, NOW - timedelta(days=30), NOW + timedelta(days=30)]
    for number, start in enumerate(starts, start=1):
        times = {"scheduled_start": start, "status": Status.ON_HOLD}
        edge.orders.add(order(number, technician=ref, **times), customer=None, request=None)
    path = f"/v1/technicians/{master['id']}/workload"

    days = ask("GET", path, query={"from": "2026-11-22", "to": "2026-11-22"}).json["days"]

    assert [(day["orders"], day["scheduled_minutes"]) for day in days] == [(1, 0)]
    unknown = ask(
        "GET", path.replace(master["id"], "tec_0"), query={"from": "2026-11-22", "to": "2026-11-22"}
    )
    assert unknown.status == 404


def test_a_workload_of_very_many_orders_says_that_it_is_not_complete(edge, monkeypatch):
    monkeypatch.setattr("orders.people.workload.PAGE", 2)
    monkeypatch.setattr("orders.people.workload.MOST_ROWS", 4)
    master = made("/v1/technicians", MASTER)
    ref = TechnicianRef(id=master["id"], name=master["name"])
    query = {"from": "2026-11-22", "to": "2026-11-22"}
    path = f"/v1/technicians/{master['id']}/workload"
    complete = []
    for number in range(1, 6):
        work = order(number, technician=ref, status=Status.SCHEDULED)
        edge.orders.add(work, customer=None, request=None)
        complete.append(ask("GET", path, query=query).json["is_complete"])

    assert complete == [True, True, True, True, False]
