"""One KPI of a period against another: value, change, verdict in words, and its course."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final

from analytics.availability import working_days as count_working_days
from analytics.insight.measures import AnyKpi, figure_of, measure_for, measure_of
from analytics.insight.schemas import (
    ChangeOut,
    NoteOut,
    Number,
    PointOut,
    TileOut,
    VerdictOut,
    WordsOut,
)
from analytics.insight.spans import Spans
from analytics.kpi import Kpi
from analytics.patterns import comparison, notes, working_days
from analytics.patterns.comparison import Comparison
from analytics.patterns.measure import Measure, Side
from analytics.patterns.notes import Note
from analytics.tally import Tally
from analytics.words import comparison as words
from analytics.words import running
from analytics.words.plural import Tongue
from analytics.words.text import Text
from shared.worktime.week import WorkCalendar

TONGUES: Final[tuple[Tongue, ...]] = ("ru", "en")
IsWorking = Callable[[date], bool]
ADDED: Final = ("count", "sum")


@dataclass(frozen=True)
class Ground:
    """What all tiles of an answer stand on."""

    spans: Spans
    is_working: IsWorking
    currency: str


@dataclass(frozen=True)
class Raw:
    """A KPI with both sides read and measured, before any verdict."""

    kpi: AnyKpi
    now: Side
    found: Comparison | None
    days: working_days.WorkingDays | None
    series: tuple[PointOut, ...]
    base_series: tuple[PointOut, ...]
    is_running: bool = False
    """Whether it is of a day that is not over; without `found` it is compared with nothing."""
    base: Side | None = None
    """What it is compared with; None where that is nothing, or hours of a day."""


def working(calendar: WorkCalendar) -> IsWorking:
    """Give the test for days on which the company works."""
    return lambda day: count_working_days(calendar, day, day) == 1


def raw(kpi: Kpi, ground: Ground, key: str | None = None) -> Raw:
    """Read and measure one KPI; `key` looks at another slice than the question's."""
    spans, measure = ground.spans, measure_of(kpi)
    series = tuple(_series(kpi, spans.points(kpi.name), spans.today))
    base_series = tuple(_series(kpi, spans.base_points(kpi.name), spans.today))
    if spans.is_first_day:
        now, found = _first_day(kpi, ground, key)
        return Raw(kpi, now, found, None, series, base_series, is_running=True)
    now = spans.side(kpi.name, key)
    found = days = base = None
    if spans.pair is not None:
        base = spans.base_side(kpi.name, key)
        days = _per_working_day(measure, now, base, ground)
        found = comparison.measured(measure, now, base, _notes(kpi, ground, days))
    return Raw(kpi, now, found, days, series, base_series, base=base)


def judged(raws: Sequence[Raw], ground: Ground) -> list[TileOut]:
    """Judge all of them together, so that none of many is a change by chance only."""
    found = comparison.judge([each.found for each in raws if each.found])
    verdicts = iter(found)
    return [_tile(each, next(verdicts) if each.found else None, ground) for each in raws]


def verdict_out(found: Comparison, texts: dict[Tongue, Text]) -> VerdictOut:
    """Say what to think of a change."""
    tone = found.tone
    return VerdictOut(
        code=found.verdict,
        tone="unknown" if found.verdict in {"no_data", "too_few"} else tone,
        text=WordsOut(**{t: f"{x.headline} {x.reason}".strip() for t, x in texts.items()}),
    )


def texts_of(found: Comparison, kpi: AnyKpi, ground: Ground) -> dict[Tongue, Text]:
    """Put a change into sentences."""
    pair = ground.spans.pair
    if pair is None:
        raise AssertionError(kpi.name)
    figure = figure_of(kpi, ground.currency)
    return {
        tongue: words.tell(found, words.Told(figure, pair.current, pair.base, tongue))
        for tongue in TONGUES
    }


def change_out(found: Comparison) -> ChangeOut | None:
    """Show a change; None where one of both values is missing."""
    if found.absolute is None:
        return None
    interval = found.interval
    return ChangeOut(
        effect=found.effect,
        absolute=found.absolute,
        relative=found.relative,
        points=found.points,
        low=interval and interval.low,
        # Without a base there may be no upper bound at all, which JSON has no word for.
        high=interval.high if interval and isfinite(interval.high) else None,
        p=interval and interval.p,
        adjusted_p=found.adjusted,
    )


