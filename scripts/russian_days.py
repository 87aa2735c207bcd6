"""Write the Russian production calendar as data: `python -m scripts.russian_days`.

The package `holidays` follows the government's decrees and names the source of each. Importing it
takes half a second and 10 MB, so functions carry the few dates and not the package; a test
compares the two. Each autumn: raise the package's version, run this, commit both.
"""

from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

from holidays import country_holidays
from holidays.countries.russia import RussiaStaticHolidays

FILE: Final = Path(__file__).resolve().parents[1] / "layers/shared/shared/worktime/russian_days.py"
FIRST_YEAR: Final = 2020
PER_LINE: Final = 14


def last_year() -> int:
    """Give the last year whose decree the package knows."""
    return int(max(RussiaStaticHolidays.special_public_holidays))


def days_of(year: int) -> list[date]:
    """List the days of a year."""
    first = date(year, 1, 1)
    count = (date(year + 1, 1, 1) - first).days
    return [first + timedelta(days=n) for n in range(count)]


def table() -> dict[int, tuple[list[str], list[str]]]:
    """Give days off and working weekends of each known year as MMDD."""
    russia = country_holidays("RU")
    return {
        year: (
            [f"{day:%m%d}" for day in days_of(year) if day in russia],
            [f"{d:%m%d}" for d in days_of(year) if d.weekday() > 4 and russia.is_working_day(d)],  # noqa: PLR2004 - Friday
        )
        for year in range(FIRST_YEAR, last_year() + 1)
    }


def _entry(year: int, days: list[str]) -> str:
    lines = [" ".join(days[n : n + PER_LINE]) for n in range(0, len(days), PER_LINE)]
    words = "\n".join(f'        "{line}{" " if line != lines[-1] else ""}"' for line in lines)
    return f"    {year}: _days(\n{words}\n    ),"


def source() -> str:
    """Give the text of the data module."""
    years = table()
    off = "\n".join(_entry(year, days) for year, (days, _) in years.items())
    working = "\n".join(_entry(year, days) for year, (_, days) in years.items() if days)
    return f'''"""The Russian production calendar by year, each day as MMDD.

`python -m scripts.russian_days` wrote this from the package holidays {version("holidays")}, which
names the government's decree of each year; a test compares the two.
"""

from collections.abc import Mapping
from typing import Final


def _days(words: str) -> frozenset[str]:
    return frozenset(words.split())


DAYS_OFF: Final[Mapping[int, frozenset[str]]] = {{
{off}
}}
"""Holidays and the days off moved to other days; ordinary weekends are not among them."""

WORKING_WEEKENDS: Final[Mapping[int, frozenset[str]]] = {{
{working}
}}
"""Weekend days that were made working days."""
'''


def main() -> None:
    """Write the file."""
    FILE.write_text(source())
    print(f"wrote {FILE.name} up to {last_year()}")


if __name__ == "__main__":
    main()
