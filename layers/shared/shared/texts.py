"""Texts that people type: blanks at the ends are dropped, and what nobody can see is no text.

Source of what has no look of its own: Default_Ignorable_Code_Point,
https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
"""

import re
from typing import Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, field_validator

_IGNORABLE: Final = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
_SEEN: Final = re.compile(rf"[^\s\x00-\x1f\x7f-\x9f\u2800{_IGNORABLE}]")
_SPACES: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
# What joins, shapes or turns its neighbours stays: a flag or a line of Arabic is another without.
_BLANKS: Final = f"{_SPACES}\xad\u180e\u200b\u2060\u2800\u3164\ufeff\uffa0"


def trim(text: str) -> str:
    """Drop blanks at the ends; a text of which nothing can be seen is empty."""
    return text.strip(_BLANKS) if _SEEN.search(text) else ""


def _trimmed(value: Any) -> Any:  # noqa: ANN401 - whatever was sent
    if isinstance(value, str):
        return trim(value)
    if isinstance(value, list | tuple):
        return [trim(each) if isinstance(each, str) else each for each in value]
    return value


Trim = BeforeValidator(_trimmed)
"""For a text deeper inside than `Typed` looks, such as in a map."""


class Typed(BaseModel):
    """What people type: unknown fields are refused, texts and lists of texts are trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    _trim = field_validator("*", mode="before")(_trimmed)
