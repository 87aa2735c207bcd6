"""How much above or below average: percent up to half as much again, "times" beyond."""

from collections.abc import Mapping
from typing import Final

from analytics.words import numbers
from analytics.words.numbers import NBSP
from analytics.words.plural import Noun, Tongue

MUCH: Final = 1.5
TIMES: Final = Noun("раз", "раз", "раза", "раза")
PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "above": "на {percent} выше среднего",
        "below": "на {percent} ниже среднего",
        "times_above": "в {times} выше среднего",
        "times_below": "в {times} ниже среднего",
        "nothing": "почти ничего",
        "average": "как в среднем",
    },
    "en": {
        "above": "{percent} above average",
        "below": "{percent} below average",
        "times_above": "{times} times the average",
        "times_below": "{times} times less than average",
        "nothing": "next to nothing",
        "average": "average",
    },
}
LEAST: Final = 0.05


def against_average(index: float, tongue: Tongue) -> str:
    """Say how an index of 1.8 or 0.4 compares with 1."""
    phrases = PHRASES[tongue]
    if index < LEAST:
        return phrases["nothing"]
    size, way = (index, "above") if index >= 1 else (1 / index, "below")
    if size >= MUCH:
        times = numbers.rounded(size, 1)
        shown = times.to_integral_value() if times == times.to_integral_value() else times
        text = numbers.written(shown, tongue)
        text += f"{NBSP}{TIMES.of(float(shown), tongue)}" if tongue == "ru" else ""
        return phrases[f"times_{way}"].format(times=text)
    share = abs(index - 1)
    if not numbers.share(share):
        return phrases["average"]
    return phrases[way].format(percent=numbers.change(share, tongue).removeprefix("+"))
