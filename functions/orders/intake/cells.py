"""Cells of import files: written as all our CSV is (`shared.cells`), read as people type them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from shared.cells import text as text_cell
from shared.errors import InvalidError
from shared.money import MAX_MINOR

_NUMBER: Final = re.compile(r"-?\d{1,15}([.,]\d{1,6})?", re.ASCII)
_GROUPS: Final = re.compile("(?<=\\d)[ \\xa0\\u202f](?=\\d{3}(?!\\d))")
_UNIT: Final = re.compile(r"\s*(?:шт\.?|pcs\.?)$", re.IGNORECASE)
_SIGNS: Final = {"RUB": r"руб\w*\.?|р\.|р|₽|\?"}  # windows-1251 has no ₽: Excel writes a ?
_LONGEST: Final = 40
_RULE: Final = "must be a number like 1234,50"
_NO_MINOR: Final = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()  # noqa: SIM905 - a list of codes reads best so
)
_THREE_DIGITS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def line(cells: Iterable[str | int | None]) -> str:
    """Write a line: numbers as they are, texts quoted and neutralised, nothing as nothing."""
    return ";".join(map(cell, cells)) + "\r\n"


def cell(value: str | int | None) -> str:
    """Write one cell."""
    if isinstance(value, int):
        return str(value)
    return text_cell(value)


def number(field: str, text: str) -> Decimal:
    """Read a number as people write it: 1 234,50 or 1234.50, in pieces or bare; InvalidError."""
    return _number(field, text, _UNIT.sub("", _short(field, text)))


def _short(field: str, text: str) -> str:
    bare = text.strip()
    if len(bare) > _LONGEST:  # what comes next would look at a megabyte of blanks for long
        raise InvalidError.of(field, text, _RULE)
    return bare


def _number(field: str, text: str, bare: str) -> Decimal:
    bare = _GROUPS.sub("", bare)
    if not _NUMBER.fullmatch(bare):
        raise InvalidError.of(field, text, _RULE)
    return Decimal(bare.replace(",", "."))


def minor_units(field: str, text: str, currency: str, *, most: int = MAX_MINOR) -> int:
    """Read a sum in major units as minor units: 1234,50 RUB is 123450; InvalidError.

    The currency's own sign may stand behind it, as spreadsheets write it.
    """
    sign = _SIGNS.get(currency, re.escape(currency))
    bare = re.sub(rf"\s*(?:{sign}|{currency})$", "", _short(field, text), flags=re.IGNORECASE)
    digits = 0 if currency in _NO_MINOR else 3 if currency in _THREE_DIGITS else 2
    scaled = _number(field, text, bare).scaleb(digits)
    if scaled != scaled.to_integral_value():
        raise InvalidError.of(field, text, f"{currency} has {digits} decimals")
    if scaled < 0:
        raise InvalidError.of(field, text, "must not be negative")
    if scaled > most:
        rule = f"must not be more than {most // 10**digits}"
        raise InvalidError.of(field, text, rule)
    return int(scaled)
