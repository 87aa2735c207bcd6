"""Targets on the wire. Unknown fields are refused."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from analytics.insight.schemas import Moment, Number
from analytics.kpi import Better, Unit
from analytics.targets.model import Aim, KpiTargets, Per, aims

Name = Annotated[str, Field(max_length=64)]
Value = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class TargetsIn(BaseModel):
    """The targets whole; a KPI that is left out has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    targets: dict[Name, Value] = Field(
        max_length=100,
        description="by KPI, in the unit of its figure: shares 0..1, seconds, kopeks",
    )


class AimOut(BaseModel):
    """A KPI that can have a target, and within which bounds."""

    kpi: str
    unit: Unit
    better: Better
    per: Per | None = Field(description="`month` where the target is for a whole month only")
    low: Number
    high: Number

    @classmethod
    def of(cls, aim: Aim) -> "AimOut":
        """Show one."""
        return cls(
            kpi=aim.kpi, unit=aim.unit, better=aim.better, per=aim.per, low=aim.low, high=aim.high
        )


class TargetsOut(BaseModel):
    """The targets that are set, and those that can be."""

    version: int
    targets: dict[str, Number]
    updated_at: Moment | None
    updated_by: str
    offered: list[AimOut]

    @classmethod
    def of(cls, kept: KpiTargets) -> "TargetsOut":
        """Show them."""
        return cls(
            version=kept.version,
            targets=dict(kept.targets),
            updated_at=kept.updated_at,
            updated_by=kept.updated_by,
            offered=[AimOut.of(each) for each in aims().values()],
        )
