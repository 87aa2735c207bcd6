"""Types of fields that take what the API's description says and nothing that merely looks like it.

pydantic reads a number as seconds since 1970 and 1 as true. Neither is what JSON Schema calls a
date-time or a boolean, and both hide a partner's mistake until a wrong day is in an order.
"""

import re
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

_NUMBER: Final = re.compile(r"\s*[+-]?[\d._]+(?:e[+-]?\d+)?\s*", re.IGNORECASE)


def _no_number(value: object) -> object:
    """Refuse seconds since 1970, as a number or as text; anything else is read on."""
    if _is_number(value):
        raise ValueError("must be written in full, like 2026-10-01 or 2026-10-01T09:00:00Z")
    return value


def _no_seconds(value: object) -> object:
    """Refuse seconds since midnight, as a number or as text; anything else is read on."""
    if _is_number(value):
        raise ValueError("must be a time of day, like 22:00")
    return value


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return isinstance(value, int | float)


def _in_reach(at: datetime) -> datetime:
    """Refuse a moment that its offset puts before the year 1 or beyond 9999."""
    try:
        at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("must lie in the years 1 to 9999, read in UTC") from error
    return at


def _plain(value: Decimal) -> Decimal:
    """Write 1E+3 as 1000 and 0E-9 as 0: the description of what we answer knows no exponents."""
    return Decimal(f"{value:f}") if value else Decimal(0)


def _number(value: object) -> object:
    """Refuse what is no JSON number; 1.0 is a whole one."""
    if isinstance(value, bool | str):
        raise ValueError("must be a whole number")  # noqa: TRY004 - pydantic reads ValueError
    return value


InFull = BeforeValidator(_no_number)
"""For dates and moments: numbers are none."""

OnTheClock = Annotated[time, BeforeValidator(_no_seconds)]
"""A time of day."""

InDigits = AfterValidator(_plain)
"""For decimals: however they came, they are told without an exponent."""

Instant = Annotated[AwareDatetime, InFull, AfterValidator(_in_reach)]
"""A moment with its offset from UTC; it has a form in UTC."""

Flag = Annotated[bool, Field(strict=True)]
"""true or false in a body."""

Whole = Annotated[int, BeforeValidator(_number)]
"""A whole number in a body."""
