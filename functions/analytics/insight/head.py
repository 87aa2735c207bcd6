"""What every answer about figures says of itself."""

from collections.abc import Mapping
from typing import Any

from analytics.insight.schemas import NoteOut, SliceOut, SpanOut, Step, WordsOut
from analytics.insight.spans import WEEK, Spans
from analytics.insight.tiles import TONGUES, IsWorking
from analytics.model import Company
from analytics.patterns.periods import Stretch
from analytics.patterns.working_days import working_days
from analytics.period import Period
from analytics.words import comparison as words


def head(spans: Spans, company: Company, is_working: IsWorking, name: str = "") -> dict[str, Any]:
    """Give the fields of FiguresOut; `name` is what the slice is called."""
    question, pair = spans.question, spans.pair
    step: Step = "week" if spans.step == WEEK else "day"
    slice_ = question.slice
    return {
        "zone": company.zone.key,
        "currency": company.currency,
        "watermark": spans.state.watermark,
        "as_of": spans.yesterday,
        "step": step,
        "period": _period(question.period, spans.current, is_working),
        "base": _period(pair.whole_base, pair.base, is_working) if pair else None,
        "slice": slice_
        and SliceOut(dimension=slice_.dimension, value=slice_.value, name=name or slice_.value),
        "notes": _notes(spans),
    }


def _period(period: Period, counted: Stretch, is_working: IsWorking) -> SpanOut:
    return SpanOut(
        first=period.first,
        last=period.last,
        days=len(period.days),
        working_days=working_days(period.days, is_working),
        complete_to=counted.last if counted.whole else None,
    )


def _notes(spans: Spans) -> list[NoteOut]:
    if spans.pair is None:
        return []
    told = {t: words.remarks(spans.pair, spans.notes, t) for t in TONGUES}
    return [
        NoteOut(code=note.code, text=WordsOut(ru=ru, en=en))
        for note, ru, en in zip(spans.notes, told["ru"], told["en"], strict=True)
    ]


def names_of(people: Mapping[str, str], dimension: str, value: str) -> str:
    """Give what a value of a dimension is called: a technician by name, others as they are."""
    return people.get(value, value) if dimension == "technician" else value
