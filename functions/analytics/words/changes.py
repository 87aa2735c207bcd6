"""What changes of level say: since when, from what, to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from analytics.patterns.change_points import ChangePoint, ChangePoints
from analytics.patterns.too_few import TooFew
from analytics.words import dates, numbers, units
from analytics.words.plural import Tongue
from analytics.words.scarcity import scarcity
from analytics.words.text import Text
from analytics.words.trend import Step
from analytics.words.units import Figure

IN_POINTS: Final = ("share", "score")
DAYS: Final[Mapping[Step, int]] = {"days": 1, "weeks": 7}
PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "none": "{title}: скачков уровня не видно.",
        "gradual": "{title}: уровень меняется постепенно, без скачков.",
        "up": "{title}: с {day} уровень вырос с {before} до {after}{per}{change}.",
        "down": "{title}: с {day} уровень упал с {before} до {after}{per}{change}.",
        "when": "Вероятное время: {range}.",
        "days": " в день",
        "weeks": " в неделю",
    },
    "en": {
        "none": "{title}: no jump of the level to be seen.",
        "gradual": "{title}: the level changes gradually, without jumps.",
        "up": "{title}: on {day} the level rose from {before} to {after}{per}{change}.",
        "down": "{title}: on {day} the level fell from {before} to {after}{per}{change}.",
        "when": "Likely time: {range}.",
        "days": " a day",
        "weeks": " a week",
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """When the series begins, the year that need not be said, and what the points are."""

    first: date
    year: int
    step: Step = "days"

    def day(self, point: int) -> date:
        """Give the day on which a point begins."""
        return self.first + timedelta(days=point * DAYS[self.step])


def tell(found: ChangePoints | TooFew, figure: Figure, line: Line, tongue: Tongue) -> list[Text]:
    """Say each change of level, the latest first; one sentence says that there is none."""
    title, phrases = figure.title[tongue], PHRASES[tongue]
    if isinstance(found, TooFew):
        return [Text(scarcity(found, title, line.step, tongue))]
    if not found.points:
        return [Text(phrases["gradual" if found.gradual else "none"].format(title=title))]
    return [_told(point, figure, line, tongue) for point in reversed(found.points)]


def _told(point: ChangePoint, figure: Figure, line: Line, tongue: Tongue) -> Text:
    phrases = PHRASES[tongue]
    before, after = (units.amount(each, figure, tongue) for each in (point.before, point.after))
    ends = units.span(before, after, tongue)
    headline = phrases["up" if point.after > point.before else "down"].format(
        title=figure.title[tongue],
        day=dates.day(line.day(point.at), tongue, line.year),
        before=ends[0],
        after=ends[1],
        per=phrases[line.step] if figure.adds_up else "",
        change=_change(point, figure, tongue),
    )
    if point.low >= point.high:
        return Text(headline)
    last = line.day(point.high + 1) - timedelta(days=1)
    span = dates.days(line.day(point.low), last, tongue, line.year)
    return Text(headline, phrases["when"].format(range=span))


def _change(point: ChangePoint, figure: Figure, tongue: Tongue) -> str:
    """Write the change in brackets: in percent, or in points for a share."""
    if figure.unit in IN_POINTS:
        by = units.difference(point.after - point.before, figure, tongue)
        return f" ({by.signed(tongue)})"
    if point.relative is None:
        return ""
    return f" ({numbers.change(point.relative, tongue)})"
