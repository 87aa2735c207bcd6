"""Routes of targets."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from analytics import wiring
from analytics.edge import api
from analytics.targets.schemas import TargetsIn, TargetsOut
from analytics.targets.service import TargetService
from shared.http import AskedAtVersion

Targets = Annotated[TargetService, Depends(wiring.targets)]


@api.serve("GET", "/v1/analytics/targets", permission="analytics:read")
def get_targets(targets: Targets) -> TargetsOut:
    """Read what KPIs are to come to, and which can have a target."""
    return TargetsOut.of(targets.get())


@api.serve("PUT", "/v1/analytics/targets", permission="settings:write")
def replace_targets(body: TargetsIn, targets: Targets, asked: AskedAtVersion) -> TargetsOut:
    """Replace the targets; If-Match names the version that was read, "0" at first."""
    return TargetsOut.of(targets.replace(body.targets, asked))
