"""Routes of the company's rules."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from orders import wiring
from orders.edge import api
from orders.sla.schemas import SlaIn, SlaOut
from orders.sla.service import SlaService
from shared.http import AskedAtVersion

Rules = Annotated[SlaService, Depends(wiring.sla_rules)]


@api.serve("GET", "/v1/sla", permission="orders:read")
def get_sla(rules: Rules) -> SlaOut:
    """Read the working calendar and the policies."""
    return SlaOut.model_validate(rules.get().model_dump())


@api.serve("PUT", "/v1/sla", permission="sla:write")
def replace_sla(body: SlaIn, rules: Rules, asked: AskedAtVersion) -> SlaOut:
    """Replace calendar and policies; If-Match names the version that was read, "0" at first."""
    written = rules.replace(body.calendar, body.policies, asked)
    return SlaOut.model_validate(written.model_dump())
