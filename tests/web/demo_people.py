"""The people of the small company: who repairs, and for whom."""

from datetime import date, timedelta

from tests.web.demo import CUSTOMERS, TECHNICIANS, Json, at


def technicians() -> list[Json]:
    """List the technicians, and one who has left."""
    return [technician(index, name) for index, name in enumerate((*TECHNICIANS, "Роман Уступов"))]


def technician(index: int, name: str) -> Json:
    """Make one technician."""
    skills = [{"skill": "стиральные машины", "level": 3}, {"skill": "газ", "level": 5}][: index + 1]
    return {
        "id": f"t{index}",
        "name": name,
        "employee_number": f"{index + 10}",
        "phone": f"+7900000010{index}",
        "email": f"master{index}@naryad.example",
        "skills": [one["skill"] for one in skills],
        "skill_levels": skills,
        "zones": ["Север", "Центр"],
        "calendar": calendar() if index == 1 else None,
        "timezone": None,
        "color": None,
        "active": index < len(TECHNICIANS),
        "hired_at": "2024-03-01",
        "dismissed_at": None,
        "created_at": at(900),
        "updated_at": at(90),
        "version": 2,
    }


def calendar() -> Json:
    """Make working hours: a break from Monday to Thursday, two weeks off, one short Saturday."""
    halves = [{"start": "09:00", "end": "13:00"}, {"start": "14:00", "end": "18:00"}]
    days: Json = dict.fromkeys(("mon", "tue", "wed", "thu"), halves)
    off = [{"date": f"2199-12-{day:02}", "shifts": [], "note": "Отпуск"} for day in range(7, 21)]
    short = {"date": "2199-12-28", "shifts": [{"start": "10:00", "end": "15:00"}], "note": None}
    return {
        "weekly": days | {"fri": [{"start": "09:00", "end": "24:00"}]},
        "exceptions": [*off, short],
    }


def customers() -> list[Json]:
    """List the customers, companies and persons."""
    return [customer(index, name) for index, name in enumerate(CUSTOMERS)]


def customer(index: int, name: str) -> Json:
    """Make one customer; a name with quotes is a company's."""
    is_company = "«" in name
    address = {"type": "service", "text": f"Речная, {index + 1}", "entrance": "2", "floor": "4"}
    consent = {"given_at": at(700), "text_version": "2026-1", "channel": "site"}
    return {
        "id": f"c{index}",
        "name": name,
        "kind": "company" if is_company else "person",
        "first_name": None if is_company else name.split(maxsplit=1)[0],
        "last_name": None if is_company else name.rsplit(maxsplit=1)[-1],
        "patronymic": None,
        "inn": "7707083893" if is_company else None,
        "kpp": "770701001" if is_company else None,
        "phones": [f"+7900000{index:04d}"],
        "emails": [f"customer{index}@zakaz.example"],
        "addresses": [address | {"apartment": None, "note": "Звонить дважды"}],
        "source": "site",
        "tags": ["постоянный"] if index % 2 else [],
        "notes": "Просят приезжать после обеда" if index == 1 else None,
        "notifications_enabled": True,
        "consents": [consent | {"withdrawn_at": None}],
        "language": "ru",
        "external_id": None,
        "crm_1c_id": None,
        "created_at": at(800 + index),
        "updated_at": at(90 + index),
        "erased_at": None,
        "version": 4,
    }


def workload(technician_id: str, first: str, last: str) -> Json:
    """Count a technician's days; nobody works at the week's end."""
    day, days = date.fromisoformat(first), []
    while day <= date.fromisoformat(last):
        is_open = day.weekday() < 5
        busy = (day.toordinal() * 7 % 5) * 110 if is_open else 0
        days.append(
            {
                "date": day.isoformat(),
                "orders": busy // 90,
                "scheduled_minutes": busy,
                "available_minutes": 480 if is_open else 0,
                "free_minutes": 480 - busy if is_open else 0,
            }
        )
        day += timedelta(days=1)
    zone = "Europe/Moscow"
    return {"technician_id": technician_id, "timezone": zone, "is_complete": True, "days": days}
