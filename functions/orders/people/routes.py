"""Routes of customers, technicians and erasure."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from orders import wiring
from orders.edge import Id, Limit, api, card
from orders.people.customers import CustomerService
from orders.people.erasure import ErasureService
from orders.people.model import Customer
from orders.people.schemas import (
    CustomerExportOut,
    CustomerIn,
    CustomerOut,
    CustomersOut,
    Day,
    ErasureIn,
    ErasureOut,
    ErasuresOut,
    TechnicianEdit,
    TechnicianIn,
    TechnicianOut,
    TechniciansOut,
    WorkloadOut,
)
from orders.people.service import DirectoryService
from orders.people.sight import Sight, seen, shown
from orders.people.workload import WorkloadService
from orders.service import OrderService
from shared.cursor import read_after, write_after
from shared.http import AskedAtVersion, AskedBy, CurrentActor
from shared.signing import Seal

Customers = Annotated[CustomerService, Depends(wiring.customers)]
People = Annotated[DirectoryService, Depends(wiring.directory)]
Workloads = Annotated[WorkloadService, Depends(wiring.workloads)]
Erasing = Annotated[ErasureService, Depends(wiring.erasures)]
Orders = Annotated[OrderService, Depends(wiring.orders)]
Seeing = Annotated[Sight, Depends(wiring.sight)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Words = Annotated[str, Query(max_length=200)]
From = Annotated[Day, Query(alias="from")]
To = Annotated[Day, Query(alias="to")]
ExportLimit = Annotated[int, Query(ge=1, le=50)]


@api.serve("POST", "/v1/customers", permission="customers:write", status=201)
def create_customer(body: CustomerIn, customers: Customers, asked: AskedBy) -> CustomerOut:
    """Make a customer; a telephone or external id belongs to one customer only."""
    return _shown(customers.create(body.fields(), asked))


@api.serve("GET", "/v1/customers", permission="customers:read")
def list_customers(
    customers: Customers,
    seal: Cursors,
    q: Words | None = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> CustomersOut:
    """List customers, newest first; `q` finds by telephone, external id or the name's beginning."""
    name = f"customers:{q or ''}"
    after = read_after(seal, name, cursor)
    page = (
        customers.find(q, limit=limit, after=after)
        if q
        else customers.newest(limit=limit, after=after)
    )
    return CustomersOut(
        items=[_shown(each) for each in page.customers],
        next_cursor=write_after(seal, name, page.after),
    )


@api.serve("GET", "/v1/customers/<customer_id>", permission="orders:read")
def get_customer(
    customer_id: Id, customers: Customers, sight: Seeing, actor: CurrentActor
) -> CustomerOut:
    """Read one customer; a technician only those of their own orders."""
    sight.check_customer(customer_id, actor)
    return _shown(customers.get(customer_id))


@api.serve("PATCH", "/v1/customers/<customer_id>", permission="customers:write")
def edit_customer(
    customer_id: Id, body: CustomerIn, customers: Customers, asked: AskedAtVersion
) -> CustomerOut:
    """Change fields of the customer; orders keep the name they were made under."""
    return _shown(customers.change(customer_id, body.fields(), asked))


@api.serve("POST", "/v1/customers/<customer_id>/erasure", permission="customers:erase", status=202)
def erase_customer(
    customer_id: Id, body: ErasureIn, erasing: Erasing, asked: AskedBy
) -> ErasureOut:
    """Erase a customer, also from their orders; asked again, it goes on, or anew once done."""
    return ErasureOut.of(erasing.erase(customer_id, body.reason, asked))


@api.serve("GET", "/v1/customers/<customer_id>/export", permission="customers:erase")
def export_customer(
    customer_id: Id,
    erasing: Erasing,
    orders: Orders,
    seal: Cursors,
    limit: ExportLimit = 20,
    cursor: str | None = None,
) -> CustomerExportOut:
    """Give all that orders and the directory hold of one customer."""
    name = f"export:{customer_id}"
    held = erasing.export(customer_id, limit=limit, after=read_after(seal, name, cursor))
    after = write_after(seal, name, held.after)
    return CustomerExportOut.of(held, lambda order: card(orders, order), after)


@api.serve("GET", "/v1/erasures", permission="customers:erase")
def list_erasures(
    erasing: Erasing, seal: Cursors, limit: Limit = 50, cursor: str | None = None
) -> ErasuresOut:
    """List what was erased, when and on whose word, newest first."""
    page = erasing.page(limit=limit, after=read_after(seal, "erasures", cursor))
    return ErasuresOut(
        items=[ErasureOut.of(each) for each in page.erasures],
        next_cursor=write_after(seal, "erasures", page.after),
    )


@api.serve("GET", "/v1/technicians", permission="orders:read")
def list_technicians(
    people: People, actor: CurrentActor, *, active: bool | None = None
) -> TechniciansOut:
    """List technicians by name: all, or only those who are active, or who are not."""
    shown = seen(people.technicians(active=active), actor)
    return TechniciansOut(items=[TechnicianOut.of(each) for each in shown])


@api.serve("POST", "/v1/technicians", permission="technicians:write", status=201)
def add_technician(body: TechnicianIn, people: People, asked: AskedBy) -> TechnicianOut:
    """Take on a technician."""
    return TechnicianOut.of(people.take_on(body.fields(), asked))


@api.serve("GET", "/v1/technicians/<technician_id>", permission="orders:read")
def get_technician(
    technician_id: Id, people: People, sight: Seeing, actor: CurrentActor
) -> TechnicianOut:
    """Read one technician; technicians read only themselves."""
    sight.check_technician(technician_id, actor)
    return TechnicianOut.of(shown(people.technician(technician_id), actor))


@api.serve("PATCH", "/v1/technicians/<technician_id>", permission="technicians:write")
def edit_technician(
    technician_id: Id, body: TechnicianEdit, people: People, asked: AskedAtVersion
) -> TechnicianOut:
    """Change fields of the technician; who is no longer active keeps their orders."""
    return TechnicianOut.of(people.change(technician_id, body.fields(), asked))


@api.serve("GET", "/v1/technicians/<technician_id>/workload", permission="orders:read")
def get_workload(
    technician_id: Id,
    first: From,
    last: To,
    *,
    loads: Workloads,
    sight: Seeing,
    actor: CurrentActor,
) -> WorkloadOut:
    """Give orders and minutes of a technician by local day, both ends included."""
    sight.check_technician(technician_id, actor)
    return WorkloadOut.of(technician_id, loads.workload(technician_id, first, last))


def _shown(customer: Customer) -> CustomerOut:
    return CustomerOut.model_validate(customer.model_dump())
