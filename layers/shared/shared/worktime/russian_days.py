"""The Russian production calendar by year, each day as MMDD.

`python -m scripts.russian_days` wrote this from the package holidays 0.109, which
names the government's decree of each year; a test compares the two.
"""

from collections.abc import Mapping
from typing import Final


def _days(words: str) -> frozenset[str]:
    return frozenset(words.split())


DAYS_OFF: Final[Mapping[int, frozenset[str]]] = {
    2020: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0223 0224 0308 0309 0501 0504 "
        "0505 0509 0511 0612 1104"
    ),
    2021: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0222 0223 0308 0501 0503 0509 "
        "0510 0612 0614 1104 1105 1231"
    ),
    2022: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0223 0307 0308 0501 0502 0503 "
        "0509 0510 0612 0613 1104"
    ),
    2023: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0223 0224 0308 0501 0508 0509 0612 1104 1106"
    ),
    2024: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0223 0308 0429 0430 0501 0509 "
        "0510 0612 1104 1230 1231"
    ),
    2025: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0223 0308 0501 0502 0508 0509 "
        "0612 0613 1103 1104 1231"
    ),
    2026: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0109 0223 0308 0309 0501 0509 0511 0612 1104 1231"
    ),
    2027: _days(
        "0101 0102 0103 0104 0105 0106 0107 0108 0222 0223 0308 0501 0503 0509 "
        "0510 0612 0614 1104 1105 1231"
    ),
}
"""Holidays and the days off moved to other days; ordinary weekends are not among them."""

WORKING_WEEKENDS: Final[Mapping[int, frozenset[str]]] = {
    2021: _days("0220"),
    2022: _days("0305"),
    2024: _days("0427 1102 1228"),
    2025: _days("1101"),
    2027: _days("0220"),
}
"""Weekend days that were made working days."""
