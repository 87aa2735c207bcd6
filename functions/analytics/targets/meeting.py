"""Whether a figure meets its target, where both can be compared. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from analytics.insight.schemas import Number, TargetOut, TileOut
from analytics.period import Period
from analytics.targets.model import Aim, aims


def with_targets(
    tiles: Sequence[TileOut], targets: Mapping[str, Number], period: Period, today: date
) -> Iterator[TileOut]:
    """Give the tiles of the whole company with what each was to come to."""
    for tile in tiles:
        aim, wanted = aims().get(tile.kpi), targets.get(tile.kpi)
        if aim is None or wanted is None or not _is_for(aim, period):
            yield tile
            continue
        met = _met(aim, tile.value, wanted) if _is_known(aim, period, today) else None
        shown = TargetOut(value=wanted, per=aim.per, met=met)
        yield tile.model_copy(update={"target": shown})


def _is_for(aim: Aim, period: Period) -> bool:
    """Tell whether the target is of such a period; a month's is not cut into parts of months."""
    return aim.per is None or _is_month(period)


def _is_month(period: Period) -> bool:
    following = period.last + timedelta(days=1)
    begin = period.first
    return begin.day == following.day == 1 and period.last - begin < timedelta(days=31)


def _is_known(aim: Aim, period: Period, today: date) -> bool:
    """Tell whether the figure says it yet: a month's when it is over, others' after a day."""
    return period.last < today if aim.per else period.first < today


def _met(aim: Aim, value: Number | None, wanted: Number) -> bool | None:
    if value is None:
        return None
    return value >= wanted if aim.better == "higher" else value <= wanted
