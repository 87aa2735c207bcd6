"""Routes of the company's words."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from integrations.access import wiring
from integrations.access.company.model import Company
from integrations.access.company.schemas import CompanyIn, CompanyOut
from integrations.access.company.service import CompanyService
from integrations.edge import api
from shared.http import AskedAtVersion

Words = Annotated[CompanyService, Depends(wiring.company)]
Deployed = Annotated[wiring.Deployed, Depends(wiring.deployed)]


@api.serve("GET", "/v1/company", permission="me:read")
def get_company(words: Words, deployed: Deployed) -> CompanyOut:
    """Read what the company is called, how it names states, its zone and its currency."""
    return _shown(words.get(), deployed)


@api.serve("PUT", "/v1/company", permission="settings:write")
def replace_company(
    body: CompanyIn, words: Words, deployed: Deployed, asked: AskedAtVersion
) -> CompanyOut:
    """Replace the words; If-Match names the version that was read, "0" at first."""
    return _shown(words.replace(body.company, asked), deployed)


def _shown(company: Company, deployed: wiring.Deployed) -> CompanyOut:
    return CompanyOut(**company.model_dump(), zone=deployed.zone, currency=deployed.currency)
