"""The answer when there is too little data to say anything."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class TooFew:
    """Nothing is said: so many are needed, so many are there, of points or of what they count."""

    needed: int
    have: int
    of: Literal["points", "counted"] = "points"
