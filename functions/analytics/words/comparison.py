"""What a comparison says, in a sentence or two."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from analytics.patterns.comparison import SURE, Comparison
from analytics.patterns.intervals import Interval
from analytics.patterns.notes import Note
from analytics.patterns.periods import Pair, Stretch
from analytics.words import counts, dates, numbers, units
from analytics.words.phrases import PHRASES, Phrases
from analytics.words.plural import Tongue
from analytics.words.text import Text
from analytics.words.units import Figure

IN_HEIGHT: Final = ("share", "score", "rating")
"""What is higher or lower, not more or less."""
_NO_FIGURE: Final = Figure({"ru": "", "en": ""}, "number")


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence needs beside the comparison: the figure, both periods, the language."""

    figure: Figure
    current: Stretch
    base: Stretch
    tongue: Tongue

    @property
    def phrases(self) -> Phrases:
        """The sentences of the language."""
        return PHRASES[self.tongue]


def tell(found: Comparison, told: Told) -> Text:
    """Say what changed, how sure that is, and what to keep in mind."""
    notes = tuple(_note(note, told) for note in found.notes)
    return Text(_headline(found, told), _reason(found, told), notes)


def remarks(pair: Pair, notes: Iterable[Note], tongue: Tongue) -> tuple[str, ...]:
    """Say what is to be kept in mind about two periods, whatever figure is compared."""
    told = Told(_NO_FIGURE, pair.current, pair.base, tongue)
    return tuple(_note(note, told) for note in notes)


def _headline(found: Comparison, told: Told) -> str:
    phrases, title = told.phrases, told.figure.title[told.tongue]
    if found.value is None:
        return phrases.none_now.format(title=title, when=_when(found, told, told.current))
    value, when = _amount(found.value, told), _when(found, told, told.base)
    if found.base is None:
        return phrases.none_base.format(title=title, value=value, when=when)
    if found.verdict == "base_zero":
        return phrases.from_zero.format(title=title, value=value)
    base, relative = _amount(found.base, told), _relative(found.relative, told)
    if found.absolute == 0 or (found.verdict == "no_change" and value == base):
        return phrases.same.format(title=title, value=value, when=when)
    if found.verdict == "no_change":
        return phrases.alike.format(
            title=title, value=value, base=base, when=when, relative=relative
        )
    by = _by(abs(found.absolute or 0.0), told)
    way, than = _way(found.absolute or 0.0, told), _than(found, told)
    return phrases.changed.format(
        title=title, value=value, by=by, way=way, relative=relative, than=than
    )


def _reason(found: Comparison, told: Told) -> str:
    phrases = told.phrases
    if found.verdict == "base_zero":
        return phrases.no_percent
    if found.verdict == "no_change":
        return phrases.no_change if found.absolute else ""
    if found.verdict == "too_few":
        return _lack(found, told)
    return "" if found.interval is None else _certainty(found, found.interval, told)


def _lack(found: Comparison, told: Told) -> str:
    if found.few is None:
        raise AssertionError(found)
    few, tongue = found.few, told.tongue
    if found.lacking == "together":
        have = numbers.written(few.have, tongue)
        return told.phrases.few_together.format(needed=few.needed, have=have)
    if found.lacking == "days":
        needed, have = units.counted(few.needed, "days", tongue), numbers.written(few.have, tongue)
    else:
        what = told.figure.counts
        needed, have = counts.amount(few.needed, what, tongue), counts.bare(few.have, what, tongue)
    return told.phrases.few.format(needed=needed, have=have)


def _certainty(found: Comparison, interval: Interval, told: Told) -> str:
    phrases = told.phrases
    if found.verdict == "steady_change":
        sentence = {"good": phrases.better, "bad": phrases.worse}.get(found.tone, phrases.steady)
    else:
        sentence = phrases.chance_many if interval.p <= SURE else phrases.chance
    return sentence.format(between=_between(found, interval, told))


def _between(found: Comparison, interval: Interval, told: Told) -> str:
    low, high = interval.low, interval.high
    if found.effect == "relative":
        bounds = numbers.changes(low, high, told.tongue)
        text = told.phrases.between.format(low=bounds[0], high=bounds[1])
        if found.per_day is None:
            return text
        change = numbers.change(found.per_day, told.tongue)
        return told.phrases.per_day.format(change=change, between=text)
    lowest, highest = (units.difference(end, told.figure, told.tongue) for end in (low, high))
    ends = units.span(lowest, highest, told.tongue, signed=True)
    return told.phrases.between.format(low=ends[0], high=ends[1])


def _note(note: Note, told: Told) -> str:
    tongue = told.tongue
    when = "" if note.day is None else dates.day(note.day, tongue, told.current.last.year)
    if note.code == "incomplete" and note.now:
        when += f", {dates.clock(int(note.now), tongue)}"
    now, base = note.now or 0.0, note.base or 0.0
    if note.code == "days_differ":
        sides = [units.counted(each, "days", tongue) for each in (now, base)]
    else:
        sides = [numbers.written(numbers.fitting(each), tongue) for each in (now, base)]
    relative = ""
    if note.relative is not None:
        change = numbers.change(note.relative, tongue)
        relative = told.phrases.per_working_day.format(change=change)
    return told.phrases.notes[note.code].format(
        day=when, now=sides[0], base=sides[1], relative=relative
    )


def _by(size: float, told: Told) -> str:
    """Write a difference; the noun of what is counted has just been said: 12 orders, 4 more."""
    found = units.difference(size, told.figure, told.tongue)
    if told.figure.unit in units.COUNTED:
        return numbers.written(found.value, told.tongue)
    return found.by(told.tongue)


def _amount(value: float, told: Told) -> str:
    return units.amount(value, told.figure, told.tongue).text(told.tongue)


def _relative(value: float | None, told: Told) -> str:
    return "" if value is None else f" ({numbers.change(value, told.tongue)})"


def _way(absolute: float, told: Told) -> str:
    phrases, is_up = told.phrases, absolute > 0
    if told.figure.unit in IN_HEIGHT:
        return phrases.higher if is_up else phrases.lower
    if told.tongue == "en" and not is_up:
        return units.fewer(told.figure)
    return phrases.more if is_up else phrases.less


def _period(found: Comparison, told: Told, stretch: Stretch) -> tuple[str, str]:
    """Give the preposition that a period asks for, and the period; a level has one day."""
    last = max(stretch.first, stretch.last)
    is_level = found.measure.kind == "level"
    first = last if is_level else stretch.first
    kind = "at" if is_level else "single" if first == last else "over"
    return kind, dates.days(first, last, told.tongue, told.current.last.year)


def _when(found: Comparison, told: Told, stretch: Stretch) -> str:
    kind, period = _period(found, told, stretch)
    phrases = told.phrases
    pattern = {"at": phrases.at, "single": phrases.single, "over": phrases.over}[kind]
    return pattern.format(period=period)


def _than(found: Comparison, told: Told) -> str:
    kind, period = _period(found, told, told.base)
    phrases = told.phrases
    pattern = {"at": phrases.than_at, "single": phrases.than_single, "over": phrases.than_over}
    return pattern[kind].format(period=period)
