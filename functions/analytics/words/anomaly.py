"""What days that stand out say: what was there, and what is usual on such a day."""

from collections.abc import Mapping
from typing import Final

from analytics.patterns.anomaly import Band, Outlier
from analytics.patterns.too_few import TooFew
from analytics.words import dates, units
from analytics.words.changes import Line
from analytics.words.plural import Tongue
from analytics.words.scarcity import scarcity
from analytics.words.text import Text
from analytics.words.units import Figure

PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "none": "{title}: необычных дней нет.",
        "day": "{title}, {day} ({weekday}): {value}. Это необычно {how}, ждали от {low} до {high}.",
        "above_counted": "много",
        "below_counted": "мало",
        "above_money": "много",
        "below_money": "мало",
        "above_seconds": "долго",
        "below_seconds": "быстро",
        "above": "высоко",
        "below": "низко",
    },
    "en": {
        "none": "{title}: no unusual days.",
        "day": "{title}, {day} ({weekday}): {value}. Unusually {how}, expected {low} to {high}.",
        "above_counted": "many",
        "below_counted": "few",
        "above_money": "much",
        "below_money": "little",
        "above_seconds": "long",
        "below_seconds": "short",
        "above": "high",
        "below": "low",
    },
}


def tell(found: Band | TooFew, figure: Figure, line: Line, tongue: Tongue) -> list[Text]:
    """Say each unusual day, the latest first; one sentence says that there is none."""
    title, phrases = figure.title[tongue], PHRASES[tongue]
    if isinstance(found, TooFew):
        return [Text(scarcity(found, title, line.step, tongue))]
    if not found.outliers:
        return [Text(phrases["none"].format(title=title))]
    return [_told(each, figure, line, tongue) for each in reversed(found.outliers)]


def _told(outlier: Outlier, figure: Figure, line: Line, tongue: Tongue) -> Text:
    phrases, day = PHRASES[tongue], line.day(outlier.at)
    value, low, high = (
        units.amount(each, figure, tongue) for each in (outlier.value, outlier.low, outlier.high)
    )
    ends = units.span(low, high, tongue)
    kind = "counted" if figure.unit in units.COUNTED else figure.unit
    return Text(
        phrases["day"].format(
            title=figure.title[tongue],
            day=dates.day(day, tongue, line.year),
            weekday=dates.weekday(day.weekday(), tongue),
            value=value.text(tongue),
            how=phrases.get(f"{outlier.side}_{kind}", phrases[outlier.side]),
            low=ends[0],
            high=ends[1],
        )
    )
