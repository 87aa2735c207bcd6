"""What the emulator says: damage that 1C does silently, and what stops it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Damage that 1C would do without telling anybody."""

    rule: str
    number: str
    detail: str = ""


class BatchStoppedError(Exception):
    """1C shows an error and stops loading."""


class ExchangeFailedError(Exception):
    """1C ends the exchange with an error."""
