"""What is said where there is too little data."""

from collections.abc import Mapping
from typing import Final

from analytics.patterns.too_few import TooFew
from analytics.words import counts, numbers, units
from analytics.words.plural import Tongue

PHRASES: Final[Mapping[Tongue, str]] = {
    "ru": "{title}: данных{about} мало, нужно {needed}, есть {have}.",
    "en": "{title}: too little data{about}, {needed} needed, {have} there.",
}


def scarcity(
    found: TooFew, title: str, points: str, tongue: Tongue, about: str = "", *,
    counted: str = "observations",
) -> str:  # fmt: skip
    """Say how much is needed, and `about` what nothing can be said then.

    `points` names what the points of the series are, such as weeks; `counted` what they count.
    """
    if found.of == "points":
        needed = units.counted(found.needed, points, tongue)
        have = numbers.written(found.have, tongue)
    else:
        needed = counts.amount(found.needed, counted, tongue)
        have = counts.bare(found.have, counted, tongue)
    return PHRASES[tongue].format(
        title=title, about=f" {about}" if about else "", needed=needed, have=have
    )
