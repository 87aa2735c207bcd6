"""HTTP edge of the feedback room: the customer's page behind a signed link, and the list."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from zoneinfo import ZoneInfo

from aws_lambda_powertools.event_handler import Depends, Request, Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from feedback import wiring
from feedback.look import page_headers
from feedback.model import Period, State, Visit
from feedback.page import STATUS, render
from feedback.schemas import AnsweredOut, AnswerIn, Draft, LinkIn, LinkOut, OverviewOut, Rating
from feedback.service import FeedbackService, Wish
from feedback.words import Words, words_for
from shared.auth import PUBLIC
from shared.body import is_form, read_form, read_json
from shared.cursor import read_cursor, write_cursor
from shared.http import JSON, Api
from shared.signing import Seal

HTML = "text/html; charset=utf-8"
LIST = "feedback"
api = Api("feedback")


def _words(request: Request) -> Words:
    headers = {name.lower(): value for name, value in request.headers.items()}
    wanted = (request.query_parameters or {}).get("lang")
    return words_for(wanted, headers.get("accept-language", ""))


Feedback = Annotated[FeedbackService, Depends(wiring.service)]
Language = Annotated[Words, Depends(_words)]
Zone = Annotated[ZoneInfo, Depends(wiring.zone)]
Cursors = Annotated[Seal, Depends(wiring.seal)]


@api.serve("GET", "/f/<token>", permission=PUBLIC)
def visit(token: str, feedback: Feedback, words: Language, zone: Zone) -> Response[str]:
    """Show the customer's page behind a signed link."""
    found = feedback.visit(token)
    return _page(STATUS[found.state], render(found, words, zone))


@api.serve("POST", "/f/<token>", permission=PUBLIC)
def answer(
    token: str, request: Request, feedback: Feedback, words: Language, zone: Zone
) -> Response[str]:
    """Take the customer's answer: from the page's form, or as JSON {rating, comment?}."""
    event = request.resolved_event.raw_event
    if not is_form(event):
        taken = AnsweredOut.of(feedback.answer(token, AnswerIn.read(read_json(event))))
        return Response(HTTPStatus.OK, JSON, taken.model_dump_json())
    draft = Draft.read(read_form(event))
    if draft.answer is None:
        found = feedback.visit(token)
        return _page(
            _status(found, HTTPStatus.UNPROCESSABLE_ENTITY), render(found, words, zone, draft)
        )
    found = feedback.answer(token, draft.answer)
    return _page(_status(found, HTTPStatus.CONFLICT), render(found, words, zone))


@api.serve("GET", "/v1/feedback", permission="feedback:read")
def list_feedback(  # noqa: PLR0913 - one argument for each query parameter
    *,
    feedback: Feedback,
    seal: Cursors,
    zone: Zone,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    rating: Rating | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> OverviewOut:
    """List answers newest first, with the figures of the whole period (90 days by default)."""
    position = read_cursor(seal, LIST, cursor)
    period = Period.of(first, last, feedback.clock(), zone)
    wish = Wish(period, rating, limit, position["after"] if position else None)
    overview = feedback.list_feedback(wish)
    after = {"after": overview.after} if overview.after else None
    return OverviewOut.of(overview, period, write_cursor(seal, LIST, after))


@api.serve("POST", "/v1/feedback/links", permission="orders:write", status=201)
def create_link(body: LinkIn, feedback: Feedback) -> LinkOut:
    """Make a link that staff can send to the customer of a completed order."""
    return LinkOut.of(feedback.create_link(body.order_id))


def _status(found: Visit, unless_taken: HTTPStatus) -> HTTPStatus:
    if found.state in {State.FORM, State.ANSWERED, State.FINAL}:
        return unless_taken
    return STATUS[found.state]


def _page(status: HTTPStatus, html: str) -> Response[str]:
    return Response(status, HTML, html, headers=page_headers())


lambda_handler = api.handle
