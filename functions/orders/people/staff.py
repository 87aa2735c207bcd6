"""A technician's card: what is decided of its fields when it is made or changed. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orders.people.model import Skill, Technician
from orders.phone import e164
from shared.errors import InvalidError


def new_staff(technician_id: str, fields: Mapping[str, Any], now: datetime) -> Technician:
    """Make a technician of the fields that were sent; InvalidError names the broken rule."""
    blank = Technician(id=technician_id, name="", created_at=now)
    return _checked(blank.model_copy(update=_read(fields, blank)))


def changed_staff(technician: Technician, fields: Mapping[str, Any], now: datetime) -> Technician:
    """Change the fields that were sent; the same technician when that changes nothing."""
    new = _checked(technician.model_copy(update=_read(fields, technician)))
    if new == technician:
        return technician
    return new.model_copy(update={"version": technician.version + 1, "updated_at": now})


def _read(fields: Mapping[str, Any], before: Technician) -> dict[str, Any]:
    new = dict(fields)
    if new.get("phone"):
        new["phone"] = e164(new["phone"], field="phone")
    if "skills" in new:
        new["skills"] = _skills(new["skills"], before)
    if "zones" in new:
        new["zones"] = tuple(dict.fromkeys(new["zones"]))
    return new


def _skills(given: Iterable[Skill | str], before: Technician) -> tuple[Skill, ...]:
    """Read skills; a plain name keeps the level that is known, and is level 1 when it is new."""
    known = {each.skill: each for each in before.skills}
    skills = [
        known.get(each, Skill(skill=each)) if isinstance(each, str) else each for each in given
    ]
    if len({each.skill for each in skills}) < len(skills):
        raise InvalidError.of("skills", [each.skill for each in skills], "names a skill once")
    return tuple(skills)


def _checked(technician: Technician) -> Technician:
    hired, dismissed = technician.hired_at, technician.dismissed_at
    if hired and dismissed and dismissed < hired:
        raise InvalidError.of("dismissed_at", str(dismissed), f"must not be before {hired}")
    if technician.timezone is not None:
        try:
            ZoneInfo(technician.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            rule = "must be an IANA time zone, like Europe/Moscow"
            raise InvalidError.of("timezone", technician.timezone, rule) from error
    return technician
