"""What is said where there is too little data."""

from collections.abc import Mapping
from typing import Final

from analytics.patterns.too_few import TooFew
from analytics.words import numbers, units
from analytics.words.plural import Tongue

PHRASES: Final[Mapping[Tongue, str]] = {
    "ru": "{title}: данных мало, нужно {needed}, есть {have}.",
    "en": "{title}: too little data, {needed} needed, {have} there.",
}


def scarcity(found: TooFew, title: str, points: str, tongue: Tongue) -> str:
    """Say how much is needed; `points` names what the points of the series are, such as weeks."""
    what = points if found.of == "points" else "observations"
    return PHRASES[tongue].format(
        title=title,
        needed=units.counted(found.needed, what, tongue),
        have=numbers.written(found.have, tongue),
    )
