"""Amounts with their units, in words that agree with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from analytics.words import numbers
from analytics.words.numbers import NBSP
from analytics.words.plural import Noun, Tongue

Unit = Literal[
    "orders", "answers", "requests", "visits", "money", "seconds", "share", "score", "rating",
    "number",
]  # fmt: skip
Nouns = Mapping[Tongue, Noun]

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WHOLE_MONEY: Final = 1_000
"""From so many roubles on, kopecks only blur the view."""
WITHOUT_MINOR: Final = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})


@dataclass(frozen=True, slots=True)
class Figure:
    """What a sentence is about: its title, in what it is measured, and of how many of what."""

    title: Mapping[Tongue, str]
    unit: Unit
    currency: str = "RUB"
    counts: str = "observations"
    """One of analytics.words.counts."""
    adds_up: bool = False
    """Whether it comes to so much a day or a week; a mean, a share or a level does not."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number rounded for reading, with its noun; the noun may be none."""

    value: Decimal
    noun: Noun | None
    sign: str = ""

    def text(self, tongue: Tongue) -> str:
        """Write it: 120 заказов."""
        return self._joined(numbers.written(self.value, tongue), tongue, self._word(tongue))

    def by(self, tongue: Tongue) -> str:
        """Write it as a difference, without a sign: (на) 1 минуту."""
        word = self.noun.by(float(self.value), tongue) if self.noun else ""
        return self._joined(numbers.written(abs(self.value), tongue), tongue, word)

    def after(self, tongue: Tongue) -> str:
        """Write it after "about": (около) 21 заказа."""
        word = self.noun.after(float(self.value), tongue) if self.noun else ""
        return self._joined(numbers.written(self.value, tongue), tongue, word)

    def signed(self, tongue: Tongue) -> str:
        """Write it as a change: +40 заказов."""
        return self._joined(numbers.signed(self.value, tongue), tongue, self._word(tongue))

    def _word(self, tongue: Tongue) -> str:
        return self.noun.of(float(self.value), tongue) if self.noun else ""

    def _joined(self, number: str, tongue: Tongue, word: str) -> str:
        return _joined(number, self.sign, word, tongue)


def _joined(number: str, sign: str, word: str, tongue: Tongue) -> str:
    if sign:
        return f"{number}{NBSP}{sign}" if tongue == "ru" else f"{number}{sign}"
    return f"{number}{NBSP}{word}" if word else number


def _nouns(ru: Noun, en: Noun) -> Nouns:
    return {"ru": ru, "en": en}


COUNTED: Final[Mapping[str, Nouns]] = {
    "orders": _nouns(Noun("заказ", "заказов", "заказа"), Noun("order", "orders", fewer="fewer")),
    "answers": _nouns(Noun("отзыв", "отзывов", "отзыва"), Noun("answer", "answers", fewer="fewer")),
    "requests": _nouns(
        Noun("запрос", "запросов", "запроса"), Noun("request", "requests", fewer="fewer")
    ),
    "visits": _nouns(Noun("выезд", "выездов", "выезда"), Noun("visit", "visits", fewer="fewer")),
    "days": _nouns(Noun("день", "дней", "дня"), Noun("day", "days", fewer="fewer")),
    "weeks": _nouns(
        Noun("неделя", "недель", "недели", by_one="неделю"), Noun("week", "weeks", fewer="fewer")
    ),
    "months": _nouns(Noun("месяц", "месяцев", "месяца"), Noun("month", "months", fewer="fewer")),
    "observations": _nouns(
        Noun("наблюдение", "наблюдений", "наблюдения"),
        Noun("observation", "observations", fewer="fewer"),
    ),
    "points_of_series": _nouns(
        Noun("точка", "точек", "точки", by_one="точку"), Noun("point", "points", fewer="fewer")
    ),
    "periods": _nouns(Noun("период", "периодов", "периода"), Noun("period", "periods")),
}
TIMES: Final[tuple[tuple[int, Nouns], ...]] = (
    (DAY, _nouns(Noun("день", "дней", "дня"), Noun("day", "days"))),
    (HOUR, _nouns(Noun("час", "часов", "часа"), Noun("hour", "hours"))),
    (MINUTE, _nouns(Noun("минута", "минут", "минуты", by_one="минуту"), Noun("minute", "minutes"))),
    (1, _nouns(Noun("секунда", "секунд", "секунды", by_one="секунду"), Noun("second", "seconds"))),
)
POINT: Final = _nouns(
    Noun("процентный пункт", "процентных пунктов", "процентных пункта", "процентного пункта"),
    Noun("percentage point", "percentage points"),
)
SCORE: Final = _nouns(Noun("пункт", "пунктов", "пункта"), Noun("point", "points"))
MONEY: Final[Mapping[str, Nouns]] = {
    "RUB": _nouns(Noun("рубль", "рублей", "рубля"), Noun("rouble", "roubles")),
    "USD": _nouns(Noun("доллар", "долларов", "доллара"), Noun("dollar", "dollars")),
    "EUR": _nouns(Noun("евро", "евро", "евро"), Noun("euro", "euros")),
    "KZT": _nouns(Noun("тенге", "тенге", "тенге"), Noun("tenge", "tenge")),
    "BYN": _nouns(
        Noun("белорусский рубль", "белорусских рублей", "белорусских рубля", "белорусского рубля"),
        Noun("Belarusian rouble", "Belarusian roubles"),
    ),
}


