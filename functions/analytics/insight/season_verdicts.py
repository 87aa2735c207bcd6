"""What seasons say in sentences, in both languages."""

from collections.abc import Iterator, Mapping

from analytics.insight.cycles import Cycles
from analytics.insight.measures import figure_of
from analytics.insight.schemas import VerdictOut, WordsOut
from analytics.insight.tiles import TONGUES
from analytics.kpi import Kpi
from analytics.patterns.heatmap import HeatMap
from analytics.patterns.index import Index
from analytics.patterns.season import Season
from analytics.patterns.too_few import TooFew
from analytics.words import season as words
from analytics.words.plural import Tongue
from analytics.words.text import Text


def verdicts(
    kpi: Kpi, cycles: Cycles, hours: HeatMap | TooFew | None, currency: str
) -> list[VerdictOut]:
    """Say how strong week and year are, and name what stands out in them."""
    return list(_verdicts(kpi, cycles, hours, currency))


def _verdicts(
    kpi: Kpi, cycles: Cycles, hours: HeatMap | TooFew | None, currency: str
) -> Iterator[VerdictOut]:
    figure = figure_of(kpi, currency)
    told = {t: words.tell(cycles.daily, figure, "days", t) for t in TONGUES}
    yield _verdict(_strength(cycles.daily), told)
    if cycles.weekdays is not None:
        told = {t: words.tell_index(cycles.weekdays, figure, "week", t) for t in TONGUES}
        yield _verdict(_index(cycles.weekdays, "weekday"), told)
    told = {t: words.tell(cycles.monthly, figure, "months", t) for t in TONGUES}
    yield _verdict(_strength(cycles.monthly), told)
    # What is missing has just been said of the months.
    if isinstance(cycles.months, Index):
        told = {t: words.tell_index(cycles.months, figure, "year", t) for t in TONGUES}
        yield _verdict(_index(cycles.months, "month"), told)
    if hours is not None:
        told = {t: words.tell_hours(hours, figure, t) for t in TONGUES}
        yield _verdict(_hours(hours), told)


def _strength(found: Season | TooFew) -> str:
    return "too_few" if isinstance(found, TooFew) else f"season_{found.seasons[0].kind}"


def _index(found: Index | TooFew, what: str) -> str:
    if isinstance(found, TooFew):
        return "too_few"
    return f"{what}s_differ" if found.differs else f"{what}s_alike"


def _hours(found: HeatMap | TooFew) -> str:
    if isinstance(found, TooFew):
        return "too_few"
    return "hours_differ" if found.peak or found.trough else "hours_alike"


def _verdict(code: str, texts: Mapping[Tongue, Text]) -> VerdictOut:
    tone = "unknown" if code == "too_few" else "neutral"
    said = WordsOut(**{t: text.whole for t, text in texts.items()})
    return VerdictOut.model_validate({"code": code, "tone": tone, "text": said})
