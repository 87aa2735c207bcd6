"""Numbers as they are written: decimal comma and no-break spaces in Russian."""

from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Final

from analytics.words.plural import Tongue

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
INFINITE: Final = "\u221e"
TEN: Final = 10
HUNDRED: Final = 100
MOST_DIGITS: Final = 4


def rounded(value: float, digits: int) -> Decimal:
    """Round as people do, halves away from zero; no minus remains at zero."""
    found = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return found or abs(found)


def fitting(value: float) -> Decimal:
    """Round to what is read with ease: whole from a hundred on, tenths from ten, else hundredths.

    What is not zero does not become it, down to a ten-thousandth.
    """
    digits = 0 if abs(value) >= HUNDRED else 1 if abs(value) >= TEN else 2
    while digits < MOST_DIGITS and value and not rounded(value, digits):
        digits += 1
    return _bare(rounded(value, digits))


def written(value: Decimal | float, tongue: Tongue) -> str:
    """Write a number that is rounded already."""
    text = f"{abs(Decimal(str(value))):,f}"
    if tongue == "ru":
        text = text.replace(",", NBSP).replace(".", ",")
    return MINUS + text if value < 0 else text


def signed(value: Decimal | float, tongue: Tongue) -> str:
    """Write a change with its sign; zero has none."""
    return ("+" if value > 0 else "") + written(value, tongue)


def share(value: float) -> Decimal:
    """Turn a share of 1 into percent, rounded: tenths below ten, whole above."""
    percent = value * HUNDRED
    return _bare(rounded(percent, 1 if abs(percent) < TEN else 0))


def percent(value: float, tongue: Tongue) -> str:
    """Write a share of 1 as percent, to a tenth: 85,2 %."""
    return _with_sign(written(_bare(rounded(value * HUNDRED, 1)), tongue), tongue)


def change(value: float, tongue: Tongue) -> str:
    """Write a relative change: +50 %."""
    return _with_sign(signed(share(value), tongue), tongue)


def changes(low: float, high: float, tongue: Tongue) -> tuple[str, str]:
    """Write the bounds of a relative change; the sign of percent stands at the second."""
    top = signed(share(high), tongue) if isfinite(high) else INFINITE
    bottom = signed(share(low), tongue)
    return (bottom, _with_sign(top, tongue)) if tongue == "ru" else (bottom + "%", top + "%")


def _with_sign(text: str, tongue: Tongue) -> str:
    return f"{text}{NBSP}%" if tongue == "ru" else f"{text}%"


def _bare(value: Decimal) -> Decimal:
    """Leave out zeros after the point: 2.0 is 2."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
