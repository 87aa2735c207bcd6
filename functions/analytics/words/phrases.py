"""The sentences about comparisons: what is in braces is filled in by `comparison`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from analytics.patterns.notes import NoteCode
from analytics.words.plural import Tongue


@dataclass(frozen=True, slots=True)
class Phrases:
    """All that is said about a comparison in one language."""

    over: str
    at: str
    than_over: str
    than_at: str
    none_now: str
    none_base: str
    from_zero: str
    no_percent: str
    same: str
    alike: str
    changed: str
    more: str
    less: str
    higher: str
    lower: str
    few: str
    few_together: str
    no_change: str
    chance: str
    chance_many: str
    steady: str
    better: str
    worse: str
    between: str
    per_day: str
    per_working_day: str
    single: str
    than_single: str
    notes: Mapping[NoteCode, str]


RU: Final = Phrases(
    over="за {period}",
    at="на {period}",
    than_over="чем за {period}",
    than_at="чем на {period}",
    none_now="{title}: {when} данных нет.",
    none_base="{title}: {value}. Сравнить не с чем: {when} данных нет.",
    from_zero="{title}: было 0, стало {value}.",
    no_percent="От нуля проценты не считаются.",
    same="{title}: {value}, столько же {when}.",
    alike="{title}: {value}, {when} — {base}{relative}.",
    changed="{title}: {value} — на {by} {way}{relative}, {than}.",
    more="больше",
    less="меньше",
    higher="выше",
    lower="ниже",
    few="Для вывода данных мало: нужно {needed} в каждом периоде, есть {have}.",
    few_together="Для вывода данных мало: за оба периода нужно хотя бы {needed}, есть {have}.",
    no_change="Заметных изменений нет.",
    chance="Это может быть случайностью: разброс {between}.",
    chance_many="Среди стольких показателей это может быть случайностью: разброс {between}.",
    steady="Изменение устойчивое: {between}.",
    better="Изменение к лучшему и устойчивое: {between}.",
    worse="Изменение к худшему и устойчивое: {between}.",
    between="от {low} до {high}",
    per_day="в пересчёте на день {change} ({between})",
    per_working_day="; на рабочий день {change}",
    single="за {period}",
    than_single="чем за {period}",
    notes={
        "clamped": "В более коротком месяце взят его последний день.",
        "incomplete": "Период не закончен: от обоих взята прошедшая часть, этот — по {day}.",
        "days_differ": "Периоды разной длины: {now} и {base}.",
        "overlaps": "Периоды пересекаются, поэтому разница занижена.",
        "week_53": "Дни недели совпадают, а номера календарных недель расходятся на одну.",
        "not_begun": "Период ещё не начался.",
        "holidays": "Рабочих дней {now} против {base}{relative}.",
        "matures": "Показатель ещё уточняется: окончательным станет {day}.",
        "sla_changed": "С {day} действуют другие сроки SLA, поэтому сравнение неточное.",
        "spread_unknown": "Дней мало, обычный разброс между днями не учтён.",
    },
)
EN: Final = Phrases(
    over="over {period}",
    at="on {period}",
    than_over="than over {period}",
    than_at="than on {period}",
    none_now="{title}: no data {when}.",
    none_base="{title}: {value}. Nothing to compare with: no data {when}.",
    from_zero="{title}: was 0, now {value}.",
    no_percent="There is no percentage of zero.",
    same="{title}: {value}, the same {when}.",
    alike="{title}: {value}, {when} {base}{relative}.",
    changed="{title}: {value}, which is {by} {way}{relative} {than}.",
    more="more",
    less="less",
    higher="higher",
    lower="lower",
    few="Too little data for a conclusion: {needed} needed in each period, {have} there.",
    few_together="Too little data for a conclusion: both together need {needed}, {have} there.",
    no_change="No change worth a word.",
    chance="This may be chance: anything {between}.",
    chance_many="Among so many figures this may be chance: anything {between}.",
    steady="The change is real: {between}.",
    better="The change is real and for the better: {between}.",
    worse="The change is real and for the worse: {between}.",
    between="from {low} to {high}",
    per_day="per day {change} ({between})",
    per_working_day="; per working day {change}",
    single="on {period}",
    than_single="than on {period}",
    notes={
        "clamped": "In the shorter month its last day was taken.",
        "incomplete": "The period is not over: of both the part so far counts, here to {day}.",
        "days_differ": "The periods differ in length: {now} and {base}.",
        "overlaps": "The periods overlap, so the difference is understated.",
        "week_53": "Weekdays match, but the numbers of calendar weeks differ by one.",
        "not_begun": "The period has not begun.",
        "holidays": "Working days: {now} against {base}{relative}.",
        "matures": "The figure is still settling: it will be final on {day}.",
        "sla_changed": "Since {day} the SLA promises other deadlines, so they compare badly.",
        "spread_unknown": "Too few days to see how days usually differ.",
    },
)
PHRASES: Final[Mapping[Tongue, Phrases]] = {"ru": RU, "en": EN}
