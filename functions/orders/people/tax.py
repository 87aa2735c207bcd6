"""Russian tax numbers of customers. Pure."""

import re
from typing import Final

from shared.errors import InvalidError

LENGTHS: Final = {"company": 10, "person": 12}
_KPP: Final = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")


def check_inn(inn: str, kind: str) -> None:
    """Refuse an ИНН whose length does not suit the kind, or whose check digits are wrong.

    A company has 10 digits; a person has 12, and an entrepreneur is a person.
    Source: the Federal Tax Service's order 435@ of 29 June 2012 on taxpayers' numbers.
    """
    # Loaded only where a number is read.
    from stdnum.exceptions import ValidationError
    from stdnum.ru import inn as rules

    if not (inn.isascii() and inn.isdecimal() and len(inn) == LENGTHS[kind]):
        raise InvalidError.of("inn", inn, f"must have {LENGTHS[kind]} digits for a {kind}")
    try:
        rules.validate(inn)
    except ValidationError as error:
        raise InvalidError.of("inn", inn, "has wrong check digits") from error


def check_kpp(kpp: str, kind: str) -> None:
    """Refuse a КПП of another form than NNNNPPXXX, or of a person; it has no check digit."""
    if kind != "company":
        raise InvalidError.of("kpp", kpp, "is had by companies only")
    if not _KPP.fullmatch(kpp):
        raise InvalidError.of("kpp", kpp, "must be 4 digits, 2 digits or Latin capitals, 3 digits")
