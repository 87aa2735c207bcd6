"""Routes of customers and technicians."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from orders import wiring
from orders.edge import Id, api
from orders.people.schemas import CustomerOut, TechnicianIn, TechnicianOut, TechniciansOut
from orders.people.service import DirectoryService

People = Annotated[DirectoryService, Depends(wiring.directory)]


@api.serve("GET", "/v1/customers/<customer_id>", permission="orders:read")
def get_customer(customer_id: Id, people: People) -> CustomerOut:
    """Read one customer."""
    return CustomerOut.model_validate(people.customer(customer_id).model_dump())


@api.serve("GET", "/v1/technicians", permission="orders:read")
def list_technicians(people: People) -> TechniciansOut:
    """List all technicians by name."""
    everyone = [TechnicianOut.model_validate(each.model_dump()) for each in people.technicians()]
    return TechniciansOut(items=everyone)


@api.serve("POST", "/v1/technicians", permission="technicians:write", status=201)
def add_technician(body: TechnicianIn, people: People) -> TechnicianOut:
    """Take on a technician."""
    made = people.add_technician(body.name, body.phone, body.skills)
    return TechnicianOut.model_validate(made.model_dump())