def notes_out(texts: dict[Tongue, Text], found: Comparison) -> list[NoteOut]:
    """Show what to keep in mind."""
    return [
        NoteOut(code=note.code, text=WordsOut(ru=ru, en=en))
        for note, ru, en in zip(found.notes, texts["ru"].notes, texts["en"].notes, strict=True)
    ]


def _tile(raw: Raw, found: Comparison | None, ground: Ground) -> TileOut:
    whole, kpi = raw.now.whole, raw.kpi
    is_time = isinstance(kpi, Kpi) and kpi.shape == "quantile"
    shown = {
        "kpi": kpi.name,
        "mean": whole.total / whole.n if is_time and whole.n else None,
        "p90": whole.quantile(0.9) if is_time else None,
        "per_working_day": raw.days and raw.days.rate,
        "base_per_working_day": raw.days and raw.days.base_rate,
        "series": list(raw.series),
        "base_series": list(raw.base_series),
    }
    if found is None:
        return TileOut.model_validate({**shown, **_alone(raw, ground)})
    texts = texts_of(found, kpi, ground)
    return TileOut.model_validate(
        {
            **shown,
            "value": found.value,
            "n": found.n,
            "base_value": found.base,
            "base_n": found.n_base,
            "change": change_out(found),
            "verdict": verdict_out(found, texts),
            "notes": notes_out(texts, found),
        }
    )


def alone(raw: Raw) -> tuple[Number | None, int]:
    """Give a figure that is compared with nothing, and of how many things it is."""
    measure, whole = measure_for(raw.kpi), raw.now.whole
    return measure.value(whole) if raw.now.length else None, measure.weight(whole)


def _alone(raw: Raw, ground: Ground) -> dict[str, object]:
    """Show a figure that is compared with nothing."""
    value, n = alone(raw)
    verdict = VerdictOut(code="none", tone="neutral", text=WordsOut(ru="", en=""))
    if raw.is_running:
        figure = figure_of(raw.kpi, ground.currency)
        said = {t: running.tell(value, figure, t).whole for t in TONGUES}
        verdict = VerdictOut(code="running", tone="unknown", text=WordsOut(**said))
    return {
        "value": value,
        "n": n,
        "base_value": None,
        "base_n": 0,
        "change": None,
        "verdict": verdict,
        "notes": [],
    }


def _first_day(kpi: Kpi, ground: Ground, key: str | None) -> tuple[Side, Comparison | None]:
    """Compare the hours of today that are over, where they are kept; else show it so far."""
    spans = ground.spans
    if spans.pair is not None and kpi.hours and key is None and spans.hourly:
        now = spans.hours(kpi.name, spans.pair.current)
        base = spans.hours(kpi.name, spans.pair.base)
        return now, comparison.measured(measure_of(kpi), now, base, spans.notes)
    return Side([spans.so_far(kpi.name, key)], spans.today), None


def _notes(kpi: Kpi, ground: Ground, days: working_days.WorkingDays | None) -> tuple[Note, ...]:
    spans = ground.spans
    if spans.pair is None:
        return ()
    of_days = notes.of_working_days(spans.pair, days) if days else ()
    matures = notes.of_maturity(spans.pair, spans.today, kpi.matures.days) if kpi.matures else ()
    return (*spans.notes, *of_days, *matures)


def _per_working_day(
    measure: Measure, now: Side, base: Side, ground: Ground
) -> working_days.WorkingDays | None:
    pair = ground.spans.pair
    if measure.kind not in ADDED or pair is None:
        return None
    sides = [
        (float(side.whole.total), working_days.working_days(stretch.days, ground.is_working))
        for side, stretch in ((now, pair.current), (base, pair.base))
    ]
    return working_days.per_working_day(sides[0], sides[1])


def _series(
    kpi: Kpi, points: Iterable[tuple[Sequence[date], Tally]], today: date
) -> Iterator[PointOut]:
    measure = measure_of(kpi)
    for days, tally in points:
        yield point(measure, days, tally, today, mature=days[-1] + kpi.matures < today)


def point(
    measure: Measure, days: Sequence[date], tally: Tally, today: date, *, mature: bool = True
) -> PointOut:
    """Show a step; one that has not begun has no value, one of which today is a part one so far."""
    value: Number | None = measure.value(tally) if days[0] <= today else None
    is_over = days[-1] < today
    n = measure.weight(tally)
    return PointOut(day=days[0], value=value, n=n, complete=is_over, mature=mature and is_over)
