"""What is said where there is too little data."""

from collections.abc import Mapping
from typing import Final

from analytics.patterns.too_few import TooFew
from analytics.words import numbers, units
from analytics.words.plural import Tongue

PHRASES: Final[Mapping[Tongue, str]] = {
    "ru": "{title}: данных{about} мало, нужно {needed}, есть {have}.",
    "en": "{title}: too little data{about}, {needed} needed, {have} there.",
}


def scarcity(
    found: TooFew, title: str, points: str, tongue: Tongue, about: str = ""
) -> str:  # fmt: skip
    """Say how much is needed, and `about` what nothing can be said then.

    `points` names what the points of the series are, such as weeks.
    """
    what = points if found.of == "points" else "observations"
    return PHRASES[tongue].format(
        title=title,
        about=f" {about}" if about else "",
        needed=units.counted(found.needed, what, tongue),
        have=numbers.written(found.have, tongue),
    )
