"""What seasons say: how strong they are, and where their peaks and troughs lie."""

from collections.abc import Mapping
from typing import Final, Literal

from analytics.patterns.heatmap import HeatMap, Window
from analytics.patterns.index import Bucket, Index
from analytics.patterns.season import Season, Strength
from analytics.patterns.too_few import TooFew
from analytics.words import dates, numbers
from analytics.words.dates import DASH
from analytics.words.numbers import NBSP
from analytics.words.plural import Tongue
from analytics.words.scarcity import scarcity
from analytics.words.text import Text
from analytics.words.times import against_average
from analytics.words.units import Figure

Cycle = Literal["week", "year"]

WEEK: Final = 7
PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "week": "по дням недели",
        "year": "по месяцам",
        "none": "сезонности {cycle} не видно.",
        "weak": "сезонность {cycle} слабая (сила {strength} из 1).",
        "clear": "сезонность {cycle} заметная (сила {strength} из 1).",
        "strong": "сезонность {cycle} сильная (сила {strength} из 1).",
        "peak": "Пик: {name} ({times}).",
        "trough": "Провал: {name} ({times}).",
        "alike_week": "{title}: дни недели различаются не больше, чем случайно.",
        "alike_year": "{title}: месяцы различаются не больше, чем случайно.",
        "alike_hours": "{title}: ни пика, ни провала среди часов недели не видно.",
        "spread_week": "{title}: дни недели различаются, но ни один не выделяется уверенно.",
        "spread_year": "{title}: месяцы различаются, но ни один не выделяется уверенно.",
        "peaks": "{title}: распределение неровное.",
        "few_days": "о сезонности по дням недели",
        "few_months": "о сезонности по месяцам",
        "few_hours": "о часах недели",
    },
    "en": {
        "week": "by weekday",
        "year": "by month",
        "none": "no season {cycle} to be seen.",
        "weak": "a weak season {cycle} (strength {strength} of 1).",
        "clear": "a clear season {cycle} (strength {strength} of 1).",
        "strong": "a strong season {cycle} (strength {strength} of 1).",
        "peak": "Peak: {name} ({times}).",
        "trough": "Trough: {name} ({times}).",
        "alike_week": "{title}: weekdays differ no more than by chance.",
        "alike_year": "{title}: months differ no more than by chance.",
        "alike_hours": "{title}: neither peak nor trough among the hours of the week.",
        "spread_week": "{title}: weekdays differ, but none surely stands out.",
        "spread_year": "{title}: months differ, but none surely stands out.",
        "peaks": "{title}: spread unevenly.",
        "few_days": "on a season by weekday",
        "few_months": "on a season by month",
        "few_hours": "on the hours of the week",
    },
}


def tell(found: Season | TooFew, figure: Figure, points: str, tongue: Tongue) -> Text:
    """Say how strong each season is; `points` names those of the series, for what is missing."""
    title = figure.title[tongue]
    if isinstance(found, TooFew):
        return Text(scarcity(found, title, points, tongue, PHRASES[tongue][f"few_{points}"]))
    first, *rest = (_strength(each, tongue) for each in found.seasons)
    return Text(f"{title}: {first}", " ".join(each[0].upper() + each[1:] for each in rest))


def tell_index(found: Index | TooFew, figure: Figure, cycle: Cycle, tongue: Tongue) -> Text:
    """Name the busiest and the quietest weekday or month, where they surely stand out."""
    title, phrases = figure.title[tongue], PHRASES[tongue]
    if isinstance(found, TooFew):
        points = "days" if cycle == "week" else "months"
        about, counted = phrases[f"few_{points}"], figure.counts
        return Text(scarcity(found, title, points, tongue, about, counted=counted))
    if not found.differs:
        return Text(phrases[f"alike_{cycle}"].format(title=title))
    ends = (("peak", found.peak), ("trough", found.trough))
    told = [
        _end(which, _name(bucket, cycle, tongue), bucket.index, tongue)
        for which, bucket in ends
        if bucket is not None
    ]
    if not told:
        return Text(phrases[f"spread_{cycle}"].format(title=title))
    return Text(phrases["peaks"].format(title=title), " ".join(told))


def tell_hours(found: HeatMap | TooFew, figure: Figure, tongue: Tongue) -> Text:
    """Name the busiest and the quietest hours of the week."""
    title, phrases = figure.title[tongue], PHRASES[tongue]
    if isinstance(found, TooFew):
        about, counted = phrases["few_hours"], figure.counts
        return Text(scarcity(found, title, "observations", tongue, about, counted=counted))
    told = [
        _end(which, _hours(window, tongue), window.times, tongue)
        for which, window in (("peak", found.peak), ("trough", found.trough))
        if window is not None
    ]
    if not told:
        return Text(phrases["alike_hours"].format(title=title))
    return Text(phrases["peaks"].format(title=title), " ".join(told))


def _strength(found: Strength, tongue: Tongue) -> str:
    phrases = PHRASES[tongue]
    cycle = phrases["week" if found.period == WEEK else "year"]
    strength = numbers.written(numbers.rounded(found.strength, 2), tongue)
    return phrases[found.kind].format(cycle=cycle, strength=strength)


def _end(which: str, name: str, index: float, tongue: Tongue) -> str:
    return PHRASES[tongue][which].format(name=name, times=against_average(index, tongue))


def _name(bucket: Bucket, cycle: Cycle, tongue: Tongue) -> str:
    named = dates.weekday if cycle == "week" else dates.month
    return named(bucket.bucket, tongue)


def _hours(window: Window, tongue: Tongue) -> str:
    day = dates.weekday(window.weekday, tongue)
    if window.whole_day:
        return day
    if tongue == "ru":
        return f"{day}, {window.first}{DASH}{window.last}{NBSP}ч"
    return f"{day}, {window.first:02}:00{DASH}{window.last:02}:00"
