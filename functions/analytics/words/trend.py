"""What a trend says: never that there is one by a p-value alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from analytics.patterns.too_few import TooFew
from analytics.patterns.trend import Trend
from analytics.words import numbers, units
from analytics.words.plural import Tongue
from analytics.words.scarcity import scarcity
from analytics.words.text import Text
from analytics.words.units import Figure

Step = Literal["days", "weeks", "months"]

PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "rising": "{title}: рост примерно на {slope} в {step} за {range}{total}.",
        "falling": "{title}: снижение примерно на {slope} в {step} за {range}{total}.",
        "none": "{title}: тренда не видно за {range}.",
        "steady": "Тренд устойчивый: держится не меньше полугода и вряд ли случаен.",
        "young": "Вряд ли это случайность, но называть тренд устойчивым рано: нужно 26 недель.",
        "small": "Наклон есть, но он слишком мал: {slope} в {step}.",
        "chance": "Наклон {slope} в {step} легко объяснить случайностью.",
        "season": "Сезонность учтена.",
        "days": "день",
        "weeks": "неделю",
        "months": "месяц",
        "total": "; всего {change}",
    },
    "en": {
        "rising": "{title}: rising by about {slope} a {step} over {range}{total}.",
        "falling": "{title}: falling by about {slope} a {step} over {range}{total}.",
        "none": "{title}: no trend to be seen over {range}.",
        "steady": "The trend is steady: it has lasted half a year or more, and is hardly chance.",
        "young": "This is hardly chance, but it is too early to call it steady: 26 weeks needed.",
        "small": "There is a slope, but too small a one: {slope} a {step}.",
        "chance": "A slope of {slope} a {step} is easily explained by chance.",
        "season": "The season is taken into account.",
        "days": "day",
        "weeks": "week",
        "months": "month",
        "total": "; {change} in all",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Steps:
    """What a point of the series is, and whether its seasons were taken out."""

    step: Step = "weeks"
    is_seasonal: bool = False


def tell(found: Trend | TooFew, figure: Figure, steps: Steps, tongue: Tongue) -> Text:
    """Say whether it grows, how fast, and how sure that is."""
    title = figure.title[tongue]
    if isinstance(found, TooFew):
        return Text(scarcity(found, title, steps.step, tongue))
    phrases = PHRASES[tongue]
    slope = units.difference(found.slope.per_step, figure, tongue)
    headline = phrases[found.direction].format(
        title=title,
        slope=slope.by(tongue),
        step=phrases[steps.step],
        range=units.counted_by(found.test.n, steps.step, tongue),
        total=_total(found, figure, tongue),
    )
    notes = (phrases["season"],) if steps.is_seasonal else ()
    reason = _reason(found)
    if reason:
        reason = phrases[reason].format(slope=slope.signed(tongue), step=phrases[steps.step])
    return Text(headline, reason, notes)


def _reason(found: Trend) -> str:
    if found.direction != "none":
        return "steady" if found.steady else "young"
    if found.significant and found.change:
        return "small"
    return "chance" if found.matters else ""


def _total(found: Trend, figure: Figure, tongue: Tongue) -> str:
    """Say what it comes to: in percent of the usual level, or in points."""
    if figure.unit in {"share", "score"}:
        change = units.difference(found.change, figure, tongue).signed(tongue)
    elif found.relative is None:
        return ""
    else:
        change = numbers.change(found.relative, tongue)
    return PHRASES[tongue]["total"].format(change=change)
