"""How many parts of an SMS a text takes: gateways bill by them. Pure.

A text whose characters are all in GSM 03.38 takes 160 of them, or 153 in each part of several;
those of its extension table count twice and stand in one part. Any other text goes out as UCS-2: 70
code units, or 67 in each of several parts, and no surrogate pair is split.
Source: 3GPP TS 23.038, 6.2.1; TS 23.040, 9.2.3.24.1
"""

from dataclasses import dataclass
from typing import Final, Literal

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = frozenset("\f^{}\\[~]|€")
_ALONE: Final = {"gsm7": 160, "ucs2": 70}
_EACH: Final = {"gsm7": 153, "ucs2": 67}
_LAST_OF_PLANE: Final = 0xFFFF


@dataclass(frozen=True)
class Counted:
    """What a text costs on the way."""

    encoding: Literal["gsm7", "ucs2"]
    units: int
    """Septets or code units, extension characters and surrogate pairs counted twice."""
    parts: int


def count(text: str) -> Counted:
    """Count the parts of a text; an empty one has none."""
    encoding = encoding_of(text)
    return Counted(encoding, sum(_size(char, encoding) for char in text), len(split(text)))


def encoding_of(text: str) -> Literal["gsm7", "ucs2"]:
    """Tell in which alphabet a text goes out."""
    return "gsm7" if set(text) <= BASIC | EXTENSION else "ucs2"


def split(text: str) -> list[str]:
    """Cut a text into its parts as a phone gets them."""
    encoding = encoding_of(text)
    if sum(_size(char, encoding) for char in text) <= _ALONE[encoding]:
        return [text] if text else []
    parts, filled = [""], 0
    for char in text:
        size = _size(char, encoding)
        if filled + size > _EACH[encoding]:
            parts.append("")
            filled = 0
        parts[-1] += char
        filled += size
    return parts


def _size(char: str, encoding: Literal["gsm7", "ucs2"]) -> int:
    is_double = char in EXTENSION if encoding == "gsm7" else ord(char) > _LAST_OF_PLANE
    return 2 if is_double else 1
