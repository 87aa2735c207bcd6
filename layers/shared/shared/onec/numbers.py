"""Numbers that name a company, a person or an object of 1C; what is none of them is dropped."""

import re
from typing import Final

INN: Final = r"[0-9]{10}|[0-9]{12}"
"""Ten digits of a company, twelve of a person, who may be an entrepreneur."""
KPP: Final = r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}"
_INN: Final = re.compile(INN)
_KPP: Final = re.compile(KPP)
_GUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_OF_A_PERSON: Final = 12


def as_inn(text: str | None) -> str | None:
    """Give an ИНН, None for what has not the form of one."""
    return text if text and _INN.fullmatch(text) else None


def as_kpp(text: str | None) -> str | None:
    """Give a КПП, None for what has not the form of one."""
    return text if text and _KPP.fullmatch(text) else None


def as_reference(text: str | None) -> str | None:
    """Give a reference of 1C in small letters, None for what has not the form of one."""
    return text.lower() if text and _GUID.fullmatch(text) else None


def is_of_a_person(inn: str | None) -> bool:
    """Tell whether an ИНН is that of a person, be it an entrepreneur's."""
    return inn is not None and len(inn) == _OF_A_PERSON
