"""Cells as pieces: arrays of strings that are joined row by row once, without a step between.

Every piece brings its own punctuation along, so a row costs one copy of its bytes. What repeats,
such as days, seconds of a day, kopecks and the words of a column, is written once and taken.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from analytics.frame import ABSENT, DAY, SECOND, Ints

DAY_SECONDS: Final = 86_400
_NO_MINOR: Final = frozenset(
    (
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
        *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
    )
)
_THREE_DIGITS: Final = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_FEW: Final = 4
"""A column whose texts repeat at least so often on the mean is written text by text."""


def digits_of(currency: str | None) -> int:
    """Say how many decimals amounts of a currency have.

    Source: ISO 4217, column «minor unit»
    """
    return 0 if currency in _NO_MINOR else 3 if currency in _THREE_DIGITS else 2


def joined(pieces: Sequence[Any]) -> memoryview:
    """Join pieces row by row, and the rows one behind the other."""
    import pyarrow.compute as pc

    rows = pc.binary_join_element_wise(*pieces, "", null_handling="replace", null_replacement="")
    if isinstance(rows, (str, bytes)) or not len(rows):
        return memoryview(b"")
    _, offsets, data = rows.buffers()
    ends = memoryview(offsets).cast("i")
    return memoryview(data)[ends[rows.offset] : ends[rows.offset + len(rows)]]


def taken(words: Sequence[str], places: Ints) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Give for each place its word."""
    import pyarrow as pa

    return pa.array(words, pa.string()).take(pa.array(places))


def texts(
    array: Any,  # noqa: ANN401 - pyarrow has no types
    shown: Callable[[Any], Any],
    *,
    before: str,
    after: str,
    empty: str,
) -> list[Any]:
    """Give texts between two marks, `empty` where there is none; `shown` makes them harmless."""
    import pyarrow as pa
    import pyarrow.compute as pc

    coded = array.dictionary_encode()
    if len(coded.dictionary) * _FEW <= len(array):
        words = [
            f"{before}{word}{after}" if word else empty
            for word in shown(coded.dictionary).to_pylist()
        ]
        places = coded.indices.fill_null(len(words))
        return [pa.array([*words, empty], pa.string()).take(places)]
    whole = shown(array)
    if not whole.null_count and not pc.any(pc.equal(pc.binary_length(whole), 0)).as_py():
        return [before, whole, after]
    filled = pc.if_else(pc.equal(pc.binary_length(whole), 0), None, whole)
    return [pc.fill_null(pc.binary_join_element_wise(before, filled, after, ""), empty)]


def whole_numbers(array: Any, after: str) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    """Give whole numbers as digits."""
    import pyarrow as pa

    return [array.cast(pa.string()), after]


def numbers(array: Any, *, mark: str, after: str) -> list[Any]:  # noqa: ANN401
    """Give numbers as short as they can be told apart, with their decimal mark."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = array.cast(pa.string())
    return [words if mark == "." else pc.replace_substring(words, ".", mark), after]


def money(array: Any, currencies: Any, *, mark: str, after: str) -> list[Any]:  # noqa: ANN401
    """Give minor units as major units: 123450 RUB is 1234,50."""
    import numpy as np

    coded = currencies.dictionary_encode()
    known = [digits_of(each) for each in coded.dictionary.to_pylist()]
    found = set(known) or {2}
    if len(found) == 1:
        return _money(array, found.pop(), mark, after)
    codes = coded.indices.fill_null(0).to_numpy(zero_copy_only=False)
    digits = np.array(known)[codes]
    columns = [_one(_money(_only(array, digits == each), each, mark, "")) for each in sorted(found)]
    return [*columns, after]


def _money(array: Any, digits: int, mark: str, after: str) -> list[Any]:  # noqa: ANN401
    import numpy as np
    import pyarrow as pa

    if not digits:
        return whole_numbers(array, after)
    minor = array.fill_null(ABSENT).to_numpy()
    is_absent, size = minor == ABSENT, 10**digits
    units, rest = np.divmod(np.abs(np.where(is_absent, 0, minor)), size)
    words = (*(f"{mark}{n:0{digits}}{after}" for n in range(size)), after)
    signs = [taken(("", "-"), ((minor < 0) & ~is_absent).astype(int))] if (minor < 0).any() else []
    whole = pa.array(units, mask=is_absent) if is_absent.any() else pa.array(units)
    return [*signs, whole.cast(pa.string()), taken(words, np.where(is_absent, size, rest))]


def _only(array: Any, mask: Any) -> Any:  # noqa: ANN401 - pyarrow and numpy
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pa.array(mask), array, None)


def _one(pieces: Sequence[Any]) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(*pieces, "", null_handling="replace", null_replacement="")


def stamps(
    local: Ints, days: Callable[[int], str], seconds: Sequence[str], *, empty: str
) -> list[Any]:
    """Give local moments in milliseconds as two pieces: the day, and the second of the day."""
    import numpy as np

    is_absent = local == ABSENT
    known = local[~is_absent]
    low = int(known.min() // DAY) if known.size else 0
    high = int(known.max() // DAY) if known.size else 0
    written = _days(low, high, days)
    day, rest = np.divmod(np.where(is_absent, low * DAY, local), DAY)
    return [
        taken(written, np.where(is_absent, len(written) - 1, day - low)),
        taken((*seconds, empty), np.where(is_absent, len(seconds), rest // SECOND)),
    ]


def dates(array: Any, days: Callable[[int], str], after: str) -> list[Any]:  # noqa: ANN401
    """Give days."""
    import pyarrow as pa

    numbers_ = array.cast(pa.int32()).cast(pa.int64()).fill_null(ABSENT).to_numpy()
    is_absent = numbers_ == ABSENT
    known = numbers_[~is_absent]
    low, high = (int(known.min()), int(known.max())) if known.size else (0, 0)
    written = _days(low, high, days)
    places = numbers_ - low
    places[is_absent] = len(written) - 1
    return [taken(written, places), after]


@cache
def clock() -> tuple[str, ...]:
    """Write every second of a day as 08:00:00."""
    return tuple(
        f"{hour:02}:{minute:02}:{second:02}"
        for hour in range(24)
        for minute in range(60)
        for second in range(60)
    )


@cache
def _days(low: int, high: int, days: Callable[[int], str]) -> tuple[str, ...]:
    """Write all days from one to another, and nothing at the end."""
    return (*map(days, range(low, high + 1)), "")
