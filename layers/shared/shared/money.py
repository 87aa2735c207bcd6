"""Money: integer minor units and a currency, never a float."""

from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, ConfigDict, Field

# DynamoDB keeps 38 digits; a thousand billion roubles in kopecks needs 17 of them.
MAX_MINOR = 10**15


class Money(BaseModel):
    """An amount in minor units (kopecks, cents) of an ISO 4217 currency."""

    model_config = ConfigDict(frozen=True)

    amount: int = Field(ge=-MAX_MINOR, le=MAX_MINOR)
    currency: str = Field(pattern="^[A-Z]{3}$")


def rounded(amount: Decimal) -> int:
    """Round to whole minor units; halves go away from zero."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def times(quantity: Decimal, unit_price: int) -> int:
    """Multiply a quantity by a price in minor units; halves are rounded away from zero."""
    return rounded(quantity * unit_price)
