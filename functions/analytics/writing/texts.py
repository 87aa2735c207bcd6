"""Texts that a spreadsheet neither takes for a formula nor changes.

Only columns of texts come here; numbers and dates are written by us and never touched. Line breaks
and control characters become spaces. What would be a formula gets a `'` in front; for people so
does what a spreadsheet makes a number or a date of: a leading zero, more than 15 digits, 1-2, 3.10,
1E5, 5 мар. `plain` takes the quote off again.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

import re
from typing import Any, Final

_BREAKS: Final = "[\\x00-\\x1f\\x7f-\\x{9f}\\x{2028}\\x{2029}]+"
_UNSEEN: Final = "\\s\\x{a0}\\x{ad}\\x{180e}\\x{200b}-\\x{200f}\\x{2060}-\\x{2064}\\x{feff}"
_SIGNS: Final = "=+@\uff1d\uff0b\uff0d\uff20-"
_FORMULA: Final = f"^'*[{_UNSEEN}]*[{_SIGNS}]"
_PHONE: Final = "^\\+[0-9]{5,15}$"
_MONTHS: Final = "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_CHANGED: Final = (
    "(?i)^'*[\\s\\x{a0}]*(?:"
    "0[0-9]+|[0-9][0-9 ]{15,}|[0-9]+[.,]?[0-9]*e[+-]?[0-9]+|"
    "[0-9]{1,4}[-./][0-9]{1,2}(?:[-./][0-9]{1,4})?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|"
    f"[0-9]{{1,2}}[ .-]?(?:{_MONTHS})[а-я]*.*"
    ")[\\s\\x{a0}]*$"
)


def _python(pattern: str) -> str:
    return re.sub(r"\\x\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), pattern)


_RISKY: Final = tuple(re.compile(_python(each)) for each in (_FORMULA, _CHANGED))


def plain(cell: str) -> str:
    """Read a text cell back: take off the quote that was put in front."""
    is_guarded = cell.startswith("'") and any(each.match(cell[1:]) for each in _RISKY)
    return cell[1:] if is_guarded else cell


def for_people(array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Make texts safe in a spreadsheet that opens the file by double click."""
    return _guarded(cleaned(array), _FORMULA, _CHANGED)


def for_machines(array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Make texts safe where a program reads them: a phone number keeps its plus."""
    return _guarded(cleaned(array), _FORMULA, but=_PHONE)


def cleaned(array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Put texts on one line each, without control characters."""
    import pyarrow.compute as pc

    if not _has_breaks(array):
        return array
    return pc.replace_substring_regex(array, _BREAKS, " ")


def doubled(array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Double the quotes in texts."""
    import pyarrow.compute as pc

    return pc.replace_substring(array, '"', '""') if b'"' in _letters(array) else array


def _guarded(array: Any, *patterns: str, but: str = "") -> Any:  # noqa: ANN401
    import pyarrow as pa
    import pyarrow.compute as pc

    mask = _may_be_risky(array, with_digits=len(patterns) > 1)
    if not mask.any():
        return array
    risky = pa.array(mask)
    some = array.filter(risky)
    found = pc.match_substring_regex(some, patterns[0])
    for pattern in patterns[1:]:
        found = pc.or_(found, pc.match_substring_regex(some, pattern))
    if but:
        found = pc.and_not(found, pc.match_substring_regex(some, but))
    guarded = pc.if_else(found, pc.binary_join_element_wise("'", some, ""), some)
    return pc.replace_with_mask(array, risky, guarded)


def _may_be_risky(array: Any, *, with_digits: bool) -> Any:  # noqa: ANN401
    """Say which texts begin with a byte that a risky one may begin with."""
    import numpy as np

    starts, ends = _offsets(array)
    letters = np.frombuffer(_letters(array), np.uint8)
    first = np.zeros(len(starts), np.uint8)
    is_there = ends > starts
    first[is_there] = letters[starts[is_there]]
    # Signs, the quote, white space, and what unseen and full-width characters begin with.
    begins = b"=+@-'\t\n\v\f\r \xc2\xe1\xe2\xef" + (b"0123456789" if with_digits else b"")
    table = np.zeros(256, bool)
    table[np.frombuffer(begins, np.uint8)] = True
    return table[first] & is_there


def _has_breaks(array: Any) -> bool:  # noqa: ANN401 - pyarrow has no types
    import numpy as np

    letters = _letters(array)
    known = np.frombuffer(letters, np.uint8)
    if known.size and (bool((known < 0x20).any()) or b"\x7f" in letters):  # noqa: PLR2004 - a space
        return True
    return b"\xc2" in letters or b"\xe2\x80" in letters


def _offsets(array: Any) -> tuple[Any, Any]:  # noqa: ANN401 - numpy
    import numpy as np

    ends = np.frombuffer(array.buffers()[1], np.int32)[array.offset : array.offset + len(array) + 1]
    return ends[:-1] - ends[0], ends[1:] - ends[0]


def _letters(array: Any) -> bytes:  # noqa: ANN401 - pyarrow has no types
    import numpy as np

    _, offsets, data = array.buffers()
    if data is None or not len(array):
        return b""
    ends = np.frombuffer(offsets, np.int32)
    return bytes(memoryview(data)[ends[array.offset] : ends[array.offset + len(array)]])
