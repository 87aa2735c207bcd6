"""HTTP edge of the feedback room: the customer's page behind a link; staff's in sub-rooms."""

from http import HTTPStatus
from typing import Annotated
from zoneinfo import ZoneInfo

from aws_lambda_powertools.event_handler import Depends, Request, Response

from feedback import wiring
from feedback.care import routes as care_routes
from feedback.edge import api
from feedback.guard import Guard
from feedback.look import page_headers
from feedback.model import State, Visit
from feedback.overview import routes as overview_routes
from feedback.page import STATUS, Frame, render
from feedback.schemas import AnsweredOut, AnswerIn, Draft, LinkIn, LinkOut
from feedback.service import FeedbackService
from feedback.words import Words, words_for
from shared.auth import PUBLIC
from shared.body import is_form, read_form, read_json
from shared.http import JSON

HTML = "text/html; charset=utf-8"
SUB_ROOMS = (overview_routes, care_routes)
"""Importing a sub-room's routes registers them."""


Feedback = Annotated[FeedbackService, Depends(wiring.service)]
Zone = Annotated[ZoneInfo, Depends(wiring.zone)]
Door = Annotated[Guard, Depends(wiring.guard)]


@api.serve("GET", "/f/<token>", permission=PUBLIC)
def visit(
    token: str, request: Request, feedback: Feedback, zone: Zone, guard: Door
) -> Response[str]:
    """Show the customer's page behind a signed link."""
    _admit(guard, request, token)
    found = feedback.visit(token)
    frame = Frame(zone, feedback.asks)
    return _page(STATUS[found.state], render(found, _words(request, found), frame))


@api.serve("POST", "/f/<token>", permission=PUBLIC)
def answer(
    token: str, request: Request, feedback: Feedback, zone: Zone, guard: Door
) -> Response[str]:
    """Take the customer's answer: from the page's form, or as JSON.

    JSON is {rating, comment?} and, where the company asks them, {nps?, ces?, sub_ratings?}.
    """
    _admit(guard, request, token)
    event = request.resolved_event.raw_event
    if not is_form(event):
        taken = AnsweredOut.of(
            feedback.answer(token, AnswerIn.read(read_json(event), feedback.asks))
        )
        return Response(HTTPStatus.OK, JSON, taken.model_dump_json())
    draft = Draft.read(read_form(event), feedback.asks)
    frame = Frame(zone, feedback.asks)
    if draft.answer is None:
        found = feedback.visit(token)
        html = render(found, _words(request, found), frame, draft)
        return _page(_status(found, HTTPStatus.UNPROCESSABLE_ENTITY), html)
    found = feedback.answer(token, draft.answer)
    html = render(found, _words(request, found), frame)
    return _page(_status(found, HTTPStatus.CONFLICT), html)


@api.serve("POST", "/v1/feedback/links", permission="orders:write", status=201)
def create_link(body: LinkIn, feedback: Feedback) -> LinkOut:
    """Make a link that staff can send to the customer of a completed order."""
    return LinkOut.of(feedback.create_link(body.order_id))


def _admit(guard: Guard, request: Request, token: str) -> None:
    http = request.resolved_event.raw_event.get("requestContext", {}).get("http", {})
    guard.admit_source(http.get("sourceIp", ""))
    guard.admit_link(token)


def _words(request: Request, found: Visit) -> Words:
    headers = {name.lower(): value for name, value in request.headers.items()}
    wanted = (request.query_parameters or {}).get("lang")
    return words_for(wanted, headers.get("accept-language", ""), found.language)


def _status(found: Visit, unless_taken: HTTPStatus) -> HTTPStatus:
    if found.state in {State.FORM, State.ANSWERED, State.FINAL}:
        return unless_taken
    return STATUS[found.state]


def _page(status: HTTPStatus, html: str) -> Response[str]:
    return Response(status, HTML, html, headers=page_headers())


lambda_handler = api.handle
