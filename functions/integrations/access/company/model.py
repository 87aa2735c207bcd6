"""The company's own words: its name and particulars, its names of states and types. Pure."""

from collections.abc import Iterator, Mapping
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
TypeNames = dict[Language, dict[str, str]]
"""The company's names of types of orders; imports read them, pages show them."""
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
    type_names: TypeNames = {}
    updated_at: datetime | None = None
    updated_by: Who | None = None


def check_names(company: Company) -> None:
    """Refuse names by which two states or types could not be told apart, each that comes later."""
    errors = [
        *_same("status_names", company.status_names),
        *_same("type_names", company.type_names),
    ]
    if errors:
        raise InvalidError.of_all(errors)


def _same(whose: str, names: Mapping[Language, Mapping[Any, str]]) -> Iterator[FieldError]:
    for language, own in names.items():
        seen: dict[str, str] = {}
        for code, name in own.items():
            first = seen.setdefault(name.casefold().replace("ё", "е"), code)
            if first != code:
                field = f"{whose}.{language}.{code}"
                yield FieldError(field, name, f"must differ from the name of {first}")


def differences(before: Company, after: Company) -> dict[str, Any]:
    """Tell what changed, for the record; a name as `status.<language>.<code>` or `type.…`."""
    old, new = _flat(before), _flat(after)
    return {
        field: {"from": old.get(field, ""), "to": new.get(field, "")}
        for field in sorted(old.keys() | new.keys())
        if old.get(field, "") != new.get(field, "")
    }


def _flat(company: Company) -> Mapping[str, str]:
    named: tuple[tuple[str, Mapping[Language, Mapping[Any, str]]], ...] = (
        ("status", company.status_names),
        ("type", company.type_names),
    )
    names = {
        f"{whose}.{language}.{code}": name
        for whose, by_language in named
        for language, own in by_language.items()
        for code, name in own.items()
    }
    return {**{word: getattr(company, word) for word in WORDS}, **names}
