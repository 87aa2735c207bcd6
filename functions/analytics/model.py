"""What analytics knows beside the rows themselves: what the roll-ups stand on, and exports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from analytics.position import Position
from analytics.rows import Kind

LAKE_SCHEMA: Final = 3
"""Raise it when the rows or what is computed of them change: all is then rebuilt by itself."""

Axis = Literal["created_at", "completed_at", "cancelled_at"]
AXES: Final[tuple[Axis, ...]] = ("created_at", "completed_at", "cancelled_at")


@dataclass(frozen=True)
class Company:
    """What all figures are computed under."""

    zone: ZoneInfo
    currency: str


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


PageKey: TypeAlias = tuple[str, str]
"""What a page is about, and its day, month or year."""


@dataclass(frozen=True)
class Page:
    """Some figures, packed, by the month of the lake whose rows they were computed from."""

    key: PageKey
    parts: Mapping[str, bytes] = field(default_factory=dict)


class Part(_Kept):
    """One month of the lake: the version of its object, and which local days its rows touch.

    `spans` names for each date axis the first and the last day of what was seen on it.
    """

    kind: Kind = "orders"
    month: str
    object_version: str
    rows: int = 0
    spans: Mapping[str, tuple[date, date]]

