"""What a line says in sentences, in both languages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from analytics.insight.looking import Found
from analytics.insight.measures import AnyKpi, figure_of, measure_for
from analytics.insight.schemas import Step, Tone, VerdictOut, WordsOut
from analytics.insight.tiles import TONGUES
from analytics.patterns.too_few import TooFew
from analytics.words import anomaly, changes, forecast, trend
from analytics.words.plural import Tongue
from analytics.words.text import Text

NAMES: Final[Mapping[Step, trend.Step]] = {"day": "days", "week": "weeks", "month": "months"}
ODD_TOLD: Final = 3
"""Unusual days that get a sentence: the latest. All of them are in the list."""
Texts = Mapping[Tongue, Text]


def forecast_words(kpi: AnyKpi, found: Found, currency: str) -> Mapping[Tongue, str]:
    """Say what is expected, or why nothing is foretold."""
    figure, step = figure_of(kpi, currency), NAMES[found.step]
    return {t: forecast.tell(found.forecast, figure, step, t).whole for t in TONGUES}


def verdicts(kpi: AnyKpi, found: Found, currency: str, today: date) -> list[VerdictOut]:
    """Say what is to be said of the trend, of levels, of days that stand out."""
    return [
        _verdict(_trend_code(found), _tone(kpi, _direction(found)), _trend(kpi, found, currency)),
        *_levels(kpi, found, currency, today),
        *_odd_days(kpi, found, currency, today),
    ]


def _trend(kpi: AnyKpi, found: Found, currency: str) -> Texts:
    steps = trend.Steps(NAMES[found.step], found.level is not None)
    figure = figure_of(kpi, currency)
    return {t: trend.tell(found.trend, figure, steps, t) for t in TONGUES}


def _trend_code(found: Found) -> str:
    if isinstance(found.trend, TooFew):
        return "too_few"
    if found.trend.direction == "none":
        return "no_trend"
    return f"steady_{found.trend.direction}" if found.trend.steady else found.trend.direction


def _direction(found: Found) -> int | None:
    """Give which way the trend goes; None where nobody knows."""
    if isinstance(found.trend, TooFew):
        return None
    return {"rising": 1, "falling": -1, "none": 0}[found.trend.direction]


def _levels(kpi: AnyKpi, found: Found, currency: str, today: date) -> Iterator[VerdictOut]:
    told = found.changes
    if told is None or not found.line.core:
        return
    line, figure = _line(found, today), figure_of(kpi, currency)
    texts = _turned({t: changes.tell(told, figure, line, t) for t in TONGUES})
    if isinstance(told, TooFew):
        yield from (_verdict("too_few", "unknown", each) for each in texts)
        return
    if not told.points:
        code = "gradual" if told.gradual else "no_change"
        yield from (_verdict(code, "neutral", each) for each in texts)
        return
    for point, each in zip(reversed(told.points), texts, strict=True):
        way = 1 if point.after > point.before else -1
        yield _verdict("level_up" if way > 0 else "level_down", _tone(kpi, way), each)


def _odd_days(kpi: AnyKpi, found: Found, currency: str, today: date) -> Iterator[VerdictOut]:
    if found.band is None or not found.line.core:
        return
    line, figure = _line(found, today), figure_of(kpi, currency)
    texts = _turned({t: anomaly.tell(found.band, figure, line, t)[:ODD_TOLD] for t in TONGUES})
    is_few = isinstance(found.band, TooFew)
    code = "too_few" if is_few else "odd_day" if _has_odd(found) else "no_odd_days"
    yield from (_verdict(code, "unknown" if is_few else "neutral", each) for each in texts)


def _has_odd(found: Found) -> bool:
    return not isinstance(found.band, TooFew) and bool(found.band and found.band.outliers)


def _line(found: Found, today: date) -> changes.Line:
    return changes.Line(found.line.core[0].day, today.year, NAMES[found.step])


def _turned(texts: Mapping[Tongue, Sequence[Text]]) -> list[Texts]:
    """Give each statement in all languages, instead of all statements in each."""
    return [dict(zip(texts, each, strict=True)) for each in zip(*texts.values(), strict=True)]


def _tone(kpi: AnyKpi, way: int | None) -> Tone:
    if way is None:
        return "unknown"
    better = {"up": 1, "down": -1, "neither": 0}[measure_for(kpi).better]
    return "neutral" if not way * better else "good" if way == better else "bad"


def _verdict(code: str, tone: Tone, texts: Texts) -> VerdictOut:
    return VerdictOut(code=code, tone=tone, text=WordsOut(**{t: x.whole for t, x in texts.items()}))
