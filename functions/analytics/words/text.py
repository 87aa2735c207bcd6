"""What is said about a figure: what happened, how sure that is, and what to keep in mind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Whole sentences; `reason` may be empty."""

    headline: str
    reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """All of it in one paragraph."""
        return " ".join(each for each in (self.headline, self.reason, *self.notes) if each)
