"""Field types that the room's shapes on the wire share, each with its bound."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Field

from shared.clock import cut
from shared.exact import InDigits, Instant
from shared.money import MAX_MINOR
from shared.texts import Typed

MOST_EACH: Final = MAX_MINOR // 1_000_000


class In(Typed):
    """What comes in: unknown fields are refused, blanks at the ends are dropped."""

    model_config = ConfigDict(allow_inf_nan=False)

    def given(self, *leave_out: str) -> dict[str, Any]:
        """Give the fields that the caller sent, times cut to what storage keeps."""
        return {
            name: cut(value) if isinstance(value, datetime) else value
            for name, value in ((n, getattr(self, n)) for n in self.model_fields_set)
            if name not in leave_out
        }


Title = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Phone = Annotated[str, Field(min_length=3, max_length=32)]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
IdText = Annotated[str, Field(min_length=1, max_length=64)]
Zone = Annotated[str, Field(min_length=1, max_length=64)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
Amount = Annotated[int, Field(gt=0, le=MAX_MINOR, strict=True)]
UnitPrice = Annotated[int, Field(ge=0, le=MOST_EACH, strict=True)]
# Beyond these years a moment has no form in another time zone, and no order either.
Moment = Annotated[
    Instant, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))
]


def _whole_as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# Quantities and percentages come as text, so that no float stands between the caller and the sum.
Quantity = Annotated[
    Decimal,
    BeforeValidator(_whole_as_text),
    Field(gt=0, le=1_000_000, max_digits=10, decimal_places=3),
    InDigits,
]
Percent = Annotated[
    Decimal, BeforeValidator(_whole_as_text), Field(ge=0, le=100, decimal_places=2), InDigits
]
