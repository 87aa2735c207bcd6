"""What a waterfall and a projection say."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from analytics.patterns.projection import Projection
from analytics.patterns.too_few import TooFew
from analytics.patterns.waterfall import Part, Waterfall
from analytics.words import units
from analytics.words.plural import Tongue
from analytics.words.scarcity import scarcity
from analytics.words.text import Text
from analytics.words.units import Figure

PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "none": "{title}: изменения нет, раскладывать нечего.",
        "most": "{title}: {change}. Больше всего дал срез «{name}»: {part}.",
        "rate": "В нём самом изменился показатель.",
        "mix": "Изменилась его доля в общем числе, а не сам показатель.",
        "others": "остальные",
        "project": "{title}: к концу периода ожидается около {value}.",
        "range": "Если пойдёт как в прошлые {periods}: от {low} до {high}.",
    },
    "en": {
        "none": "{title}: no change, nothing to take apart.",
        "most": "{title}: {change}. The largest part comes from \u201c{name}\u201d: {part}.",
        "rate": "Its own figure has changed.",
        "mix": "Its share of the whole has changed, not its own figure.",
        "others": "the others",
        "project": "{title}: about {value} expected by the end of the period.",
        "range": "If it goes as in the last {periods}: from {low} to {high}.",
    },
}


def tell(found: Waterfall, figure: Figure, names: Mapping[str, str], tongue: Tongue) -> Text:
    """Name the slice that made most of the change in its direction; `names` are their titles."""
    title, phrases = figure.title[tongue], PHRASES[tongue]
    change = found.value - found.base
    same_way = [part for part in found.parts if part.total * change > 0]
    if not same_way:
        return Text(phrases["none"].format(title=title))
    part = max(same_way, key=lambda each: (each.name is not None, abs(each.total)))
    name = phrases["others"] if part.name is None else names.get(part.name, part.name)
    headline = phrases["most"].format(
        title=title,
        change=_change(change, figure, tongue),
        name=name,
        part=_change(part.total, figure, tongue),
    )
    return Text(headline, _why(part, phrases))


def project(found: Projection | TooFew, figure: Figure, tongue: Tongue) -> Text:
    """Say what an unfinished period will come to."""
    title, phrases = figure.title[tongue], PHRASES[tongue]
    if isinstance(found, TooFew):
        return Text(scarcity(found, title, "periods", tongue))
    value, low, high = (
        units.amount(round(each), figure, tongue) for each in (found.value, found.low, found.high)
    )
    ends = units.span(low, high, tongue)
    periods = units.counted_by(found.periods, "periods", tongue)
    return Text(
        phrases["project"].format(title=title, value=value.after(tongue)),
        phrases["range"].format(periods=periods, low=ends[0], high=ends[1]),
    )


def _change(value: Fraction, figure: Figure, tongue: Tongue) -> str:
    return units.difference(float(value), figure, tongue).signed(tongue)


def _why(part: Part, phrases: Mapping[str, str]) -> str:
    if not part.mix:
        return ""
    return phrases["mix"] if abs(part.mix) > abs(part.rate) else phrases["rate"]
