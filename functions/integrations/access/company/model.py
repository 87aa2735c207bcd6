"""The company's own words: its name and particulars, and its names of states. Frozen, pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from shared.audit import Who
from shared.errors import FieldError, InvalidError

Status = Literal[
    "new", "scheduled", "en_route", "in_progress", "on_hold", "completed", "closed", "cancelled"
]
"""Where an order stands. Pages name it in the company's words; everywhere else it is this code."""
Language = Literal["ru", "en"]
Names = dict[Language, dict[Status, str]]
"""The company's names of states by language; what is not there goes by its usual name."""
WORDS: Final = ("name", "phone", "address", "requisites")


class Company(BaseModel):
    """What is printed, and how states are called; before anybody has written any, nothing is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = 0
    name: str = ""
    phone: str = ""
    address: str = ""
    requisites: str = ""
    """Anything else that is printed below the name: ИНН, account, licence."""
    status_names: Names = {}
    updated_at: datetime | None = None
    updated_by: Who | None = None


def check_names(names: Names) -> None:
    """Refuse names by which two states could not be told apart, naming each that comes later."""
    errors: list[FieldError] = []
    for language, own in names.items():
        seen: dict[str, str] = {}
        for status, name in own.items():
            first = seen.setdefault(name.casefold(), status)
            if first != status:
                field = f"status_names.{language}.{status}"
                errors.append(FieldError(field, name, f"must differ from the name of {first}"))
    if errors:
        raise InvalidError.of_all(errors)


def differences(before: Company, after: Company) -> dict[str, Any]:
    """Tell what changed, for the record; a name of a state as `status.<language>.<code>`."""
    old, new = _flat(before), _flat(after)
    return {
        field: {"from": old.get(field, ""), "to": new.get(field, "")}
        for field in sorted(old.keys() | new.keys())
        if old.get(field, "") != new.get(field, "")
    }


def _flat(company: Company) -> Mapping[str, str]:
    names = {
        f"status.{language}.{status}": name
        for language, own in company.status_names.items()
        for status, name in own.items()
    }
    return {**{word: getattr(company, word) for word in WORDS}, **names}
