"""What an order is told of its rework orders, in one number: when the first was made, and why.

Of all that is told of a row by others the lake keeps the least. So the moment stands first in the
number; then the version of the rework order, the latest being the least; then the cause that this
version names. Whatever arrives twice or in another order, the least number of all versions of all
rework orders tells the first of them as it is in its latest version.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from analytics.frame import ABSENT, Frame, Ints, Mask

CAUSES: Final[Sequence[str | None]] = (None, "workmanship", "part_failure", "other")
"""The place of a cause is its code."""
NO_CAUSE: Final = 0
"""The code of a cause that nobody has told, or that nobody knows here."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MS: Final = timedelta(milliseconds=1)
WINDOW: Final = timedelta(days=30)
"""Within it from its completion, an order's rework counts; the rate and its parts have one."""
CAUSE_BITS: Final = 2
MOST_VERSIONS: Final = 2**13 - 1
"""An order ends at some five hundred."""
REST_BITS: Final = CAUSE_BITS + MOST_VERSIONS.bit_length()
"""What stands behind the moment; milliseconds up to the year 9999 fit before it into 64 bits."""


def mark(at: datetime, version: int, cause: str | None) -> int:
    """Write what a rework order that was made at a moment tells in this version."""
    age = MOST_VERSIONS - min(max(version, 0), MOST_VERSIONS)
    code = CAUSES.index(cause) if cause in CAUSES else NO_CAUSE
    return (at - EPOCH) // MS << REST_BITS | age << CAUSE_BITS | code


def first_rework_at(frame: Frame) -> Ints:
    """Give the moment in which the first rework order of each order was made, or ABSENT."""
    import numpy as np

    told = frame.number("first_rework")
    return np.where(told == ABSENT, ABSENT, told >> REST_BITS)


def is_caused_by(frame: Frame, cause: str) -> Mask:
    """Say which orders have a first rework order that names this cause."""
    # What is absent has a zero there, the code of no cause.
    codes = frame.number("first_rework") & (2**CAUSE_BITS - 1)
    named: Mask = codes == CAUSES.index(cause)
    return named
