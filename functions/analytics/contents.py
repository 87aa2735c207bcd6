"""Naming what orders, and in which versions, have a stamp on a day: ("CONTENT", day).

The name is the sum of a digest of each order and its version, so that what changes is added to it
and taken away. Days of the same orders have the same name; others have another one, but for chance
(2^-128). It guards against nobody: whoever could choose ids could make two days look alike.
"""

from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from analytics.additions import LANE, LANES, AddedNames
from analytics.frame import Frame, Ints
from analytics.model import AXES
from analytics.zones import local_days

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE: Final = 50_000
SIZE: Final = LANE * LANES
ROUND: Final = 2 ** (8 * LANE)
_EMPTY: Final = (0,) * LANES
_NONE: Final = AddedNames(_EMPTY)
_NEVER: Final = -(2**40)
"""A day before all others."""


def names_of(frame: Frame, days: Collection[int], zone: ZoneInfo) -> dict[int, bytes]:
    """Name these days; no bytes where nothing lies."""
    import numpy as np

    added = name_additions(frame, np.ones(frame.size, np.int64), zone)
    return {day: added.get(day, _NONE).to(b"") for day in days}


def name_additions(frame: Frame, signs: Ints, zone: ZoneInfo) -> dict[int, AddedNames]:
    """Give how the names of days change; `signs` say of each row whether it comes, 1, or goes."""
    import numpy as np

    if not frame.size:
        return {}
    # Numbers of 64 bits without a sign go round by themselves; -1 is the largest of them.
    numbers = _digests(frame) * signs.astype(np.uint64)[:, None]
    sums: dict[int, list[int]] = {}
    for days, rows in _stamped(frame, zone):
        order = np.argsort(days, kind="stable")
        starts = np.flatnonzero(np.diff(days[order], prepend=_NEVER))
        of_days = np.add.reduceat(numbers[rows[order]], starts) if starts.size else numbers[:0]
        for day, lanes in zip(days[order][starts].tolist(), of_days.tolist(), strict=True):
            sums[day] = [
                sum(each) % ROUND for each in zip(sums.get(day, _EMPTY), lanes, strict=True)
            ]
    return {day: AddedNames(tuple(lanes)) for day, lanes in sums.items() if any(lanes)}


def _stamped(frame: Frame, zone: ZoneInfo) -> Iterator[tuple[Ints, Ints]]:
    """Give days and rows, a pair once however many of its stamps a row has on the day."""
    import numpy as np

    before: list[Ints] = []
    for axis in AXES:
        at, has = frame.number(axis), frame.has(axis)
        days = np.full(frame.size, _NEVER)
        days[has] = local_days(at[has], zone)
        for others in before:
            has = has & (days != others)
        before.append(days)
        rows = np.flatnonzero(has)
        yield days[rows], rows


def _digests(frame: Frame) -> "NDArray[np.uint64]":
    import numpy as np

    ids, versions = frame.texts["id"], frame.number("version")
    made = np.empty((frame.size, LANES), np.uint64)
    # Some rows at a time: as Python's own texts a month of a million would take 200 MB.
    for start in range(0, frame.size, AT_ONCE):
        codes = ids.codes[start : start + AT_ONCE]
        low = int(codes.min())
        names = list(ids.values[low : int(codes.max()) + 1])
        some = zip((codes - low).tolist(), versions[start : start + AT_ONCE].tolist(), strict=True)
        lines = (f"{names[code]} {version}" for code, version in some)
        whole = b"".join(blake2b(each.encode(), digest_size=SIZE).digest() for each in lines)
        made[start : start + AT_ONCE] = np.frombuffer(whole, "<u8").reshape(-1, LANES)
    return made
