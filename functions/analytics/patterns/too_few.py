"""The answer when there is too little data to say anything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TooFew:
    """Nothing is said: so many points are needed, so many are there."""

    needed: int
    have: int
