"""Naming what orders, and in which versions, have a stamp on a day: ("CONTENT", day).

The name is the sum of a digest of each order and its version, so that what changes is added to it
and taken away. Days of the same orders have the same name; others have another one, but for chance
(2^-128). It guards against nobody: whoever could choose ids could make two days look alike.
"""

from collections.abc import Collection
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from analytics.additions import LANE, LANES, AddedNames
from analytics.frame import Frame, Ints
from analytics.grouping import distinct
from analytics.model import AXES
from analytics.stamped import places_of
from analytics.zones import local_days

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NONE: Final = AddedNames((0,) * LANES)


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
    owners, rows = _stamped(frame, zone)
    days = distinct(owners)
    sums = np.zeros((len(days), LANES), np.uint64)
    # Numbers of 64 bits without a sign go round by themselves; -1 is the largest of them.
    weights = signs.astype(np.uint64)[:, None]
    np.add.at(sums, places_of(owners, days), (_digests(frame) * weights)[rows])
    told = zip(days.tolist(), sums.tolist(), strict=True)
    return {day: AddedNames(tuple(lanes)) for day, lanes in told if any(lanes)}


def _stamped(frame: Frame, zone: ZoneInfo) -> tuple[Ints, Ints]:
    """Give days and rows, a pair once however many of its stamps a row has on the day."""
    import numpy as np

    found = []
    for axis in AXES:
        rows = np.flatnonzero(frame.has(axis))
        found.append(local_days(frame.number(axis)[rows], zone) * frame.size + rows)
    days, rows = np.divmod(distinct(np.concatenate(found)), frame.size)
    return days, rows


def _digests(frame: Frame) -> "NDArray[np.uint64]":
    import numpy as np

    ids = frame.texts["id"]
    names = list(ids.values)
    versions = frame.number("version").tolist()
    lines = (f"{names[c]} {v}" for c, v in zip(ids.codes.tolist(), versions, strict=True))
    size = LANE * LANES
    whole = b"".join(blake2b(each.encode(), digest_size=size).digest() for each in lines)
    return np.frombuffer(whole, "<u8").reshape(-1, LANES)
