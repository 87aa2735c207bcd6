"""The company's calendar: open hours by weekday, holidays, and days of its own. Frozen."""

from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_TIME: Final = r"([01]\d|2[0-3]):[0-5]\d"
Shift = Annotated[str, Field(pattern=f"^{_TIME}-({_TIME}|24:00)$")]
"""Open hours of one day as text, like 09:00-18:00; the end may be 24:00."""


@lru_cache(maxsize=512)
def minutes(shift: str) -> tuple[int, int]:
    """Read a shift as minutes from midnight."""
    opens, closes = (
        int(hour) * 60 + int(minute) for hour, minute in (t.split(":") for t in shift.split("-"))
    )
    return opens, closes


def _in_order(shifts: tuple[str, ...]) -> tuple[str, ...]:
    read = [minutes(shift) for shift in shifts]
    if any(opens >= closes for opens, closes in read):
        msg = "a shift must end after it begins, at 24:00 at the latest"
        raise ValueError(msg)
    if any(before[1] > after[0] for before, after in pairwise(read)):
        msg = "shifts must follow one another without overlap"
        raise ValueError(msg)
    return shifts


Shifts = Annotated[tuple[Shift, ...], Field(max_length=6), AfterValidator(_in_order)]


class _Value(BaseModel):
    # What an older or newer version wrote beyond these fields is ignored.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Week(_Value):
    """The open hours of each weekday; none means closed."""

    mon: Shifts = ()
    tue: Shifts = ()
    wed: Shifts = ()
    thu: Shifts = ()
    fri: Shifts = ()
    sat: Shifts = ()
    sun: Shifts = ()

    @property
    def days(self) -> tuple[tuple[str, ...], ...]:
        """The shifts by weekday, Monday first."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)

    @property
    def open_minutes(self) -> int:
        """How long the company is open in a week."""
        read = (minutes(shift) for day in self.days for shift in day)
        return sum(closes - opens for opens, closes in read)


class OwnDay(_Value):
    """A day with hours of its own, whatever week and holidays say; none means closed."""

    day: date
    hours: Shifts = ()
    note: str = Field(default="", max_length=100)


class WorkCalendar(_Value):
    """When the company works."""

    week: Week
    holidays: Literal["RU", "none"] = "RU"
    exceptions: tuple[OwnDay, ...] = Field(default=(), max_length=400)


_DAY: Final = ("09:00-18:00",)
USUAL: Final = WorkCalendar(week=Week(mon=_DAY, tue=_DAY, wed=_DAY, thu=_DAY, fri=_DAY))
