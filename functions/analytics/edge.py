"""The room's routes stand on this one Api."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from shared.http import Api

api = Api("analytics")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _read_day(value: object) -> object:
    # pydantic takes numbers and times at midnight for days as well.
    if not isinstance(value, date) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        msg = "must be a day like 2026-11-22"
        raise ValueError(msg)
    return value


LocalDay = Annotated[date, BeforeValidator(_read_day)]
