"""Routes of linked chats, and the one that Telegram itself calls."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request, Response

from integrations.edge import Id, api
from integrations.telegram import wiring
from integrations.telegram.joining import Joining
from integrations.telegram.model import Person
from integrations.telegram.schemas import ChatLinkOut, ChatLinksOut, InvitationOut, JoinedOut
from integrations.telegram.service import Linking
from shared.auth import PUBLIC
from shared.body import read_json
from shared.http import JSON

Links = Annotated[Linking, Depends(wiring.linking)]
Bots = Annotated[Joining, Depends(wiring.joining)]
PROOF = "x-telegram-bot-api-secret-token"
CUSTOMER = "/v1/chat-links/customers/<person_id>"
TECHNICIAN = "/v1/chat-links/technicians/<person_id>"


@api.serve("GET", CUSTOMER, permission="customers:read")
def list_customer_chats(person_id: Id, links: Links) -> ChatLinksOut:
    """Tell how a customer stands with every bot."""
    return _states(links, Person("customer", person_id))


@api.serve("POST", f"{CUSTOMER}/<integration_id>", permission="customers:write", status=201)
def invite_customer(person_id: Id, integration_id: Id, links: Links) -> InvitationOut:
    """Make a deep link for a customer; it is good for a day and for one chat."""
    return InvitationOut.of(links.invite(integration_id, Person("customer", person_id)))


@api.serve("DELETE", f"{CUSTOMER}/<integration_id>", permission="customers:write", status=204)
def unlink_customer(person_id: Id, integration_id: Id, links: Links) -> Response[str]:
    """Forget a customer's chat."""
    links.unlink(integration_id, Person("customer", person_id))
    return Response(status_code=204)


@api.serve("GET", TECHNICIAN, permission="technicians:write")
def list_technician_chats(person_id: Id, links: Links) -> ChatLinksOut:
    """Tell how a technician stands with every bot."""
    return _states(links, Person("technician", person_id))


@api.serve("POST", f"{TECHNICIAN}/<integration_id>", permission="technicians:write", status=201)
def invite_technician(person_id: Id, integration_id: Id, links: Links) -> InvitationOut:
    """Make a deep link for a technician; it is good for a day and for one chat."""
    return InvitationOut.of(links.invite(integration_id, Person("technician", person_id)))


@api.serve("DELETE", f"{TECHNICIAN}/<integration_id>", permission="technicians:write", status=204)
def unlink_technician(person_id: Id, integration_id: Id, links: Links) -> Response[str]:
    """Forget a technician's chat."""
    links.unlink(integration_id, Person("technician", person_id))
    return Response(status_code=204)


@api.serve(
    "POST",
    "/v1/integrations/<integration_id>/chat-links",
    permission="integrations:write",
    status=201,
)
def invite_manager(integration_id: Id, links: Links) -> InvitationOut:
    """Make a deep link whose chat joins the integration's list of recipients."""
    return InvitationOut.of(links.invite(integration_id, Person("manager")))


@api.serve(
    "POST", "/v1/integrations/<integration_id>/chat-webhook", permission="integrations:write"
)
def join_bot(integration_id: Id, bots: Bots) -> JoinedOut:
    """Tell Telegram where to send what people write to the bot."""
    return JoinedOut.of(bots.join(integration_id))


@api.serve("POST", "/v1/hooks/telegram/<integration_id>", permission=PUBLIC)
def hear_telegram(integration_id: Id, request: Request, links: Links) -> Response[str]:
    """Take what people write to a bot; Telegram proves itself by the secret token."""
    headers: Mapping[str, str] = {name.lower(): value for name, value in request.headers.items()}
    update = read_json(request.resolved_event.raw_event)
    said = links.hear(integration_id, headers.get(PROOF, ""), _object(update))
    return Response(HTTPStatus.OK, JSON, said or "{}")


def _object(update: object) -> Mapping[str, object]:
    return update if isinstance(update, dict) else {}


def _states(links: Linking, person: Person) -> ChatLinksOut:
    return ChatLinksOut(items=[ChatLinkOut.of(each) for each in links.states(person)])