def amount(value: float, figure: Figure, tongue: Tongue) -> Amount:
    """Round a value and find its noun; a share becomes percent."""
    unit = figure.unit
    if unit == "share":
        return Amount(_percent(value), None, "%")
    if unit == "score":
        return Amount(numbers.rounded(value * numbers.HUNDRED, 0), SCORE[tongue])
    return _plain(value, figure, tongue)


def difference(value: float, figure: Figure, tongue: Tongue) -> Amount:
    """Round a difference of two values: that of shares is in percentage points."""
    if figure.unit == "share":
        return Amount(_percent(value), POINT[tongue])
    if figure.unit == "score":
        return Amount(numbers.fitting(value * numbers.HUNDRED), SCORE[tongue])
    return _plain(value, figure, tongue)


def span(low: Amount, high: Amount, tongue: Tongue, *, signed: bool = False) -> tuple[str, str]:
    """Write two bounds for "from" and "to"; what both count is named at the second only."""
    write = numbers.signed if signed else numbers.written
    ends = []
    for end, is_named in ((low, low.noun != high.noun or low.sign != high.sign), (high, True)):
        word = end.noun.after(float(end.value), tongue) if end.noun and is_named else ""
        sign = end.sign if is_named or tongue == "en" else ""
        ends.append(_joined(write(end.value, tongue), sign, word, tongue))
    return ends[0], ends[1]


def counted(number: float, what: str, tongue: Tongue) -> str:
    """Write so many things: 21 неделя."""
    return Amount(numbers.fitting(number), COUNTED[what][tongue]).text(tongue)


def counted_by(number: float, what: str, tongue: Tongue) -> str:
    """Write so many things after "in" or "over": (за) 21 неделю."""
    return Amount(numbers.fitting(number), COUNTED[what][tongue]).by(tongue)


def fewer(figure: Figure) -> str:
    """Give the English word for the lesser: fewer orders, less time."""
    return COUNTED[figure.unit]["en"].fewer if figure.unit in COUNTED else "less"


def _plain(value: float, figure: Figure, tongue: Tongue) -> Amount:
    if figure.unit == "money":
        return _money(value, figure.currency, tongue)
    if figure.unit == "seconds":
        return _time(value, tongue)
    if figure.unit in COUNTED:
        return Amount(numbers.fitting(value), COUNTED[figure.unit][tongue])
    return Amount(numbers.fitting(value), None)


def _money(minor: float, currency: str, tongue: Tongue) -> Amount:
    major = minor if currency in WITHOUT_MINOR else minor / 100
    digits = 0 if abs(major) >= WHOLE_MONEY or major == int(major) else 2
    nouns = MONEY.get(currency) or _nouns(Noun(currency, currency), Noun(currency, currency))
    return Amount(numbers.rounded(major, digits), nouns[tongue])


def _time(seconds: float, tongue: Tongue) -> Amount:
    """Choose the unit that has at least 1.5 of it; minutes and seconds are whole."""
    size = next((each for each in TIMES if abs(seconds) >= each[0] * 1.5), TIMES[-1])
    digits = 1 if size[0] >= HOUR else 0
    value = numbers.rounded(seconds / size[0], digits)
    whole = value.to_integral_value()
    return Amount(whole if whole == value else value, size[1][tongue])


def _percent(value: float) -> Decimal:
    found = numbers.rounded(value * numbers.HUNDRED, 1)
    whole = found.to_integral_value()
    return whole if whole == found else found
