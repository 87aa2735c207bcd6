"""What a forecast says: what is expected, within what, and why it is to be believed."""

from collections.abc import Mapping
from typing import Final

from analytics.patterns.forecast import Forecast
from analytics.patterns.too_few import TooFew
from analytics.words import numbers, units
from analytics.words.plural import Tongue
from analytics.words.scarcity import scarcity
from analytics.words.text import Text
from analytics.words.times import TIMES
from analytics.words.trend import Step
from analytics.words.units import Figure

PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "sum": "{title}: за следующие {range} ожидается около {total}, в среднем {mean} в {step}.",
        "mean": "{title}: за следующие {range} ожидается в среднем {mean}.",
        "band": "Обычный {one} с вероятностью 80 %: от {low} до {high}.",
        "band_weeks": "Обычная {one} с вероятностью 80 %: от {low} до {high}.",
        "naive": "Повторены цифры прошлого цикла: точнее предсказать не удаётся.",
        "better": "Такой прогноз ошибался на {percent} меньше, чем повтор прошлого цикла "
        "(проверен {times}).",
        "days": "день",
        "weeks": "неделю",
        "months": "месяц",
        "one_days": "день",
        "one_weeks": "неделя",
        "one_months": "месяц",
    },
    "en": {
        "sum": "{title}: about {total} expected over the next {range}, {mean} a {step} on average.",
        "mean": "{title}: {mean} expected on average over the next {range}.",
        "band": "A usual {one} with a probability of 80%: from {low} to {high}.",
        "band_weeks": "A usual {one} with a probability of 80%: from {low} to {high}.",
        "naive": "The figures of the last cycle are repeated: nothing tells more.",
        "better": "Such a forecast missed by {percent} less than repeating the last cycle "
        "(tried {times}).",
        "days": "day",
        "weeks": "week",
        "months": "month",
        "one_days": "day",
        "one_weeks": "week",
        "one_months": "month",
    },
}  # fmt: skip


def tell(found: Forecast | TooFew, figure: Figure, step: Step, tongue: Tongue) -> Text:
    """Say what is expected, the range of a usual step, and why this forecast."""
    title, phrases = figure.title[tongue], PHRASES[tongue]
    if isinstance(found, TooFew):
        return Text(scarcity(found, title, step, tongue))
    mean = units.amount(float(found.expected.mean()), figure, tongue)
    total = units.amount(float(found.expected.sum()), figure, tongue)
    headline = phrases["sum" if figure.adds_up else "mean"].format(
        title=title,
        range=units.counted_by(found.expected.size, step, tongue),
        total=total.after(tongue),
        mean=mean.text(tongue),
        step=phrases[step],
    )
    return Text(headline, _band(found, figure, step, tongue), (_why(found, tongue),))


def _band(found: Forecast, figure: Figure, step: Step, tongue: Tongue) -> str:
    phrases = PHRASES[tongue]
    low, high = (
        units.amount(float(each.mean()), figure, tongue) for each in (found.low, found.high)
    )
    ends = units.span(low, high, tongue)
    band = phrases["band_weeks" if step == "weeks" else "band"]
    return band.format(one=phrases[f"one_{step}"], low=ends[0], high=ends[1])


def _why(found: Forecast, tongue: Tongue) -> str:
    phrases = PHRASES[tongue]
    if found.method == "seasonal_naive":
        return phrases["naive"]
    percent = numbers.change(1 - found.over_naive, tongue).removeprefix("+")
    tried = numbers.written(found.origins, tongue) + numbers.NBSP
    times = tried + (TIMES.of(found.origins, tongue) if tongue == "ru" else "times")
    return phrases["better"].format(percent=percent, times=times)
