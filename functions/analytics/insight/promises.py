"""What a change of the SLA's rules does to figures that are measured against them."""

from datetime import date
from zoneinfo import ZoneInfo

from analytics.availability import Rules
from analytics.insight.schemas import NoteOut, WordsOut
from analytics.period import Period
from analytics.words import promises as words
from shared.clock import local_day

PROMISED = ("sla_compliance", "without_due")
"""What is measured against the promise."""


def warnings(kpi: str, period: Period, rules: Rules, zone: ZoneInfo) -> list[NoteOut]:
    """Warn where deadlines of a period may have been promised by different rules.

    Only the last change of the rules is kept: one inside the period is told with its day; after
    one behind the period's end nobody knows how many were before.
    """
    if kpi not in PROMISED or rules.updated_at is None:
        return []
    changed = local_day(rules.updated_at, zone)
    if changed <= period.first or (changed > period.last and rules.version <= 1):
        return []
    code = "sla_changed" if changed <= period.last else "sla_changed_since"
    return [NoteOut(code=code, text=_text(code, changed))]


def _text(code: str, changed: date) -> WordsOut:
    return WordsOut(
        ru=words.tell(code, changed, "ru").whole, en=words.tell(code, changed, "en").whole
    )
