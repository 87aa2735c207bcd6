"""Figures and results for tests of sentences."""

from dataclasses import replace
from datetime import date

from analytics.patterns.comparison import compare, judge, measured
from analytics.patterns.measure import Measure, Side
from analytics.patterns.notes import Note, of_pair
from analytics.patterns.periods import pair
from analytics.period import Period
from analytics.tally import NOTHING, Tally
from analytics.words.comparison import Told, tell
from analytics.words.units import Figure
from tests.analytics.patterns.sides import counted, shared, valued

COMPLETED = Figure({"ru": "Выполнено", "en": "Completed"}, "orders", counts="orders", adds_up=True)
ON_TIME = Figure({"ru": "Выполнено в срок", "en": "On time"}, "share", counts="orders")
REVENUE = Figure({"ru": "Выручка", "en": "Revenue"}, "money", adds_up=True)
LEAD = Figure({"ru": "Срок выполнения", "en": "Lead time"}, "seconds")
RATING = Figure({"ru": "Средняя оценка", "en": "Average rating"}, "rating")
NPS = Figure({"ru": "NPS", "en": "NPS"}, "score", counts="answers")
LOAD = Figure({"ru": "Загрузка мастеров", "en": "Utilisation"}, "share", counts="available_seconds")
BACKLOG = Figure({"ru": "Открытые заказы", "en": "Backlog"}, "orders")
PER_DAY = Figure({"ru": "Заказов на мастера в день", "en": "Jobs per technician-day"}, "number")
DAY_S = 8 * 3600
FIGURES = [COMPLETED, ON_TIME, REVENUE, LEAD, RATING, NPS, PER_DAY] + [
    Figure({"ru": "Число", "en": "Number"}, unit, adds_up=True)
    for unit in ("answers", "requests", "visits")
]

MAY = Period(date(2026, 5, 1), date(2026, 5, 30))
PAIR = pair(MAY, "previous", date(2026, 7, 1))


def told(figure, found, tongue, periods=PAIR):
    return tell(found, Told(figure, periods.current, periods.base, tongue))


def spread(base, factor, days=30):
    """Give days of amounts around a base."""
    return valued([[int(base * factor * (1 + (n % 5) / 20))] * 2 for n in range(days)])


def empty(days=30):
    return Side([NOTHING] * days, date(2026, 5, 1))


def counts(now, base, better="up"):
    return compare(Measure("count", better), counted(now), counted(base))


COMPARISONS = {
    "count, surely better": (COMPLETED, counts(120, 80)),
    "count, surely worse": (COMPLETED, counts(80, 121)),
    "count, neither better nor worse": (COMPLETED, counts(120, 80, "neither")),
    "count, may be chance": (COMPLETED, counts(12, 8)),
    "count, nearly the same": (COMPLETED, counts(1001, 1002)),
    "count, the same": (COMPLETED, counts(101, 101)),
    "count, from zero": (COMPLETED, counts(21, 0)),
    "count, to zero": (COMPLETED, counts(0, 42)),
    "count, nothing at all": (COMPLETED, counts(0, 0)),
    "count, too few": (COMPLETED, counts(3, 2)),
    "count, unequal days": (
        COMPLETED,
        compare(
            Measure("count", "up"),
            counted(410, days=31),
            counted(280, days=28),
            [Note("clamped"), Note("days_differ", 31, 28)],
        ),
    ),
    "count, one of many": (
        COMPLETED,
        judge(
            [measured(Measure("count"), counted(115), counted(84))]
            + [measured(Measure("count"), counted(100), counted(99))] * 19
        )[0],
    ),
    "count, two days": (
        COMPLETED,
        compare(Measure("count", "up"), counted(60, days=1), counted(30, days=1)),
    ),
    "level, surely worse": (
        BACKLOG,
        compare(
            Measure("level", "down"),
            Side([Tally(0, 161)], date(2026, 5, 30)),
            Side([Tally(0, 100)], date(2026, 4, 30)),
        ),
    ),
    "share, surely better": (
        ON_TIME,
        compare(Measure("share", "up"), shared(545, 600), shared(480, 600)),
    ),
    "share, may be chance": (
        ON_TIME,
        compare(Measure("share", "up"), shared(51, 60), shared(48, 60)),
    ),
    "share, too few": (ON_TIME, compare(Measure("share"), shared(8, 9), shared(500, 600))),
    "share of time, too few hours": (
        LOAD,
        compare(
            Measure("score", "up", grain=DAY_S),
            Side([Tally(DAY_S, DAY_S // 2)] * 30, MAY.first),
            Side([Tally(DAY_S // 4 - 60, DAY_S // 8)] * 30, MAY.first),
        ),
    ),
    "mean a day, too few technician-days": (
        replace(PER_DAY, counts="technician_days"),
        compare(
            Measure("mean", "up"),
            Side([Tally(3, 9)] * 30, MAY.first),
            Side([Tally(1, 2)] * 9, MAY.first),
        ),
    ),
    "share, no data now": (ON_TIME, compare(Measure("share"), empty(), shared(500, 600))),
    "share, no data before": (ON_TIME, compare(Measure("share"), shared(500, 600), empty())),
    "money, surely better": (
        REVENUE,
        compare(Measure("sum", "up"), spread(450_000, 1.3), spread(450_000, 1)),
    ),
    "money, base below zero": (
        REVENUE,
        compare(
            Measure("sum", "up"), spread(450_000, 1.3), Side([Tally(3, -10_050)] * 30, MAY.first)
        ),
    ),
    "money, too few days": (
        REVENUE,
        compare(Measure("sum", "up"), spread(450_000, 1.3, days=6), spread(450_000, 1, days=6)),
    ),
    "median time, surely worse": (
        LEAD,
        compare(Measure("quantile", "down"), spread(90_000, 1.4), spread(90_000, 1)),
    ),
    "mean rating, surely better": (
        RATING,
        compare(
            Measure("mean", "up"),
            Side([Tally(4, 18), Tally(4, 19)] * 15, MAY.first),
            Side([Tally(4, 16), Tally(4, 17)] * 15, MAY.first),
        ),
    ),
    "NPS, surely worse": (
        NPS,
        compare(
            Measure("score", "up"),
            Side([Tally(10, 1), Tally(10, 3)] * 15, MAY.first),
            Side([Tally(10, 5), Tally(10, 4)] * 15, MAY.first),
        ),
    ),
}
NOTES = [
    *of_pair(pair(MAY, "last_month", date(2026, 5, 22), hour=15)),
    *of_pair(pair(MAY, "year_by_weekday", date(2026, 5, 1))),
    Note("incomplete", 0, day=date(2026, 5, 21)),
    Note("clamped"),
    Note("days_differ", 31, 28),
    Note("overlaps"),
    Note("week_53"),
    Note("holidays", 18, 22, 0.003),
    Note("holidays", 18, 22),
    Note("matures", day=date(2026, 6, 29)),
    Note("sla_changed", day=date(2026, 5, 14)),
    Note("spread_unknown"),
]
